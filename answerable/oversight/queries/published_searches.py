"""Searches that the register publishes."""

from django.db.models import QuerySet

from answerable.oversight.models import PublishedSearch


def published_searches() -> QuerySet[PublishedSearch]:
    return PublishedSearch.objects.filter(superseded_at__isnull=True).order_by("order", "title")


def published_search(code: str) -> PublishedSearch | None:
    """The one that stands, or else the last one that did."""
    rows = PublishedSearch.objects.filter(code=code)
    return rows.filter(superseded_at__isnull=True).first() or rows.order_by("-superseded_at").first()
