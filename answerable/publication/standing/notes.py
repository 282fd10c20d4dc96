"""What happened to duties and to what was asked: one neutral sentence for each, with its day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.expressions import BaseExpression

from answerable.assurance.models import Challenge, Closure, Correction, ImportedStatus
from answerable.assurance.queries.facts import what_was_found
from answerable.core.calendar import LONDON, end_of_day
from answerable.duties.models import Dispute, Duty, ReplyMatch, Transfer
from answerable.duties.queries.answers import having, what_is_there
from answerable.impact.models import Alarm, Reassessment
from answerable.impact.queries.axis import what_is_measured
from answerable.oversight.models import Step
from answerable.oversight.rungs import ladders
from answerable.publication.standing.records import EntryStanding, NoteRecord


def present_in_rows() -> dict[str, BaseExpression]:
    """Whether a duty has anything of a kind that the row of a table shows."""
    return {
        **what_is_there(),
        **what_was_found(),
        **what_is_measured(),
        "has_alarms": _there(Alarm, duty=OuterRef("pk")),
    }


def present() -> dict[str, BaseExpression]:
    """Whether a duty, or its entry, has anything of a kind at all: what nobody has is not asked for."""
    own, entry, there = OuterRef("pk"), OuterRef("entry_id"), _there
    return {
        **present_in_rows(),
        "has_transfers": there(Transfer, duty=own),
        "has_disputes": there(Dispute, duty=own),
        "has_steps": there(Step, duty=own),
        "has_elsewhere": there(ImportedStatus, entry=entry),
        "has_challenges": there(Challenge, entry=entry),
        "has_proposed": there(ReplyMatch, entry=entry, superseded_at=None),
        "has_corrections": Exists(
            Correction.objects.filter(subject__in=(OuterRef("reference"), OuterRef("entry__reference")))
        ),
    }


def _there(model: type[Model], **where: object) -> Exists:
    return Exists(model._default_manager.filter(**where))


def notes_of(duties: Sequence[Duty], on: dt.date | None) -> dict[int, list[NoteRecord]]:
    """Transfers, disputes, steps, closures and what was asked again."""
    found: dict[int, list[NoteRecord]] = defaultdict(list)
    limit = end_of_day(on) if on else None
    if keys := having(duties, "has_transfers"):
        _transfers(keys, limit, found)
    if keys := having(duties, "has_disputes"):
        _disputes(keys, limit, found)
    if keys := having(duties, "has_steps"):
        _steps(keys, limit, found)
    if keys := having(duties, "has_closures"):
        _closures(keys, limit, found)
    if keys := having(duties, "has_alarms"):
        _alarms(keys, limit, found)
    return found


def _until(limit: dt.datetime | None, name: str = "recorded_at") -> Q:
    return Q(**{f"{name}__lt": limit}) if limit else Q()


def _transfers(keys: list[int], limit: dt.datetime | None, found: dict[int, list[NoteRecord]]) -> None:
    rows = Transfer.objects.filter(_until(limit), duty__in=keys).select_related("before", "after")
    for row in rows.order_by("on", "pk"):
        words = f"The duty passed from {row.before.name} to {row.after.name}"
        found[row.duty_id].append(NoteRecord(row.on, "transfer", words, row.note))


def _disputes(keys: list[int], limit: dt.datetime | None, found: dict[int, list[NoteRecord]]) -> None:
    rows = Dispute.objects.filter(_until(limit), duty__in=keys).select_related("by_body", "elevated_to")
    for row in rows.order_by("pk"):
        to = f", and names {row.elevated_to.name}" if row.elevated_to else ""
        said = str(row.get_kind_display())
        words = f"{row.by_body.name} said: {said[:1].lower()}{said[1:]}{to}"
        found[row.duty_id].append(NoteRecord(day_of(row.recorded_at), "dispute", words, row.words))
        if row.settled_at and (limit is None or row.settled_at < limit):
            settled = NoteRecord(
                day_of(row.settled_at), "settled", str(row.get_outcome_display()), row.settled_why
            )
            found[row.duty_id].append(settled)


def _steps(keys: list[int], limit: dt.datetime | None, found: dict[int, list[NoteRecord]]) -> None:
    for row in Step.objects.filter(_until(limit), duty__in=keys).order_by("on", "pk"):
        rung = ladders().rung(row.rung)
        words = rung.public if rung else "The body was reminded"
        found[row.duty_id].append(NoteRecord(row.on, "follow_up", words))


def _closures(keys: list[int], limit: dt.datetime | None, found: dict[int, list[NoteRecord]]) -> None:
    """Each closure, its looks afterwards, and its reopening."""
    rows = Closure.objects.filter(_until(limit), duty__in=keys).prefetch_related("rechecks")
    for row in rows.order_by("pk"):
        notes = found[row.duty_id]
        reason = str(row.get_reason_display())
        closed = f"Closed: {reason[:1].lower()}{reason[1:]}"
        notes.append(NoteRecord(row.closed_on, "closed", closed, row.words))
        for look in row.rechecks.all():
            if look.done_on and (limit is None or look.done_on < day_of(limit)):
                words = f"Looked at again: {str(look.get_outcome_display()).lower()}"
                notes.append(NoteRecord(look.done_on, "recheck", words, look.words))
        if row.reopened_at and (limit is None or row.reopened_at < limit):
            notes.append(NoteRecord(day_of(row.reopened_at), "reopened", "Opened again", row.reopened_why))


def _alarms(keys: list[int], limit: dt.datetime | None, found: dict[int, list[NoteRecord]]) -> None:
    """Each alarm, each look at it, and its withdrawal."""
    rows = (
        Alarm.objects.filter(_until(limit, "raised_at"), duty__in=keys)
        .select_related("entry__report")
        .defer("entry__report__sections", "entry__report__deceased")
        .prefetch_related("reassessments")
    )
    for row in rows.order_by("pk"):
        notes = found[row.duty_id]
        words = f"The same was asked again in {row.entry.report.title}"
        notes.append(NoteRecord(row.again_on, "asked_again", words, row.words))
        for look in row.reassessments.all():
            if limit is None or look.recorded_at < limit:
                outcome = Reassessment.Outcome(look.outcome).label
                said = f"Somebody independent looked at what was asked again. {outcome}"
                notes.append(NoteRecord(day_of(look.recorded_at), "looked_again", said, look.words))
        if row.withdrawn_at and (limit is None or row.withdrawn_at < limit):
            gone = f"What was asked again in {row.entry.report.title} counts no longer"
            notes.append(NoteRecord(day_of(row.withdrawn_at), "again_withdrawn", gone, row.withdrawn_why))


def add_corrections(found: dict[int, EntryStanding], duties: Iterable[Duty], on: dt.date | None) -> None:
    of: dict[str, int] = {}
    for duty in duties:
        of[duty.reference] = of[duty.entry.reference] = duty.entry_id
    rows = Correction.objects.filter(_until(end_of_day(on) if on else None), subject__in=list(of))
    for row in rows.order_by("pk"):
        words = f"Corrected: “{row.was}” now reads “{row.now}”"
        found[of[row.subject]].corrections.append(
            NoteRecord(day_of(row.recorded_at), "correction", words, row.why)
        )


def add_challenges(found: dict[int, EntryStanding], on: dt.date | None) -> None:
    limit = end_of_day(on) if on else None
    rows = Challenge.objects.filter(_until(limit), entry__in=list(found)).select_related("from_body")
    for row in rows.order_by("pk"):
        who = row.from_body.name if row.from_body else "Somebody"
        about = str(row.get_about_display())
        words = f"{who} challenged this: {about[:1].lower()}{about[1:]}"
        said = row.words if row.shown else ""
        notes = found[row.entry_id].challenges
        notes.append(NoteRecord(day_of(row.recorded_at), "challenge", words, said))
        if row.answered_at and (limit is None or row.answered_at < limit):
            outcome = f"The challenge was answered: {str(row.get_outcome_display()).lower()}"
            notes.append(NoteRecord(day_of(row.answered_at), "challenge_answered", outcome, row.reply))


def day_of(moment: dt.datetime) -> dt.date:
    return moment.astimezone(LONDON).date()
