"""Alarms: raised and withdrawn by rule, and looked at by an independent person.

An alarm is unique by duty and entry while it stands, so that a run may be cut short, run again or run
twice at once: each batch of duties is one transaction that holds them.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from answerable.accounts.models import Person, RoleGrant
from answerable.accounts.roles import Role
from answerable.assurance.operations.checking import not_own, own_bodies
from answerable.assurance.operations.telling import tell_holder
from answerable.core.actors import RECURRENCE, Actor
from answerable.core.calendar import now
from answerable.core.references import free_reference
from answerable.duties.models import Duty
from answerable.duties.words import published_words
from answerable.impact.models import Alarm, Reassessment
from answerable.impact.operations.errors import AlarmError
from answerable.impact.queries.tied import (
    after_them,
    asked_of,
    done_of,
    may_ring,
    tied_with,
    ties_of,
    titles_of,
    with_parts,
)
from answerable.impact.recurrence import rule
from answerable.impact.recurrence.rule import Found, Method
from answerable.impact.recurrence.words import alarm_words
from answerable.ledger.operation import Log, operation
from answerable.notices.operations import tell_within

Progress = Callable[[str, int, int], None]
Outcome = Reassessment.Outcome
BATCH = 100  # duties in one transaction
LONGEST = 4000
_TOLD = (Role.ASSURER, Role.OVERSEER)
_SAME_AGAIN = (Outcome.NOT_HELD, Outcome.NOT_DONE)
# Once a person has looked, only these still take an alarm back.
_ALWAYS = (rule.WITHDRAWN, rule.REFUSED)


@dataclass(slots=True)
class _Changes:
    """What the rule makes of some duties against the alarms that stand."""

    raised: list[tuple[Duty, Found]] = field(default_factory=list)
    withdrawn: list[tuple[Alarm, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.raised) + len(self.withdrawn)


def raise_alarms(
    *,
    by: Actor = RECURRENCE,
    on: dt.date | None = None,
    entries: Collection[int] | None = None,
    progress: Progress | None = None,
) -> int:
    """Raises what is to be raised, and takes back what no longer stands: how many alarms were raised.

    `entries`: only what these new entries ask again. Reports issued after `on` do not count yet.
    """
    by.require("ALARM_RAISE")
    keys = _to_look_at(entries)
    raised = 0
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        if len(_changes(Duty.objects.filter(pk__in=part), on)):
            raised += settle_alarms(by=by, duties=part, on=on)
        if progress:
            progress("recurrence", min(start + BATCH, len(keys)), len(keys))
    return raised


def alarms_to_settle(on: dt.date | None = None) -> int:
    """How many would be raised or taken back now. Writes nothing."""
    keys = _to_look_at(None)
    parts = (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
    return sum(len(_changes(Duty.objects.filter(pk__in=part), on)) for part in parts)


def _to_look_at(entries: Collection[int] | None) -> list[int]:
    """Duties that something says are done, and those with an alarm that stands."""
    standing = Alarm.objects.filter(withdrawn_at__isnull=True)
    if entries is not None:
        standing = standing.filter(entry__in=list(entries))
    return sorted({*may_ring(entries), *standing.values_list("duty_id", flat=True)})


@operation("ALARM_RAISE")
def settle_alarms(log: Log, *, by: Actor, duties: Collection[int], on: dt.date | None = None) -> int:
    """Makes the alarms of these duties what the rule says: all of them, or none. How many were raised."""
    held = list(Duty.objects.select_for_update(of=("self",)).filter(pk__in=list(duties)).order_by("pk"))
    standing = Alarm.objects.select_for_update(of=("self",)).filter(duty__in=held, withdrawn_at__isnull=True)
    list(standing.order_by("pk"))  # nobody looks at one while it is taken back
    changes = _changes(held, on)
    if not len(changes):
        log.unchanged()
        return 0
    for alarm, why in changes.withdrawn:
        Alarm.objects.filter(pk=alarm.pk).update(withdrawn_at=now(), withdrawn_why=why)
        log.event("alarm.withdrawn", alarm.reference, {"why": why})
    people = _assurers_and_overseers() if changes.raised else []
    titles = titles_of(one.other.entry for _, one in changes.raised)
    for duty, one in changes.raised:
        alarm = _raise(log, duty, one, titles[one.other.entry])
        for person, bodies in people:
            if not bodies & own_bodies(duty):
                tell_within(
                    log,
                    person=person,
                    key=f"alarm:{alarm.reference}",
                    kind="alarm.raised",
                    words=f"Asked again, after it was said to be done: {duty.holder.name}, {duty.reference}",
                    address=f"/workspace/alarms/{alarm.reference}",
                )
    return len(changes.raised)


@operation("ALARM_REASSESS")
def reassess(
    log: Log,
    *,
    by: Actor,
    alarm: Alarm,
    outcome: str,
    words: str,
    instead_of: Reassessment | None = None,
) -> Reassessment:
    """What an independent person found when they looked at an alarm. A later look replaces an earlier.

    `instead_of` is the look that stood before the person. Raises OwnWorkError for the work of their own body,
    AlarmError: their own finding or closure, withdrawn, no outcome or words, or looked at by somebody else
    meanwhile.
    """
    not_own(by, own_bodies(alarm.duty), "Looking at this again")
    if by.identifier in found_by(alarm):
        raise AlarmError("You found this done, or closed it: whether it held is for somebody else to say.")
    if outcome not in Outcome.values:
        raise AlarmError("Say what you found.")
    typed = words.strip()
    if not typed:
        raise AlarmError("Say what you found, and how.")
    if len(typed) > LONGEST:
        raise AlarmError(f"That is too long: at most {LONGEST:,} characters are taken.")
    held = Alarm.objects.select_for_update(of=("self",)).select_related("duty__holder").get(pk=alarm.pk)
    if held.withdrawn_at is not None:
        raise AlarmError(f"{held.reference} was withdrawn: {held.withdrawn_why}")
    stands = Reassessment.objects.filter(alarm=held, superseded_at__isnull=True).first()
    if stands is not None and (instead_of is None or stands.pk != instead_of.pk):
        raise AlarmError(
            f"Somebody looked at this on {stands.recorded_at:%-d %B %Y}: “{stands.get_outcome_display()}”. "
            "Read it first; you may then give another."
        )
    at = now()
    if stands is not None:
        Reassessment.objects.filter(pk=stands.pk).update(superseded_at=at)
    made = Reassessment.objects.create(
        alarm=held,
        outcome=outcome,
        words=published_words(typed),
        words_original=typed,
        given_by=by.identifier,
        recorded_at=at,
    )
    log.event(
        "alarm.reassessed",
        held.reference,
        {"duty": held.duty.reference, "outcome": outcome, "words": made.words},
    )
    if outcome in _SAME_AGAIN:
        tell_holder(
            log,
            held.duty,
            "alarm.reassessed",
            str(made.pk),
            "What was asked of you was asked again after it was said to be done, and somebody looked at it.",
        )
    return made


def found_by(alarm: Alarm) -> set[str]:
    """Who gave the verdict, or made the closure, that an alarm rings beside."""
    verdict, closure = alarm.verification, alarm.closure
    givers = {verdict.given_by} if verdict else set()
    if closure:
        givers |= {closure.closed_by, closure.verification.given_by if closure.verification else ""}
    return givers


def _changes(rows: Iterable[Duty], on: dt.date | None) -> _Changes:
    duties = list(rows)
    held: dict[int, list[Alarm]] = {duty.pk: [] for duty in duties}
    standing = Alarm.objects.filter(duty__in=duties, withdrawn_at__isnull=True)
    for alarm in standing.prefetch_related("reassessments"):
        held[alarm.duty_id].append(alarm)
    own = with_parts({duty.entry_id for duty in duties})
    ties = ties_of(own)
    asked = asked_of({*own, *ties.others, *(alarm.entry_id for alarms in held.values() for alarm in alarms)})
    done, bodies = done_of(held), after_them(_with_bodies(duties))
    changes = _Changes()
    for duty in duties:
        mine, refused = tied_with(own, ties, duty.entry_id)
        self_ = _as(asked[duty.entry_id], bodies[duty.pk])
        entries = {alarm.entry_id for alarm in held[duty.pk]}
        found = rule.alarms_of(done.get(duty.pk), self_, mine, asked, held=entries, refused=refused)
        now_held = {one.other.entry for one in found}
        changes.raised += [
            (duty, one)
            for one in found
            if one.other.entry not in entries and (on is None or one.again_on <= on)
        ]
        best = rule.surest(mine)
        for alarm in held[duty.pk]:
            if alarm.entry_id not in now_held:
                why = (
                    rule.against(
                        done.get(duty.pk),
                        self_,
                        asked.get(alarm.entry_id),
                        best.get(alarm.entry_id),
                        refused=alarm.entry_id in refused,
                    )
                    or rule.OTHER_ENTRY
                )
                looked = any(row.superseded_at is None for row in alarm.reassessments.all())
                if not looked or why in _ALWAYS:
                    changes.withdrawn.append((alarm, why))
    return changes


def _with_bodies(duties: Sequence[Duty]) -> list[Duty]:
    return list(
        Duty.objects.filter(pk__in=[duty.pk for duty in duties]).select_related("organisation", "holder")
    )


def _as(asked: rule.Asked, bodies: frozenset[int]) -> rule.Asked:
    """The entry as asked of one body: others that it was asked of have duties, and alarms, of their own."""
    return rule.Asked(
        asked.entry, asked.report, asked.event, asked.issued_on, bodies, asked.withdrawn, asked.fictional
    )


def _raise(log: Log, duty: Duty, found: Found, title: str) -> Alarm:
    done, tie, dated = found.done, found.tie, found.other.dated
    alarm = Alarm.objects.create(
        reference=free_reference(
            "N",
            f"{duty.reference}\0{found.other.entry}",
            lambda taken: Alarm.objects.filter(reference=taken).exists(),
        ),
        duty=duty,
        entry_id=found.other.entry,
        expectation_id=tie.expectation,
        basis=done.basis,
        claim_id=done.claim.pk if done.claim else None,
        verification_id=done.verification.pk if done.verification else None,
        closure_id=done.closure.pk if done.closure else None,
        done_on=done.on,
        again_on=found.again_on,
        days=found.days,
        reach=found.reach,
        method=tie.method,
        version=tie.version or rule.VERSION,
        score=tie.score,
        event_by=dated.by if dated else None,
        event_basis=dated.basis if dated else "",
        words=alarm_words(found, title),
        raised_at=now(),
    )
    log.event(
        "alarm.raised",
        alarm.reference,
        {
            "duty": duty.reference,
            "entry": alarm.entry.reference,
            "basis": alarm.basis,
            "done_on": alarm.done_on.isoformat(),
            "again_on": alarm.again_on.isoformat(),
            "reach": alarm.reach,
            "method": alarm.method,
            "score": "" if tie.score is None else f"{tie.score:.4f}",
            "machine": tie.method == Method.MACHINE,
            "words": alarm.words,
        },
    )
    return alarm


def _assurers_and_overseers() -> list[tuple[Person, frozenset[int]]]:
    """Each with the bodies that they belong to, of whose work they are not told to judge."""
    grants = RoleGrant.objects.filter(ended_at__isnull=True, person__ended_at__isnull=True)
    people = {
        grant.person_id: grant.person for grant in grants.filter(role__in=_TOLD).select_related("person")
    }
    bodies: dict[int, set[int]] = {key: set() for key in people}
    held = grants.filter(person__in=people, organisation__isnull=False)
    for person, body in held.values_list("person_id", "organisation_id"):
        if body is not None:
            bodies[person].add(body)
    return [(people[key], frozenset(bodies[key])) for key in sorted(people)]
