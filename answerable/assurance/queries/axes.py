"""The status of a duty: six axes, each with its value, since when, by whom, and one sentence fit to publish.

Which row speaks where several do is written down in the README of this room.
"""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.assurance import axes
from answerable.assurance.axes import Axis
from answerable.assurance.models import Adequacy, Closure, PanelView, Recheck, Verification
from answerable.assurance.queries.facts import Verdict, day_of, found_of, not_lasted, verdicts_of
from answerable.duties.models import AnswerPart, Claim, ClaimLevel, Duty, Evidence, Grade
from answerable.duties.queries.answers import ANSWERED, ResponseAxis, ResponseFacts, responses, stances
from answerable.duties.queries.claims import (
    ClaimFacts,
    latest_claims,
    next_milestones,
    promised_for,
    slips,
    standing_claims,
)

BODY, AUTHOR, ASSURER, REGISTER = (
    "the body itself",
    "the author of what was asked",
    "an independent assurer",
    "this register",
)


@dataclass(frozen=True, slots=True)
class AxisValue:
    """What one axis says, since when, and who says it. `words` is one sentence fit to publish."""

    axis: Axis
    value: str
    label: str
    since: dt.date | None
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Status:
    """All that is known of one duty, on one day."""

    duty_id: int
    response: AxisValue
    stance: AxisValue
    adequacy: AxisValue
    claimed: AxisValue
    verified: AxisValue
    impact: AxisValue
    gap: bool  # the body says done; somebody who looked found less
    unchecked: bool  # the body says done; nobody has looked at that claim yet
    grade: Grade | None  # of the strongest evidence that the claim rests on
    evidence: tuple[Evidence, ...]  # all of it, of the claim that stands
    verification: Verification | None  # the latest verdict, which may be on an earlier claim
    shaken: bool  # evidence that the verdict rests on was withdrawn since
    panel: PanelView | None
    closure: Closure | None
    challenged: bool
    stalled: bool
    slipped: bool
    next: tuple[dt.date, str] | None
    due_on: dt.date | None
    parts: tuple[AnswerPart, ...]  # the answers that stand, one a thing asked

    @property
    def axes(self) -> tuple[AxisValue, ...]:
        return (self.response, self.stance, self.adequacy, self.claimed, self.verified, self.impact)


def statuses(
    duties: Sequence[Duty], *, on: dt.date | None = None, impacts: Mapping[int, AxisValue] | None = None
) -> dict[int, Status]:
    """{duty id: its status}. About ten queries for any number of duties with nothing but a clock.

    `impacts`: what a room to the right says of the sixth axis.
    """
    unmeasured = not_measured()
    parts = stances(duties, on=on)
    given = responses(duties, on=on, parts=parts)
    found = found_of(duties, on)
    claimed = [duty for duty in duties if duty.pk in found.claimed]
    claims = standing_claims(claimed, on=on) if claimed else {}
    planned = [duty for duty in duties if duty.pk in found.planned]
    promised = promised_for(planned, on=on) if planned else None
    slipped = slips(planned, on=on, promised=promised) if promised else {}
    upcoming = next_milestones(planned, on=on, promised=promised) if promised else {}
    made = {}
    for duty in duties:
        pk, claim, verdict = duty.pk, claims.get(duty.pk), found.verdicts.get(duty.pk)
        saying = claimed_value(claim)
        finding = verified_value(claim, verdict, found.not_lasted.get(pk))
        says_done = saying.value == "done"
        made[pk] = Status(
            duty_id=pk,
            response=response_value(given[pk]),
            stance=stance_value(parts[pk]),
            adequacy=adequacy_value(given[pk], found.adequacies.get(pk, [])),
            claimed=saying,
            verified=finding,
            impact=impacts[pk] if impacts else unmeasured,
            gap=says_done and finding.value in axes.DOWN,
            unchecked=says_done and finding.value == axes.NOT_LOOKED_AT,
            grade=claim.grade if claim else None,
            evidence=claim.evidence if claim else (),
            verification=verdict.verification if verdict else None,
            shaken=verdict is not None and verdict.shaken_on is not None,
            panel=found.views.get(pk),
            closure=found.closures.get(pk),
            challenged=pk in found.challenged,
            stalled=claim is not None and claim.stalled_since is not None,
            slipped=bool(slipped.get(pk)),
            next=upcoming.get(pk),
            due_on=given[pk].due_on,
            parts=tuple(parts[pk]),
        )
    return made


@dataclass(frozen=True, slots=True)
class ClaimedAndFound:
    """Two axes of a status, and how they lie to each other: as `Status` has them."""

    claimed: AxisValue
    verified: AxisValue
    gap: bool
    unchecked: bool


def claimed_and_found(duties: Sequence[Duty], *, on: dt.date | None = None) -> dict[int, ClaimedAndFound]:
    """{duty id: what `statuses` says on these two axes}. Six queries; a third of those of all six."""
    keys = [duty.pk for duty in duties]
    claims = standing_claims(duties, on=on)
    verdicts, lapsed = verdicts_of(keys, on), not_lasted(keys, on)
    made = {}
    for pk in keys:
        saying = claimed_value(claims.get(pk))
        finding = verified_value(claims.get(pk), verdicts.get(pk), lapsed.get(pk))
        done = saying.value == "done"
        made[pk] = ClaimedAndFound(
            saying,
            finding,
            gap=done and finding.value in axes.DOWN,
            unchecked=done and finding.value == axes.NOT_LOOKED_AT,
        )
    return made


@functools.lru_cache(maxsize=1024)
def value_of(axis: Axis, value: str, since: dt.date | None, by: str, words: str) -> AxisValue:
    return AxisValue(axis, value, axes.label(axis, value), since, by, words)


def not_measured() -> AxisValue:
    """The sixth axis, until a room to the right says something of it."""
    return value_of(
        Axis.IMPACT, axes.NOT_MEASURABLE, None, REGISTER, "Nothing that could be measured is tied to it yet"
    )


def response_value(facts: ResponseFacts) -> AxisValue:
    since = facts.answered_on if facts.axis in ANSWERED else facts.due_on if facts.overdue else None
    if facts.axis == ResponseAxis.NOT_IDENTIFIED or facts.axis == ResponseAxis.HISTORIC:
        since = facts.checked_on
    return value_of(Axis.RESPONSE, facts.axis, since, REGISTER, facts.words)


def stance_value(parts: Sequence[AnswerPart]) -> AxisValue:
    """One stance where all parts that take one take the same; else how many take each."""
    taken = [part for part in parts if part.stance]
    if not taken:
        words = "The reply takes no stance that could be read" if parts else "No answer is held"
        return value_of(Axis.STANCE, axes.NO_STANCE, None, BODY, words)
    since = max(part.answer.answered_on for part in taken)
    kinds = list(dict.fromkeys(part.stance for part in taken))
    if len(kinds) == 1:
        words = str(axes.STANCE[kinds[0]])
        if len(taken) > 1:
            words += f", in all of the {len(taken)} parts answered"
        return value_of(Axis.STANCE, kinds[0], since, BODY, words)
    each = (f"{axes.STANCE[kind]}: {sum(part.stance == kind for part in taken)}" for kind in kinds)
    return value_of(Axis.STANCE, axes.MIXED, since, BODY, "; ".join(each))


def adequacy_value(facts: ResponseFacts, rows: Sequence[Adequacy]) -> AxisValue:
    """The judgement of the answer that stands. One of an earlier answer says nothing of a later."""
    held = [row for row in rows if facts.answer is not None and row.answer_id == facts.answer.pk]
    if not held:
        words = (
            "An earlier answer was judged; the latest was not" if rows else "Nobody has judged a reply yet"
        )
        return value_of(Axis.ADEQUACY, axes.NOT_JUDGED, None, AUTHOR, words)
    row = held[-1]
    return value_of(Axis.ADEQUACY, row.verdict, day_of(row.recorded_at), AUTHOR, row.reason)


def claimed_value(facts: ClaimFacts | None) -> AxisValue:
    if facts is None:
        return value_of(Axis.CLAIMED, axes.NO_CLAIM, None, BODY, "The body has not said what it did")
    words = axes.CLAIMED[facts.level]
    if facts.stalled_since is not None:
        words += f"; nothing was heard since {long(facts.stalled_since)}"
    return value_of(Axis.CLAIMED, facts.level, facts.claim.claimed_on, BODY, words)


def done_and_found(duty_ids: Sequence[int], on: dt.date | None = None) -> dict[int, str]:
    """{duty id: what others found}, of those that are said to be done. Three queries; none of none."""
    if not duty_ids:
        return {}
    claims = {claim.duty_id: claim for claim in latest_claims(duty_ids, on)}
    done = [key for key, claim in claims.items() if claim.level == ClaimLevel.DONE]
    if not done:
        return {}
    verdicts, lapsed = verdicts_of(done, on), not_lasted(done, on)
    return {key: _finding(claims[key], verdicts.get(key), lapsed.get(key)).value for key in done}


def verified_value(claim: ClaimFacts | None, verdict: Verdict | None, lapsed: Recheck | None) -> AxisValue:
    """What was found against the body stands until somebody looks again; what was found for it, only for the
    claim that was looked at. A later look that found the work gone goes before both."""
    return _finding(claim.claim if claim else None, verdict, lapsed)


def _finding(claim: Claim | None, verdict: Verdict | None, lapsed: Recheck | None) -> AxisValue:
    row = verdict.verification if verdict else None
    if lapsed and lapsed.done_on and (row is None or day_of(row.recorded_at) <= lapsed.done_on):
        return value_of(Axis.VERIFIED, axes.NOT_LASTED, lapsed.done_on, ASSURER, lapsed.words)
    if row is None or verdict is None:
        return value_of(Axis.VERIFIED, axes.NOT_LOOKED_AT, None, ASSURER, "Nobody has looked at it yet")
    given = day_of(row.recorded_at)
    newer = claim is not None and claim.pk != row.claim_id
    if newer and row.result in axes.DONE:
        words = f"An earlier claim was found done on {long(given)}; nobody has looked at the newer one yet"
        return value_of(Axis.VERIFIED, axes.NOT_LOOKED_AT, None, ASSURER, words)
    notes = [row.reason.rstrip(".")]
    if newer:
        notes.append("The body has said something newer since, which nobody has looked at yet")
    if verdict.shaken_on:
        notes.append(f"Evidence that this rests on was withdrawn on {long(verdict.shaken_on)}")
    return value_of(Axis.VERIFIED, row.result, given, by_assurer(row), ". ".join(notes))


def by_assurer(row: Verification) -> str:
    return f"{ASSURER}, of {row.from_body.name}" if row.from_body else ASSURER


def long(date: dt.date) -> str:
    return f"{date:%-d %B %Y}"
