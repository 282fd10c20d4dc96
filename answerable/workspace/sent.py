"""A file sent with a form, looked at and kept."""

from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest

from answerable.core.actors import Actor
from answerable.organisations.models import Organisation
from answerable.uploads.models import Upload
from answerable.uploads.operations import UploadError, keep_upload

SCANNED_NOT = (
    "It has not been looked at by a virus scanner, since this register has none. Open it only if you trust "
    "its sender."
)


def keep_sent(request: HttpRequest, by: Actor, name: str, organisation: Organisation | None) -> Upload | None:
    """The row of the file in the field `name`; None where no file was chosen. Raises UploadError."""
    sent = request.FILES.get(name)
    if sent is None:
        return None
    if why := getattr(sent, "why", ""):
        raise UploadError(why)
    if not isinstance(sent, TemporaryUploadedFile):
        raise UploadError("The file did not arrive whole. Send it again.")
    sent.flush()
    path = Path(sent.temporary_file_path())
    return keep_upload(by=by, path=path, name=sent.name or "", organisation=organisation)
