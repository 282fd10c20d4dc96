"""Keeping what people send, or a note of why it was refused."""

import contextlib
from collections.abc import Collection
from pathlib import Path

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.uploads import storage
from answerable.uploads.examining import Examined, RefusedError, examine
from answerable.uploads.limits import FILE_BYTES
from answerable.uploads.models import Upload
from answerable.uploads.naming import safe_name
from answerable.uploads.operations.errors import UploadError
from answerable.uploads.queries import counted_together, holders, over_quota
from answerable.uploads.scanner import Found, scan


def keep_upload(
    *,
    by: Actor,
    path: Path,
    name: str,
    organisation: Organisation | None = None,
    sender: str = "",
    kinds: Collection[str] = (),
) -> Upload:
    """Looks at the file at `path`, which the sender called `name`, and keeps it: the row that tells of it.

    The file is looked at before the database is: that may take seconds, which nobody else should wait for.
    `sender` is who sent it where `by` is no account (`queries.NO_ACCOUNT` and a digest); `kinds` are the only
    ones taken, all where none is named. Whether `by` may act for `organisation` is for the caller to ask.
    Raises UploadError, whose words are for the sender: the file is refused (a row says so), too many were
    sent, or the disk is full. No bytes are kept then.
    """
    by.require("UPLOAD_KEEP")
    size = path.stat().st_size
    whose = sender or by.identifier
    if why := over_quota(whose, organisation.pk if organisation else None, size):
        raise UploadError(why)
    try:
        found = examine(path, name, kinds)
        verdict = scan(path)
        if verdict is Found.SOMETHING:
            raise RefusedError(
                "The virus scanner found something harmful in it. Nothing was kept; tell your own IT team."
            )
    except RefusedError as refusal:
        note_refusal(
            by=by,
            name=name,
            size=size,
            digest=_digest(path, size),
            why=str(refusal),
            organisation=organisation,
            sender=whose,
        )
        raise UploadError(str(refusal)) from refusal
    held_before = storage.place(found.sha256).exists()
    try:
        storage.keep(path, found.sha256)
        kept = note_kept(
            by=by,
            name=name,
            found=found,
            scanned=verdict is Found.NOTHING,
            organisation=organisation,
            sender=whose,
        )
        storage.keep(path, found.sha256)  # again, where another's refusal took the same bytes away meanwhile
    except storage.NotKeptError as error:
        raise UploadError(str(error)) from error
    except UploadError:
        if not held_before and not holders(found.sha256).exists():
            storage.forget(found.sha256)
        raise
    return kept


@operation("UPLOAD_KEEP")
def note_kept(
    log: Log,
    *,
    by: Actor,
    name: str,
    found: Examined,
    scanned: bool,
    organisation: Organisation | None,
    sender: str = "",
) -> Upload:
    """The row of a file whose bytes are kept. `keep_upload` calls it.

    Raises UploadError where too many were sent by now: those who send at once count each other.
    """
    whose = sender or by.identifier
    body = organisation.pk if organisation else None
    for counted in counted_together(whose, body):
        log.one_by_one("uploads", counted)
    if why := over_quota(whose, body, found.size):
        raise UploadError(why)
    upload = Upload.objects.create(
        sha256=found.sha256,
        name=safe_name(name, found.media_type),
        media_type=found.media_type,
        size=found.size,
        pages=found.pages,
        state=Upload.State.KEPT if scanned else Upload.State.QUARANTINED,
        organisation=organisation,
        sent_by=whose,
        recorded_at=now(),
    )
    log.event("upload.kept", f"upload:{upload.pk}", _facts(upload))
    return upload


@operation("UPLOAD_KEEP")
def note_refusal(
    log: Log,
    *,
    by: Actor,
    name: str,
    size: int,
    digest: str,
    why: str,
    organisation: Organisation | None,
    sender: str = "",
) -> Upload:
    """The row of a file that was not kept, and why."""
    upload = Upload.objects.create(
        sha256=digest,
        name=safe_name(name),
        size=size,
        state=Upload.State.REFUSED,
        why=why[:300],
        organisation=organisation,
        sent_by=sender or by.identifier,
        recorded_at=now(),
    )
    log.event("upload.refused", f"upload:{upload.pk}", {**_facts(upload), "why": upload.why})
    return upload


def _digest(path: Path, size: int) -> str:
    """Of a refused file, so that it is known again; nothing of one that is far too long to be read."""
    with contextlib.suppress(OSError):
        return storage.digest(path) if size <= FILE_BYTES else ""
    return ""


def _facts(upload: Upload) -> dict[str, object]:
    return {
        "sha256": upload.sha256,
        "size": upload.size,
        "media_type": upload.media_type,
        "state": str(upload.state),
        "organisation": upload.organisation.reference if upload.organisation else None,
    }
