"""A body's duties as its people see them: what was asked, by when, and how far the answer is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.accounts.queries import names_of
from answerable.assurance.models import Challenge
from answerable.assurance.queries.closed import closed_among
from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.duties.models import Dispute, Draft, Duty, SignOff, Stance
from answerable.duties.queries import duties_seen, handed_out, handed_to, responses, with_entry
from answerable.duties.queries.answers import ANSWERED, ResponseFacts
from answerable.duties.queries.drafts import open_drafts
from answerable.organisations.models import Organisation
from answerable.register.models import EntryVersion
from answerable.website.formats import long_date, shortened
from answerable.workspace.security import ROOT

SOON = 14  # days
STANCES = tuple((value, label) for value, label in Stance.choices)
FILTERS = (
    ("open", "To answer"),
    ("overdue", "Overdue"),
    ("soon", "Due soon"),
    ("drafted", "With a draft"),
    ("disputed", "Disputed"),
    ("challenged", "Challenged"),
    ("delegated", "Handed out"),
    ("answered", "Answered"),
    ("closed", "Closed"),
    ("all", "All"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One duty as a row of a list."""

    duty: Duty
    href: str
    asked: str
    publisher: str
    issued: str
    due: str
    due_on: dt.date | None
    state: str
    facts: ResponseFacts
    closed: bool
    disputed: bool
    challenged: bool
    draft: int
    with_whom: tuple[str, ...]

    @property
    def answered(self) -> bool:
        return self.facts.axis in ANSWERED

    @property
    def open(self) -> bool:
        return not (self.answered or self.closed or self.facts.axis == "not_required")

    @property
    def overdue(self) -> bool:
        return self.open and self.due_on is not None and self.due_on < today()

    @property
    def soon(self) -> bool:
        return (
            self.open
            and not self.overdue
            and self.due_on is not None
            and (self.due_on <= today() + dt.timedelta(days=SOON))
        )

    def fits(self, which: str) -> bool:
        return {
            "open": self.open,
            "overdue": self.overdue,
            "soon": self.soon,
            "drafted": bool(self.draft),
            "disputed": self.disputed,
            "challenged": self.challenged,
            "delegated": bool(self.with_whom),
            "answered": self.answered,
            "closed": self.closed,
            "all": True,
        }[which]


def at_body(body: Organisation, *rest: object) -> str:
    return "/".join([ROOT, "bodies", body.reference, *map(str, rest)])


def words_of(entry_ids: Sequence[int]) -> dict[int, str]:
    """{entry id: its public words now}."""
    rows = EntryVersion.objects.filter(entry_id__in=entry_ids, superseded_at__isnull=True)
    return dict(rows.values_list("entry_id", "text"))


def rows_of(by: Actor, body: Organisation, *, with_words: bool = True) -> list[Row]:
    """Every duty of the body that the person may see, the soonest due first, then the newest.

    Without the words of what was asked, where only counts are shown.
    """
    duties = list(with_entry(duties_seen(by, body.pk)).prefetch_related(None))
    ids = [duty.pk for duty in duties]
    facts, closed, people = responses(duties), closed_among(duties), handed_out(ids)
    disputed = set(
        Dispute.objects.filter(duty__in=ids, settled_at__isnull=True).values_list("duty_id", flat=True)
    )
    challenged = set(
        Challenge.objects.filter(duty__in=ids, answered_at__isnull=True).values_list("duty_id", flat=True)
    )
    drafts = {duty.pk: draft.pk for draft in open_drafts(by, body.pk) for duty in draft.duties.all()}
    texts = words_of([duty.entry_id for duty in duties]) if with_words else {}
    rows = [
        Row(
            duty=duty,
            href=at_body(body, "duties", duty.reference),
            asked=shortened(texts.get(duty.entry_id, ""), 220),
            publisher=duty.entry.report.publisher.name,
            issued=long_date(duty.entry.report.issued_on),
            due=long_date(facts[duty.pk].due_on, "no date known"),
            due_on=facts[duty.pk].due_on,
            state="Closed" if duty.pk in closed else facts[duty.pk].words,
            facts=facts[duty.pk],
            closed=duty.pk in closed,
            disputed=duty.pk in disputed,
            challenged=duty.pk in challenged,
            draft=drafts.get(duty.pk, 0),
            with_whom=tuple(person.name for person in people.get(duty.pk, ())),
        )
        for duty in duties
    ]
    return sorted(rows, key=lambda row: (not row.open, row.due_on or dt.date.max))


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft, and what it waits for."""

    href: str
    title: str
    saved: str
    waits: str
    to_sign: bool


def draft_lines(by: Actor, body: Organisation) -> list[DraftLine]:
    drafts = open_drafts(by, body.pk)
    names = names_of({draft.saved_by for draft in drafts})
    lines = []
    for draft in drafts:
        last = _last(draft)
        verdict = last.verdict if last else ""
        asked = verdict == SignOff.Verdict.ASKED
        lines.append(
            DraftLine(
                href=at_body(body, "drafts", draft.pk),
                title=draft_title(draft),
                saved=f"{long_date(draft.saved_at)}, by {names.get(draft.saved_by, draft.saved_by)}",
                waits={
                    SignOff.Verdict.ASKED.value: "Waits for sign-off",
                    SignOff.Verdict.SIGNED.value: "Signed off: ready to submit",
                    SignOff.Verdict.RETURNED.value: "Sent back",
                }.get(verdict, "Being written"),
                to_sign=asked and draft.saved_by != by.identifier and by.may_for("ANSWER_SIGN", body.pk),
            )
        )
    return lines


def draft_title(draft: Draft) -> str:
    duties = [duty.reference for duty in draft.duties.all()]
    if draft.expectation:
        return f"Answer to expectation {draft.expectation.reference}, {len(duties)} duties"
    if len(duties) == 1:
        return f"Answer to {duties[0]}"
    return f"Answer to {len(duties)} duties"


def _last(draft: Draft) -> SignOff | None:
    """The last word on what the draft holds now."""
    rows = [row for row in draft.sign_offs.all() if row.revision == draft.revision]
    return rows[-1] if rows else None


@dataclass(frozen=True, slots=True)
class Count:
    words: str
    href: str
    count: int


def counts_of(by: Actor, body: Organisation, rows: Sequence[Row], drafts: Sequence[DraftLine]) -> list[Count]:
    """What needs the body, each with the list behind it. A count of none is shown too: it is an answer."""
    here = at_body(body, "duties")
    mine = set(handed_to(by.identifier).values_list("duty_id", flat=True))
    return [
        Count("Overdue", f"{here}?show=overdue", sum(row.overdue for row in rows)),
        Count(f"Due within {SOON} days", f"{here}?show=soon", sum(row.soon for row in rows)),
        Count("To answer in all", f"{here}?show=open", sum(row.open for row in rows)),
        Count("Drafts", f"{at_body(body)}#drafts", len(drafts)),
        Count("To sign off", f"{at_body(body)}#drafts", sum(line.to_sign for line in drafts)),
        Count("Handed to you", f"{here}?show=delegated", sum(row.duty.pk in mine for row in rows)),
        Count("Disputed", f"{here}?show=disputed", sum(row.disputed for row in rows)),
        Count("Challenged", f"{here}?show=challenged", sum(row.challenged for row in rows)),
    ]
