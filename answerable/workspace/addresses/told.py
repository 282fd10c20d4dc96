"""Notices, and how a person wants to hear of them."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import BOTH, FORM, page
from answerable.workspace.views import told

urlpatterns: list[URLPattern] = [
    page("notices", told.notices, "notices"),
    page("notices/read", told.read, "notices-read", FORM),
    page("notices/unread", told.unread, "notices-unread", FORM),
    page("notices/preferences", told.preferences, "notices-preferences", BOTH),
]
