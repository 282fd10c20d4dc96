"""Searches that a register publishes from the first day."""

import pytest
from django.conf import settings
from django.http import QueryDict

from answerable.core.actors import SEARCHES
from answerable.oversight.models import PublishedSearch
from answerable.oversight.operations.publishing_searches import withdraw_search
from answerable.pipeline.published_searches import publish_shipped
from answerable.search.language import parse
from answerable.website.presenters.asked import read_address

pytestmark = pytest.mark.django_db
SHIPPED = settings.DEFINITIONS / "searches.toml"


def test_shipped_searches_are_published_once_and_stay_as_editors_leave_them() -> None:
    count = publish_shipped(SHIPPED)
    assert count == PublishedSearch.objects.count() > 3
    first = PublishedSearch.objects.order_by("order")[0]
    withdraw_search(by=SEARCHES, search=first, why="Not needed here.")
    assert publish_shipped(SHIPPED) == 0
    assert PublishedSearch.objects.filter(superseded_at=None).count() == count - 1


def test_shipped_searches_are_understood_whole() -> None:
    publish_shipped(SHIPPED)
    for search in PublishedSearch.objects.all():
        asked = read_address(QueryDict(search.asked))
        assert asked.href() == f"/search?{search.asked}"
        assert not asked.notes and not parse(asked.text).notes
