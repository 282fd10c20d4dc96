"""The rule that a body that can act is named."""

import datetime as dt

from answerable.lineage.quality import Ask, Asked, Outcome
from answerable.lineage.quality.rules.body import judge
from tests.unit.lineage.quality_drafts import DAY, verdict

TEXT = "The Fellside Trust should fit new doors."


def by_words(*phrases: str) -> Outcome:
    return judge(Ask(TEXT, "recommendation", DAY, phrases=phrases)).outcome


def test_body_that_is_there_today_is_met() -> None:
    found = verdict("body", TEXT, asked=(Asked("The Fellside Trust", "now", "Fellside Trust"),))
    assert found.outcome is Outcome.MET
    assert found.words == ("The Fellside Trust",)


def test_closed_body_is_not_met_and_its_successor_is_named() -> None:
    gone = Asked(
        "Fellside CCG",
        "closed",
        "Fellside CCG",
        closed=dt.date(2022, 7, 1),
        successors=(("Moor ICB", "B-1"),),
    )
    found = verdict("body", TEXT, asked=(gone,))
    assert found.outcome is Outcome.NOT_MET
    assert (
        found.advice == "Fellside CCG closed on 1 July 2022; Moor ICB is its successor: address that instead."
    )


def test_closed_body_with_several_successors_names_them_all() -> None:
    gone = Asked(
        "Fellside CCG", "closed", "Fellside CCG", successors=(("Moor ICB", "B-1"), ("Vale ICB", "B-2"))
    )
    found = verdict("body", TEXT, asked=(gone,))
    assert "Moor ICB and Vale ICB are its successors" in found.advice


def test_closed_body_without_successor_asks_who_should_act_now() -> None:
    found = verdict("body", TEXT, asked=(Asked("Fellside CCG", "closed", "Fellside CCG"),))
    assert found.outcome is Outcome.NOT_MET
    assert "no successor is known" in found.advice


def test_words_for_more_than_one_body_cannot_be_told() -> None:
    found = verdict("body", TEXT, asked=(Asked("Moor", "several", candidates=("Moor ICB", "Moor Council")),))
    assert found.outcome is Outcome.CANNOT_TELL
    assert "Moor ICB, Moor Council" in found.advice


def test_class_of_bodies_cannot_be_told() -> None:
    assert verdict("body", TEXT, asked=(Asked("All trusts", "class"),)).outcome is Outcome.CANNOT_TELL
    assert by_words("All trusts") is Outcome.CANNOT_TELL


def test_unknown_body_cannot_be_told() -> None:
    assert verdict("body", TEXT, asked=(Asked("Xyz", "unlisted", "Xyz"),)).outcome is Outcome.CANNOT_TELL


def test_nobody_named_is_not_met_for_a_concern_too() -> None:
    assert verdict("body", "Doors should be fitted.").outcome is Outcome.NOT_MET
    assert verdict("body", "There was no alarm.", kind="concern").outcome is Outcome.NOT_MET


def test_body_named_but_not_looked_up_is_met_by_its_words() -> None:
    assert by_words("The Home Office") is Outcome.MET
