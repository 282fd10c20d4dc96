"""Published replies: what waits, one reply with what it answers, and what may be shown as proposed."""

import functools
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from answerable.duties.models import (
    Duty,
    PublishedReply,
    ReplyMatch,
    ReplyMatchDecision,
    ReplyText,
    Stance,
)
from answerable.register.models import Entry, EntryVersion

UNANSWERED = "unanswered"


def standing_decisions() -> QuerySet[ReplyMatchDecision]:
    """Decisions that hold: none that was taken back."""
    rows = ReplyMatchDecision.objects.filter(superseded_at__isnull=True)
    return rows.exclude(verdict=ReplyMatchDecision.Verdict.UNDONE)


def open_matches() -> QuerySet[ReplyMatch]:
    """What is proposed of the replies as they are read now, and nobody has decided yet."""
    decided = standing_decisions().filter(match=OuterRef("pk"))
    return ReplyMatch.objects.filter(
        ~Exists(decided),
        superseded_at__isnull=True,
        text__superseded_at__isnull=True,
        entry__withdrawn_at__isnull=True,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for an editor."""

    unnamed: int  # replies whose body nobody has named
    matches: int
    unanswered: int  # of the matches, those that say nothing answers


def waiting() -> Waiting:
    rows = open_matches().aggregate(all=Count("pk"), none=Count("pk", filter=Q(passages=[])))
    texts = ReplyText.objects.filter(
        superseded_at__isnull=True,
        reply__organisation__isnull=True,
        reply__report__withdrawn_at__isnull=True,
    )
    return Waiting(texts.count(), rows["all"], rows["none"])


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One reply of the queue."""

    reply: PublishedReply
    text: ReplyText
    open: int
    unanswered: int


def replies_waiting(start: int, most: int) -> tuple[list[ReplyRow], bool]:
    """Replies with something to decide, those without a body first, and whether there are more."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for reply, passages in open_matches().values_list("text__reply_id", "passages"):
        counts[reply][0] += 1
        counts[reply][1] += not passages
    texts = (
        ReplyText.objects.filter(superseded_at__isnull=True, reply__report__withdrawn_at__isnull=True)
        .filter(Q(reply__organisation__isnull=True) | Q(reply__in=list(counts)))
        .select_related("reply__organisation", "reply__report__publisher")
        .order_by(
            Case(When(reply__organisation__isnull=True, then=Value(0)), default=Value(1)),
            F("reply__report__issued_on").desc(nulls_last=True),
            "reply_id",
        )
    )
    rows = list(texts[start : start + most + 1])
    found = [ReplyRow(text.reply, text, *counts[text.reply_id]) for text in rows[:most]]
    return found, len(rows) > most


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """One thing that the report asks, with what is proposed or decided of it in this reply."""

    entry: Entry
    version: EntryVersion
    duty: Duty | None  # of the reply's body
    match: ReplyMatch | None
    decision: ReplyMatchDecision | None

    @property
    def seems_unanswered(self) -> bool:
        return self.decision is None and self.match is not None and not self.match.passages


@dataclass(frozen=True, slots=True)
class ReplyShown:
    reply: PublishedReply
    text: ReplyText
    items: tuple[ReplyItem, ...]
    versions: int  # of the text
    bodies: tuple[tuple[str, str], ...]  # (reference, name) of those that the report asks


def reply_shown(pk: int) -> ReplyShown | None:
    """One reply beside everything that its report asks; None where it was not read."""
    text = (
        ReplyText.objects.filter(reply_id=pk, superseded_at__isnull=True)
        .select_related("reply__organisation", "reply__report__publisher", "reply__document")
        .first()
    )
    if text is None:
        return None
    reply = text.reply
    entries = list(
        Entry.objects.filter(report=reply.report, parent__isnull=True, withdrawn_at__isnull=True).order_by(
            "order"
        )
    )
    versions = {
        row.entry_id: row
        for row in EntryVersion.objects.filter(entry__in=entries, superseded_at__isnull=True)
    }
    matches = {row.entry_id: row for row in text.matches.filter(superseded_at__isnull=True)}
    decisions = {
        row.match.entry_id: row
        for row in standing_decisions()
        .filter(match__text=text)
        .select_related("match", "part__answer")
        .order_by("pk")
    }
    duties: dict[int, Duty] = {}
    bodies: dict[str, str] = {}
    rows = Duty.objects.filter(entry__in=entries).select_related("organisation", "holder").order_by("pk")
    for duty in rows:
        bodies[duty.holder.reference] = duty.holder.name
        if reply.organisation_id in (duty.holder_id, duty.organisation_id):
            duties[duty.entry_id] = duty
    items = tuple(
        ReplyItem(
            entry,
            versions[entry.pk],
            duties.get(entry.pk),
            matches.get(entry.pk),
            decisions.get(entry.pk),
        )
        for entry in entries
        if entry.pk in versions
    )
    in_order = tuple(sorted(bodies.items(), key=lambda pair: pair[1]))
    return ReplyShown(reply, text, items, reply.texts.count(), in_order)


def next_unanswered(after: int) -> ReplyMatch | None:
    """The next proposal that something goes unanswered: one at a time, in the order they were made."""
    rows = open_matches().filter(passages=[]).order_by("pk")
    return rows.filter(pk__gt=after).first() or rows.first()


@dataclass(frozen=True, slots=True)
class ReplyAccuracy:
    """How often proposals are right, on replies read by a person. `version` is that of the matching."""

    version: str
    matches: int
    right: int
    examples: int

    @property
    def words(self) -> str:
        return (
            f"On {self.examples} concerns that a person had read against the replies,"
            f" {self.right} of the {self.matches} matches it proposed were right."
        )


@functools.cache
def reply_accuracy() -> ReplyAccuracy:
    """From data/accuracy.toml, so that no two pages differ."""
    with (settings.DEFINITIONS / "accuracy.toml").open("rb") as file:
        found = tomllib.load(file)["replies"]
    return ReplyAccuracy(found["version"], found["matches"], found["right"], found["examples"])


@dataclass(frozen=True, slots=True)
class ProposedAnswer:
    """What may be shown, as suggested by the machine, beside an entry. Names are withheld in all words."""

    body: str
    body_reference: str
    reply: int
    passages: tuple[dict[str, Any], ...]  # {"text", "kind", "dates"}
    stance: str  # its label; blank where the reply states none
    dated: str  # ISO, or blank
    score: float
    method: str
    version: str
    words: tuple[str, ...]
    accuracy: ReplyAccuracy


def proposed_answers(entry_ids: Iterable[int]) -> dict[int, list[ProposedAnswer]]:
    """{entry id: passages of published replies proposed to answer it, that nobody has decided}. Two queries.

    That something goes unanswered is never shown from the machine alone; nor is a reply whose body is not
    known.
    """
    rows = (
        open_matches()
        .filter(entry_id__in=list(entry_ids), text__reply__organisation__isnull=False)
        .exclude(passages=[])
        .select_related("text__reply__organisation")
        .order_by("entry_id", "pk")
    )
    found: dict[int, list[ProposedAnswer]] = defaultdict(list)
    for row in rows:
        body = row.text.reply.organisation
        assert body is not None
        found[row.entry_id].append(
            ProposedAnswer(
                body=body.name,
                body_reference=body.reference,
                reply=row.text.reply_id,
                passages=tuple(_public(row.text.passages, row.passages)),
                stance=Stance(row.stance).label if row.stance else "",
                dated=row.text.dated.isoformat() if row.text.dated else "",
                score=row.score,
                method=row.method,
                version=row.version,
                words=tuple(str(word) for word in row.words),
                accuracy=reply_accuracy(),
            )
        )
    return dict(found)


def _public(passages: Sequence[dict[str, Any]], places: Sequence[int]) -> list[dict[str, Any]]:
    chosen = [passages[place] for place in places if 0 <= place < len(passages)]
    return [{"text": one["text"], "kind": one["kind"], "dates": one["dates"]} for one in chosen]
