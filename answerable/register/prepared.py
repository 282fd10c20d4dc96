"""A report made ready to record: split, with names withheld, addressees resolved and scope derived.

Everything here is plain data, so that the work before it can be done in another process.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from answerable.sources.drafts import EntryDraft, ReportDraft


@dataclass(slots=True)
class PreparedMention:
    """One addressee: as written, as published, and what it was found to mean."""

    as_written: str
    as_published: str
    role: str
    status: str
    organisation_id: int | None
    organisation_reference: str | None
    method: str
    score: float | None
    reason: str
    candidates: list[tuple[str, float, str]] = field(default_factory=list)
    named: str = ""  # name of a body that no list holds, fit to publish


@dataclass(slots=True)
class PreparedEntry:
    draft: EntryDraft
    position: str  # "3", or "3.2" for a part
    order: int
    text: str
    purpose: str
    context: dict[str, str]
    labels: dict[str, str]
    masks: list[tuple[int, int, str, str]]
    doubts: list[tuple[int, int, str]]
    flags: list[str]
    mentions: list[PreparedMention] = field(default_factory=list)

    @property
    def parent_position(self) -> str | None:
        return self.position.rpartition(".")[0] or None


@dataclass(slots=True)
class PreparedReport:
    draft: ReportDraft
    source: str  # code of the definition that the publisher belongs to
    publisher_code: str
    publisher_name: str
    publisher_kind: str
    title: str
    rank: int
    method: str
    fictional: bool
    scope: str
    scope_words: list[str]
    scope_method: str
    settings: list[tuple[str, list[str]]]
    entries: list[PreparedEntry]
    mentions: list[PreparedMention] = field(default_factory=list)

    def all_mentions(self) -> Iterator[tuple[PreparedEntry | None, PreparedMention]]:
        for mention in self.mentions:
            yield None, mention
        for entry in self.entries:
            for mention in entry.mentions:
                yield entry, mention
