"""How one duty stood on a day, from its dated rows, and on which days that could change. Pure.

This says once more what `assurance.queries.axes` says of many duties on one day: here of one duty on every
day, so that figures of any past day can be counted by the database. A test holds the two equal, row by row
(tests/unit/oversight/test_figures_oracle.py); a change of one is a change of the other, and of RULES.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from answerable.assurance import axes
from answerable.assurance.models import Verification
from answerable.duties.ladder import MAY_STALL, STALLED_AFTER
from answerable.duties.models import ClaimLevel, DueDate, Duty, Stance
from answerable.duties.queries.answers import HISTORIC_AFTER, ResponseAxis
from answerable.oversight.figures.loading import Day, Held, Loaded, OfDuty, OfReport, Part
from answerable.oversight.figures.signature import number_of
from answerable.oversight.models import NO_END, Spell

RULES = "2"  # raised when this file comes to another result: what was made by other rules is made again
ACCEPTING = frozenset({Stance.IN_FULL.value, Stance.IN_PART.value, Stance.IN_PRINCIPLE.value})
_ONE = dt.timedelta(days=1)
_SILENT = dt.timedelta(days=STALLED_AFTER + 1)
_ORDER = {DueDate.Basis.EXTENSION.value: 0, DueDate.Basis.STATED.value: 1, DueDate.Basis.COMPUTED.value: 2}
_STALLS = frozenset(level.value for level in MAY_STALL)
_DONE = ClaimLevel.DONE.value


def spells(loaded: Loaded) -> Iterable[Spell]:
    """The spells of these duties, each duty's in order and without a gap. Not saved."""
    for duty in loaded.duties:
        yield from spells_of(duty, loaded.reports[duty.report], loaded.parts)


def spells_of(duty: OfDuty, report: OfReport, parts: dict[int, list[Part]]) -> list[Spell]:
    ends = duty.withdrawn or NO_END
    if ends <= duty.begins:
        return []
    said = [*parts.get(duty.pk, ())]
    for _, lead in duty.leads:
        said += parts.get(lead, ())
    days = [duty.begins, *sorted(one for one in _days(duty, report, said) if duty.begins < one < ends)]
    found: list[Spell] = []
    before: dict[str, Any] = {}
    for on in days:
        now = standing(duty, report, parts, on)
        now["number"] = number_of(now, on)
        if now == before:
            continue
        if found:
            found[-1].ends = on
        found.append(
            Spell(
                duty_id=duty.pk,
                entry_id=duty.entry,
                publisher_id=duty.publisher,
                issued_on=duty.issued_on,
                starts=on,
                ends=ends,
                **now,
            )
        )
        before = now
    return found


def standing(duty: OfDuty, report: OfReport, parts: dict[int, list[Part]], on: Day) -> dict[str, Any]:
    """Every column of a spell that may change, as at the end of a day."""
    said = _said(duty, parts, on)
    due = _due(duty.dates, on)
    holder = _holder(duty, on)
    response, replied = _response(duty, report, said, due, holder, on)
    stance, accepted = _stance(said)
    claim = next(((pk, level) for at, pk, level in reversed(duty.claims) if at <= on), None)
    level = claim[1] if claim else axes.NO_CLAIM
    found = _found(duty, claim[0] if claim else None, on)
    closure = next(((at, why) for held, at, why in reversed(duty.closures) if _holds(held, on)), None)
    return {
        "holder_id": holder,
        "due_on": due,
        "answered_on": min(part[1] for part in said) if said else replied,
        "accepted_on": accepted,
        "closed_on": closure[0] if closure else None,
        "closed_as": closure[1] if closure else "",
        "response": response,
        "stance": stance,
        "adequacy": _adequacy(duty, said, on),
        "claimed": level,
        "found": found,
        "planned": any(since <= on for since, _ in duty.serving),
        "stalled": level in _STALLS and _silent(duty, on),
        "slipped": any(at <= on for at in duty.slips),
        "challenged": any(_holds(held, on) for held in duty.challenges),
        "been_done": _been_done(duty, on),
        "been_closed": any(held[0] <= on for held, _, _ in duty.closures),
        "reopened": any(held[1] is not None and held[1] <= on for held, _, _ in duty.closures),
        "recurring": any(
            _holds(held, on) and not any(_holds(other, on) for other in others)
            for held, others in duty.alarms
        ),
    }


def _days(duty: OfDuty, report: OfReport, said: Sequence[Part]) -> set[Day]:
    """The days on which something of the duty may have become other than the day before."""
    held: list[Held] = [one[0] for one in duty.dates]
    held += (one[0] for one in duty.leads)
    held += (one[0] for one in said)
    held += (one[0] for one in duty.adequacies)
    held += (one[0] for one in duty.verdicts)
    held += (one[0] for one in duty.closures)
    held += duty.challenges
    for alarm, others in duty.alarms:
        held += (alarm, *others)
    days = {start for start, _ in held} | {end for _, end in held if end is not None}
    days.update(max(recorded, on) for recorded, on, _ in duty.transfers)
    days.update(duty.released, duty.slips, duty.lapsed, duty.heard)
    days.update(recorded for recorded, _, _ in duty.claims)
    days.update(since for since, _ in duty.serving)
    days.update(known for known, _, _ in report.replies)
    for _, due, _, _ in duty.dates:
        days.update((due + _ONE, due + HISTORIC_AFTER + _ONE))
    days.update(heard + _SILENT for heard in duty.heard)
    return days


def _holds(held: Held, on: Day) -> bool:
    start, end = held
    return start <= on and (end is None or end > on)


def _said(duty: OfDuty, parts: dict[int, list[Part]], on: Day) -> list[Part]:
    """What stands of the duty's own answers; without any, of those of the duty that leads it."""
    own = [part for part in parts.get(duty.pk, ()) if _holds(part[0], on)]
    if own:
        return own
    lead = next((lead for held, lead in reversed(duty.leads) if _holds(held, on)), None)
    return [part for part in parts.get(lead, ()) if _holds(part[0], on)] if lead is not None else []


def _due(dates: Sequence[tuple[Held, Day, str, int]], on: Day) -> Day | None:
    known = [row for row in dates if _holds(row[0], on)]
    rows = known or [row for row in dates if row[2] != DueDate.Basis.EXTENSION]
    return min(rows, key=lambda row: (_ORDER[row[2]], -row[3]))[1] if rows else None


def _holder(duty: OfDuty, on: Day) -> int:
    holder, since = duty.organisation, None
    for recorded, begins, after in duty.transfers:
        if recorded <= on and begins <= on and (since is None or begins >= since):
            holder, since = after, begins
    return holder


def _response(
    duty: OfDuty, report: OfReport, said: Sequence[Part], due: Day | None, holder: int, on: Day
) -> tuple[str, Day | None]:
    """The axis, and the day of the published reply that it rests on."""
    if said:
        late = due is not None and said[-1][1] > due
        return (ResponseAxis.LATE if late else ResponseAxis.RECEIVED).value, None
    by_body: dict[int, Day | None] = {}
    unknown = False
    for known, body, dated in report.replies:
        if known <= on and body is None:
            unknown = True
        elif known <= on and body is not None:
            by_body.setdefault(body, dated)
    for body in (holder, duty.organisation):
        if body in by_body:
            dated = by_body[body]
            late = due is not None and dated is not None and dated > due
            return (ResponseAxis.LATE if late else ResponseAxis.RECEIVED).value, dated
    return _unanswered(duty, report, due, on, unknown=unknown).value, None


def _unanswered(duty: OfDuty, report: OfReport, due: Day | None, on: Day, *, unknown: bool) -> ResponseAxis:
    if any(settled <= on for settled in duty.released):
        return ResponseAxis.NOT_REQUIRED
    if unknown:
        return ResponseAxis.RECEIVED if report.bodies == 1 else ResponseAxis.AWAITED
    if due is None:
        return ResponseAxis.NOT_REQUIRED if duty.kind == Duty.Kind.NONE else ResponseAxis.AWAITED
    if on <= due:
        return ResponseAxis.NOT_YET_DUE
    if report.checked_on is None or report.checked_on <= due:
        return ResponseAxis.AWAITED
    return ResponseAxis.HISTORIC if on - due > HISTORIC_AFTER else ResponseAxis.NOT_IDENTIFIED


def _stance(said: Sequence[Part]) -> tuple[str, Day | None]:
    """The stance on the whole, and since when it accepts anything, where it does."""
    newest: dict[int, str] = {}
    for _, _, _, _, entry, stance in said:
        newest[entry] = stance
    taken = {stance for stance in newest.values() if stance}
    since = None
    if taken & ACCEPTING:
        since = min(answered for _, answered, _, _, _, stance in said if stance in ACCEPTING)
    if not taken:
        return axes.NO_STANCE, None
    return (taken.pop() if len(taken) == 1 else axes.MIXED), since


def _adequacy(duty: OfDuty, said: Sequence[Part], on: Day) -> str:
    """Of the answer that stands, as its author judged it."""
    if not said:
        return axes.NOT_JUDGED
    answer = said[-1][2]
    held = [verdict for held, of, verdict in duty.adequacies if of == answer and _holds(held, on)]
    return held[-1] if held else axes.NOT_JUDGED


def _found(duty: OfDuty, claim: int | None, on: Day) -> str:
    row = next((row for row in reversed(duty.verdicts) if _holds(row[0], on)), None)
    lapsed = max((at for at in duty.lapsed if at <= on), default=None)
    if lapsed and (row is None or row[0][0] <= lapsed):
        return axes.NOT_LASTED
    if row is None or (claim is not None and row[1] != claim and row[2] in axes.DONE):
        return axes.NOT_LOOKED_AT
    return row[2]


def _silent(duty: OfDuty, on: Day) -> bool:
    last = max((at for at in duty.heard if at <= on), default=None)
    return last is not None and on >= last + _SILENT


def _been_done(duty: OfDuty, on: Day) -> bool:
    return (
        any(at <= on and level == _DONE for at, _, level in duty.claims)
        or any(
            held[0] <= on and result in (Verification.Result.ACCEPTABLE, Verification.Result.ALTERNATIVE)
            for held, _, result in duty.verdicts
        )
        or any(held[0] <= on for held, _, _ in duty.closures)
        or any(held[0] <= on for held, _ in duty.alarms)
    )
