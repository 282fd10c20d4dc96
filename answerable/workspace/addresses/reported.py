"""Errors that readers reported."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import reported

urlpatterns: list[URLPattern] = [
    page("reported", reported.reported, "reported"),
    page("reported/<str:reference>/answer", reported.answer, "reported-answer", FORM),
]
