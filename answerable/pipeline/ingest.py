"""Files in, register out: keep, read, adapt, prepare, record. May be killed at any point and run again."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from answerable.core.actors import Actor
from answerable.duties.operations import record_duties, record_published_replies
from answerable.duties.rules import NO_RULE, DutyRule
from answerable.ledger.meeting import again_if_met, one_by_one
from answerable.organisations.operations import record_named_bodies
from answerable.organisations.resolver import Resolver
from answerable.pipeline.outcome import Outcome
from answerable.pipeline.prepare import PIPELINE, Workshop
from answerable.pipeline.preparers import Preparers
from answerable.pipeline.replies import take_replies_of
from answerable.register.operations import RECORDING, record_report
from answerable.register.prepared import PreparedReport
from answerable.search.model.encoder import ModelMissingError
from answerable.sources.adapters.choose import adapter_codes, adapter_for
from answerable.sources.definitions import SourceDefinition, load_definitions
from answerable.sources.drafts import Adapted, LeftOut
from answerable.sources.models import Document, Reading, Remark
from answerable.sources.operations import (
    describe_document,
    finish_reading,
    keep_document,
    load_publisher,
    start_reading,
)
from answerable.sources.readers import read
from answerable.sources.readers.document import ReadDocument, UnreadableError
from answerable.sources.storage import digest

Progress = Callable[[str, int, int], None]
BATCH = 40  # reports a transaction: few enough to lose little, many enough not to wait for the disk

# How close each adapter's text is to what the publisher issued: a higher one replaces the words of a lower.
RANKS = {
    "regulation28": 3,
    "inquiry_report": 3,
    "hssib": 3,
    "table_import": 2,
    "inquiry_json": 1,
    "pfd_table": 1,
}


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a file besides its bytes: where it stood, and what the page that led to it says."""

    locator: str
    mark: str  # of what the page says: where that changes, the file is read again
    add: Callable[[Adapted], None]


def files_in(paths: Sequence[Path]) -> tuple[list[Path], list[LeftOut]]:
    """The files that these paths mean, folders walked in order; mappings and hidden files are left out."""
    files: list[Path] = []
    missing: list[LeftOut] = []
    for path in paths:
        if path.is_dir():
            found = [file for file in path.rglob("*") if not file.name.startswith(".")]
            broken = [file for file in found if file.is_symlink() and not file.exists()]
            missing += [LeftOut(str(file), "The link leads nowhere.") for file in sorted(broken)]
            inside = sorted(file for file in found if file.is_file() and file.suffix != ".toml")
            if not inside:
                missing.append(LeftOut(str(path), "The folder holds no files."))
            files.extend(inside)
        elif path.is_file():
            files.append(path)
        else:
            missing.append(LeftOut(str(path), "There is no such file or folder. Check the path."))
    return list(dict.fromkeys(files)), missing


def definitions(*, fictional: bool = False) -> dict[str, SourceDefinition]:
    """The reviewed definitions of sources; with `fictional`, those of the demonstration as well."""
    found = load_definitions(settings.DEFINITIONS / "sources")
    demo = settings.DEFINITIONS / "demo" / "sources"
    if fictional and demo.is_dir():
        found |= load_definitions(demo)
    return found


def ingest_paths(
    paths: Sequence[Path],
    *,
    by: Actor,
    progress: Progress | None = None,
    workers: int | None = None,
    fictional: bool = False,
    about: Mapping[Path, About] | None = None,
) -> Outcome:
    """Takes in every file. A file that can't be read is listed in `failed`, and the others go on."""
    about = about or {}
    files, missing = files_in(paths)
    outcome = Outcome(failed=missing)
    todo = []
    for path in files:
        document = _keep(path, by, outcome, about.get(path))
        if document is None:
            continue
        outcome.documents += 1
        done = Reading.objects.filter(
            document=document,
            pipeline=_pipeline(path, about.get(path)),
            adapter__in=adapter_codes(),  # a newer adapter reads the document again
            finished_at__isnull=False,
            failure="",
        ).first()
        if done and not _has_replies(done):
            _count_again(done, path, outcome)
        else:
            todo.append((path, document))
    if not todo:
        return outcome
    workshop = Workshop(
        resolver=Resolver.from_database(), definitions=definitions(fictional=fictional), fictional=fictional
    )
    with Preparers(workshop, workers) as preparers:
        for at, (path, document) in enumerate(todo):
            label = path.name if len(todo) == 1 else f"{path.name} ({at + 1} of {len(todo)})"
            _take_in(path, document, label, by, preparers, outcome, progress, about.get(path))
    return outcome


def _has_replies(reading: Reading) -> bool:
    """A table of replies is looked at again each time: the report that one replies to may have come since."""
    return reading.adapter.startswith("reply_table/")


def _pipeline(path: Path, about: About | None = None) -> str:
    """The steps that a document goes through: a table read with another mapping is read otherwise."""
    if about is not None:
        return f"{PIPELINE} page:{about.mark[:12]}"
    for mapping in (path.with_name(f"{path.name}.toml"), path.with_suffix(".toml")):
        if mapping.is_file():
            return f"{PIPELINE} mapping:{digest(mapping)[:12]}"
    return PIPELINE


def _keep(path: Path, by: Actor, outcome: Outcome, about: About | None) -> Document | None:
    locator = about.locator if about else str(path.resolve())
    try:
        return keep_document(by=by, path=path, locator=locator)
    except OSError as error:
        outcome.failed.append(
            LeftOut(str(path), f"The file cannot be kept: {error.strerror or error}. Nothing was written.")
        )
        return None


def _count_again(reading: Reading, path: Path, outcome: Outcome) -> None:
    """A document done before: its figures and remarks are given again, and nothing is written."""
    outcome.reports += reading.reports
    outcome.entries += reading.entries
    outcome.duties += reading.duties
    for remark in reading.remarks.all():
        where = f"{path.name}: {remark.place}"
        listed = outcome.left_out if remark.kind == Remark.Kind.LEFT_OUT else outcome.warnings
        listed.append(LeftOut(where, remark.why))


def _take_in(
    path: Path,
    document: Document,
    label: str,
    by: Actor,
    preparers: Preparers,
    outcome: Outcome,
    progress: Progress | None,
    about: About | None = None,
) -> None:
    reading = start_reading(by=by, document=document, pipeline=_pipeline(path, about))
    outcome.changed = True
    adapter_name = ""
    try:
        if progress:
            progress(f"reading {label}", 0, 1)
        content = read(path)
        describe_document(
            by=by,
            document=document,
            media_type=content.media_type,
            pages=content.pages,
            ocr=content.ocr,
            confidence=content.confidence,
        )
        adapter = adapter_for(content, path=path)
        adapter_name = f"{adapter.name}/{adapter.version}"
        adapted = adapter.adapt(content, path)
        if about is not None:
            about.add(adapted)
    except UnreadableError as error:
        outcome.failed.append(LeftOut(path.name, str(error).removeprefix(f"{path.name}: ")))
        finish_reading(
            by=by,
            reading=reading,
            adapter=adapter_name,
            reports=0,
            entries=0,
            duties=0,
            left_out=[],
            warnings=[],
            failure=str(error),
        )
        return
    left_out, warnings = _remarks(content, adapted)
    rank = RANKS.get(adapter.name, 1) - (1 if content.ocr or content.media_type == "text/html" else 0)
    if any("response-document" in report.flags for report in adapted.reports):
        rank = 0  # a reply quotes what was recommended: any other source is closer to it
    reports = entries = duties = 0
    prepared = preparers.prepare(adapted.reports, adapter=adapted.adapter, rank=rank)
    while batch := list(islice(prepared, BATCH)):
        done = record_batch(batch, document, by, preparers.workshop, outcome)
        reports += len(batch)
        entries += sum(one.entries for one in done)
        duties += sum(one.duties for one in done)
        for remark in (LeftOut(one.draft.where, one.draft.left_out) for one in batch):
            if remark.why and remark not in left_out:
                left_out.append(remark)
        if progress:
            progress(f"recording {label}", reports, len(adapted.reports))
    left_out += _replies(adapted, content, document, preparers.workshop, outcome, progress)
    finish_reading(
        by=by,
        reading=reading,
        adapter=adapted.adapter,
        reports=reports,
        entries=entries,
        duties=duties,
        left_out=left_out,
        warnings=warnings,
    )
    outcome.reports += reports
    outcome.entries += entries
    outcome.duties += duties
    outcome.left_out += [LeftOut(f"{path.name}: {remark.where}", remark.why) for remark in left_out]
    outcome.warnings += [LeftOut(f"{path.name}: {remark.where}", remark.why) for remark in warnings]


def _replies(
    adapted: Adapted,
    content: ReadDocument,
    document: Document,
    workshop: Workshop,
    outcome: Outcome,
    progress: Progress | None,
) -> list[LeftOut]:
    """Takes in the replies that a document holds, or is: what of them was left out, and why."""
    answering = [draft for draft in adapted.reports if "response-document" in draft.flags]
    if not adapted.replies and not answering:
        return []
    try:
        taken = take_replies_of(
            adapted, content, document, resolver=workshop.resolver, answering=answering, progress=progress
        )
    except ModelMissingError as error:
        return [LeftOut("replies", f"The replies were not read: {error}")]
    outcome.replies += taken.read
    outcome.new_replies += taken.new
    return taken.left_out


def _remarks(content: ReadDocument, adapted: Adapted) -> tuple[list[LeftOut], list[LeftOut]]:
    lost = [LeftOut(problem.where, problem.why) for problem in content.problems if problem.lost]
    noted = [LeftOut(problem.where, problem.why) for problem in content.problems if not problem.lost]
    return lost + list(adapted.left_out), noted + list(adapted.warnings)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What came of one prepared report."""

    entries: int
    duties: int
    new: bool
    entries_added: int


def record_batch(
    batch: Sequence[PreparedReport], document: Document, by: Actor, workshop: Workshop, outcome: Outcome
) -> list[_Recorded]:
    """All of them in one transaction, begun again where it met another: nothing of the first try counts."""

    def record() -> tuple[list[_Recorded], set[str]]:
        publishers = set(outcome.publishers)
        with transaction.atomic():
            one_by_one(RECORDING)  # before the log, which the first event of the batch holds to its end
            return [_record(one, document, by, workshop, publishers) for one in batch], publishers

    done, outcome.publishers = again_if_met(record, (document,))
    outcome.new_reports += sum(one.new for one in done)
    outcome.new_entries += sum(one.entries_added for one in done)
    return done


def _record(
    prepared: PreparedReport, document: Document, by: Actor, workshop: Workshop, publishers: set[str]
) -> _Recorded:
    """Records one prepared report with its duties and replies. `publishers` were made sure of before."""
    if prepared.publisher_code not in publishers:
        load_publisher(
            by=by,
            code=prepared.publisher_code,
            name=prepared.publisher_name,
            kind=prepared.publisher_kind,
            source=prepared.source,
            fictional=prepared.fictional,
        )
        publishers.add(prepared.publisher_code)
    record_named_bodies_of(prepared, by)
    recorded = record_report(by=by, prepared=prepared, document=document)
    report = recorded.report
    given = record_duties(by=by, report=report, rule=rule_of(prepared, workshop))
    draft = prepared.draft
    urls = [f"document:{document.sha256}"] if "response-document" in draft.flags else draft.reply_urls
    stated = [sight.values["replies_as_at"] for sight in draft.sights if "replies_as_at" in sight.values]
    if urls or stated:
        checked = max(map(dt.date.fromisoformat, stated)) if stated else document.kept_at.date()
        record_published_replies(by=by, report=report, urls=urls, document=document, checked_on=checked)
    return _Recorded(len(prepared.entries), given, recorded.new, recorded.entries_added)


def rule_of(prepared: PreparedReport, workshop: Workshop) -> DutyRule:
    """The duty that the report's instrument brings with it, by the reviewed definition of its source."""
    definition = workshop.definitions.get(prepared.source)
    found = definition.rule(prepared.draft.instrument, prepared.draft.issued.date) if definition else None
    if found is None:
        return NO_RULE
    unsure = "" if found.confirmed else " (not confirmed in its source)"
    return DutyRule(
        kind=found.duty,
        basis=f"{found.legal_basis}{unsure}",
        days=found.response_days,
        months=found.response_months,
    )


def record_named_bodies_of(prepared: PreparedReport, by: Actor) -> None:
    """Gives a record to each body that a report names but the reviewed lists lack."""
    unlisted = [m for _, m in prepared.all_mentions() if m.named]
    if unlisted:
        bodies = record_named_bodies(by=by, names=[m.named for m in unlisted])
        for mention, body in zip(unlisted, bodies, strict=True):
            mention.organisation_id, mention.organisation_reference = body.pk, body.reference
