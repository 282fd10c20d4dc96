"""Asks without an owner, and successions worked through."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import owning, succeeding

_SUCCESSION = "oversight/succession"

urlpatterns: list[URLPattern] = [
    page("oversight/owners", owning.owners, "owners"),
    *(
        page(f"oversight/owners/{what}", owning.step, f"owners-{what}", FORM, what=what)
        for what in owning.STEPS
    ),
    page(_SUCCESSION, succeeding.succession, "succession"),
    page(f"{_SUCCESSION}/apply", succeeding.apply, "succession-apply", FORM),
    page(f"{_SUCCESSION}/bodies/<str:written>", succeeding.waiting, "succession-body"),
    page(f"{_SUCCESSION}/bodies/<str:written>/choose", succeeding.choose, "succession-choose", FORM),
    page(f"{_SUCCESSION}/runs/<int:key>", succeeding.account, "succession-run"),
    page(f"{_SUCCESSION}/runs/<int:key>/undo", succeeding.undo, "succession-undo", FORM),
]
