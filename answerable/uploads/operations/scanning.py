"""Files that waited in quarantine, once a virus scanner is there."""

from answerable.core.actors import Actor
from answerable.ledger.operation import Log, operation
from answerable.uploads.models import Upload
from answerable.uploads.scanner import Found, scan
from answerable.uploads.storage import forget, place


def scan_waiting(*, by: Actor) -> tuple[int, int]:
    """Has the scanner look at every file in quarantine: (found good, found harmful).

    What it can't tell stays where it is. Each is settled by itself, so that a run broken off loses nothing.
    """
    by.require("UPLOAD_SCAN")
    good = harmful = 0
    looked: dict[str, Found] = {}
    for upload in Upload.objects.filter(state=Upload.State.QUARANTINED).order_by("pk"):
        path = place(upload.sha256)
        if upload.sha256 not in looked:
            found = looked[upload.sha256] = scan(path) if path.exists() else Found.NOT_SCANNED
            if found is not Found.NOT_SCANNED:
                settle_scan(by=by, upload=upload, harmful=found is Found.SOMETHING)
        good += looked[upload.sha256] is Found.NOTHING
        harmful += looked[upload.sha256] is Found.SOMETHING
    return good, harmful


@operation("UPLOAD_SCAN")
def settle_scan(log: Log, *, by: Actor, upload: Upload, harmful: bool) -> Upload:
    """Lets a file out of quarantine, or refuses it and takes its bytes away: all that have the same."""
    rows = Upload.objects.select_for_update().filter(sha256=upload.sha256).order_by("pk")
    held = {row.pk: row for row in rows}
    if held[upload.pk].state != Upload.State.QUARANTINED:
        log.unchanged()
        return held[upload.pk]
    for row in held.values():
        if row.state == Upload.State.REFUSED or (row.state == Upload.State.KEPT and not harmful):
            continue
        row.state = Upload.State.REFUSED if harmful else Upload.State.KEPT
        row.why = "The virus scanner found something harmful in it later." if harmful else ""
        row.save(update_fields=["state", "why"])
        log.event("upload.scanned", f"upload:{row.pk}", {"sha256": row.sha256, "harmful": harmful})
    if harmful:
        log.after_commit(lambda: forget(upload.sha256))
    return held[upload.pk]
