"""Two editors, or two runs, at one moment on PostgreSQL: one acts, and the other finds what it did."""

import pytest

from answerable.core.actors import RELATE
from answerable.ledger.models import Event
from answerable.lineage.models import Contradiction, ContradictionStep, Expectation
from answerable.lineage.operations import (
    ContradictionError,
    Draft,
    ExpectationError,
    adopt_expectation,
    make_expectation,
    open_contradiction,
    propose_expectations,
    resolve_contradiction,
    take_hold,
)
from answerable.pipeline.relate.gathering import _extend
from tests import make
from tests.interleaved import interleaved

pytestmark = pytest.mark.usefixtures("own_database")
ANNA, BEN = make.editor(1), make.editor(2)


def test_contradiction_is_opened_once_and_opened_again_once() -> None:
    one, other = make.entry("Look in every quarter of an hour."), make.entry("Let people sleep at night.")

    def opened() -> Contradiction:
        return open_contradiction(by=ANNA, entry=one, other=other, subject="Watching at night")

    first, second = interleaved(opened, opened)
    held = first.get()
    assert isinstance(second.error, ContradictionError) and held.reference in str(second.error)
    resolve_contradiction(by=BEN, contradiction=held, outcome="no_conflict", words="By ward.")
    first, second = interleaved(opened, opened)
    assert first.get() == held and isinstance(second.error, ContradictionError)
    steps = ContradictionStep.objects.filter(contradiction=held).order_by("pk")
    assert [step.kind for step in steps] == ["opened", "resolved", "reopened"]


def test_group_is_proposed_once_and_expectation_made_once() -> None:
    entries = [make.entry(f"Alarm {n} was not heard.") for n in range(3)]

    def proposed() -> list[Expectation | None]:
        return propose_expectations(by=RELATE, drafts=[Draft("Alarms are heard", entries)], method="g/1")

    first, second = interleaved(proposed, proposed)
    (draft,) = first.get()
    assert draft is not None and second.get() == [None]
    first, second = interleaved(
        lambda: make_expectation(by=ANNA, text="Alarms are heard", entries=entries),
        lambda: make_expectation(by=ANNA, text=" Alarms  are heard", entries=entries[::-1]),
    )
    assert first.get() and isinstance(second.error, ExpectationError)
    assert Expectation.objects.count() == 2
    assert make_expectation(by=BEN, text="Alarms are heard", entries=entries[:2])

    # A run that would add to a draft which an editor takes on meanwhile leaves it, and goes on.
    late = make.entry("Alarm 4 was not heard.")
    first, second = interleaved(
        lambda: adopt_expectation(by=ANNA, expectation=draft),
        lambda: _extend(RELATE, draft.pk, [late.pk], {late.pk: 0.9}),
    )
    assert first.get() and second.get() == 0


def test_item_is_held_by_one_editor_in_two_windows_and_not_by_another() -> None:
    first, second = interleaved(
        lambda: take_hold(by=ANNA, item="theme:E-1"), lambda: take_hold(by=ANNA, item="theme:E-1")
    )
    assert (first.get(), second.get()) == (True, True)
    first, second = interleaved(
        lambda: take_hold(by=ANNA, item="theme:E-2"), lambda: take_hold(by=BEN, item="theme:E-2")
    )
    assert (first.get(), second.get()) == (True, False)
    assert not Event.objects.filter(actor=ANNA.identifier).exists()
