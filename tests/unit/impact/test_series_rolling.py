"""Series over a rolling year are known by their names and refused with the reason."""

import pytest

from answerable.impact.series.rolling import rolling_reason

ROLLING = """
    rolling_12m | Rolling 12 months | Rolling year | rolling12Months | 12 month rolling rate | 12m | R12M
    12-month total | twelve months to | Last 12 months | past 12 mths | MEASURE_12_MONTHS | OAP02Y | OAP01aY
    moving annual total | Moving average | YTD | Year to date | year-to-date spend
    Cumulative deaths | running total
"""
OTHER = """
    restraints | OAP02M | OAP03 | MHS96 | value | controlled drugs | patrolling | people enrolled | removing
    readmission within 12 months | children aged 12 months | 12mg doses | 112 months | 12 monitored beds
    Rate per 12 beds | Year | per year | financial year
"""


def names(text: str) -> list[str]:
    return [name.strip() for line in text.strip().splitlines() for name in line.split("|")]


@pytest.mark.parametrize("name", names(ROLLING))
def test_overlapping_series_is_refused(name: str) -> None:
    said = rolling_reason(name)
    assert said.startswith(repr(name)) and "process limits would be far too narrow" in said
    assert "single months or quarters" in said


@pytest.mark.parametrize("name", names(OTHER))
def test_other_series_is_not(name: str) -> None:
    assert rolling_reason(name) == ""
