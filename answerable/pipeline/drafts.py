"""A draft looked at before it is published: what was asked before, who is asked, and how it is worded.

Nothing of a draft is written: no row, no file, no line of a log. A file given with it is read from memory.
"""

import datetime as dt
import functools
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from answerable.core.calendar import today
from answerable.lineage.quality import Ask, Asked, Check, DraftError, Kind, LeftOut, check, split_draft
from answerable.organisations.models import Existence, Organisation, OrganisationName, SuccessionClaim
from answerable.organisations.records import Body, Mention
from answerable.organisations.resolver import Resolver
from answerable.organisations.resolver.choosing import shown
from answerable.organisations.resolver.tokens import key_of
from answerable.pipeline.draft_before import Before, as_query, how_many, nearest_to
from answerable.pipeline.draft_conflicts import Conflict, conflicts_with
from answerable.search.documents import IndexMissingError
from answerable.sources.adapters import regulation28
from answerable.sources.adapters.actor_words import is_head, is_vague
from answerable.sources.readers import Limits, Line, ReadDocument, UnreadableError, read

NEAREST = 5
_LONGEST_FORM = 100_000  # characters, some 30 pages; looking for a form in more costs seconds
LARGEST_FILE = 5_000_000  # bytes
_LIMITS = Limits(
    file_bytes=LARGEST_FILE, pages=400, characters=4_000_000, ocr_pages=0, cpu_seconds=10, wall_seconds=20
)
NO_INDEX = (
    "The search index is not there yet, so what was asked before cannot be shown. The other checks are "
    "complete."
)


@dataclass(frozen=True, slots=True)
class Looked:
    """One ask of a draft, with all that is known of it. `before` is the nearest entries, the likeliest to ask
    the same first; `conflicts` those on the other side of a known tension."""

    ask: Ask
    checks: tuple[Check, ...]
    before: tuple[Before, ...]
    conflicts: tuple[Conflict, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "number": self.ask.number or None,
            "text": self.ask.text,
            "asked": [_plain(one) for one in self.ask.asked or ()],
            "checks": [one.as_json() for one in self.checks],
            "before": [one.as_json() for one in self.before],
            "conflicts": [one.as_json() for one in self.conflicts],
        }


@dataclass(slots=True)
class LookedAt:
    """A whole draft. `searched` is False where the index is not there."""

    kind: Kind
    on: dt.date
    looked: list[Looked]
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    searched: bool = True

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "on": self.on.isoformat(),
            "searched": self.searched,
            "notes": self.notes,
            "asks": [one.as_json() for one in self.looked],
            "left_out": [asdict(one) for one in self.left_out],
        }


def look_at(text: str, *, kind: Kind, on: dt.date | None = None, nearest: int = NEAREST) -> LookedAt:
    """The draft, ask by ask. Raises DraftError, for a person, where it can't be checked."""
    date = on or today()
    form = ""
    lines = [Line(line) for line in text.splitlines()]
    text, form = _concerns_of_form(ReadDocument("text/plain", lines)) or (text, "")
    passages = split_draft(text, kind, on=date)
    passages.notes += [form] if form else []
    resolver = cached_resolver()
    result = LookedAt(kind, date, [], passages.left_out, passages.notes)
    among = how_many(nearest, len(passages.asks))
    for ask in passages.asks:
        ask = replace(ask, asked=tuple(who_is_asked(ask.phrases, resolver, date)))
        before, conflicts = _asked_before(ask.text, nearest, among, result)
        result.looked.append(Looked(ask, tuple(check(ask)), before, conflicts))
    if not result.searched:
        result.notes.append(NO_INDEX)
    return result


def text_of_file(content: bytes, name: str) -> tuple[str, list[str]]:
    """The text of a draft given as a file, and what could not be read of it. Raises DraftError."""
    if len(content) > LARGEST_FILE:
        raise DraftError(
            f"The file has {len(content) / 1_000_000:,.1f} MB, and at most {LARGEST_FILE // 1_000_000} "
            "MB can be read "
            "here. Paste the recommendations or concerns instead."
        )
    try:
        with _in_memory(content, name) as path:
            document = read(path, name=name, limits=_LIMITS)
    except UnreadableError as error:
        raise DraftError(f"The file can't be read. {error}") from error
    lost = [f"{problem.where}: {problem.why}" for problem in document.problems if problem.lost][:5]
    if found := _concerns_of_form(document):
        return found[0], [*lost, found[1]]
    if not document.text.strip():
        raise DraftError(
            "No words were found in the file: it may hold pictures of pages, or only a table. Paste "
            "the words instead."
        )
    return document.text, lost


def _concerns_of_form(document: ReadDocument) -> tuple[str, str] | None:
    """Of a whole Regulation 28 form, the concerns with whom it is sent to, and a note that says so; None for
    any other draft. Raises DraftError for a form that is not filled in."""
    if len(document.text) > _LONGEST_FORM or not regulation28.recognises(document):
        return None
    try:
        adapted = regulation28.adapt(document)
    except UnreadableError:
        return None
    texts = []
    for report in adapted.reports:
        if concerns := report.sections.get("concerns"):
            sent_to = f"To: {'; '.join(report.addressees)}\n\n" if report.addressees else ""
            texts.append(sent_to + concerns)
    if len(texts) > 1:
        raise DraftError("There are several Regulation 28 forms here. Send one at a time.")
    if not texts:
        why = adapted.left_out[0].why if adapted.left_out else "The form's concerns could not be found."
        raise DraftError(f"{why} Paste the concerns on their own.")
    return texts[
        0
    ], "This is a whole Regulation 28 form: its concerns were looked at, and nothing else of it."


@contextmanager
def _in_memory(content: bytes, name: str) -> Iterator[Path]:
    """A path under which the bytes can be read. In memory where the system can (Linux), so that no disk has
    them; elsewhere a file that only its owner can read, gone afterwards."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("draft")
        try:
            with os.fdopen(os.dup(descriptor), "wb") as file:
                file.write(content)
            yield Path(f"/proc/self/fd/{descriptor}")
        finally:
            os.close(descriptor)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"draft{Path(name).suffix[:10]}"
        path.write_bytes(content)
        yield path


def _asked_before(
    text: str, nearest: int, among: int, result: LookedAt
) -> tuple[tuple[Before, ...], tuple[Conflict, ...]]:
    if not result.searched or nearest < 1:
        return (), ()
    try:
        conflicts = conflicts_with(text)
        opposite = {one.record.reference for one in conflicts}
        return nearest_to(text, nearest, among, opposite), conflicts
    except IndexMissingError:
        result.searched = False
        return (), ()


def cached_resolver() -> Resolver:
    """The resolver as the lists of bodies are now; made again only when a fact about one was added."""
    return _resolver(_stamp())


def look_at_asks(asks: Sequence[tuple[str, tuple[str, ...]]], *, kind: Kind, on: dt.date) -> LookedAt:
    """Asks that stand apart already, each (text, whom it is addressed to as written), looked at alike."""
    result = LookedAt(kind, on, [])
    resolver = cached_resolver()
    among = how_many(NEAREST, len(asks))
    for text, phrases in asks:
        asked = tuple(who_is_asked(phrases, resolver, on))
        ask = Ask(text=text, kind=kind, on=on, phrases=phrases, asked=asked)
        before, conflicts = _asked_before(text, NEAREST, among, result)
        result.looked.append(Looked(ask, tuple(check(ask)), before, conflicts))
    if not result.searched:
        result.notes.append(NO_INDEX)
    return result


def _stamp() -> tuple[object, ...]:
    """Changes whenever a fact about a body is added: facts are never overwritten. References are random, so
    two databases differ too."""
    newest = Organisation.objects.order_by("-pk").values_list("pk", "reference").first()
    last = (
        model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for model in (OrganisationName, SuccessionClaim, Existence)
    )
    return (newest, *last)


@functools.lru_cache(maxsize=1)
def _resolver(stamp: tuple[object, ...]) -> Resolver:  # noqa: ARG001  # the key of the cache
    return Resolver.from_database()


def who_is_asked(phrases: tuple[str, ...], resolver: Resolver, on: dt.date) -> Iterator[Asked]:
    """Each body that the phrases name, as it is on the day; a closed one with those that took over."""
    for phrase in phrases:
        if is_vague(phrase) or (_is_plural(phrase) and not _known(phrase, resolver)):
            yield Asked(phrase, "class", reason="A class of bodies: no single one is named.")
            continue
        mentions = [mention for mention in resolver.resolve(phrase, on) if mention.role != "copy"]
        for mention in mentions:
            yield _asked(phrase if len(mentions) == 1 else mention.as_written, mention, resolver, on)


def _is_plural(phrase: str) -> bool:
    """ "NHS trusts", "Health Boards": many bodies of one kind."""
    last = phrase.split()[-1]
    return last.endswith("s") and is_head(last) and not last.lower().endswith("services")


def _known(phrase: str, resolver: Resolver) -> bool:
    return bool(resolver.index.exact.get(key_of(phrase)))


def _asked(written: str, mention: Mention, resolver: Resolver, on: dt.date) -> Asked:
    gone = _closed(written, mention, resolver, on)
    if gone is not None:
        after = (
            [mention.organisation] if mention.organisation else [c.organisation for c in mention.candidates]
        )
        after = [body for body in after if body.key != gone.key]
        return Asked(
            written,
            "closed",
            gone.name,
            gone.reference,
            mention.reason,
            gone.closed,
            tuple((shown(body, on), body.reference) for body in after),
        )
    if body := mention.organisation:
        return Asked(written, "now", shown(body, on), body.reference, mention.reason)
    if mention.status == "doubtful":
        names = tuple(shown(candidate.organisation, on) for candidate in mention.candidates)
        return Asked(written, "several" if names else "unclear", reason=mention.reason, candidates=names)
    if mention.status == "unlisted":
        return Asked(written, "unlisted", mention.name, reason=mention.reason)
    return Asked(written, "unclear", reason=mention.reason)


def _closed(written: str, mention: Mention, resolver: Resolver, on: dt.date) -> Body | None:
    """The body that the words name, where it has closed by the day. The resolver itself goes on to those
    that stand in its place."""
    named = {name.body.key: name.body for name in resolver.index.exact.get(key_of(written), ())}
    if (
        not named
        and mention.organisation
        and mention.organisation.opened
        and "in its place" in mention.reason
    ):
        before = mention.organisation.opened - dt.timedelta(days=1)
        earlier = [found.organisation for found in resolver.resolve(written, before) if found.organisation]
        named = {body.key: body for body in earlier}
    closed = [body for body in named.values() if body.closed and body.closed <= on]
    if len(closed) != len(named) or not closed:
        return None
    return max(closed, key=lambda body: body.closed or dt.date.min)


def _plain(asked: Asked) -> dict[str, object]:
    return {
        "as_written": asked.as_written,
        "state": asked.state,
        "name": asked.name or None,
        "reference": asked.reference or None,
        "closed": asked.closed.isoformat() if asked.closed else None,
        "successors": [{"name": name, "reference": reference} for name, reference in asked.successors],
        "candidates": list(asked.candidates),
        "reason": asked.reason,
    }


__all__ = [
    "Before",
    "Conflict",
    "DraftError",
    "Looked",
    "LookedAt",
    "as_query",
    "cached_resolver",
    "look_at",
    "look_at_asks",
    "text_of_file",
    "who_is_asked",
]
