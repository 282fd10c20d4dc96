"""The status of a duty on six axes, as at any day, and the gap between what is claimed and what was found."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from answerable.accounts.roles import Role
from answerable.assurance import axes
from answerable.assurance.models import PanelView
from answerable.assurance.operations import close, give_view, record_recheck
from answerable.assurance.queries.axes import Status, claimed_and_found, statuses
from answerable.assurance.queries.gap import Theme, gap
from answerable.assurance.queries.history import axis_history, closures_of
from answerable.core.calendar import now, today
from answerable.duties.models import Duty
from answerable.duties.operations.evidencing import withdraw_evidence
from answerable.lineage.models import Kind
from answerable.lineage.operations import Proposed
from tests import make
from tests.made import assuring

pytestmark = pytest.mark.django_db
YESTERDAY = dt.timedelta(days=1)


def status(duty: Duty, on: dt.date | None = None) -> Status:
    """The two axes that are also read by themselves say the same each time."""
    found, part = statuses([duty], on=on)[duty.pk], claimed_and_found([duty], on=on)[duty.pk]
    assert (part.claimed, part.verified) == (found.claimed, found.verified)
    assert (part.gap, part.unchecked) == (found.gap, found.unchecked)
    return found


def test_duty_of_which_nothing_is_known_says_so_on_every_axis() -> None:
    found = status(assuring.duty())
    assert [one.value for one in found.axes] == [
        "awaited",
        axes.NO_STANCE,
        axes.NOT_JUDGED,
        axes.NO_CLAIM,
        axes.NOT_LOOKED_AT,
        axes.NOT_MEASURABLE,
    ]
    assert all(one.words and one.label and one.by for one in found.axes)
    assert not (found.gap or found.unchecked or found.challenged or found.stalled or found.slipped)


def test_claim_and_verdict_stand_side_by_side() -> None:
    duty = assuring.duty()
    claim = assuring.claim(duty)
    assert status(duty).unchecked and not status(duty).gap
    assuring.verdict(claim, "not_yet", "under_way")
    found = status(duty)
    assert (found.claimed.value, found.verified.value) == ("done", "not_yet")
    assert found.gap and not found.unchecked
    assert found.grade == "audit"
    assert found.verified.words == "The audit covers two of the four wards"


def test_what_was_found_against_a_body_stands_until_somebody_looks_again() -> None:
    duty = assuring.duty()
    assuring.verdict(assuring.claim(duty), "unacceptable", "not_started", seen="nothing")
    newer = assuring.claim(duty)
    found = status(duty)
    assert found.verified.value == "unacceptable" and found.gap
    assert "said something newer since" in found.verified.words
    assuring.verdict(newer)
    assert status(duty).verified.value == "acceptable" and not status(duty).gap


def test_what_was_found_for_a_body_stands_for_the_claim_that_was_looked_at() -> None:
    duty = assuring.duty()
    assuring.verdict(assuring.claim(duty))
    assuring.claim(duty)
    found = status(duty)
    assert found.verified.value == axes.NOT_LOOKED_AT and found.unchecked
    assert "An earlier claim was found done" in found.verified.words


def test_evidence_that_was_withdrawn_is_said_beside_the_verdict() -> None:
    duty = assuring.duty()
    claim = assuring.claim(duty)
    assuring.verdict(claim)
    withdraw_evidence(
        by=assuring.officer(duty.holder), evidence=claim.evidence_used.get().evidence, why="Of another ward."
    )
    found = status(duty)
    assert found.shaken and found.verified.value == "acceptable"
    assert "Evidence that this rests on was withdrawn on" in found.verified.words
    assert found.grade is None


def test_work_that_did_not_last_is_marked_down_until_a_new_verdict() -> None:
    duty = assuring.duty()
    closure = assuring.closed_as_done(duty, on=today() - dt.timedelta(days=800))
    assert status(duty).closure == closure
    look = closure.rechecks.earliest("months")
    record_recheck(by=assuring.assurer(2), recheck=look, outcome="not_lasted", words="Two wards stopped.")
    found = status(duty)
    assert found.closure is None and found.verified.value == axes.NOT_LASTED and found.gap
    assert [one.reopened_why for one in closures_of(duty)] == ["A look after 12 months: Two wards stopped."]


def test_panel_stands_beside() -> None:
    duty = assuring.duty()
    assuring.verdict(assuring.claim(duty))
    give_view(by=assuring.holder_of(Role.LIVED_EXPERIENCE), duty=duty, view="same", words="No change here.")
    found = status(duty)
    assert found.panel is not None and found.panel.view == PanelView.View.SAME
    assert found.verified.value == "acceptable", "neither is in the place of the other"


def test_each_day_shows_what_was_known_then(monkeypatch: pytest.MonkeyPatch) -> None:
    duty = assuring.duty()
    assuring.claim(duty, "planned", "statement")
    then = now()
    rooms = ("duties.operations.claiming", "duties.operations.evidencing")
    mine = ("assurance.operations.verifying", "assurance.operations.closing")
    for days, room in ((10, rooms), (20, mine[:1]), (30, mine[1:])):
        for module in room:
            monkeypatch.setattr(f"answerable.{module}.now", lambda days=days: then + dt.timedelta(days=days))
    claim = assuring.claim(duty)
    assuring.verdict(claim)
    close(by=assuring.assurer(), duty=duty, reason="done", words="Done.")
    first = today()
    seen = []
    for days in (0, 10, 20, 30):
        on = first + dt.timedelta(days=days)
        one = status(duty, on)
        seen.append((one.claimed.value, one.verified.value, one.closure is not None))
    assert seen == [
        ("planned", axes.NOT_LOOKED_AT, False),
        ("done", axes.NOT_LOOKED_AT, False),
        ("done", "acceptable", False),
        ("done", "acceptable", True),
    ]
    before = status(duty, first - YESTERDAY)
    assert (before.claimed.value, before.verified.value) == (axes.NO_CLAIM, axes.NOT_LOOKED_AT)


def test_history_ends_with_what_holds_now() -> None:
    duty = assuring.duty()
    assuring.claim(duty, "planned", "statement")
    claim = assuring.claim(duty)
    assuring.verdict(claim, "not_yet", "under_way")
    history = axis_history(duty)
    assert [one.value for one in history if one.axis == axes.Axis.CLAIMED] == ["planned", "done"]
    last = {one.axis: one.value for one in history}
    assert last == {one.axis: one.value for one in status(duty).axes}
    dates = [one.since for one in history if one.since]
    assert dates == sorted(dates)
    assert history[0].axis == axes.Axis.RESPONSE and history[0].since == dt.date(2023, 3, 14)


def test_status_of_many_takes_as_many_queries_as_that_of_few(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    body = make.body("Northmere Wards Trust")
    duties = [assuring.duty(body) for _ in range(12)]
    with django_assert_max_num_queries(9):
        statuses(duties)
    for duty in duties[:6]:
        assuring.verdict(assuring.claim(duty))
    with django_assert_max_num_queries(12):
        assert sum(one.verified.value == "acceptable" for one in statuses(duties).values()) == 6


def test_gap_counts_each_claim_of_done_in_one_place() -> None:
    body = make.body("Northmere Wards Trust")
    made = {name: assuring.duty(body, area="Fell End") for name in ("up", "down", "new", "shaken", "plan")}
    other = assuring.duty(body, area="Moor End")
    assuring.verdict(assuring.claim(made["up"]))
    assuring.verdict(assuring.claim(made["down"]), "not_yet", "under_way")
    assuring.claim(made["new"])
    assuring.claim(made["plan"], "planned", "statement")
    shaken = assuring.claim(made["shaken"])
    assuring.verdict(shaken)
    withdraw_evidence(
        by=assuring.officer(body), evidence=shaken.evidence_used.get().evidence, why="Of another ward."
    )
    publisher = made["up"].entry.report.publisher
    facts = gap(publisher)
    counted = (facts.duties, facts.claimed_done, facts.verified_done, facts.marked_down)
    assert counted == (5, 4, 1, 1)
    assert (facts.not_yet_looked_at, facts.shaken, facts.on) == (1, 1, today())
    assert facts.claimed_done == (
        facts.verified_done + facts.marked_down + facts.not_yet_looked_at + facts.shaken
    )
    assert "4 of 5 asked are said to be done; of 2 that somebody else looked at, 1 found done" in facts.words
    assert gap(body).duties == 6
    assert gap(other.entry.report.publisher).words.startswith("Nothing of 1 asked is said to be done")
    earlier = gap(publisher, today() - YESTERDAY)
    assert (earlier.duties, earlier.claimed_done) == (0, 0)
    assert gap(publisher, fictional=True).duties == 0


def test_gap_of_a_theme_counts_what_is_about_it() -> None:
    one, other = assuring.duty(), assuring.duty()
    make.suggested(Proposed(kind=Kind.THEME, value="observation", score=0.9, words=["look"], entry=one.entry))
    for duty in (one, other):
        assuring.verdict(assuring.claim(duty), "not_yet", "under_way")
    facts = gap(Theme("observation"))
    assert (facts.duties, facts.marked_down) == (1, 1)


def test_gap_does_not_count_what_was_said_done_once_and_not_now() -> None:
    duty = assuring.duty()
    assuring.claim(duty)
    assuring.claim(duty, "under_way", "policy")
    assert gap(duty.holder).claimed_done == 0
