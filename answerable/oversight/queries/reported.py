"""Errors that readers reported: those that wait, and those on the record."""

from django.db.models import QuerySet

from answerable.oversight.models import Reported


def errors_to_answer() -> QuerySet[Reported]:
    """The oldest first."""
    return Reported.objects.filter(answered_at__isnull=True).order_by("recorded_at", "pk")


def errors_answered() -> QuerySet[Reported]:
    """The latest answer first."""
    rows = Reported.objects.filter(answered_at__isnull=False).select_related("correction")
    return rows.order_by("-answered_at", "-pk")
