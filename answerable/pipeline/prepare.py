"""Makes a draft ready to record: names withheld, addressees resolved, scope derived, publisher named.

Pure but for the lists it is given, so that several processes can share the work.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from answerable.core.calendar import today
from answerable.core.text.names import mask, mask_addressee, people_named
from answerable.core.text.scope import METHOD as SCOPING
from answerable.core.text.scope import derive_scope, settings
from answerable.organisations.records import Mention
from answerable.organisations.resolver import Resolver
from answerable.pipeline.publishers import person_in, public_name
from answerable.register.prepared import PreparedEntry, PreparedMention, PreparedReport
from answerable.sources.definitions import SourceDefinition
from answerable.sources.drafts import EntryDraft, ReportDraft

MASKING = "names/1"
# What addressees said: kept with the document until replies have their own room, and not published as labels.
REPLY_LABELS = frozenset(
    {"response", "response_received", "response_received_on", "actions", "stance", "stance_words"}
)
# Part of the name of every reading: a change here makes documents be read again.
PIPELINE = f"ingest/1 {MASKING} {SCOPING}"

_DEFAULT_SOURCE = {
    "reg28": "judiciary-pfd",
    "rule43": "judiciary-pfd",
    "inquiry": "public-inquiries",
    "hssib": "hssib",
    "review": "nhse-investigations",
}
_TITLES = {
    "reg28": "Report to prevent future deaths",
    "rule43": "Rule 43 report",
    "inquiry": "Inquiry report",
    "hssib": "Safety investigation report",
    "review": "Review report",
}


_LEADING = re.compile(r"^(?:and|&)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What preparing needs besides the draft."""

    resolver: Resolver
    definitions: Mapping[str, SourceDefinition]
    fictional: bool = False
    known: dict[tuple[str, dt.date], list[Mention]] = field(default_factory=dict)

    def resolve(self, cell: str, on: dt.date) -> list[Mention]:
        """As the resolver does; a cell seen before on the same date is not worked out again."""
        key = (cell, on)
        if key not in self.known:
            self.known[key] = self.resolver.resolve(cell, on)
        return self.known[key]


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100] or "unnamed"


def source_of(draft: ReportDraft, workshop: Workshop) -> SourceDefinition | None:
    """The definition that a report belongs to: one that a sight names, or the usual one of its instrument.

    A fictional report belongs to a fictional source, which only the demonstration defines.
    """
    definitions = workshop.definitions
    if workshop.fictional:
        made_up = [d for code, d in definitions.items() if code.startswith("demo-")]
        fitting = [d for d in made_up if d.rule(draft.instrument, draft.issued.date)]
        if fitting:
            return fitting[0]
    for sight in draft.sights:
        if sight.source in definitions:
            return definitions[sight.source]
    return definitions.get(_DEFAULT_SOURCE[draft.instrument])


def neutral_title(draft: ReportDraft, publisher: str) -> str:
    """Says what the report is without the name of the person who died, which published titles carry."""
    parts = [_TITLES[draft.instrument] + (f" {draft.reference}" if draft.reference else ""), publisher]
    if draft.issued.date:
        parts.append(f"{draft.issued.date:%-d %B %Y}")
    return ", ".join(parts)


def prepare(draft: ReportDraft, workshop: Workshop, *, adapter: str, rank: int) -> PreparedReport:
    on = draft.issued.date or today()
    name = public_name(draft)
    if draft.instrument == "inquiry" and (person := person_in(draft.publisher)):
        draft.deceased = [*draft.deceased, person]
    definition = source_of(draft, workshop)
    mentions = _unique([m for cell in draft.addressees for m in workshop.resolve(cell, on)])
    keep = sorted(
        {m.name for m in mentions if m.name and m.role == "addressee"}
        | {m.organisation.name for m in mentions if m.organisation}
        | {name, draft.area} - {""}
    )
    # A table holds words that somebody took out of the reports, and may have tidied.
    entries = _entries(
        draft, workshop, on, keep, ["words-from-table"] if adapter.startswith("pfd_table") else []
    )
    texts = [entry.draft.text for entry in entries]
    sections = [draft.sections.get(part, "") for part in ("circumstances", "investigation")]
    kinds = [m.organisation.kind for m in mentions if m.organisation]
    mental_health = any(m.organisation.is_mental_health for m in mentions if m.organisation)
    words = [text for text in (draft.title, *texts, *sections) if text]
    derived = derive_scope(
        words, [*kinds, *(["mental_health_trust"] if mental_health else [])], draft.categories
    )
    return PreparedReport(
        draft=draft,
        source=definition.code if definition else "unknown",
        publisher_code=slug(name),
        publisher_name=name,
        publisher_kind=definition.kind if definition else "other",
        title=neutral_title(draft, name),
        rank=rank,
        method=f"{adapter} {MASKING}",
        fictional=workshop.fictional,
        scope=derived.value,
        scope_words=list(derived.words),
        scope_method=derived.method,
        settings=[(setting.name, list(setting.words)) for setting in settings(words)],
        entries=entries,
        mentions=[_mention(mention) for mention in mentions],
    )


def _unique(mentions: Sequence[Mention]) -> list[Mention]:
    """Each body once: a report that names two posts of one trust asks that trust once."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for mention in mentions:
        what = mention.organisation.key if mention.organisation else mention.as_written.lower()
        if (what, mention.role) not in seen:
            seen.add((what, mention.role))
            kept.append(mention)
    return kept


def _mention(mention: Mention) -> PreparedMention:
    body = mention.organisation
    status, reason, named = mention.status, mention.reason, ""
    if status == "unlisted" and mention.role == "addressee":
        public = mask_addressee(mention.name).text
        if public == mention.name:
            named = public
        else:  # two practices called after people would become one body
            status, reason = "unresolved", "The body is called after a person: an editor has to name it."
    return PreparedMention(
        as_written=mention.as_written,
        as_published=_LEADING.sub(
            "",
            mask_addressee(mention.as_written, keep=tuple(n for n in (named, body and body.name) if n)).text,
        ),
        role=mention.role,
        status=status,
        organisation_id=body.pk if body else None,
        organisation_reference=body.reference if body else None,
        method=mention.method,
        score=float(mention.score) if mention.method else None,
        reason=reason,
        named=named,
        candidates=[(c.organisation.reference, float(c.score), c.reason) for c in mention.candidates],
    )


def _words(entries: Sequence[EntryDraft]) -> list[str]:
    return [text for entry in entries for text in (entry.text, *_words(entry.parts))]


def _entries(
    draft: ReportDraft, workshop: Workshop, on: dt.date, keep: Sequence[str], extra_flags: Sequence[str]
) -> list[PreparedEntry]:
    found: list[PreparedEntry] = []
    people = people_named(_words(draft.entries), deceased=draft.deceased, keep=keep)

    def add(entry: EntryDraft, position: str) -> None:
        mentions = _unique([m for cell in entry.addressees for m in workshop.resolve(cell, on)])
        kept = [*keep, *(m.name for m in mentions if m.name)]
        masked = mask(entry.text, deceased=draft.deceased, author=draft.author, keep=kept, people=people)

        def public(text: str) -> str:
            return mask(text, deceased=draft.deceased, author=draft.author, keep=kept, people=people).text

        found.append(
            PreparedEntry(
                draft=entry,
                position=position,
                order=len(found),
                text=masked.text,
                purpose=public(entry.purpose),
                context={name: public(text) for name, text in entry.context.items()},
                labels={name: public(text) for name, text in entry.extra.items() if name not in REPLY_LABELS},
                masks=[(s.start, s.end, s.kind, s.rule) for s in masked.spans],
                doubts=[(d.start, d.end, d.why) for d in masked.doubtful],
                flags=sorted({*entry.flags, *extra_flags}),
                mentions=[_mention(mention) for mention in mentions],
            )
        )
        for number, part in enumerate(entry.parts, start=1):
            add(part, f"{position}.{number}")

    for number, entry in enumerate(draft.entries, start=1):
        add(entry, str(number))
    return found
