"""Files that waited in quarantine, once a virus scanner is there."""

from answerable.core.actors import Actor
from answerable.ledger.operation import Log, operation
from answerable.uploads.models import Upload
from answerable.uploads.scanner import Found, scan
from answerable.uploads.storage import place


def scan_waiting(*, by: Actor) -> tuple[int, int]:
    """Has the scanner look at every file in quarantine: (found good, found harmful).

    What it can't tell stays where it is. Each is settled by itself, so that a run broken off loses nothing.
    """
    by.require("UPLOAD_SCAN")
    good = harmful = 0
    for upload in Upload.objects.filter(state=Upload.State.QUARANTINED).order_by("pk"):
        path = place(upload.sha256)
        found = scan(path) if path.exists() else Found.NOT_SCANNED
        if found is not Found.NOT_SCANNED:
            settle_scan(by=by, upload=upload, harmful=found is Found.SOMETHING)
            good += found is Found.NOTHING
            harmful += found is Found.SOMETHING
    return good, harmful


@operation("UPLOAD_SCAN")
def settle_scan(log: Log, *, by: Actor, upload: Upload, harmful: bool) -> Upload:
    """Lets a file out of quarantine, or refuses it and takes its bytes away."""
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if held.state != Upload.State.QUARANTINED:
        log.unchanged()
        return held
    held.state = Upload.State.REFUSED if harmful else Upload.State.KEPT
    held.why = "The virus scanner found something harmful in it later." if harmful else ""
    held.save(update_fields=["state", "why"])
    log.event("upload.scanned", f"upload:{held.pk}", {"sha256": held.sha256, "harmful": harmful})
    if harmful:
        path = place(held.sha256)
        log.after_commit(lambda: path.unlink(missing_ok=True))
    return held
