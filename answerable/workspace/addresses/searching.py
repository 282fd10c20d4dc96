"""Searches that the register publishes."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import searching

urlpatterns: list[URLPattern] = [
    page("searches", searching.searches, "searches-desk"),
    page("searches/publish", searching.publish, "search-publish", FORM),
    page("searches/<int:key>/withdraw", searching.withdraw, "search-withdraw", FORM),
]
