"""Reading what is known of duties."""

import datetime as dt
import functools
from collections.abc import Sequence

from django.db.models import QuerySet

from answerable.assurance.queries.axes import AxisValue, Status
from answerable.assurance.queries.imported import said_elsewhere
from answerable.core.calendar import end_of_day
from answerable.duties.models import AnswerPart, Duty, Evidence, Transfer
from answerable.duties.queries.answers import having
from answerable.duties.queries.plans import read_by_public
from answerable.duties.queries.replies import proposed_answers
from answerable.impact.queries.axis import statuses_with_impact
from answerable.impact.queries.recurrence import AlarmShown, alarms
from answerable.organisations.models import Organisation
from answerable.publication.reports import body_record
from answerable.publication.standing.notes import (
    add_challenges,
    add_corrections,
    day_of,
    notes_of,
    present,
    present_in_rows,
)
from answerable.publication.standing.records import (
    AgainRecord,
    AxisRecord,
    EntryStanding,
    EvidenceRecord,
    NoteRecord,
    PartRecord,
    StandingRecord,
)

# What `standings` reads of a duty without notes. No list shows what was asked, which is long.
_OF_ROW = (
    *("reference", "kind", "entry__reference", "entry__report__replies_checked_on"),
    *(
        f"{body}__{name}"
        for body in ("organisation", "holder")
        for name in ("reference", "name", "kind", "key")
    ),
)


def in_rows(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """With what the row of a table shows, and with what there is of each at all: for `standings`."""
    return (
        duties.select_related("entry__report", "organisation", "holder")
        .only(*_OF_ROW)
        .annotate(**present_in_rows())
    )


def rows_of(keys: Sequence[int]) -> list[Duty]:
    """These duties in this order, as `in_rows`."""
    found = {duty.pk: duty for duty in in_rows(Duty.objects.filter(pk__in=keys)).order_by()}
    return [found[key] for key in keys if key in found]


def standings(
    duties: Sequence[Duty], *, on: dt.date | None = None, answers: bool = True, notes: bool = True
) -> list[StandingRecord]:
    """The records of these duties, in their order. `duties` come with entry, body and holder loaded.

    About fifteen queries for any number with nothing but a clock; four of `in_rows` without `notes`.
    """
    if not duties:
        return []
    may_ring = having(duties, "has_alarms")
    rung = alarms(duties=may_ring, on=on) if may_ring else []
    known = statuses_with_impact(duties, on=on, rung=rung)
    held = notes_of(duties, on) if notes else {}
    holders = _holders(duties, on) if on else {}
    again = _again(rung)
    return [
        _record(
            duty,
            known[duty.pk],
            known[duty.pk].parts if answers and known[duty.pk].stance.since else (),
            held.get(duty.pk, []),
            holders.get(duty.pk) or (duty.organisation if on else duty.holder),
            again.get(duty.pk, []),
        )
        for duty in duties
    ]


def _record(
    duty: Duty,
    status: Status,
    parts: Sequence[AnswerPart],
    notes: list[NoteRecord],
    holder: Organisation,
    again: list[AgainRecord],
) -> StandingRecord:
    panel, closure = status.panel, status.closure
    return StandingRecord(
        duty=duty.reference,
        entry=duty.entry.reference,
        asked=body_record(duty.organisation),
        holder=body_record(holder),
        kind=duty.kind,
        due_on=status.due_on,
        axes=tuple(_axis(one) for one in status.axes),
        gap=status.gap,
        unchecked=status.unchecked,
        shaken=status.shaken,
        stalled=status.stalled,
        slipped=status.slipped,
        challenged=status.challenged,
        grade=status.grade.value if status.grade else "",
        grade_words=str(status.grade.label) if status.grade else "",
        next_on=status.next[0] if status.next else None,
        next_words=status.next[1] if status.next else "",
        panel=str(panel.get_view_display()) if panel else "",
        panel_words=panel.words if panel else "",
        panel_on=day_of(panel.recorded_at) if panel else None,
        closed_on=closure.closed_on if closure else None,
        closed_words=f"{closure.get_reason_display()}. {closure.words}" if closure else "",
        answers=tuple(_part(part) for part in parts),
        evidence=tuple(_evidence(piece) for piece in status.evidence),
        notes=tuple(sorted(notes, key=lambda note: note.on)),
        again=tuple(again),
    )


def _holders(duties: Sequence[Duty], on: dt.date) -> dict[int, Organisation]:
    """{duty id: who held it on the day}, of those that had been passed on by then."""
    rows = Transfer.objects.filter(
        duty__in=[duty.pk for duty in duties], on__lte=on, recorded_at__lt=end_of_day(on)
    ).select_related("after")
    return {row.duty_id: row.after for row in rows.order_by("on", "pk")}


def _again(rung: Sequence[AlarmShown]) -> dict[int, list[AgainRecord]]:
    """{duty id: later reports that ask the same, the latest first}, but for those found not to."""
    found: dict[int, list[AgainRecord]] = {}
    for one in rung:
        if one.stands:
            found.setdefault(one.alarm.duty_id, []).append(again_record(one))
    return found


def again_record(one: AlarmShown) -> AgainRecord:
    alarm, looked = one.alarm, one.looked
    return AgainRecord(
        alarm=alarm.reference,
        on=alarm.again_on,
        entry=alarm.entry.reference,
        report=alarm.entry.report.title,
        done_on=alarm.done_on,
        days=alarm.days,
        reach=alarm.reach,
        by_program=not one.confirmed,
        maybe_before=alarm.maybe_before,
        words=one.words,
        looked_on=day_of(looked.recorded_at) if looked else None,
        outcome=looked.outcome if looked else "",
        outcome_words=str(looked.get_outcome_display()) if looked else "",
        found=looked.words if looked else "",
    )


@functools.lru_cache(maxsize=1024)  # of most duties nothing was said yet, in the same words
def _axis(one: AxisValue) -> AxisRecord:
    return AxisRecord(str(one.axis.value), one.value, one.label, one.since, one.by, one.words)


def _evidence(piece: Evidence) -> EvidenceRecord:
    return EvidenceRecord(
        reference=piece.reference,
        title=piece.title,
        grade=piece.grade,
        grade_words=str(piece.get_grade_display()),
        dated=piece.dated,
        url=piece.url,
        file=f"/evidence/{piece.reference}/file" if read_by_public(piece) else "",
    )


def _part(part: AnswerPart) -> PartRecord:
    return PartRecord(
        entry=part.entry.reference,
        stance=part.stance,
        stance_words=str(part.get_stance_display()) if part.stance else "",
        words=part.words,
        general=part.answer.words,
        elevated_to=part.elevated_to.name if part.elevated_to else "",
        answered_on=part.answer.answered_on,
        origin=part.answer.origin,
        response=part.answer.reference,
    )


def entry_standings(
    entry_ids: Sequence[int], *, on: dt.date | None = None, about: bool = True
) -> dict[int, EntryStanding]:
    """{entry id: its duties and what was said of it}. `about`: imported statuses, corrections, challenges."""
    duties = list(
        Duty.objects.filter(entry__in=entry_ids)
        .select_related("entry__report", "organisation", "holder")
        .prefetch_related("due_dates")
        .annotate(**present())
        .order_by("entry_id", "pk")
    )
    found = {key: EntryStanding() for key in entry_ids}
    for duty, record in zip(duties, standings(duties, on=on), strict=True):
        found[duty.entry_id].duties.append(record)
        found[duty.entry_id].rows.append(duty)
    if not about:
        return found
    bare = set(entry_ids) - {duty.entry_id for duty in duties}  # nobody is asked: nothing was looked up yet
    if bare or having(duties, "has_elsewhere"):
        for key, said in said_elsewhere(entry_ids, on).items():
            found[key].elsewhere = [(one.words, one.url) for one in said]
    if having(duties, "has_corrections"):
        add_corrections(found, duties, on)
    if bare or having(duties, "has_challenges"):
        add_challenges(found, on)
    if on is None and having(duties, "has_proposed"):
        for key, proposed in proposed_answers(entry_ids).items():
            found[key].proposed = proposed
    return found
