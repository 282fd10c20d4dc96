"""Entries in plain words, and reports in other forms."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import BOTH, FORM, page
from answerable.workspace.views import plain

urlpatterns: list[URLPattern] = [
    page("plain-words", plain.plain_words, "plain-words", BOTH),
    page("editions", plain.editions, "editions", BOTH),
    page("editions/<int:key>/withdraw", plain.withdraw, "edition-withdraw", FORM),
]
