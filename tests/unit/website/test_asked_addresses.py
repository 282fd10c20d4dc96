"""The addresses that a page of results leads to."""

import datetime as dt
from dataclasses import replace

import pytest

from answerable.website.presenters.asked import Asked

PLAIN = Asked()
FULL = Asked(
    "ward & \u201cnight\u201d",
    (("year", "2019"), ("publisher_kind", "a b/c")),
    since=dt.date(2020, 1, 2),
    sort="newest",
    size=50,
    page=3,
)


@pytest.mark.parametrize("asked", [PLAIN, FULL, replace(FULL, text=""), replace(FULL, filters=())])
def test_addresses_with_each_value_are_those_with_one_at_a_time(asked: Asked) -> None:
    values = ["x", "a b", "B&C=", "\u00e9", "", "2019+"]
    for facet in ("theme", "body_kind"):
        assert asked.with_each(facet, values) == [asked.with_filter(facet, one).href() for one in values]
