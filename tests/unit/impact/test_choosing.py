"""Indicators are found by words of their definitions, the title first."""

from answerable.impact.definitions import shipped
from answerable.impact.queries.choosing import indicators_for


def test_words_of_title_definition_or_split_find_an_indicator() -> None:
    found = [one.code for one in indicators_for("72 HOURS")]
    assert "MHS80" in found and "OAP02" not in found
    assert all("ethnic" in " ".join((one.title, one.definition, one.numerator, *one.splits)).casefold()
               for one in indicators_for("ethnic"))  # fmt: skip


def test_those_with_the_words_in_their_title_come_first() -> None:
    found = indicators_for("restrictive")
    titled = ["restrictive" in one.title.casefold() for one in found]
    assert titled == sorted(titled, reverse=True) and any(titled)


def test_no_words_find_all_and_strange_ones_none() -> None:
    assert len(indicators_for("  ")) == len(shipped())
    assert indicators_for("zebra") == []
