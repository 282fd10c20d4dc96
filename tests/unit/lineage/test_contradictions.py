"""The register of contradictions: who must settle each, by when, and what came of it."""

import datetime as dt

import pytest

from answerable.core.actors import RELATE, NotPermittedError
from answerable.ledger.models import Event
from answerable.lineage.models import Contradiction
from answerable.lineage.operations import (
    ContradictionError,
    assign_contradiction,
    decide,
    note_contradiction,
    open_contradiction,
    reopen_contradiction,
    resolve_contradiction,
)
from answerable.lineage.queries import (
    contradiction_by_reference,
    contradictions,
    overdue_contradictions,
    standing_of,
    tension_sides,
)
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from tests import make
from tests.unit.lineage.conftest import SetClock

pytestmark = pytest.mark.django_db
ANNA, BEN = make.editor(1), make.editor(2)
DAY = dt.date(2031, 5, 6)
LATER = DAY + dt.timedelta(days=30)


@pytest.fixture
def pair() -> tuple[Entry, Entry]:
    one, other = make.entry("Look in every quarter of an hour."), make.entry("Let people sleep at night.")
    return (one, other) if one.reference < other.reference else (other, one)


@pytest.fixture
def conflict(pair: tuple[Entry, Entry]) -> Contradiction:
    return open_contradiction(by=ANNA, entry=pair[0], other=pair[1], subject="Watching at night")


def test_it_is_opened_with_the_words_of_both(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    made = open_contradiction(
        by=ANNA,
        entry=other,
        other=one,
        subject=" Watching at night ",
        sentence="the other's words",
        tension="observe-or-sleep",
        setting="mental-health-inpatient",
        why="Both are addressed to one trust.",
    )
    assert (made.entry, made.other) == pair, "kept in the order of their references"
    assert made.other_sentence == "the other's words"
    assert made.sentence == one.versions.get().text
    assert (made.subject, made.tension) == ("Watching at night", "observe-or-sleep")
    shown = standing_of(made)
    assert shown.state == "open" and shown.steps[0].words == "Both are addressed to one trust."
    assert shown.entry is not None and shown.entry.entry == one
    assert Event.objects.get(kind="contradiction.opened").payload["other"] == other.reference


def test_opening_that_makes_no_sense_is_refused(pair: tuple[Entry, Entry], conflict: Contradiction) -> None:
    one, other = pair
    third = make.entry()
    with pytest.raises(ContradictionError, match="does not contradict itself"):
        open_contradiction(by=ANNA, entry=third, other=third, subject="x")
    with pytest.raises(ContradictionError, match="what the two conflict about"):
        open_contradiction(by=ANNA, entry=one, other=third, subject=" ")
    with pytest.raises(ContradictionError, match=f"in the register already: {conflict.reference}"):
        open_contradiction(by=BEN, entry=other, other=one, subject="Watching")
    withdraw_entry(by=ANNA, entry=third, why="Read twice.")
    with pytest.raises(ContradictionError, match=f"{third.reference} was withdrawn"):
        open_contradiction(by=ANNA, entry=one, other=third, subject="x")
    assert Contradiction.objects.count() == 1


def test_body_is_named_with_a_day_that_has_not_passed(conflict: Contradiction, clock: SetClock) -> None:
    clock(DAY)
    body = make.body("Northmere Wards Trust")
    with pytest.raises(ContradictionError, match="5 May 2031 has passed"):
        assign_contradiction(
            by=ANNA, contradiction=conflict, organisation=body, due_on=DAY - dt.timedelta(days=1)
        )
    assign_contradiction(by=ANNA, contradiction=conflict, organisation=body, due_on=DAY)
    shown = standing_of(conflict, DAY)
    assert (shown.state, shown.organisation, shown.due_on, shown.overdue) == ("assigned", body, DAY, False)
    assert standing_of(conflict, DAY + dt.timedelta(days=1)).overdue


def test_another_body_may_be_named_later(conflict: Contradiction, clock: SetClock) -> None:
    clock(DAY)
    first, second = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    assign_contradiction(by=ANNA, contradiction=conflict, organisation=first, due_on=DAY)
    assign_contradiction(by=BEN, contradiction=conflict, organisation=second, due_on=LATER, words="Moved.")
    assert standing_of(conflict, LATER).organisation == second
    assert len(standing_of(conflict, LATER).steps) == 3


@pytest.mark.parametrize(
    ("outcome", "words", "which", "message"),
    [
        ("reconciled", " ", None, "needs its reason"),
        ("settled", "So be it.", None, "“settled” is no outcome"),
        ("one_prevails", "So be it.", None, "Name the entry that prevails"),
        ("both_hold", "So be it.", 0, "Name the entry that prevails where one does"),
        ("one_prevails", "So be it.", 2, "not one of the two"),
    ],
)
def test_outcome_that_makes_no_sense_is_refused(
    conflict: Contradiction,
    pair: tuple[Entry, Entry],
    outcome: str,
    words: str,
    which: int | None,
    message: str,
) -> None:
    entries = [*pair, make.entry()]
    prevails = None if which is None else entries[which]
    with pytest.raises(ContradictionError, match=message):
        resolve_contradiction(
            by=ANNA, contradiction=conflict, outcome=outcome, words=words, prevails=prevails
        )
    assert standing_of(conflict).state == "open"


def test_it_is_resolved_once_and_may_be_opened_again(
    conflict: Contradiction, pair: tuple[Entry, Entry]
) -> None:
    body = make.body("Northmere Wards Trust")
    with pytest.raises(ContradictionError, match="is open already"):
        reopen_contradiction(by=ANNA, contradiction=conflict, reason="Again.")
    resolve_contradiction(
        by=ANNA,
        contradiction=conflict,
        outcome="one_prevails",
        words="Guidance of 2031.",
        prevails=pair[0],
        organisation=body,
    )
    shown = standing_of(conflict)
    assert shown.state == "resolved" and shown.resolved is not None
    assert (shown.resolved.prevails, shown.resolved.organisation) == (pair[0], body)
    with pytest.raises(ContradictionError, match=r"was resolved on \d"):
        resolve_contradiction(by=BEN, contradiction=conflict, outcome="neither", words="No.")
    with pytest.raises(ContradictionError, match=r"was resolved on \d"):
        assign_contradiction(by=BEN, contradiction=conflict, organisation=body, due_on=dt.date(2999, 1, 1))
    with pytest.raises(ContradictionError, match="Say why"):
        reopen_contradiction(by=BEN, contradiction=conflict, reason=" ")
    reopen_contradiction(by=BEN, contradiction=conflict, reason="The guidance was withdrawn.")
    assert standing_of(conflict).state == "open"


def test_notes_change_nothing(conflict: Contradiction) -> None:
    resolve_contradiction(by=ANNA, contradiction=conflict, outcome="both_hold", words="By day and night.")
    note_contradiction(by=BEN, contradiction=conflict, words="Seen at the quarterly meeting.")
    assert standing_of(conflict).state == "resolved"
    with pytest.raises(ContradictionError, match="needs words"):
        note_contradiction(by=BEN, contradiction=conflict, words="")


def test_resolved_pair_may_be_put_in_again(pair: tuple[Entry, Entry], conflict: Contradiction) -> None:
    resolve_contradiction(by=ANNA, contradiction=conflict, outcome="no_conflict", words="Misread.")
    again = open_contradiction(by=BEN, entry=pair[0], other=pair[1], subject="Watching", why="Not misread.")
    assert again == conflict and standing_of(conflict).state == "open"


def test_register_is_filtered_and_overdue_ones_are_told(
    conflict: Contradiction, pair: tuple[Entry, Entry], clock: SetClock
) -> None:
    clock(DAY)
    body, third = make.body("Northmere Wards Trust"), make.entry()
    second = open_contradiction(by=ANNA, entry=pair[0], other=third, subject="Doors", tension="doors")
    open_contradiction(by=ANNA, entry=pair[1], other=third, subject="Bells")
    assign_contradiction(by=ANNA, contradiction=second, organisation=body, due_on=DAY)
    assign_contradiction(by=ANNA, contradiction=conflict, organisation=body, due_on=LATER)

    def told(**wanted: object) -> set[str]:
        return {each.contradiction.subject for each in contradictions(LATER, **wanted)}  # type: ignore[arg-type]

    assert told() == {"Watching at night", "Doors", "Bells"}
    assert told(state="open") == {"Bells"}
    assert told(organisation=body) == {"Watching at night", "Doors"}
    assert told(tension="doors") == {"Doors"}
    assert told(entries=[third.pk]) == {"Doors", "Bells"}
    assert [each.contradiction for each in overdue_contradictions(LATER)] == [second]
    assert overdue_contradictions(DAY) == []


def test_contradiction_is_shown_as_it_stood_on_a_day(pair: tuple[Entry, Entry], clock: SetClock) -> None:
    clock(DAY)
    made = open_contradiction(by=ANNA, entry=pair[0], other=pair[1], subject="Watching")
    clock(LATER)
    resolve_contradiction(by=ANNA, contradiction=made, outcome="both_hold", words="By day and night.")
    assert contradiction_by_reference(made.reference, DAY - dt.timedelta(days=1)) is None
    for day, state in ((DAY, "open"), (LATER - dt.timedelta(days=1), "open"), (LATER, "resolved")):
        shown = contradiction_by_reference(made.reference, day)
        assert shown is not None and shown.state == state


def test_entry_that_was_withdrawn_leaves_its_place_empty(
    pair: tuple[Entry, Entry], conflict: Contradiction
) -> None:
    withdraw_entry(by=ANNA, entry=pair[0], why="Read twice.")
    (shown,) = contradictions()
    assert shown.entry is None and shown.other is not None
    withdraw_entry(by=ANNA, entry=pair[1], why="Read twice.")
    assert contradictions() == []


def test_entries_are_told_by_the_sides_of_a_tension(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    third = make.entry()
    words = {"tension": "observe-or-sleep", "side": "observe", "other_side": "sleep"}
    made = make.suggested(
        make.link(one, other, "contradicts", words=words), make.link(third, other, "contradicts", words=words)
    )
    assert tension_sides("observe-or-sleep") == {"observe": {one.pk, third.pk}, "sleep": {other.pk}}
    of_third = next(row for row in made if row.entry_id == third.pk)
    decide(by=ANNA, suggestion=of_third, verdict="refused", reason="No.")
    assert tension_sides("observe-or-sleep") == {"observe": {one.pk}, "sleep": {other.pk}}
    assert tension_sides("doors") == {}


def test_only_editors_write_in_the_register(pair: tuple[Entry, Entry]) -> None:
    with pytest.raises(NotPermittedError):
        open_contradiction(by=RELATE, entry=pair[0], other=pair[1], subject="x")
