"""A file sent with a form, looked at and kept."""

from django.http import HttpRequest

from answerable.core.actors import Actor
from answerable.organisations.models import Organisation
from answerable.uploads.incoming import sent_file
from answerable.uploads.models import Upload
from answerable.uploads.operations import keep_upload

SCANNED_NOT = (
    "It has not been looked at by a virus scanner, since this register has none. Open it only if you trust "
    "its sender."
)


def keep_sent(request: HttpRequest, by: Actor, name: str, organisation: Organisation | None) -> Upload | None:
    """The row of the file in the field `name`; None where no file was chosen. Raises UploadError."""
    sent = sent_file(request, name)
    return keep_upload(by=by, path=sent[0], name=sent[1], organisation=organisation) if sent else None
