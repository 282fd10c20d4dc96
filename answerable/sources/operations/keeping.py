"""Keeping documents, and what was read of them."""

from collections.abc import Mapping
from pathlib import Path

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.sources import storage
from answerable.sources.drafts import LeftOut
from answerable.sources.models import Document, Holding, Publisher, Reading, Remark


@operation("DOCUMENT_KEEP")
def keep_document(log: Log, *, by: Actor, path: Path, locator: str) -> Document:
    """Keeps the bytes of `path` and notes that they stood at `locator`.

    The same bytes are kept once. Other bytes at the same locator become its next version.
    """
    sha256 = storage.digest(path)
    storage.keep(path, sha256)
    document, new = Document.objects.get_or_create(
        sha256=sha256, defaults={"size": path.stat().st_size, "kept_at": now()}
    )
    latest = Holding.objects.filter(locator=locator).order_by("-version").first()
    if latest and latest.document_id == document.pk:
        log.unchanged()
        return document
    version = latest.version + 1 if latest else 1
    Holding.objects.create(locator=locator, version=version, document=document, recorded_at=now())
    kind = "document.kept" if version == 1 else "document.changed"
    log.event(kind, f"document:{sha256}", {"size": document.size, "version": version, "new_bytes": new})
    return document


@operation("RUN_RECORD")
def start_reading(log: Log, *, by: Actor, document: Document, pipeline: str) -> Reading:
    """Begins, or begins again, the reading of a document by this version of the pipeline."""
    reading, _ = Reading.objects.update_or_create(
        document=document,
        pipeline=pipeline,
        defaults={"started_at": now(), "finished_at": None, "failure": ""},
    )
    reading.remarks.all().delete()
    log.event("reading.started", f"document:{document.sha256}", {"pipeline": pipeline})
    return reading


@operation("RUN_RECORD")
def describe_document(
    log: Log,
    *,
    by: Actor,
    document: Document,
    media_type: str,
    pages: int | None,
    ocr: bool,
    confidence: float | None,
) -> None:
    """Notes what the reader found the document to be."""
    document.refresh_from_db(from_queryset=Document.objects.select_for_update())
    found = (media_type, pages, ocr, confidence)
    if found == (document.media_type, document.pages, document.ocr, document.confidence):
        log.unchanged()
        return
    document.media_type, document.pages, document.ocr, document.confidence = found
    document.save(update_fields=["media_type", "pages", "ocr", "confidence"])
    log.event(
        "document.described",
        f"document:{document.sha256}",
        {
            "media_type": media_type,
            "pages": pages,
            "ocr": ocr,
            "confidence": None if confidence is None else f"{confidence:.3f}",
        },
    )


@operation("RUN_RECORD")
def finish_reading(
    log: Log,
    *,
    by: Actor,
    reading: Reading,
    adapter: str,
    reports: int,
    entries: int,
    duties: int,
    left_out: list[LeftOut],
    warnings: list[LeftOut],
    failure: str = "",
) -> None:
    """Closes a reading, with everything left out and everything doubtful.

    Of two runs at once over one document the remarks of the later stay.
    """
    Reading.objects.select_for_update().get(pk=reading.pk)
    reading.remarks.all().delete()
    reading.adapter = adapter
    reading.reports, reading.entries, reading.duties = reports, entries, duties
    reading.failure = failure
    reading.finished_at = now()
    reading.save(update_fields=["adapter", "reports", "entries", "duties", "failure", "finished_at"])
    Remark.objects.bulk_create(
        [
            Remark(reading=reading, kind=kind, place=remark.where[:300], why=remark.why)
            for kind, remarks in ((Remark.Kind.LEFT_OUT, left_out), (Remark.Kind.WARNING, warnings))
            for remark in remarks
        ],
        batch_size=500,
    )
    log.event(
        "reading.failed" if failure else "reading.finished",
        f"document:{reading.document.sha256}",
        {
            "adapter": adapter,
            "pipeline": reading.pipeline,
            "reports": reports,
            "entries": entries,
            "duties": duties,
            "left_out": len(left_out),
            "warnings": len(warnings),
        },
    )


@operation("PUBLISHER_LOAD")
def load_publisher(
    log: Log, *, by: Actor, code: str, name: str, kind: str, source: str, fictional: bool = False
) -> Publisher:
    """The publisher with this code, made or renamed as needed."""
    wanted: dict[str, str | bool] = {"name": name, "kind": kind, "source": source, "fictional": fictional}
    held = Publisher.objects.filter(code=code).first()
    if held and _is(held, wanted):
        log.unchanged()
        return held
    publisher, new = Publisher.objects.select_for_update().get_or_create(code=code, defaults=wanted)
    if not new and _is(publisher, wanted):  # made by another at the same moment
        log.unchanged()
        return publisher
    if not new:
        for field, value in wanted.items():
            setattr(publisher, field, value)
        publisher.save(update_fields=list(wanted))
    log.event("publisher.added" if new else "publisher.changed", f"publisher:{code}", wanted)
    return publisher


def _is(publisher: Publisher, wanted: Mapping[str, str | bool]) -> bool:
    return all(getattr(publisher, field) == value for field, value in wanted.items())
