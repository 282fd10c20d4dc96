"""Consolidated asks: each publisher's position is kept, dissent stands beside, and all can be undone."""

import datetime as dt

import pytest

from answerable.core.actors import Actor, NotPermittedError
from answerable.core.calendar import today
from answerable.lineage.models import Expectation
from answerable.lineage.operations import reword_expectation
from answerable.lineage.queries.expectations import entries_serving, expectations_shown
from answerable.oversight.models import Position
from answerable.oversight.operations.consolidating import (
    drop_consolidation,
    make_consolidation,
    record_position,
    take_back_consolidation,
)
from answerable.oversight.operations.errors import CoordinationError
from answerable.oversight.queries.consolidations import consolidation_by_reference, consolidations_of
from answerable.sources.models import Publisher
from tests import make
from tests.made import coordinating as made
from tests.made import overseeing
from tests.made.clock import clock

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(days=31)


@pytest.fixture
def overseer() -> Actor:
    return made.overseer()


def code(area: str) -> str:
    return Publisher.objects.get(name__contains=area).code


def positions(by: Actor, held: object, **said: str) -> None:
    for area, stand in said.items():
        record_position(
            by=by,
            consolidation=held,  # type: ignore[arg-type]
            publisher=code(area),
            stand=stand,
            said_on=today(),
            words="Ours asks for more." if stand == "dissents" else "",
            source="Letter of 1 March",
        )


def texts(*of: Expectation) -> list[tuple[str, str, int]]:
    shown = expectations_shown([one.pk for one in of])
    return [(shown[one.pk].state, shown[one.pk].text, len(entries_serving(one.pk))) for one in of]


def test_asks_are_retired_into_one_and_dissent_stands_beside(overseer: Actor) -> None:
    one, two = made.expectation("Ash", "Birch"), made.expectation("Cedar", "Ash")
    before = texts(one, two)
    held = made.consolidation(overseer, one, two)
    assert {row.publisher: row.stand for row in Position.objects.all()} == {
        code(area): "asked" for area in ("Ash", "Birch", "Cedar")
    }
    positions(overseeing.actor("editor"), held, Ash="agrees", Birch="dissents")
    with pytest.raises(CoordinationError, match="1 of 3 publishers have yet to answer"):
        make_consolidation(by=overseer, consolidation=held)
    with clock(today() + LATER):
        make_consolidation(by=overseer, consolidation=held)
        shown = consolidation_by_reference(held.reference)
    assert shown is not None and (shown.state, shown.agree, shown.dissent, shown.silent) == ("made", 1, 1, 1)
    assert texts(one, two) == [("adopted", held.wording, 3), ("merged", before[1][1], 0)]
    beside = next(each.beside for each in shown.positions if each.publisher.code == code("Birch"))
    assert beside is not None and beside.text == before[0][1] and len(entries_serving(beside.id)) == 1
    assert sum(each.entries for each in shown.positions) == 4, "no entry is lost"
    assert [each.row.reference for each in consolidations_of(two.pk)] == [held.reference]
    take_back_consolidation(by=overseer, consolidation=held, why="Birch was right.")
    assert texts(one, two) == before
    again = consolidation_by_reference(held.reference)
    assert again is not None and again.state == "taken_back" and again.dissent == 1, "positions stay"


def test_later_change_is_taken_back_first(overseer: Actor) -> None:
    one = made.expectation("Ash", "Birch")
    held = made.consolidation(overseer, one)
    positions(overseeing.actor("editor"), held, Ash="agrees", Birch="agrees")
    make_consolidation(by=overseer, consolidation=held)
    assert texts(one) == [("adopted", held.wording, 2)]
    reword_expectation(by=make.editor(1), expectation=one, text="Three lamps.", reason="Clearer.")
    with pytest.raises(CoordinationError, match="a later change holds"):
        take_back_consolidation(by=overseer, consolidation=held, why="No.")
    assert consolidation_by_reference(held.reference).state == "made"  # type: ignore[union-attr]


def test_position_is_recorded_by_its_issuer_or_by_an_editor_with_a_source(overseer: Actor) -> None:
    held = made.consolidation(overseer, made.expectation("Ash", "Birch"))
    held_for = frozenset({"POSITION_RECORD"})
    issuer = Actor("person:77", held_for, {}, {"POSITION_RECORD": frozenset({code("Ash")})})
    details = {"consolidation": held, "publisher": code("Ash"), "said_on": today()}
    record_position(by=issuer, stand="agrees", **details)  # type: ignore[arg-type]
    record_position(by=issuer, stand="dissents", words="On second thoughts, no.", **details)  # type: ignore[arg-type]
    assert list(Position.objects.filter(publisher=code("Ash")).values_list("stand", flat=True)) == [
        "asked",
        "agrees",
        "dissents",
    ]
    with pytest.raises(NotPermittedError):
        record_position(by=issuer, stand="agrees", **{**details, "publisher": code("Birch")})  # type: ignore[arg-type]
    with pytest.raises(CoordinationError, match="where the publisher said so"):
        record_position(by=overseeing.actor("editor"), stand="agrees", **details)  # type: ignore[arg-type]
    with pytest.raises(CoordinationError, match="in the publisher's words"):
        record_position(by=issuer, stand="dissents", **details)  # type: ignore[arg-type]
    with pytest.raises(CoordinationError, match="day to come"):
        record_position(by=issuer, stand="agrees", **{**details, "said_on": today() + LATER})  # type: ignore[arg-type]


def test_nothing_is_made_of_dissent_alone_and_a_proposal_can_be_dropped(overseer: Actor) -> None:
    one = made.expectation("Ash", "Birch")
    held = made.consolidation(overseer, one)
    with pytest.raises(CoordinationError, match="being asked about"):
        made.consolidation(overseer, one)
    positions(overseeing.actor("editor"), held, Ash="dissents", Birch="dissents")
    with pytest.raises(CoordinationError, match="Every publisher dissents"):
        make_consolidation(by=overseer, consolidation=held)
    drop_consolidation(by=overseer, consolidation=held, why="Nobody agrees.")
    with pytest.raises(CoordinationError, match="dropped"):
        make_consolidation(by=overseer, consolidation=held)
    assert consolidations_of(one.pk) == []
    with pytest.raises(CoordinationError, match="nothing to bring together"):
        made.consolidation(overseer, made.expectation("Oak"))
