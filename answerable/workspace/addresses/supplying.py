"""Missing reports that somebody offers, and numbers that are explained."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import supplying

urlpatterns: list[URLPattern] = [
    page("supplies", supplying.supplies, "supplies"),
    page("supplies/<int:key>/answer", supplying.answer, "supply-answer", FORM),
    page("supplies/note", supplying.note, "gap-note", FORM),
]
