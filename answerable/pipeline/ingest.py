"""Files in, register out: keep, read, adapt, prepare, record. May be killed at any point and run again."""

import datetime as dt
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction

from answerable.core.actors import Actor
from answerable.duties.operations import record_duties, record_published_replies
from answerable.duties.rules import NO_RULE, DutyRule
from answerable.organisations.operations import record_named_bodies
from answerable.organisations.resolver import Resolver
from answerable.pipeline.prepare import PIPELINE, Workshop, prepare
from answerable.register.operations import record_report
from answerable.register.prepared import PreparedReport
from answerable.sources.adapters.choose import adapter_for
from answerable.sources.definitions import SourceDefinition, load_definitions
from answerable.sources.drafts import Adapted, LeftOut, ReportDraft
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


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    documents: int = 0
    reports: int = 0
    entries: int = 0
    duties: int = 0
    new_reports: int = 0
    new_entries: int = 0
    changed: bool = False
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[LeftOut] = field(default_factory=list)
    failed: list[LeftOut] = field(default_factory=list)
    publishers: set[str] = field(default_factory=set)  # made sure of in this run

    def as_json(self) -> dict[str, object]:
        def plain(remarks: list[LeftOut]) -> list[dict[str, str]]:
            return [{"where": remark.where, "why": remark.why} for remark in remarks]

        return {
            "documents": self.documents,
            "entries": self.entries,
            "duties": self.duties,
            "left_out": plain(self.failed + self.left_out),
            "warnings": plain(self.warnings),
            "reports": self.reports,
            "new_reports": self.new_reports,
            "new_entries": self.new_entries,
        }

    def in_words(self) -> str:
        lines = [
            f"{self.documents:,} documents: {self.reports:,} reports, {self.entries:,} entries, "
            f"{self.duties:,} duties; {self.new_reports:,} reports and {self.new_entries:,} entries are new."
        ]
        for title, remarks in (
            ("Could not be read", self.failed),
            ("Left out", self.left_out),
            ("Warnings", self.warnings),
        ):
            if remarks:
                lines.append(f"{title} ({len(remarks):,}):")
                lines += [f"  {remark.where}: {remark.why}" for remark in remarks[:40]]
                if len(remarks) > 40:
                    lines.append(f"  and {len(remarks) - 40:,} more; --json lists all")
        return "\n".join(lines)


def files_in(paths: Sequence[Path]) -> tuple[list[Path], list[LeftOut]]:
    """The files that these paths mean, folders walked in order; mappings and hidden files are left out."""
    files: list[Path] = []
    missing: list[LeftOut] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                file
                for file in path.rglob("*")
                if file.is_file() and not file.name.startswith(".") and file.suffix != ".toml"
            )
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
) -> Outcome:
    """Takes in every file. A file that can't be read is listed in `failed`, and the others go on."""
    files, missing = files_in(paths)
    outcome = Outcome(failed=missing)
    todo = []
    for path in files:
        document = _keep(path, by, outcome)
        if document is None:
            continue
        outcome.documents += 1
        done = Reading.objects.filter(
            document=document, pipeline=PIPELINE, finished_at__isnull=False, failure=""
        ).first()
        if done:
            _count_again(done, path, outcome)
        else:
            todo.append((path, document))
    if not todo:
        return outcome
    workshop = Workshop(
        resolver=Resolver.from_database(), definitions=definitions(fictional=fictional), fictional=fictional
    )
    with _Preparers(workshop, workers) as preparers:
        for at, (path, document) in enumerate(todo):
            label = path.name if len(todo) == 1 else f"{path.name} ({at + 1} of {len(todo)})"
            _take_in(path, document, label, by, preparers, outcome, progress)
    return outcome


def _keep(path: Path, by: Actor, outcome: Outcome) -> Document | None:
    try:
        return keep_document(by=by, path=path, locator=str(path.resolve()))
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
    preparers: "_Preparers",
    outcome: Outcome,
    progress: Progress | None,
) -> None:
    reading = start_reading(by=by, document=document, pipeline=PIPELINE)
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
    except UnreadableError as error:
        outcome.failed.append(LeftOut(path.name, str(error)))
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
        with transaction.atomic():
            for one in batch:
                added, given = _record(one, document, by, preparers.workshop, outcome)
                reports += 1
                entries += added
                duties += given
                remark = LeftOut(one.draft.where, one.draft.left_out)
                if remark.why and remark not in left_out:
                    left_out.append(remark)
        if progress:
            progress(f"recording {label}", reports, len(adapted.reports))
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


def _remarks(content: ReadDocument, adapted: Adapted) -> tuple[list[LeftOut], list[LeftOut]]:
    lost = [LeftOut(problem.where, problem.why) for problem in content.problems if problem.lost]
    noted = [LeftOut(problem.where, problem.why) for problem in content.problems if not problem.lost]
    return lost + list(adapted.left_out), noted + list(adapted.warnings)


def _record(
    prepared: PreparedReport, document: Document, by: Actor, workshop: Workshop, outcome: Outcome
) -> tuple[int, int]:
    """Records one prepared report with its duties and replies: (entries it has, duties it has)."""
    if prepared.publisher_code not in outcome.publishers:
        load_publisher(
            by=by,
            code=prepared.publisher_code,
            name=prepared.publisher_name,
            kind=prepared.publisher_kind,
            source=prepared.source,
            fictional=prepared.fictional,
        )
        outcome.publishers.add(prepared.publisher_code)
    record_named_bodies_of(prepared, by)
    recorded = record_report(by=by, prepared=prepared, document=document)
    report = recorded.report
    outcome.new_reports += recorded.new
    outcome.new_entries += recorded.entries_added
    given = record_duties(by=by, report=report, rule=_rule(prepared, workshop))
    draft = prepared.draft
    urls = [f"document:{document.sha256}"] if "response-document" in draft.flags else draft.reply_urls
    stated = [sight.values["replies_as_at"] for sight in draft.sights if "replies_as_at" in sight.values]
    if urls or stated:
        checked = max(map(dt.date.fromisoformat, stated)) if stated else document.kept_at.date()
        record_published_replies(by=by, report=report, urls=urls, document=document, checked_on=checked)
    return len(prepared.entries), given


def _rule(prepared: PreparedReport, workshop: Workshop) -> DutyRule:
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


_workshop: Workshop | None = None


def _prepare_one(job: tuple[ReportDraft, str, int]) -> PreparedReport:
    draft, adapter, rank = job
    assert _workshop is not None
    return prepare(draft, _workshop, adapter=adapter, rank=rank)


def _end_with_parent() -> None:
    """In a forked process: ends it when the run that it works for is killed, which gives no other sign."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class _Preparers:
    """Processes that prepare drafts while this one records. Forked, they share the lists."""

    def __init__(self, workshop: Workshop, workers: int | None) -> None:
        self.workshop = workshop
        self.workers = workers or max(1, min(4, os.cpu_count() or 1))
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "_Preparers":
        global _workshop  # inherited by the forked processes
        _workshop = self.workshop
        return self

    def __exit__(self, *details: object) -> None:
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def prepare(self, drafts: Sequence[ReportDraft], *, adapter: str, rank: int) -> Iterator[PreparedReport]:
        """In the order given. BrokenProcessPool when a process dies; a second run goes on from there."""
        jobs = [(draft, adapter, rank) for draft in drafts]
        if len(jobs) < 20:
            yield from map(_prepare_one, jobs)
            return
        if self.pool is None:
            connections.close_all()
            self.pool = ProcessPoolExecutor(
                self.workers, mp_context=multiprocessing.get_context("fork"), initializer=_end_with_parent
            )
        yield from self.pool.map(_prepare_one, jobs, chunksize=20)
