"""Taking a change back restores exactly what stood before, and is refused while a later change holds."""

from collections.abc import Callable

import pytest

from answerable.core.actors import RELATE
from answerable.ledger.models import Event
from answerable.lineage.models import Expectation, ExpectationChange, Serving, Standing, Wording
from answerable.lineage.operations import (
    ChangedSinceError,
    Draft,
    ExpectationError,
    add_entries,
    adopt_expectation,
    make_expectation,
    merge_expectations,
    propose_expectation,
    refuse_draft,
    remove_entries,
    retire_expectation,
    reword_expectation,
    split_expectation,
    undo_change,
)
from answerable.lineage.queries import changes_of, expectation_by_reference
from answerable.register.models import Entry
from tests import make

pytestmark = pytest.mark.django_db
ANNA, BEN = make.editor(1), make.editor(2)
State = dict[str, tuple[object, ...]]


def state() -> State:
    """All that stands: every expectation's words, standing, and entries."""
    found: State = {}
    for each in Expectation.objects.order_by("pk"):
        current = {"expectation": each, "superseded_at__isnull": True}
        words = list(Wording.objects.filter(**current).values_list("text", "note"))
        standing = list(Standing.objects.filter(**current).values_list("state", "into"))
        entries = sorted(Serving.objects.filter(**current).values_list("entry", "method", "score"))
        if words or standing or entries:
            found[each.reference] = (words, standing, entries)
    return found


def last() -> ExpectationChange:
    change = ExpectationChange.objects.last()
    assert change is not None
    return change


@pytest.fixture
def asks() -> list[Entry]:
    return [make.entry(f"The alarm on ward {n} was not heard.") for n in range(4)]


@pytest.fixture
def alarm(asks: list[Entry]) -> Expectation:
    return make_expectation(by=ANNA, text="Help can be called", note="On wards.", entries=asks[:3])


@pytest.fixture
def draft(asks: list[Entry]) -> Expectation:
    group = Draft("Bells ring", asks[1:], {asks[1].pk: 0.75})
    return propose_expectation(by=RELATE, draft=group, method="groups/1")


CHANGES: dict[str, Callable[[Expectation, Expectation, list[Entry]], object]] = {
    "made": lambda alarm, draft, asks: make_expectation(by=ANNA, text="Doors lock", entries=asks[:1]),
    "adopted": lambda alarm, draft, asks: adopt_expectation(by=ANNA, expectation=draft, text="Bells do ring"),
    "reworded": lambda alarm, draft, asks: reword_expectation(by=ANNA, expectation=alarm, text="Help comes"),
    "joined": lambda alarm, draft, asks: add_entries(by=ANNA, expectation=alarm, entries=asks),
    "left": lambda alarm, draft, asks: remove_entries(
        by=ANNA, expectation=alarm, entries=asks[:2], reason="No."
    ),
    "split": lambda alarm, draft, asks: split_expectation(
        by=ANNA, expectation=alarm, parts=[("One", asks[:2]), ("Two", asks[1:3])], reason="Two asks."
    ),
    "merged": lambda alarm, draft, asks: merge_expectations(
        by=ANNA, expectations=[draft], into=alarm, reason="One ask."
    ),
    "refused": lambda alarm, draft, asks: refuse_draft(by=ANNA, expectation=draft, reason="No."),
    "retired": lambda alarm, draft, asks: retire_expectation(by=ANNA, expectation=alarm, reason="Replaced."),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_every_kind_of_change_is_taken_back_and_done_again(
    kind: str, alarm: Expectation, draft: Expectation, asks: list[Entry]
) -> None:
    before = state()
    CHANGES[kind](alarm, draft, asks)
    change, after = last(), state()
    assert change.kind == kind and after != before
    undone = undo_change(by=BEN, change=change, reason="A mistake.")
    assert state() == before
    assert (undone.kind, undone.undoes, undone.decided_by) == ("undone", change, "person:2")
    assert set(undone.expectations.all()) == set(change.expectations.all())
    event = Event.objects.get(kind="expectation.undone")
    assert event.payload["undoes"] == change.pk and event.payload["reason"] == "A mistake."
    undo_change(by=ANNA, change=undone, reason="It was right after all.")
    assert state() == after


def test_many_changes_are_taken_back_one_after_the_other(
    alarm: Expectation, draft: Expectation, asks: list[Entry]
) -> None:
    stood, changes = [], []
    for kind in ("reworded", "joined", "adopted", "merged", "split", "made"):
        stood.append(state())
        CHANGES[kind](alarm, draft, asks)
        changes.append(last())
    for change, before in zip(reversed(changes), reversed(stood), strict=True):
        undo_change(by=ANNA, change=change, reason="Back.")
        assert state() == before


def test_change_may_be_taken_back_once_what_followed_was(alarm: Expectation) -> None:
    before = state()
    first = reword_expectation(by=ANNA, expectation=alarm, text="One")
    second = reword_expectation(by=BEN, expectation=alarm, text="Two")
    assert first is not None and second is not None
    with pytest.raises(ChangedSinceError, match=rf"“Put in other words”, change {second.pk}, \d"):
        undo_change(by=ANNA, change=first, reason="Back.")
    undo_change(by=ANNA, change=second, reason="Back.")
    undo_change(by=ANNA, change=first, reason="Back.")
    assert state() == before


def test_refused_undo_writes_nothing(alarm: Expectation) -> None:
    first = reword_expectation(by=ANNA, expectation=alarm, text="One")
    reword_expectation(by=BEN, expectation=alarm, text="Two")
    assert first is not None
    stood, changes, events = state(), ExpectationChange.objects.count(), Event.objects.count()
    with pytest.raises(ChangedSinceError):
        undo_change(by=ANNA, change=first, reason="Back.")
    assert (state(), ExpectationChange.objects.count(), Event.objects.count()) == (stood, changes, events)


def test_undo_that_was_itself_undone_holds_the_way_again(alarm: Expectation) -> None:
    """One, then Two; Two taken back, and that taken back again: Two holds, so One can't go."""
    first = reword_expectation(by=ANNA, expectation=alarm, text="One")
    second = reword_expectation(by=ANNA, expectation=alarm, text="Two")
    assert first is not None and second is not None
    undo_change(by=ANNA, change=undo_change(by=ANNA, change=second, reason="Back."), reason="No.")
    with pytest.raises(ChangedSinceError):
        undo_change(by=ANNA, change=first, reason="Back.")


def test_unrelated_later_changes_do_not_hold_the_way(alarm: Expectation, asks: list[Entry]) -> None:
    left = remove_entries(by=ANNA, expectation=alarm, entries=[asks[0]], reason="No.")
    reword_expectation(by=BEN, expectation=alarm, text="Other words")
    add_entries(by=BEN, expectation=alarm, entries=[asks[3]])
    undo_change(by=ANNA, change=left, reason="Back.")
    serving = Serving.objects.filter(expectation=alarm, superseded_at__isnull=True)
    assert set(serving.values_list("entry", flat=True)) == {entry.pk for entry in asks}


def test_entry_put_back_by_hand_holds_the_way(alarm: Expectation, asks: list[Entry]) -> None:
    left = remove_entries(by=ANNA, expectation=alarm, entries=[asks[0]], reason="No.")
    back = add_entries(by=BEN, expectation=alarm, entries=[asks[0]])
    assert back is not None
    with pytest.raises(ChangedSinceError, match=f"change {back.pk}"):
        undo_change(by=ANNA, change=left, reason="Back.")


def test_split_is_not_taken_back_while_a_part_has_changed(alarm: Expectation, asks: list[Entry]) -> None:
    (part,) = split_expectation(by=ANNA, expectation=alarm, parts=[("One", asks[:1])], reason="Two asks.")
    split = last()
    added = add_entries(by=BEN, expectation=part, entries=[asks[3]])
    assert added is not None
    with pytest.raises(ChangedSinceError, match=f"change {added.pk}"):
        undo_change(by=ANNA, change=split, reason="Back.")
    undo_change(by=ANNA, change=added, reason="Back.")
    undo_change(by=ANNA, change=split, reason="Back.")
    found = expectation_by_reference(part.reference)
    assert found is not None and (found.state, found.text, found.live) == ("taken_back", "One", False)


def test_merge_is_not_taken_back_while_an_entry_that_came_by_it_has_left(
    alarm: Expectation, draft: Expectation, asks: list[Entry]
) -> None:
    merge = merge_expectations(by=ANNA, expectations=[draft], into=alarm, reason="One ask.")
    left = remove_entries(by=BEN, expectation=alarm, entries=[asks[3]], reason="No.")
    with pytest.raises(ChangedSinceError, match=f"change {left.pk}"):
        undo_change(by=ANNA, change=merge, reason="Back.")


def test_making_is_not_taken_back_while_another_was_merged_into_it(
    alarm: Expectation, draft: Expectation
) -> None:
    made = changes_of(alarm.pk).first()
    assert made is not None
    merge = merge_expectations(by=ANNA, expectations=[draft], into=alarm, reason="One ask.")
    with pytest.raises(ChangedSinceError, match=f"change {merge.pk}"):
        undo_change(by=ANNA, change=made, reason="Back.")


def test_change_is_taken_back_once_and_with_a_reason(alarm: Expectation) -> None:
    change = reword_expectation(by=ANNA, expectation=alarm, text="One")
    assert change is not None
    with pytest.raises(ExpectationError, match="Say why"):
        undo_change(by=ANNA, change=change, reason=" ")
    undo_change(by=ANNA, change=change, reason="Back.")
    with pytest.raises(ExpectationError, match=r"taken back already, on \d"):
        undo_change(by=BEN, change=change, reason="Back.")


def test_proposal_of_the_machine_is_refused_and_not_taken_back(draft: Expectation) -> None:
    proposed = changes_of(draft.pk).get()
    with pytest.raises(ExpectationError, match="refused, not taken back"):
        undo_change(by=ANNA, change=proposed, reason="Back.")


def test_refused_draft_whose_refusal_was_taken_back_is_a_draft_again(
    draft: Expectation, asks: list[Entry]
) -> None:
    refused = refuse_draft(by=ANNA, expectation=draft, reason="No.")
    undo_change(by=BEN, change=refused, reason="Yes.")
    adopt_expectation(by=BEN, expectation=draft)
    found = expectation_by_reference(draft.reference)
    assert found is not None and found.state == "adopted"
