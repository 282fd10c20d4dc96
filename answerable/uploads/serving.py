"""Giving a kept file back: as an attachment, of the kind that its bytes have, in a sandbox of its own."""

from urllib.parse import quote

from django.http import FileResponse

from answerable.uploads.models import Upload
from answerable.uploads.storage import place

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class GoneError(Exception):
    """The bytes are not there: the row was refused, or the disk lost them."""


def attachment(upload: Upload) -> FileResponse:
    """The answer that carries the file. Who may have it is for the caller to ask. Raises GoneError."""
    if upload.state == Upload.State.REFUSED:
        raise GoneError("a refused file has no bytes")
    try:
        file = place(upload.sha256).open("rb")
    except OSError as error:
        raise GoneError(str(error)) from error
    response = FileResponse(file, content_type=upload.media_type)
    plain = upload.name.encode("ascii", "replace").decode().replace("?", "_")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(upload.name, safe='')}"
    )
    response.headers["Content-Length"] = str(upload.size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
