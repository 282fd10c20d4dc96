"""What has no clear owner: the rules on powers are cautious, and giving one body many leaves none behind."""

import datetime as dt
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.duties.operations import DutyError, transfer_duty
from answerable.oversight.owners.assigning import assign_many
from answerable.oversight.owners.finding import Reason, clusters, without_owner
from answerable.oversight.owners.powers import PowersError, everybody, read, rules
from answerable.register.operations import withdraw_entry
from tests import make
from tests.made import coordinating as made
from tests.made.answering import OVERSEER
from tests.made.clock import clock

pytestmark = pytest.mark.django_db
LAW = "There is no legislation on this: ministers should amend the legislation."
GOOD = """
key = "x"
title = "X"
says = "It speaks of x."
source = "An Act"
words = ["x"]
pattern = "x"
unable = ["nhs_trust"]
able = "somebody"
"""


@pytest.mark.parametrize(
    ("written", "names_all"),
    [
        ("All trusts", True),
        ("the NHS", True),
        ("Health Boards", True),
        ("every gas transporter", True),
        ("Health and care organisations", True),
        ("NHS England", False),
        ("Allerdale Borough Council", False),
        ("the Trust", False),
        ("Chief Executive, Queen’s Hospital", False),
    ],
)
def test_everybody_is_told_from_a_body(written: str, names_all: bool) -> None:
    assert bool(everybody().fullmatch(written)) is names_all


def test_rule_on_powers_fits_only_where_nobody_asked_could_do_it() -> None:
    (law,) = [one for one in rules() if one.key == "law"]
    assert law.fits(LAW, {"nhs_trust", "company"})
    assert not law.fits(LAW, {"nhs_trust", "department"})
    assert not law.fits(LAW, set())
    assert not law.fits("The trust broke the law.", {"nhs_trust"})
    assert all(one.source and one.able and len(one.says) > 40 for one in rules())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (('pattern = "x"', 'pattern = "("'), "pattern cannot be used"),
        (('["nhs_trust"]', '["king"]'), "no kinds of body"),
        (('source = "An Act"', 'source = " "'), "its source"),
        (('able = "somebody"', ""), "is missing"),
    ],
)
def test_definition_that_cannot_be_used_is_refused(tmp_path: Path, change: tuple[str, str], why: str) -> None:
    (tmp_path / "x.toml").write_text(GOOD.replace(*change))
    with pytest.raises(PowersError, match=why):
        read(tmp_path)


def test_what_has_an_owner_or_asks_nothing_is_not_listed(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make.entry("Mend it.", to=[make.body("Living Trust")])
    closed, heir = make.body("Old Trust", closed=today()), make.body("Heir Trust")
    make.succession(closed, heir, today())
    make.entry("Mend that.", to=[closed])
    make.entry(LAW, to=[make.body("A Trust"), make.body("A Department", kind="department")])
    gone = make.entry("Mend nothing.", to=[])
    withdraw_entry(by=make.editor(1), entry=gone, why="Recorded twice.")
    with django_assert_max_num_queries(12):
        assert without_owner() == []
    lone = make.entry("Mend the bell.", to=[])
    (found,) = without_owner()
    assert (found.reference, found.reason) == (lone.reference, Reason.NOBODY)
    assert without_owner(fictional=True) == [] and without_owner(reason=Reason.POWER) == []


def test_all_of_an_expectation_is_given_at_once_and_what_cannot_be_is_told() -> None:
    asked, able = made.expectation("Ash", "Birch"), make.body("Able Trust")
    (cluster,) = clusters(without_owner())
    assert cluster.expectation.reference == asked.reference and len(cluster.orphans) == 2
    entries = [serving.entry for serving in asked.servings.order_by("pk")]
    assign_many(by=OVERSEER, entries=entries[:1], to=able, reason="It lights the wards.")
    done = assign_many(by=OVERSEER, entries=entries, to=able, reason="It lights the wards.")
    assert len(done.made) == 1 and done.left[0][0] == entries[0].reference
    assert Duty.objects.filter(holder=able).count() == 2 and without_owner() == []
    with pytest.raises(DutyError, match="on this entry already"):
        assign_many(by=OVERSEER, entries=entries, to=able, reason="Again.")
    gone = make.body("Gone Trust", closed=today() - dt.timedelta(days=1))
    with pytest.raises(DutyError, match="closed on"):
        assign_many(by=OVERSEER, entries=entries, to=gone, reason="It was theirs.")


def test_day_that_has_passed_lists_what_had_no_owner_then() -> None:
    first, later = today() - dt.timedelta(days=60), today() - dt.timedelta(days=30)
    able = make.body("Able Trust")
    with clock(first):
        lone = make.entry("Mend the bell.", to=[])
        gone = make.entry("Mend nothing.", to=[])
        old = make.entry("Mend the lamp.", to=[make.body("Old Trust", closed=first - dt.timedelta(days=9))])
    with clock(later):
        withdraw_entry(by=make.editor(1), entry=gone, why="Recorded twice.")
        assign_many(by=OVERSEER, entries=[lone], to=able, reason="It has the tower.")
        duty = old.duties.get()
        transfer_duty(by=OVERSEER, duty=duty, to=able, on=later, why="succession", note="It took them over.")

    def listed(on: dt.date | None) -> set[str]:
        return {one.reference for one in without_owner(on=on)}

    assert listed(None) == listed(later) == set()
    assert listed(later - dt.timedelta(days=1)) == {one.reference for one in (lone, gone, old)}
    assert listed(first - dt.timedelta(days=1)) == set()
