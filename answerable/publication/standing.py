"""What is known of each duty, in one shape for pages, JSON, CSV and export: public fields only.

Who was asked and who must answer now; what they answered, say they did and have shown; what others found and
what the people it is about see; how it was passed on, disputed, followed up, challenged and corrected.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from answerable.assurance.axes import Axis
from answerable.assurance.models import Challenge, Closure, Correction, ImportedStatus
from answerable.assurance.queries.axes import AxisValue, Status, statuses
from answerable.assurance.queries.imported import said_elsewhere
from answerable.core.calendar import LONDON, end_of_day
from answerable.duties.models import AnswerPart, Dispute, Duty, ReplyMatch, Transfer
from answerable.duties.queries import standing_date
from answerable.duties.queries.answers import stances
from answerable.duties.queries.replies import ProposedAnswer, proposed_answers
from answerable.organisations.models import Organisation
from answerable.oversight.models import Step
from answerable.oversight.rungs import ladders
from answerable.publication.reports import BodyRecord, body_record


@dataclass(frozen=True, slots=True)
class AxisRecord:
    axis: str
    value: str
    label: str
    since: dt.date | None
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class PartRecord:
    """The answer that stands to one thing asked."""

    entry: str
    stance: str
    stance_words: str
    words: str
    general: str
    elevated_to: str
    answered_on: dt.date
    origin: str


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """Something that happened to the duty, on a day, in one neutral sentence. `kind` says what."""

    on: dt.date
    kind: str
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """All that the public may know of one duty, on one day."""

    duty: str
    entry: str
    asked: BodyRecord
    holder: BodyRecord
    kind: str
    due_on: dt.date | None
    axes: tuple[AxisRecord, ...]
    gap: bool
    unchecked: bool
    shaken: bool
    stalled: bool
    slipped: bool
    challenged: bool
    grade: str
    grade_words: str
    next_on: dt.date | None
    next_words: str
    panel: str
    panel_words: str
    panel_on: dt.date | None
    closed_on: dt.date | None
    closed_words: str
    answers: tuple[PartRecord, ...] = ()
    notes: tuple[NoteRecord, ...] = ()

    def axis(self, axis: str) -> AxisRecord:
        return next(one for one in self.axes if one.axis == axis)

    def as_json(self) -> dict[str, Any]:
        plain = plain_values(asdict(self))
        assert isinstance(plain, dict)
        return plain


@dataclass(slots=True)
class EntryStanding:
    """The duties on one entry, and what was said of the entry itself."""

    duties: list[StandingRecord] = field(default_factory=list)
    rows: list[Duty] = field(default_factory=list)  # the same, as held
    elsewhere: list[tuple[str, str]] = field(default_factory=list)  # (sentence, address)
    corrections: list[NoteRecord] = field(default_factory=list)
    challenges: list[NoteRecord] = field(default_factory=list)
    proposed: list[ProposedAnswer] = field(default_factory=list)  # by a program, checked by nobody

    def as_json(self) -> dict[str, Any]:
        """Beside an entry's own record, whose "duties" hold the dates and the law."""
        return {
            "standing": [one.as_json() for one in self.duties],
            "said_elsewhere": [{"words": words, "url": url} for words, url in self.elsewhere],
            "corrections": plain_values([asdict(one) for one in self.corrections]),
            "challenges": plain_values([asdict(one) for one in self.challenges]),
            "proposed_by_a_program": plain_values([asdict(one) for one in self.proposed]),
        }


def plain_values(value: object) -> object:
    """Dates in ISO form, all through."""
    if isinstance(value, dict):
        return {key: plain_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def standings(
    duties: Sequence[Duty], *, on: dt.date | None = None, answers: bool = True, notes: bool = True
) -> list[StandingRecord]:
    """The records of these duties, in their order. `duties` come with entry, body, holder and dates loaded.

    About twelve queries for any number with nothing but a clock; two fewer without `answers` and `notes`.
    """
    if not duties:
        return []
    known = statuses(duties, on=on)
    replied = [duty for duty in duties if known[duty.pk].stance.since is not None]
    parts = stances(replied, on=on) if answers and replied else {}
    held = _notes(duties, on) if notes else {}
    holders = _holders(duties, on) if on else {}
    return [
        _record(
            duty,
            known[duty.pk],
            parts.get(duty.pk, []),
            held.get(duty.pk, []),
            holders.get(duty.pk) or (duty.organisation if on else duty.holder),
            on,
        )
        for duty in duties
    ]


def _record(
    duty: Duty,
    status: Status,
    parts: Sequence[AnswerPart],
    notes: list[NoteRecord],
    holder: Organisation,
    on: dt.date | None,
) -> StandingRecord:
    due = standing_date(duty.due_dates.all(), on=on)
    panel, closure = status.panel, status.closure
    return StandingRecord(
        duty=duty.reference,
        entry=duty.entry.reference,
        asked=body_record(duty.organisation),
        holder=body_record(holder),
        kind=duty.kind,
        due_on=due.due_on if due else None,
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
        panel_on=_day(panel.recorded_at) if panel else None,
        closed_on=closure.closed_on if closure else None,
        closed_words=f"{closure.get_reason_display()}. {closure.words}" if closure else "",
        answers=tuple(_part(part) for part in parts),
        notes=tuple(sorted(notes, key=lambda note: note.on)),
    )


def _holders(duties: Sequence[Duty], on: dt.date) -> dict[int, Organisation]:
    """{duty id: who held it on the day}, of those that had been passed on by then."""
    rows = Transfer.objects.filter(
        duty__in=[duty.pk for duty in duties], on__lte=on, recorded_at__lt=end_of_day(on)
    ).select_related("after")
    return {row.duty_id: row.after for row in rows.order_by("on", "pk")}


def _axis(one: AxisValue) -> AxisRecord:
    return AxisRecord(str(one.axis.value), one.value, one.label, one.since, one.by, one.words)


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
    )


def _present() -> dict[str, Exists]:
    """Whether a duty, or its entry, has anything of a kind at all: what nobody has is not asked for."""

    def there(model: type[Model], **where: object) -> Exists:
        return Exists(model._default_manager.filter(**where))

    own, entry = OuterRef("pk"), OuterRef("entry_id")
    return {
        "has_transfers": there(Transfer, duty=own),
        "has_disputes": there(Dispute, duty=own),
        "has_steps": there(Step, duty=own),
        "has_closures": there(Closure, duty=own),
        "has_elsewhere": there(ImportedStatus, entry=entry),
        "has_challenges": there(Challenge, entry=entry),
        "has_proposed": there(ReplyMatch, entry=entry, superseded_at=None),
        "has_corrections": Exists(
            Correction.objects.filter(subject__in=(OuterRef("reference"), OuterRef("entry__reference")))
        ),
    }


def _with(duties: Sequence[Duty], kind: str) -> list[int]:
    """Keys of those that may have some: all of them, where nobody has looked."""
    return [duty.pk for duty in duties if getattr(duty, kind, True)]


def _notes(duties: Sequence[Duty], on: dt.date | None) -> dict[int, list[NoteRecord]]:
    """Transfers, disputes and steps."""
    found: dict[int, list[NoteRecord]] = defaultdict(list)
    limit = end_of_day(on) if on else None
    if keys := _with(duties, "has_transfers"):
        _transfers(keys, limit, found)
    if keys := _with(duties, "has_disputes"):
        _disputes(keys, limit, found)
    if keys := _with(duties, "has_steps"):
        _steps(keys, limit, found)
    if keys := _with(duties, "has_closures"):
        _closures(keys, limit, found)
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
        found[row.duty_id].append(NoteRecord(_day(row.recorded_at), "dispute", words, row.words))
        if row.settled_at and (limit is None or row.settled_at < limit):
            settled = NoteRecord(
                _day(row.settled_at), "settled", str(row.get_outcome_display()), row.settled_why
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
            if look.done_on and (limit is None or look.done_on < _day(limit)):
                words = f"Looked at again: {str(look.get_outcome_display()).lower()}"
                notes.append(NoteRecord(look.done_on, "recheck", words, look.words))
        if row.reopened_at and (limit is None or row.reopened_at < limit):
            notes.append(NoteRecord(_day(row.reopened_at), "reopened", "Opened again", row.reopened_why))


def entry_standings(
    entry_ids: Sequence[int], *, on: dt.date | None = None, about: bool = True
) -> dict[int, EntryStanding]:
    """{entry id: its duties and what was said of it}. `about`: imported statuses, corrections, challenges."""
    duties = list(
        Duty.objects.filter(entry__in=entry_ids)
        .select_related("entry", "organisation", "holder")
        .prefetch_related("due_dates")
        .annotate(**_present())
        .order_by("entry_id", "pk")
    )
    found = {key: EntryStanding() for key in entry_ids}
    for duty, record in zip(duties, standings(duties, on=on), strict=True):
        found[duty.entry_id].duties.append(record)
        found[duty.entry_id].rows.append(duty)
    if not about:
        return found
    bare = set(entry_ids) - {duty.entry_id for duty in duties}  # nobody is asked: nothing was looked up yet
    if bare or _with(duties, "has_elsewhere"):
        for key, said in said_elsewhere(entry_ids, on).items():
            found[key].elsewhere = [(one.words, one.url) for one in said]
    if _with(duties, "has_corrections"):
        _corrections(found, duties, on)
    if bare or _with(duties, "has_challenges"):
        _challenges(found, on)
    if on is None and _with(duties, "has_proposed"):
        for key, proposed in proposed_answers(entry_ids).items():
            found[key].proposed = proposed
    return found


def _corrections(found: dict[int, EntryStanding], duties: Iterable[Duty], on: dt.date | None) -> None:
    of: dict[str, int] = {}
    for duty in duties:
        of[duty.reference] = of[duty.entry.reference] = duty.entry_id
    rows = Correction.objects.filter(_until(end_of_day(on) if on else None), subject__in=list(of))
    for row in rows.order_by("pk"):
        words = f"Corrected: “{row.was}” now reads “{row.now}”"
        found[of[row.subject]].corrections.append(
            NoteRecord(_day(row.recorded_at), "correction", words, row.why)
        )


def _challenges(found: dict[int, EntryStanding], on: dt.date | None) -> None:
    limit = end_of_day(on) if on else None
    rows = Challenge.objects.filter(_until(limit), entry__in=list(found)).select_related("from_body")
    for row in rows.order_by("pk"):
        who = row.from_body.name if row.from_body else "Somebody"
        about = str(row.get_about_display())
        words = f"{who} challenged this: {about[:1].lower()}{about[1:]}"
        said = row.words if row.shown else ""
        notes = found[row.entry_id].challenges
        notes.append(NoteRecord(_day(row.recorded_at), "challenge", words, said))
        if row.answered_at and (limit is None or row.answered_at < limit):
            outcome = f"The challenge was answered: {str(row.get_outcome_display()).lower()}"
            notes.append(NoteRecord(_day(row.answered_at), "challenge_answered", outcome, row.reply))


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(LONDON).date()


STANDING_COLUMNS = (
    "duty",
    "entry",
    "organisation",
    "organisation_name",
    "holder",
    "holder_name",
    "due_on",
    *(f"{axis.value}{end}" for axis in Axis for end in ("", "_since", "_words")),
    "claimed_and_found_less",
    "claimed_not_looked_at",
    "evidence_withdrawn_since",
    "stalled",
    "date_moved",
    "challenged",
    "evidence_grade",
    "next_on",
    "next_words",
    "panel_view",
    "panel_words",
    "closed_on",
    "closed_words",
)


def standing_row(record: StandingRecord) -> Sequence[object]:
    by = {one.axis: one for one in record.axes}
    axes = (value for axis in Axis for value in _cells(by[axis.value]))
    return (
        record.duty,
        record.entry,
        record.asked.reference,
        record.asked.name,
        record.holder.reference,
        record.holder.name,
        record.due_on,
        *axes,
        record.gap,
        record.unchecked,
        record.shaken,
        record.stalled,
        record.slipped,
        record.challenged,
        record.grade,
        record.next_on,
        record.next_words,
        record.panel,
        record.panel_words,
        record.closed_on,
        record.closed_words,
    )


def _cells(one: AxisRecord) -> tuple[object, ...]:
    return (one.value, one.since, one.words)
