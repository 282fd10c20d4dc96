"""Published replies as read, and what the machine proposes that they answer. None of it is an answer yet."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.models import Duty, PublishedReply, ReplyMatch, ReplyMatchDecision, ReplyText
from answerable.duties.operations.errors import DutyError
from answerable.duties.operations.recording import hold_report
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.register.identity import address_key
from answerable.register.models import Entry, Report
from answerable.sources.models import Document

SURE, DOUBTFUL, UNRESOLVED, NAMED = "sure", "doubtful", "unresolved", "named"


@dataclass(frozen=True, slots=True)
class ReadReply:
    """A reply ready to be kept: `passages` hold names withheld, `original` does not."""

    url: str
    original: str
    passages: Sequence[Mapping[str, Any]]
    method: str
    written_by: str = ""  # names withheld
    status: str = UNRESOLVED
    organisation: Organisation | None = None  # only where sure
    dated: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ProposedMatch:
    """What the machine proposes of one entry. No passages: that the reply does not answer it."""

    entry: Entry
    passages: Sequence[int]
    score: float
    stance: str = ""
    words: Sequence[str] = field(default_factory=tuple)


@operation("REPLY_READ")
def read_reply(log: Log, *, by: Actor, report: Report, read: ReadReply, document: Document) -> ReplyText:
    """Keeps a reply's text as the next version, or finds it as it was.

    The reply at that address is taken, or made. Its body is set where it is sure and nobody has named one.
    """
    hold_report(report)
    key = address_key(read.url)
    replies = report.published_replies.select_for_update().order_by("pk")
    reply = next(
        (one for one in replies if one.url == read.url or (key and address_key(one.url) == key)), None
    )
    at = now()
    if reply is None:
        reply = PublishedReply.objects.create(
            report=report, url=read.url[:1000], document=document, recorded_at=at
        )
    named = bool(read.organisation and reply.organisation_id is None)
    if named:
        reply.organisation = read.organisation
        reply.save(update_fields=["organisation"])
    held = reply.texts.filter(superseded_at__isnull=True).first()
    same = held and (held.original, held.method, held.passages, held.dated) == (
        read.original,
        read.method,
        list(read.passages),
        read.dated,
    )
    if held and same and not named:
        log.unchanged()
        return held
    if held and same:
        text = held
    else:
        reply.texts.filter(superseded_at__isnull=True).update(superseded_at=at)
        text = ReplyText.objects.create(
            reply=reply,
            version=(reply.texts.order_by("-version").values_list("version", flat=True).first() or 0) + 1,
            document=document,
            written_by=read.written_by[:300],
            written_by_status=read.status,
            dated=read.dated,
            original=read.original,
            passages=list(read.passages),
            method=read.method[:120],
            recorded_at=at,
        )
    log.event(
        "reply.read",
        report.reference,
        {
            "reply": reply.pk,
            "version": text.version,
            "organisation": reply.organisation.reference if reply.organisation else None,
            "written_by": read.status,
            "dated": read.dated.isoformat() if read.dated else None,
            "passages": len(read.passages),
            "digest": hashlib.sha256(read.original.encode()).hexdigest(),
        },
    )
    return text


@operation("REPLY_READ")
def record_matches(
    log: Log, *, by: Actor, text: ReplyText, method: str, version: str, proposed: Sequence[ProposedMatch]
) -> int:
    """Records what is proposed of a reply's current text: how many rows are new.

    What a person has decided of that text is left as it is; what is proposed alike already stays; all else
    is superseded. Of a text that was read again meanwhile, nothing is proposed. Raises DutyError for a score
    outside 0 to 1 or a passage that the text does not have.
    """
    PublishedReply.objects.select_for_update(no_key=True).get(pk=text.reply_id)
    if not ReplyText.objects.filter(pk=text.pk, superseded_at__isnull=True).exists():
        log.unchanged()
        return 0
    at = now()
    held = {row.entry_id: row for row in ReplyMatch.objects.filter(text=text, superseded_at__isnull=True)}
    decided = _decided(text)
    duties = _duties(text, [each.entry for each in proposed])
    fresh: list[ReplyMatch] = []
    kept: set[int] = set()
    for each in proposed:
        if not 0 <= each.score <= 1 or any(not 0 <= at_ < len(text.passages) for at_ in each.passages):
            raise DutyError("A proposal has a score from 0 to 1 and passages that the reply holds.")
        row = ReplyMatch(
            text=text,
            duty_id=duties.get(each.entry.pk),
            entry=each.entry,
            passages=list(each.passages),
            stance=each.stance,
            method=method[:60],
            version=version[:60],
            score=each.score,
            words=list(each.words),
            recorded_at=at,
        )
        before = held.get(each.entry.pk)
        if each.entry.pk in decided or (before and _alike(before, row)):
            kept.add(each.entry.pk)
        else:
            fresh.append(row)
    gone = [row.pk for entry, row in held.items() if entry not in kept and entry not in decided]
    older = ReplyMatch.objects.filter(text__reply=text.reply, superseded_at__isnull=True).exclude(text=text)
    ended = ReplyMatch.objects.filter(pk__in=gone).update(superseded_at=at)
    ended += older.exclude(pk__in=_standing().values("match_id")).update(superseded_at=at)
    ReplyMatch.objects.bulk_create(fresh)
    if not fresh and not ended:
        log.unchanged()
        return 0
    log.event(
        "reply.matched",
        text.reply.report.reference,
        {
            "reply": text.reply_id,
            "version": text.version,
            "method": f"{method} {version}",
            "answered": sum(bool(row.passages) for row in fresh),
            "not_answered": sum(not row.passages for row in fresh),
            "ended": ended,
            "digest": _digest(fresh),
        },
    )
    return len(fresh)


def _standing() -> Any:
    rows = ReplyMatchDecision.objects.filter(superseded_at__isnull=True)
    return rows.exclude(verdict=ReplyMatchDecision.Verdict.UNDONE)


def _decided(text: ReplyText) -> set[int]:
    """Entries of which a person has decided what this text says."""
    return set(_standing().filter(match__text=text).values_list("match__entry_id", flat=True))


def _duties(text: ReplyText, entries: Sequence[Entry]) -> dict[int, int]:
    """{entry id: the duty that the reply's body has on it}."""
    if text.reply.organisation_id is None:
        return {}
    rows = Duty.objects.filter(entry__in=entries, organisation_id=text.reply.organisation_id)
    return dict(rows.values_list("entry_id", "pk"))


def _alike(held: ReplyMatch, row: ReplyMatch) -> bool:
    def said(one: ReplyMatch) -> tuple[Any, ...]:
        return (one.passages, one.stance, one.version, round(one.score, 3), one.duty_id, list(one.words))

    return said(held) == said(row)


def _digest(rows: Sequence[ReplyMatch]) -> str:
    lines = sorted(
        json.dumps([row.entry.reference, row.passages, row.stance, f"{row.score:.3f}", row.version])
        for row in rows
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
