"""A report that its issuer writes here, published as one that was read from a file: prepared, then recorded.

There is one way in. The words are kept as a document, names are withheld, addressees are resolved, and the
operations that ingest calls record the report, its duties and their clock.
"""

import datetime as dt
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from django.db import IntegrityError, transaction

from answerable.core.actors import INGEST, Actor
from answerable.core.calendar import today
from answerable.core.text.dates import FoundDate
from answerable.core.text.splitting import split_concerns
from answerable.duties.operations import record_duties
from answerable.ledger.meeting import again_if_met, one_by_one
from answerable.pipeline.assessed import publish_assessments
from answerable.pipeline.drafts import cached_resolver
from answerable.pipeline.ingest import definitions, record_named_bodies_of, rule_of
from answerable.pipeline.prepare import MASKING, Workshop, neutral_title, prepare
from answerable.register.identity import find_report
from answerable.register.models import EntryVersion, Manuscript, Report, Resolution
from answerable.register.operations import (
    RECORDING,
    OvertakenError,
    PublishingError,
    correct_report,
    publish_manuscript,
    record_report,
)
from answerable.register.prepared import PreparedEntry, PreparedReport
from answerable.sources.drafts import EntryDraft, EntryKind, Instrument, ReportDraft, Sight
from answerable.sources.models import Document, Publisher
from answerable.sources.operations import describe_document, keep_document

ADAPTER = "issuer/1"
RANK = 4  # the author's own words: closer than any reading of a file
MOST_ENTRIES = 250
LONGEST_ENTRY = 20_000  # characters
_BY_KIND: dict[str, tuple[Instrument, ...]] = {
    "coroner": ("reg28",),
    "inquiry": ("inquiry",),
    "investigator": ("hssib",),
}
_CONCERNS = frozenset({"reg28", "rule43"})


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a report, as far as it can be read. `problems` keep it from being published."""

    draft: ReportDraft
    entries: tuple[str, ...]  # reference of the entry that each corrects, or ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted list come apart: single entries, and the first words of what was taken for none."""

    texts: tuple[str, ...]
    passed_over: tuple[str, ...] = field(default=())


def instruments_of(publisher: Publisher) -> list[tuple[str, str]]:
    """[(code, name)] of the instruments under which this publisher reports, by its reviewed definition."""
    held = definitions(fictional=publisher.fictional).get(publisher.source)
    rules = [rule for rule in held.instruments if rule.until_date is None] if held else []
    if rules:
        return [(rule.code, rule.name) for rule in rules]
    codes = _BY_KIND.get(publisher.kind, ("review",))
    return [(code, str(Report.Instrument(code).label)) for code in codes]


def kind_of(instrument: str) -> EntryKind:
    return "concern" if instrument in _CONCERNS else "recommendation"


def pasted(text: str) -> Pasted:
    """Splits a pasted list. What stands in no list is taken by paragraphs."""
    split = split_concerns(text)
    texts = tuple(
        "\n".join([piece.text, *(f"{part.number} {part.text}".strip() for part in piece.parts)])
        for piece in split.pieces
    )
    passed = tuple(
        " ".join(text[one.start : one.end].split()[:12])
        for one in split.removed
        if text[one.start : one.end].strip()
    )
    return Pasted(texts, passed)


def typed(manuscript: Manuscript) -> Typed:
    """The manuscript as a draft, with everything that keeps it from being published, in plain words."""
    content, publisher = manuscript.content, manuscript.publisher
    problems: list[str] = []
    issued = _day(str(content.get("issued_on", "")), problems)
    instrument = str(content.get("instrument", ""))
    if instrument not in dict(instruments_of(publisher)):
        problems.append("Say which kind of report this is.")
        instrument = instruments_of(publisher)[0][0]
    rows: list[Mapping[str, Any]] = [row for row in content.get("entries", []) if row.get("text", "").strip()]
    _look_over(rows, content.get("entries", []), problems)
    whole = _lines(str(content.get("addressees", "")))
    if not whole and not all(row.get("to", "").strip() for row in rows):
        problems.append("Say whom the report is addressed to: at least one body.")
    url = str(content.get("url", "")).strip()
    if url and not url.startswith(("https://", "http://")):
        problems.append("The address of the report must begin with https://.")
    coroner = publisher.kind == Publisher.Kind.CORONER
    area = publisher.name.removeprefix("Coroner for ") if coroner else ""
    reference = " ".join(str(content.get("reference", "")).split())[:60]
    found = FoundDate(issued.isoformat() if issued else "", issued)
    draft = ReportDraft(
        instrument=cast(Instrument, instrument),
        publisher=area or publisher.name,
        where=f"manuscript {manuscript.pk}",
        reference=reference,
        url=url,
        issued=found,
        area=area,
        addressees=whole,
        deceased=_lines(str(content.get("people", ""))),
        entries=[
            EntryDraft(
                kind=kind_of(instrument),
                text=row["text"].strip(),
                number=str(place),
                addressees=_lines(row.get("to", "")),
            )
            for place, row in enumerate(rows, start=1)
        ],
        sights=[Sight(publisher.source, {"reference": reference} if reference else {}, found)],
    )
    if manuscript.corrects is None:
        problems += _held_already(draft, publisher)
    return Typed(draft, tuple(row.get("entry", "") for row in rows), tuple(problems))


def _day(written: str, problems: list[str]) -> dt.date | None:
    if not written.strip():
        problems.append("Give the date of the report.")
        return None
    try:
        day = dt.date.fromisoformat(written.strip())
    except ValueError:
        problems.append("The date of the report is no date: write it as 2024-03-14.")
        return None
    if day > today():
        problems.append("The date of the report lies in the future: publish it on that day or after.")
    elif day.year < 1950:
        problems.append("The date of the report lies too far back: check the year.")
    return day


def _look_over(rows: Sequence[Mapping[str, Any]], all_rows: Sequence[Any], problems: list[str]) -> None:
    if not rows:
        problems.append("Enter at least one recommendation or concern.")
    if len(rows) > MOST_ENTRIES:
        problems.append(
            f"There are {len(rows)} entries, and one report takes at most {MOST_ENTRIES}. Publish the report "
            "in volumes."
        )
    seen: dict[str, int] = {}
    for place, row in enumerate(rows, start=1):
        words = " ".join(row["text"].split())
        if len(row["text"]) > LONGEST_ENTRY:
            problems.append(
                f"Entry {place} has {len(row['text']):,} characters, and at most {LONGEST_ENTRY:,} can stand "
                "in one. Split it."
            )
        if len(words.split()) < 3:
            problems.append(f"Entry {place} is too short to be understood on its own.")
        elif (first := seen.setdefault(words.lower(), place)) != place:
            problems.append(f"Entry {place} repeats entry {first} word for word.")
    emptied = [row for row in all_rows if row.get("entry") and not row.get("text", "").strip()]
    if emptied:
        problems.append("An entry that is published can't be emptied: withdraw it, with a reason.")


def _held_already(draft: ReportDraft, publisher: Publisher) -> list[str]:
    held = find_report(draft) if draft.entries else None
    if held is None and draft.reference:
        held = Report.objects.filter(publisher=publisher, publisher_reference=draft.reference).first()
    if held is None:
        return []
    if held.withdrawn_at:
        return [f"This report was withdrawn, as {held.reference}: take that back, and correct it."]
    return [f"The register holds this report already, as {held.reference}. To change it, correct that one."]


def _lines(written: str) -> list[str]:
    return [" ".join(line.split()) for line in written.splitlines() if line.strip()]


def prepared_of(manuscript: Manuscript, read: Typed) -> PreparedReport:
    """What would be recorded: names withheld, addressees resolved, scope derived."""
    publisher = manuscript.publisher
    workshop = _workshop(publisher)
    made = prepare(read.draft, workshop, adapter=ADAPTER, rank=RANK)
    return replace(
        made,
        source=publisher.source,
        publisher_code=publisher.code,
        publisher_name=publisher.name,
        publisher_kind=publisher.kind,
        title=neutral_title(read.draft, publisher.name),
        method=f"{ADAPTER} {MASKING}",
    )


def _workshop(publisher: Publisher) -> Workshop:
    return Workshop(
        resolver=cached_resolver(),
        definitions=definitions(fictional=publisher.fictional),
        fictional=publisher.fictional,
    )


def publish(*, by: Actor, manuscript: Manuscript, revision: int) -> Report:
    """Publishes the manuscript, as a new report or as the next version of the one that it corrects.

    Raises PublishingError: something is missing, it was published or changed in between, or the register
    holds the report already. Then nothing was written.
    """
    by.require_publisher("REPORT_PUBLISH", manuscript.publisher.code)
    try:
        return again_if_met(lambda: _publish(by, manuscript.pk, revision))
    except IntegrityError as error:
        raise PublishingError("Somebody published a report with this reference a moment ago.") from error


@transaction.atomic
def _publish(by: Actor, key: int, revision: int) -> Report:
    rows = Manuscript.objects.select_for_update(of=("self",)).select_related("publisher", "corrects")
    held = rows.get(pk=key)
    if held.published_at:
        raise OvertakenError("This report has been published already: it was not published twice.")
    # Before it is looked whether the register holds the report, so that of two the second sees it, and
    # before the log, which the first event below holds to the end.
    if held.corrects is None:
        one_by_one(RECORDING)
    else:
        held.corrects = Report.objects.select_for_update().get(pk=held.corrects.pk)
    read = typed(held)
    if read.problems:
        raise PublishingError(" ".join(read.problems))
    prepared = prepared_of(held, read)
    document = _keep(held)
    record_named_bodies_of(prepared, INGEST)
    asked = set(held.corrects.entries.values_list("pk", flat=True)) if held.corrects else set()
    if held.corrects is None:
        report = record_report(by=INGEST, prepared=prepared, document=document).report
    else:
        report = _correct(by, held.corrects, prepared, read, document)
    record_duties(by=INGEST, report=report, rule=rule_of(prepared, _workshop(held.publisher)))
    publish_assessments(by=by, manuscript=held, report=report, prepared=prepared, held=asked)
    publish_manuscript(by=by, manuscript=held, report=report, revision=revision)
    return report


def _correct(by: Actor, report: Report, prepared: PreparedReport, read: Typed, document: Document) -> Report:
    """Pairs what was typed with the entries held by reference; what has none is new."""
    held = {entry.reference: entry for entry in report.entries.filter(withdrawn_at__isnull=True)}
    taken = {entry.position for entry in report.entries.all()}
    reworded: dict[int, PreparedEntry] = {}
    more: list[PreparedEntry] = []
    for entry, reference in zip(prepared.entries, read.entries, strict=True):
        if reference in held:
            reworded[held[reference].pk] = entry
            continue
        number = 1
        while str(number) in taken:
            number += 1
        taken.add(str(number))
        entry.position, entry.order = str(number), len(more)
        more.append(entry)
    known = set(
        Resolution.objects.filter(addressing__report=report, superseded_at__isnull=True).values_list(
            "organisation_id", flat=True
        )
    )
    written = set(report.addressings.values_list("as_written", flat=True))
    fresh = [
        mention
        for mention in prepared.mentions
        if mention.as_written not in written
        and (mention.organisation_id is None or mention.organisation_id not in known)
    ]
    correct_report(
        by=by,
        report=report,
        prepared=prepared,
        document=document,
        reworded=reworded,
        more=more,
        mentions=fresh,
    )
    report.refresh_from_db()
    return report


def _keep(manuscript: Manuscript) -> Document:
    """The words as typed, kept as the document that the report was read from."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "manuscript.json"
        path.write_text(
            json.dumps(
                {"publisher": manuscript.publisher.code, **manuscript.content},
                ensure_ascii=False,
                indent=1,
                sort_keys=True,
            ),
            encoding="utf-8",
        )
        document = keep_document(by=INGEST, path=path, locator=f"manuscript:{manuscript.pk}")
    describe_document(
        by=INGEST,
        document=document,
        media_type="application/json",
        pages=None,
        ocr=False,
        confidence=None,
    )
    return document


def content_of(report: Report) -> dict[str, object]:
    """A published report as its author would type it, to be corrected."""
    rows = EntryVersion.objects.filter(entry__report=report, superseded_at__isnull=True)
    versions = {version.entry_id: version for version in rows}
    entries = report.entries.filter(withdrawn_at__isnull=True).order_by("order")
    return {
        "instrument": report.instrument,
        "issued_on": report.issued_on.isoformat() if report.issued_on else "",
        "reference": report.publisher_reference,
        "url": report.url,
        "addressees": "\n".join(
            report.addressings.filter(entry__isnull=True, role="addressee").values_list(
                "as_written", flat=True
            )
        ),
        "people": "\n".join(report.deceased),
        "entries": [
            {"text": versions[entry.pk].original, "to": "", "entry": entry.reference}
            for entry in entries
            if entry.pk in versions
        ],
    }
