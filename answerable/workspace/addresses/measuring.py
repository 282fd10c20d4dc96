"""Tying indicators to expectations, testing, judging, and looking at alarms."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import BOTH, FORM, page
from answerable.workspace.views import alarms, measures, measuring

_EXPECTATION = "measuring/<str:written>"
_MEASURE = "measures/<str:written>"

urlpatterns: list[URLPattern] = [
    page("measuring", measuring.measuring, "measuring"),
    page(_EXPECTATION, measuring.expectation, "measured"),
    page(f"{_EXPECTATION}/indicators", measuring.choose, "measure-choose"),
    page(f"{_EXPECTATION}/indicators/<slug:code>", measuring.tie, "measure-tie", BOTH),
    page(f"{_EXPECTATION}/judge", measuring.judge, "measure-judge", BOTH),
    page(_MEASURE, measures.measure, "measure"),
    page(f"{_MEASURE}/date", measures.date, "measure-date", FORM),
    page(f"{_MEASURE}/end", measures.end, "measure-end", FORM),
    page(f"{_MEASURE}/test", measures.look, "measure-test", BOTH),
    page("alarms", alarms.waiting, "alarms"),
    page("alarms/<str:written>", alarms.one, "alarm"),
    page("alarms/<str:written>/look", alarms.look, "alarm-look", FORM),
    page("alarms/<str:written>/reopen", alarms.open_again, "alarm-reopen", FORM),
]
