"""Work under way: joined rather than repeated, and never changed without a trace."""

import pytest

from answerable.core.actors import Actor, NotPermittedError
from answerable.oversight.models import Work
from answerable.oversight.operations.errors import CoordinationError
from answerable.oversight.operations.grouping import leave_group
from answerable.oversight.operations.working import change_work, join_work, leave_work, record_work
from answerable.oversight.queries.work import others_at_work, versions_of, work, work_on
from tests import make
from tests.made import coordinating as made
from tests.made import overseeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def overseer() -> Actor:
    return made.overseer()


def test_body_is_told_of_others_at_work_before_it_begins_its_own(overseer: Actor) -> None:
    one, two, asked = make.body("Northmere Trust"), make.body("Southmere Trust"), made.expectation()
    first = made.work(overseeing.actor("responder", one), one, asked, open_to_others=True)
    by = overseeing.actor("responder", two)
    assert [each.row for each in others_at_work([asked.pk], but=two.pk)] == [first]
    assert others_at_work([asked.pk], but=one.pk) == []
    with pytest.raises(CoordinationError, match=f"at work on this already .{first.reference}, Northmere"):
        made.work(by, two, asked)
    apart = record_work(
        by=by,
        organisation=two,
        described=made.described("Lamps in the garden"),
        expectations=[asked],
        why_apart="Ours stand outside.",
    )
    assert apart.why == "Ours stand outside." and len(work_on([asked.pk])[asked.pk]) == 2
    join_work(by=by, work=first, organisation=two)
    assert others_at_work([asked.pk], but=two.pk) == []
    with pytest.raises(CoordinationError, match="joined already"):
        join_work(by=by, work=first, organisation=two)
    leave_work(by=by, work=first, organisation=two, why="Our wards are lit.")
    with pytest.raises(CoordinationError, match="had not joined"):
        leave_work(by=by, work=first, organisation=two, why="Again.")


def test_body_records_for_itself_alone(overseer: Actor) -> None:
    one, two, asked = make.body("Northmere Trust"), make.body("Southmere Trust"), made.expectation()
    with pytest.raises(NotPermittedError):
        made.work(overseeing.actor("responder", one), two, asked)
    held = made.work(overseer, two, asked)
    with pytest.raises(NotPermittedError):
        join_work(by=overseeing.actor("responder", one), work=held, organisation=two)
    with pytest.raises(CoordinationError, match="has not opened this work"):
        join_work(by=overseeing.actor("responder", one), work=held, organisation=one)


def test_change_is_a_new_version_and_finished_work_is_joined_by_nobody(overseer: Actor) -> None:
    body, asked = make.body("Northmere Trust"), made.expectation()
    first = made.work(overseer, body, asked, open_to_others=True)
    last = change_work(
        by=overseer, work=first, described=made.described(state="finished"), why="All four are lit."
    )
    with pytest.raises(CoordinationError, match="changed it since"):
        change_work(by=overseer, work=first, described=made.described(), why="Late.")
    assert versions_of(first.reference) == [Work.objects.get(pk=first.pk), last]
    assert [each.row for each in work()] == [last] and others_at_work([asked.pk]) == []
    with pytest.raises(CoordinationError, match="is over"):
        join_work(by=overseer, work=first, organisation=make.body("Southmere Trust"))


def test_group_without_a_lead_opens_no_work(overseer: Actor) -> None:
    lead, asked = make.body("Northmere Trust"), made.expectation()
    group = made.group(overseer, lead, asked)
    leave_group(by=overseer, group=group, organisation=lead, why="Other work.")
    with pytest.raises(CoordinationError, match="Until another leads"):
        record_work(
            by=overseer,
            organisation=lead,
            described=made.described(),
            expectations=[asked],
            group=group,
        )


@pytest.mark.parametrize(
    ("details", "why"),
    [
        ({"title": ""}, "Give the work a title"),
        ({"state": "dreamt"}, "how it stands"),
        ({"contact": "jo@example.org"}, "an office"),
        ({"url": "ftp://example.org"}, "no address"),
    ],
)
def test_work_without_sense_is_refused(overseer: Actor, details: dict[str, object], why: str) -> None:
    with pytest.raises(CoordinationError, match=why):
        made.work(overseer, make.body("Northmere Trust"), made.expectation(), **details)
