"""Plans: who owns an action, by when, and a date that moves and leaves its former self behind."""

import datetime as dt

import pytest

from answerable.core.actors import NotPermittedError
from answerable.core.calendar import today
from answerable.duties.models import Action, ActionDuty, Milestone, TargetDate
from answerable.duties.operations import (
    DutyError,
    Step,
    add_milestone,
    cover_duty,
    drop_action,
    move_date,
)
from answerable.duties.operations.planning import THE_END
from answerable.duties.queries.claims import next_milestones, open_dates, slips
from answerable.ledger.models import Event
from tests import make
from tests.made import delivering as made

pytestmark = pytest.mark.django_db


def end_of(action: Action) -> Milestone:
    return Milestone.objects.get(action=action, is_end=True)


def test_action_has_its_milestones_and_its_end_and_serves_several_duties() -> None:
    trust = make.body("Northmere Wards Trust")
    first, second = made.duty(trust), made.duty(trust)
    action = made.action(
        [first, second],
        measure="Nine in ten alarms answered within a minute",
        steps=[Step("The course is written", made.ahead(20)), Step("Half have done it", made.ahead(50))],
    )
    assert [(m.words, m.is_end) for m in action.milestones.all()] == [
        ("The course is written", False),
        ("Half have done it", False),
        (THE_END, True),
    ]
    assert set(ActionDuty.objects.values_list("duty", flat=True)) == {first.pk, second.pk}
    event = Event.objects.get(kind="action.planned")
    assert event.subject == action.reference and event.payload["end"] == made.ahead(100).isoformat()
    assert next_milestones([first]) == {first.pk: (made.ahead(20), "The course is written")}


@pytest.mark.parametrize(
    "role",
    [
        "Sister Jane Thornbury",
        "Dr Thornbury",
        "Mrs Anne Hollis, Director of Nursing",
        "David Marsh",
        "Director of Nursing (jane.thornbury@example.org)",
        "Director of Nursing, 07700 900123",
        "",
        "D" * 121,
    ],
)
def test_name_where_a_post_belongs_is_refused(role: str) -> None:
    trust = make.body("Northmere Wards Trust")
    with pytest.raises(DutyError, match="post"):
        made.action([made.duty(trust)], owner_role=role)


@pytest.mark.parametrize(
    "role",
    ["Director of Nursing", "Chief Operating Officer", "Ward managers, adult inpatient", "Head of Estates"],
)
def test_posts_are_taken_as_they_are(role: str) -> None:
    trust = make.body("Northmere Wards Trust")
    assert made.action([made.duty(trust)], owner_role=role).owner_role == role


def test_names_in_the_words_are_withheld_and_kept_beside_them() -> None:
    trust = make.body("Northmere Wards Trust")
    action = made.action([made.duty(trust)], "Ask Dr Thornbury to write the course")
    assert "Thornbury" not in action.words and "Thornbury" in action.words_original
    assert "Thornbury" not in str(Event.objects.get(kind="action.planned").payload)


def test_plan_for_another_bodys_duty_is_refused() -> None:
    trust, other = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    with pytest.raises(DutyError, match="not a duty of Northmere"):
        made.action([made.duty(other)], by=made.officer(trust), organisation=trust)
    with pytest.raises(NotPermittedError):
        made.action([made.duty(other)], by=made.officer(trust))
    assert not Event.objects.filter(kind="action.planned").exists()


@pytest.mark.parametrize(
    ("end", "why"), [(-1, "is past"), (None, "as a day"), (20 * 370, "more than 20 years ahead")]
)
def test_dates_that_nobody_can_keep_are_refused(end: int | None, why: str) -> None:
    trust = make.body("Northmere Wards Trust")
    with pytest.raises(DutyError, match=why):
        made.action([made.duty(trust)], end=None if end is None else made.ahead(end))


def test_milestone_after_the_end_is_refused() -> None:
    trust = make.body("Northmere Wards Trust")
    with pytest.raises(DutyError, match="after the end"):
        made.action([made.duty(trust)], steps=[Step("The course is written", made.ahead(101))])
    action = made.action([made.duty(trust)])
    with pytest.raises(DutyError, match="move that date first"):
        add_milestone(by=made.officer(trust), action=action, words="Later", due_on=made.ahead(101))
    added = add_milestone(by=made.officer(trust), action=action, words="Sooner", due_on=made.ahead(9))
    assert added.order == 2 and Event.objects.filter(kind="milestone.planned").count() == 1


def test_moved_date_keeps_the_original_and_every_reason() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    end = end_of(made.action([duty]))
    by = made.officer(trust)
    move_date(by=by, milestone=end, due_on=made.ahead(150), reason="The course was late.")
    move_date(by=by, milestone=end, due_on=made.ahead(140), reason="Staff are quicker than feared.")
    (slip,) = slips([duty])[duty.pk]
    assert (slip.original, slip.current, slip.backward) == (made.ahead(100), made.ahead(140), True)
    assert [(was, now, why) for was, now, _, why in slip.moves] == [
        (made.ahead(100), made.ahead(150), "The course was late."),
        (made.ahead(150), made.ahead(140), "Staff are quicker than feared."),
    ]
    assert TargetDate.objects.filter(superseded_at__isnull=True).count() == 1
    assert [event.payload["later"] for event in Event.objects.filter(kind="milestone.moved")] == [True, False]


def test_slips_as_at_a_day_before_the_date_moved_are_none() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    end = end_of(made.action([duty]))
    move_date(by=made.officer(trust), milestone=end, due_on=made.ahead(150), reason="Late.")
    yesterday = today() - dt.timedelta(days=1)
    assert slips([duty], on=yesterday) == {} and slips([duty], on=today()).keys() == {duty.pk}
    assert next_milestones([duty], on=yesterday) == {}


@pytest.mark.parametrize(
    ("days", "reason", "why"),
    [
        (100, "No change", "the date that stands"),
        (150, "  ", "why the date moves"),
        (-2, "Done before", "is past"),
        (10, "Sooner", "move it first"),
        (150, "x" * 501, "at most 500"),
    ],
)
def test_date_is_not_moved_without_sense(days: int, reason: str, why: str) -> None:
    trust = make.body("Northmere Wards Trust")
    action = made.action([made.duty(trust)], steps=[Step("Half have done it", made.ahead(50))])
    with pytest.raises(DutyError, match=why):
        move_date(by=made.officer(trust), milestone=end_of(action), due_on=made.ahead(days), reason=reason)
    assert TargetDate.objects.count() == 2


def test_dropped_action_stays_with_its_reason_and_takes_nothing_more() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    action = made.action([duty])
    by = made.officer(trust)
    drop_action(by=by, action=action, reason="The ward closed.")
    action.refresh_from_db()
    assert action.dropped_why == "The ward closed." and next_milestones([duty]) == {}
    assert open_dates([action.pk]) == []
    for act in (
        lambda: drop_action(by=by, action=action, reason="Again."),
        lambda: move_date(by=by, milestone=end_of(action), due_on=made.ahead(200), reason="Late."),
        lambda: add_milestone(by=by, action=action, words="More", due_on=made.ahead(9)),
        lambda: cover_duty(by=by, action=action, duty=made.duty(trust)),
    ):
        with pytest.raises(DutyError, match="was dropped"):
            act()


def test_action_covers_one_more_duty_once() -> None:
    trust = make.body("Northmere Wards Trust")
    action, other = made.action([made.duty(trust)]), made.duty(trust)
    for _ in range(2):
        cover_duty(by=made.officer(trust), action=action, duty=other)
    assert ActionDuty.objects.filter(duty=other).count() == 1
    assert Event.objects.filter(kind="action.covered").count() == 1


def test_nobody_edits_the_plan_of_another_body() -> None:
    trust, other = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    action, stranger = made.action([made.duty(trust)]), made.officer(other)
    with pytest.raises(NotPermittedError):
        drop_action(by=stranger, action=action, reason="x")
    with pytest.raises(NotPermittedError):
        move_date(by=stranger, milestone=end_of(action), due_on=made.ahead(200), reason="x")
