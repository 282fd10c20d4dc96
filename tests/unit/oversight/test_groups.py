"""Groups: one lead at a time, what cannot be done without, and a record in which nothing is overwritten."""

import datetime as dt

import pytest

from answerable.core.actors import Actor, NotPermittedError
from answerable.core.calendar import today
from answerable.ledger.models import Event
from answerable.oversight.models import GroupNote, Membership
from answerable.oversight.operations.errors import CoordinationError
from answerable.oversight.operations.grouping import (
    end_group,
    hand_over_lead,
    join_group,
    leave_group,
    leave_out,
    review_group,
    start_group,
)
from answerable.oversight.operations.minuting import add_note, replace_note
from answerable.oversight.queries.groups import group_by_reference, groups_on, notes_of
from tests import make
from tests.made import coordinating as made
from tests.made import overseeing
from tests.made.clock import clock

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def overseer() -> Actor:
    return made.overseer()


def test_group_begins_under_a_lead_and_is_found_from_what_it_sees_to(overseer: Actor) -> None:
    lead, asked = make.body("Northmere Trust"), made.expectation()
    group = made.group(overseer, lead, asked)
    (shown,) = groups_on([asked.pk])[asked.pk]
    assert shown.lead.organisation == lead and not shown.flagged
    assert [one.reference for one in shown.expectations] == [asked.reference]
    kinds = [event.kind for event in Event.objects.filter(subject=group.reference)]
    assert kinds == ["group.started", "group.saw_to", "group.joined"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"title": " "}, "needs a title"),
        ({"review_on": today()}, "day to come"),
        ({"expectations": ()}, "at least one expectation"),
    ],
)
def test_group_without_sense_is_refused(overseer: Actor, change: dict[str, object], why: str) -> None:
    details = {
        "title": "Lamps",
        "purpose": "Light.",
        "review_on": today() + DAY,
        "expectations": (made.expectation(),),
        **change,
    }
    with pytest.raises(CoordinationError, match=why):
        start_group(by=overseer, lead=make.body("Northmere Trust"), **details)  # type: ignore[arg-type]


def test_lead_is_handed_over_and_the_former_stays_as_a_member(overseer: Actor) -> None:
    one, two = make.body("Northmere Trust"), make.body("Southmere Trust")
    group = made.group(overseer, one)
    join_group(by=overseer, group=group, organisation=two)
    with pytest.raises(CoordinationError, match="one at a time"):
        join_group(by=overseer, group=group, organisation=make.body("Third Trust"), role="lead")
    with pytest.raises(CoordinationError, match="in the group already"):
        join_group(by=overseer, group=group, organisation=two)
    hand_over_lead(by=overseer, group=group, to=two, why="It runs the wards now.")
    shown = group_by_reference(group.reference)
    assert shown is not None and shown.lead.organisation == two
    assert {(one.organisation.name, one.role) for one in shown.members} == {
        ("Southmere Trust", "lead"),
        ("Northmere Trust", "member"),
    }
    with pytest.raises(CoordinationError, match="leads the group already"):
        hand_over_lead(by=overseer, group=group, to=two, why="Again.")


def test_group_whose_lead_left_is_flagged_and_can_decide_nothing_until_another_leads(overseer: Actor) -> None:
    lead = make.body("Northmere Trust")
    group = made.group(overseer, lead)
    leave_group(by=overseer, group=group, organisation=lead, why="It has other work.")
    shown = group_by_reference(group.reference)
    assert shown is not None and shown.flagged and shown.lead.former == lead and not shown.lead.closed
    details = {"by": overseer, "group": group, "on": today(), "title": "Lamps", "words": "Two for each ward."}
    with pytest.raises(CoordinationError, match=r"left on .* Until another body leads"):
        add_note(kind="decision", **details)  # type: ignore[arg-type]
    assert add_note(kind="minutes", **details).kind == "minutes"  # type: ignore[arg-type]
    hand_over_lead(by=overseer, group=group, to=make.body("Southmere Trust"), why="It can.")
    assert add_note(kind="decision", **details).kind == "decision"  # type: ignore[arg-type]


def test_group_whose_lead_closed_has_none_from_that_day(overseer: Actor) -> None:
    lead = make.body("Northmere Trust", closed=today() + 10 * DAY)
    group = made.group(overseer, lead)
    assert group_by_reference(group.reference).lead.organisation == lead  # type: ignore[union-attr]
    with clock(today() + 11 * DAY):
        shown = group_by_reference(group.reference)
        assert shown is not None and shown.flagged and shown.lead.closed
        heir = make.body("Southmere Trust")
        hand_over_lead(by=overseer, group=group, to=heir, why="It came after.")
        shown = group_by_reference(group.reference)
        assert shown is not None and [one.organisation for one in shown.members] == [heir]


def test_people_of_the_lead_body_write_the_record_and_no_others(overseer: Actor) -> None:
    lead, other = make.body("Northmere Trust"), make.body("Southmere Trust")
    group = made.group(overseer, lead)
    join_group(by=overseer, group=group, organisation=other)
    details = {"group": group, "kind": "decision", "on": today(), "title": "Lamps", "words": "Two a ward."}
    add_note(by=overseeing.actor("responder", lead), **details)  # type: ignore[arg-type]
    with pytest.raises(NotPermittedError):
        add_note(by=overseeing.actor("accountable_officer", other), **details)  # type: ignore[arg-type]
    assert GroupNote.objects.count() == 1


def test_note_is_replaced_not_overwritten_and_shows_no_names(overseer: Actor) -> None:
    lead = make.body("Northmere Trust")
    group = made.group(overseer, lead)
    step = add_note(
        by=overseer,
        group=group,
        kind="plan",
        on=today(),
        title="Buy lamps",
        words="Dr Jane Finch buys them.",
        organisation=lead,
        due_on=today() + 9 * DAY,
    )
    assert "Finch" not in step.words and step.progress == "open"
    details = {"by": overseer, "on": today(), "title": "Buy lamps", "words": "Bought.", "progress": "done"}
    details |= {"organisation": lead, "due_on": step.due_on}
    with pytest.raises(CoordinationError, match="Say why"):
        replace_note(note=step, why=" ", **details)  # type: ignore[arg-type]
    done = replace_note(note=step, why="They came.", **details)  # type: ignore[arg-type]
    with pytest.raises(CoordinationError, match=f"replaced already, by {done.reference}"):
        replace_note(note=step, why="They came again.", **details)  # type: ignore[arg-type]
    assert list(notes_of(group)) == [done] and list(notes_of(group, replaced=True)) == [step, done]
    with pytest.raises(CoordinationError, match="names the body"):
        add_note(by=overseer, group=group, kind="plan", on=today(), title="Hang them", words="On walls.")
    with pytest.raises(CoordinationError, match="dated in the future"):
        add_note(by=overseer, group=group, kind="minutes", on=today() + DAY, title="x", words="y")


def test_group_that_ended_takes_nothing_more_and_can_be_seen_as_it_was(overseer: Actor) -> None:
    lead = make.body("Northmere Trust")
    with clock(today() - 5 * DAY):
        group = made.group(overseer, lead)
    review_group(by=overseer, group=group, review_on=today() + 60 * DAY, why="Two wards are left.")
    with pytest.raises(CoordinationError, match="end the group instead"):
        leave_out(by=overseer, group=group, expectation=group.expectations.get().expectation, why="Done.")
    end_group(by=overseer, group=group, why="Every ward has its lamps.")
    for refused in (
        lambda: end_group(by=overseer, group=group, why="Again."),
        lambda: join_group(by=overseer, group=group, organisation=make.body("Late Trust")),
        lambda: add_note(by=overseer, group=group, kind="minutes", on=today(), title="x", words="y"),
    ):
        with pytest.raises(CoordinationError, match="has ended"):
            refused()
    assert group_by_reference(group.reference).ended  # type: ignore[union-attr]
    assert not group_by_reference(group.reference, today() - DAY).ended  # type: ignore[union-attr]
    assert group_by_reference(group.reference, today() - 9 * DAY) is None
    assert Membership.objects.count() == 1
