"""What is known of the answer to a duty: never a judgement, and never that a body was silent."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from answerable.core.calendar import end_of_day, today
from answerable.duties.models import Answer, AnswerPart, Dispute, DueDate, Duty, Joint
from answerable.duties.queries.listed import (
    ANSWERED,
    HISTORIC_AFTER,
    NO_REPLIES,
    RepliesListed,
    ResponseAxis,
    replied_axis,
    replies_to,
    unanswered_axis,
)
from answerable.duties.queries.published import standing_date
from answerable.register.models import Entry

__all__ = [
    "ANSWERED",
    "HISTORIC_AFTER",
    "ResponseAxis",
    "ResponseFacts",
    "answers_to",
    "having",
    "leads_of",
    "responses",
    "stances",
    "things_asked",
    "unanswered",
    "unanswered_of",
    "what_is_there",
]


@dataclass(frozen=True, slots=True)
class ResponseFacts:
    """What is known of the answer to one duty. `words` is one sentence fit to publish."""

    axis: ResponseAxis
    due_on: dt.date | None
    due_basis: str  # of DueDate.Basis; blank where no date is known
    answer: Answer | None
    answered_on: dt.date | None
    checked_on: dt.date | None
    words: str

    @property
    def overdue(self) -> bool:
        """Due, and no reply is known of."""
        return self.axis in (ResponseAxis.NOT_IDENTIFIED, ResponseAxis.HISTORIC) or (
            self.axis == ResponseAxis.AWAITED and self.due_on is not None
        )


def what_is_there() -> dict[str, Exists]:
    """Annotations that say what of a duty there is at all: for what nobody has, nothing is asked after."""
    own = OuterRef("pk")
    return {
        "has_joints": Exists(Joint.objects.filter(duty=own)),
        "has_parts": Exists(AnswerPart.objects.filter(duty=own)),
        "has_released": Exists(Dispute.objects.filter(duty=own, outcome=Dispute.Outcome.RELEASED)),
    }


def having(duties: Sequence[Duty], kind: str) -> list[int]:
    """Keys of those that may have some: all of them, where nobody has looked."""
    return [duty.pk for duty in duties if getattr(duty, kind, True)]


def responses(
    duties: Sequence[Duty],
    *,
    on: dt.date | None = None,
    parts: Mapping[int, Sequence[AnswerPart]] | None = None,
) -> dict[int, ResponseFacts]:
    """{duty id: what is known of its answer}, in eight queries however many duties.

    Those that come with `what_is_there` and their dates, entries and reports take one. `parts` saves asking
    again, where the caller has the `stances` of all of them.
    """
    newest = _newest_answers(duties, on) if parts is None else _newest_of(parts)
    dates = _dates_of(duties)
    released = _released(having(duties, "has_released"), on=on)
    reports = _reports_of(duties)
    replies = replies_to({report for report, _ in reports.values()}, on=on)
    found = {}
    for duty in duties:
        report, checked = reports[duty.entry_id]
        found[duty.pk] = _facts(
            duty,
            standing_date(dates[duty.pk], on=on),
            newest.get(duty.pk),
            duty.pk in released,
            replies.get(report, NO_REPLIES),
            checked,
            on or today(),
        )
    return found


def _leads(duties: Sequence[Duty], on: dt.date | None) -> dict[int, int]:
    joint = having(duties, "has_joints")
    return leads_of(joint, on=on) if joint else {}


def _dates_of(duties: Sequence[Duty]) -> dict[int, list[DueDate]]:
    """As loaded with the duties, where they were."""
    held = [getattr(duty, "_prefetched_objects_cache", {}).get("due_dates") for duty in duties]
    if None not in held:
        return {duty.pk: list(dates or ()) for duty, dates in zip(duties, held, strict=True)}
    dates: dict[int, list[DueDate]] = defaultdict(list)
    for row in DueDate.objects.filter(duty_id__in=[duty.pk for duty in duties]).order_by("pk"):
        dates[row.duty_id].append(row)
    return dates


def _reports_of(duties: Sequence[Duty]) -> dict[int, tuple[int, dt.date | None]]:
    """{entry id: (its report's, when replies to it were last looked for)}; as loaded, where they were."""
    if all("entry" in duty._state.fields_cache for duty in duties) and all(
        "report" in duty.entry._state.fields_cache for duty in duties
    ):
        reports = {duty.entry_id: duty.entry.report for duty in duties}
        return {entry: (report.pk, report.replies_checked_on) for entry, report in reports.items()}
    rows = Entry.objects.filter(pk__in={duty.entry_id for duty in duties})
    found = rows.order_by().values_list("pk", "report_id", "report__replies_checked_on")
    return {entry: (report, checked) for entry, report, checked in found}


def _facts(
    duty: Duty,
    date: DueDate | None,
    answer: Answer | None,
    released: bool,
    replies: RepliesListed,
    checked: dt.date | None,
    on: dt.date,
) -> ResponseFacts:
    due = date.due_on if date else None
    checked = min(checked, on) if checked else None

    def facts(axis: ResponseAxis, words: str, answered: dt.date | None = None) -> ResponseFacts:
        return ResponseFacts(axis, due, date.basis if date else "", answer, answered, checked, words)

    if answer is not None:
        late = due is not None and answer.answered_on > due
        words = f"Answered on {_day(answer.answered_on)}"
        return facts(
            ResponseAxis.LATE if late else ResponseAxis.RECEIVED,
            f"{words}; it was due on {_day(due)}" if late and due else words,
            answer.answered_on,
        )
    replied, day = replies.of((duty.holder_id, duty.organisation_id))
    if replied:
        dated = f", dated {_day(day)}" if day else ""
        return facts(replied_axis(due, day), f"A published reply was identified{dated}", day)
    if released:
        return facts(
            ResponseAxis.NOT_REQUIRED, "No answer is required: the overseer found that it was not theirs"
        )
    axis = unanswered_axis(duty.kind, due, checked, replies, on)
    if replies.unknown:
        count = "One published reply" if replies.unknown == 1 else f"{replies.unknown} published replies"
        return facts(
            axis, f"{count} to this report identified; which body wrote each has not been checked yet"
        )
    if due is None:
        if duty.kind == Duty.Kind.NONE:
            return facts(axis, "No rule was found that asks for a reply")
        return facts(axis, "A reply is expected; no date for it is known")
    if on <= due:
        return facts(axis, f"A reply is due by {_day(due)}")
    if checked is None or checked <= due:
        return facts(axis, f"A reply was due by {_day(due)}; it has not been looked for since")
    return facts(axis, f"No response identified in the sources checked, as at {_day(checked)}")


def stances(duties: Sequence[Duty], *, on: dt.date | None = None) -> dict[int, list[AnswerPart]]:
    """{duty id: the answers that stand, one a thing asked}; a joint duty without its own has its lead's.

    A later answer to the same thing stands in the place of an earlier one; withdrawn answers do not count.
    Two queries; none for duties that come with `what_is_there` and have none.
    """
    ids = [duty.pk for duty in duties]
    leads = _leads(duties, on)
    asked = {*having(duties, "has_parts"), *leads.values()}
    if not asked:
        return {pk: [] for pk in ids}
    rows = _parts(asked, on=on).select_related("answer", "entry", "elevated_to")
    newest: dict[int, dict[int, AnswerPart]] = defaultdict(dict)
    for part in rows.order_by("answer__answered_on", "answer_id", "pk"):
        newest[part.duty_id].pop(part.entry_id, None)
        newest[part.duty_id][part.entry_id] = part
    found = {}
    for pk in ids:
        parts = newest.get(pk) or newest.get(leads.get(pk, 0), {})
        found[pk] = sorted(parts.values(), key=lambda part: (part.entry.order, part.pk))
    return found


def things_asked(duties: Sequence[Duty]) -> dict[int, list[Entry]]:
    """{duty id: the parts of its entry in order, or the entry itself where it has none}. Two queries."""
    entries = {duty.entry_id for duty in duties}
    parts: dict[int, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(parent_id__in=entries, withdrawn_at__isnull=True).order_by("order"):
        parts[entry.parent_id or 0].append(entry)
    whole = Entry.objects.in_bulk(entries)
    return {duty.pk: parts.get(duty.entry_id) or [whole[duty.entry_id]] for duty in duties}


def unanswered_of(duties: Sequence[Duty], *, on: dt.date | None = None) -> dict[int, list[Entry]]:
    """{duty id: what was asked and has no answer}. An answer to an entry as a whole answers its parts."""
    asked, given = things_asked(duties), stances(duties, on=on)
    found = {}
    for duty in duties:
        spoken = {part.entry_id for part in given[duty.pk]}
        whole = duty.entry_id in spoken
        found[duty.pk] = [] if whole else [entry for entry in asked[duty.pk] if entry.pk not in spoken]
    return found


def unanswered(duty: Duty, *, on: dt.date | None = None) -> list[Entry]:
    """The entry's parts, or itself, that no answer speaks of."""
    return unanswered_of([duty], on=on)[duty.pk]


def answers_to(duty: Duty, *, on: dt.date | None = None) -> list[Answer]:
    """Every answer to the duty, the withdrawn ones too, newest first."""
    rows = Answer.objects.filter(parts__duty=duty).select_related("organisation", "document").distinct()
    if on is not None:
        rows = rows.filter(recorded_at__lt=end_of_day(on))
    return list(rows.order_by("-answered_on", "-pk"))


def leads_of(duty_ids: Iterable[int], *, on: dt.date | None = None) -> dict[int, int]:
    """{duty id: the duty that leads it}, of joint duties."""
    rows = Joint.objects.filter(duty_id__in=list(duty_ids))
    if on is None:
        rows = rows.filter(superseded_at__isnull=True)
    else:
        limit = end_of_day(on)
        rows = rows.filter(recorded_at__lt=limit).filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gte=limit)
        )
    return dict(rows.order_by("pk").values_list("duty_id", "lead_id"))


def _parts(duty_ids: Iterable[int], *, on: dt.date | None) -> QuerySet[AnswerPart]:
    return answers_held(AnswerPart.objects.filter(duty_id__in=list(duty_ids)), on)


def answers_held(rows: QuerySet[AnswerPart], on: dt.date | None) -> QuerySet[AnswerPart]:
    """Those of answers that stand, or stood at the end of a day."""
    if on is None:
        return rows.filter(answer__withdrawn_at__isnull=True)
    limit = end_of_day(on)
    return rows.filter(answer__recorded_at__lt=limit).filter(
        Q(answer__withdrawn_at__isnull=True) | Q(answer__withdrawn_at__gte=limit)
    )


def _newest_of(parts: Mapping[int, Sequence[AnswerPart]]) -> dict[int, Answer]:
    """{duty id: the latest answer that any of its parts is of}."""
    return {
        duty: max(held, key=lambda part: (part.answer.answered_on, part.answer_id)).answer
        for duty, held in parts.items()
        if held
    }


def _newest_answers(duties: Sequence[Duty], on: dt.date | None) -> dict[int, Answer]:
    """{duty id: its latest answer}; of a joint duty without its own, that of its lead."""
    leads = _leads(duties, on)
    if not (duty_ids := {*having(duties, "has_parts"), *leads.values()}):
        return {}
    rows = _parts(duty_ids, on=on).order_by("answer__answered_on", "answer_id")
    last = dict(rows.values_list("duty_id", "answer_id"))
    answers = Answer.objects.select_related("organisation").in_bulk(set(last.values()))
    newest = {duty.pk: last.get(duty.pk) or last.get(leads.get(duty.pk, 0)) for duty in duties}
    return {duty: answers[answer] for duty, answer in newest.items() if answer}


def _released(duty_ids: Sequence[int], *, on: dt.date | None) -> set[int]:
    if not duty_ids:
        return set()
    rows = Dispute.objects.filter(duty_id__in=duty_ids, outcome=Dispute.Outcome.RELEASED)
    if on is not None:
        rows = rows.filter(settled_at__lt=end_of_day(on))
    return set(rows.values_list("duty_id", flat=True))


def _day(date: dt.date) -> str:
    return f"{date:%-d %B %Y}"
