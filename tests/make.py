"""Makers for tests. They only call the operations that the register itself calls, so that no test can build a
state that the register can't reach. All words are made up."""

import datetime as dt
import itertools
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from answerable.core.actors import INGEST, ORGANISATIONS_LOADER, RELATE, Actor
from answerable.core.text.dates import FoundDate
from answerable.duties.operations import record_duties
from answerable.duties.rules import NO_RULE, DutyRule
from answerable.lineage.models import Suggestion
from answerable.lineage.operations import Proposed, begin_run, record_suggestions
from answerable.organisations.facts import BodyFact, ListRead, SuccessionFact, cite_words
from answerable.organisations.models import Organisation
from answerable.organisations.operations import load_list
from answerable.register.models import Entry, Report
from answerable.register.operations import record_report
from answerable.register.prepared import PreparedEntry, PreparedMention, PreparedReport
from answerable.sources.drafts import (
    EntryDraft,
    EntryKind,
    Instrument,
    Passage,
    ReportDraft,
    Sight,
)
from answerable.sources.models import Document
from answerable.sources.operations import keep_document, load_publisher

REG28_RULE = DutyRule("statutory", "Regulation 29 of the Coroners (Investigations) Regulations 2013", days=56)
RULES = {"reg28": REG28_RULE, "rule43": REG28_RULE, "inquiry": DutyRule("convention", "Custom", months=6)}
_counter = itertools.count(1)


def editor(number: int = 1) -> Actor:
    """One of the register's team, who decides what the machine suggests. Each number is another person."""
    return Actor(
        f"person:{number}",
        frozenset({"SUGGESTION_DECIDE", "EXPECTATION_EDIT", "CONTRADICTION_EDIT", "ENTRY_WITHDRAW"}),
    )


def document(content: str = "") -> Document:
    """A kept document."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.txt"
        path.write_text(content or f"sample {next(_counter)}")
        return keep_document(by=INGEST, path=path, locator=str(path))


def body(
    name: str,
    *,
    key: str = "",
    kind: str = "nhs_trust",
    fictional: bool = False,
    opened: dt.date | None = None,
    closed: dt.date | None = None,
) -> Organisation:
    """An organisation, as a list of one body gives it."""
    key = key or f"test:{name}"
    cited = cite_words("A list made for tests")
    read = ListRead("test list", bodies=[BodyFact(key, name, kind, cited, opened, closed, None, fictional)])
    load_list(by=ORGANISATIONS_LOADER, read=read)
    return Organisation.objects.get(key=key)


def succession(before: Organisation, after: Organisation, on: dt.date, kind: str = "merger") -> None:
    """`after` took over from `before` on a day."""
    cited = cite_words("A list made for tests")
    read = ListRead("test list", successions=[SuccessionFact(before.key, after.key, kind, cited, on)])
    load_list(by=ORGANISATIONS_LOADER, read=read)


def mention(of: Organisation | None, *, as_written: str = "", role: str = "addressee") -> PreparedMention:
    """An addressee, resolved to `of`, or not resolved when that is None."""
    return PreparedMention(
        as_written=as_written or (of.name if of else "The Manager"),
        as_published=as_written or (of.name if of else "The Manager"),
        role=role,
        status="sure" if of else "unresolved",
        organisation_id=of.pk if of else None,
        organisation_reference=of.reference if of else None,
        method="exact" if of else "",
        score=100.0 if of else None,
        reason="" if of else "no body is named",
    )


def prepared_entry(
    text: str,
    position: str,
    order: int,
    *,
    kind: EntryKind = "concern",
    number: str = "",
    purpose: str = "",
    flags: Sequence[str] = (),
    page: int | None = None,
    original: str = "",
) -> PreparedEntry:
    draft = EntryDraft(kind=kind, text=original or text, number=number, passage=Passage(page=page))
    return PreparedEntry(
        draft=draft,
        position=position,
        order=order,
        text=text,
        purpose=purpose,
        context={},
        labels={},
        masks=[(0, 1, "name", "test")] * text.count(" withheld]"),
        doubts=[],
        flags=list(flags),
    )


def prepared_report(
    *,
    texts: Sequence[str] = ("Staff did not know how to raise the alarm.",),
    to: Sequence[Organisation | None] = (),
    instrument: Instrument = "reg28",
    area: str = "North Vale",
    publisher_kind: str = "coroner",
    reference: str | None = None,
    issued: dt.date | None = dt.date(2023, 3, 14),
    due: dt.date | None = None,
    kind: EntryKind = "concern",
    numbered: bool = True,
    part_texts: Sequence[str] = (),
    flags: Sequence[str] = (),
    categories: Sequence[str] = (),
    scope: str = "no",
    deceased: Sequence[str] = (),
    title_as_published: str = "",
    url: str = "",
    sights: Sequence[Sight] = (),
    mentions: Sequence[PreparedMention] = (),
    rank: int = 1,
    purpose: str = "",
    fictional: bool = False,
    left_out: str = "",
    masked_texts: Sequence[str] = (),
) -> PreparedReport:
    number = next(_counter)
    reference = f"{issued.year if issued else 2020}-{number:04d}" if reference is None else reference
    publisher = f"Coroner for {area}" if publisher_kind == "coroner" else area
    draft = ReportDraft(
        instrument=instrument,
        publisher=area,
        where=f"row {number}",
        reference=reference,
        title=title_as_published,
        url=url,
        issued=FoundDate(issued.isoformat() if issued else "", issued),
        response_due=FoundDate(due.isoformat(), due) if due else None,
        area=area if publisher_kind == "coroner" else "",
        categories=list(categories),
        deceased=list(deceased),
        sights=list(sights) or [Sight("judiciary-pfd", {"reference": reference}, FoundDate("", issued))],
        flags=list(flags),
        left_out=left_out,
    )
    shown = list(masked_texts) or list(texts)
    entries = [
        prepared_entry(
            text,
            str(place),
            place - 1,
            kind=kind,
            number=str(place) if numbered else "",
            purpose=purpose,
            page=2,
            original=original,
        )
        for place, (text, original) in enumerate(zip(shown, texts, strict=True), start=1)
    ]
    entries += [
        prepared_entry(text, f"1.{place}", len(texts) + place, kind=kind, number=f"({place})")
        for place, text in enumerate(part_texts, start=1)
    ]
    draft.entries = [entry.draft for entry in entries]
    words = {"coroner": "Report to prevent future deaths", "inquiry": "Inquiry report"}
    title = ", ".join(
        part
        for part in (
            f"{words.get(publisher_kind, 'Report')} {reference}".strip(),
            publisher,
            f"{issued:%-d %B %Y}" if issued else "",
        )
        if part
    )
    return PreparedReport(
        draft=draft,
        source="judiciary-pfd",
        publisher_code=publisher.lower().replace(" ", "-"),
        publisher_name=publisher,
        publisher_kind=publisher_kind,
        title=title,
        rank=rank,
        method="test/1 mask/1",
        fictional=fictional,
        scope=scope,
        scope_words=["ward"] if scope != "no" else [],
        scope_method="scope/1",
        settings=[("acute_ward", ["ward"])] if scope != "no" else [],
        entries=[] if left_out else entries,
        mentions=[*(mention(of) for of in to), *mentions],
    )


def report(
    prepared: PreparedReport | None = None, *, rule: DutyRule | None = None, **details: object
) -> Report:
    """A recorded report with its entries, addressees and duties. `details` are those of `prepared_report`."""
    prepared = prepared or prepared_report(**details)  # type: ignore[arg-type]
    load_publisher(
        by=INGEST,
        code=prepared.publisher_code,
        name=prepared.publisher_name,
        kind=prepared.publisher_kind,
        source=prepared.source,
        fictional=prepared.fictional,
    )
    recorded = record_report(by=INGEST, prepared=prepared, document=document())
    record_duties(
        by=INGEST, report=recorded.report, rule=rule or RULES.get(prepared.draft.instrument, NO_RULE)
    )
    return recorded.report


def entry(text: str = "Staff did not know how to raise the alarm.", **details: object) -> Entry:
    """The one entry of a report made for it. `details` are those of `prepared_report`."""
    return report(texts=[text], **details).entries.get()  # type: ignore[arg-type]


def suggested(*proposed: Proposed, version: str = "1") -> list[Suggestion]:
    """The current suggestions on what is proposed, as one run of the machine records them."""
    run = begin_run(by=RELATE, method={"test": version})
    record_suggestions(by=RELATE, run=run, method="test", version=version, proposed=proposed)
    return list(Suggestion.objects.filter(superseded_at__isnull=True).order_by("pk"))


def link(
    entry: Entry,
    other: Entry,
    relation: str = "same_ask",
    score: float = 0.9,
    *,
    words: Mapping[str, str] | None = None,
) -> Proposed:
    """A link as the machine proposes it."""
    return Proposed(
        kind="link",
        value=relation,
        score=score,
        words=words or {"sentence": "The alarm", "other_sentence": "The bell"},
        entry=entry,
        other=other,
        seen={entry.reference: 1, other.reference: 1},
    )


def theme(entry: Entry, key: str, score: float = 0.8) -> Proposed:
    """A theme as the machine proposes it."""
    return Proposed(
        kind="theme", value=key, score=score, words=["alarm"], entry=entry, seen={entry.reference: 1}
    )
