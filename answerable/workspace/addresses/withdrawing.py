"""Whole reports that leave the register, and come back."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import withdrawing

_OWN = "publishing/reports/<str:written>/withdrawal"

urlpatterns: list[URLPattern] = [
    page("withdrawals", withdrawing.withdrawals, "withdrawals"),
    page("withdrawals/<str:written>", withdrawing.report, "withdrawal"),
    page("withdrawals/<str:written>/withdraw", withdrawing.withdraw, "withdrawal-withdraw", FORM),
    page("withdrawals/<str:written>/restore", withdrawing.restore, "withdrawal-restore", FORM),
    page("withdrawals/<str:written>/entry", withdrawing.withdraw_one, "withdrawal-entry", FORM),
    page(_OWN, withdrawing.own_report, "publishing-withdrawal"),
    page(f"{_OWN}/withdraw", withdrawing.withdraw_own, "publishing-withdraw-report", FORM),
    page(f"{_OWN}/restore", withdrawing.restore_own, "publishing-restore-report", FORM),
]
