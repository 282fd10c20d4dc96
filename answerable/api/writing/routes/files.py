"""Files of a body or publisher: sent once, looked at as those of the workspace are, and named by number."""

from typing import Any

from django.http import HttpRequest
from ninja import UploadedFile
from ninja.params import functions as param

from answerable.accounts.queries import actor_of
from answerable.api.writing import telling_sharing as telling
from answerable.api.writing.finding import file_named
from answerable.api.writing.keys import asker
from answerable.api.writing.making import FILE, get, post
from answerable.api.writing.shapes import at, numbered
from answerable.api.writing.shapes_beside import FileOut
from answerable.uploads.incoming import sent_file
from answerable.uploads.models import Upload
from answerable.uploads.naming import safe_name
from answerable.uploads.operations import keep_upload
from answerable.uploads.storage import digest

# A file is sent for what it goes with, so whoever may add that may send one.
_GO_WITH = ("ANSWER_DRAFT", "PLAN_EDIT", "GROUP_NOTE")
_SENT = param.File(..., description="PDF, PNG, JPEG, CSV, DOCX or XLSX, 20 MB at most.")
BODY = "The body's reference."
CODE = "The publisher's code: /work lists those of a key."
LONG = 120  # of a publisher's code
NUMBER = "The file's number."


def _keep(request: HttpRequest, **_: Any) -> Upload:
    """Looks at the file and keeps it. Sent twice by the same person for the same body, it is one."""
    one = asker(request)
    sent = sent_file(request, FILE)
    assert sent is not None, "it was looked for before"
    path, name = sent
    body = one.body
    again = Upload.objects.filter(sha256=digest(path), organisation=body, sent_by=one.by.identifier)
    for held in again.exclude(state=Upload.State.REFUSED).order_by("pk"):
        if held.name == safe_name(name, held.media_type):
            return held
    # Whoever signs in may keep files: what the key was made for was asked by the address.
    return keep_upload(by=actor_of(one.key.person), path=path, name=name, organisation=body)


def _told(request: HttpRequest) -> dict[str, Any]:
    found = asker(request).ready
    assert isinstance(found, Upload)
    return telling.file(found)


@post(
    "/bodies/{body}/files",
    "work_file_send",
    FileOut,
    needs="EVIDENCE_ADD",
    others=_GO_WITH,
    each="body",
    first=_keep,
    file=True,
)
def send(request: HttpRequest, file: UploadedFile = _SENT, body: str = at(BODY)) -> dict[str, Any]:
    """Sends a file, to be named in evidence, a draft, a sheet or a note. By itself it is seen by nobody.

    It is looked at at once: what acts or reaches outside is refused (422), and why is said.
    """
    return _told(request)


@get("/bodies/{body}/files/{file}", "work_file", FileOut, needs="EVIDENCE_ADD", others=_GO_WITH, each="body")
def file(request: HttpRequest, body: str = at(BODY), file: int = numbered(NUMBER)) -> dict[str, Any]:
    """What became of a file that the key's owner sent for this body."""
    return telling.file(file_named(request, file))


@post(
    "/publishers/{publisher}/files",
    "work_publisher_file_send",
    FileOut,
    needs="EDITION_ADD",
    each="publisher",
    first=_keep,
    file=True,
)
def send_of_publisher(
    request: HttpRequest, file: UploadedFile = _SENT, publisher: str = at(CODE, LONG)
) -> dict[str, Any]:
    """Sends a file: a report in another form, to be named in an edition. By itself it is seen by nobody."""
    return _told(request)


@get(
    "/publishers/{publisher}/files/{file}",
    "work_publisher_file",
    FileOut,
    needs="EDITION_ADD",
    each="publisher",
)
def file_of_publisher(
    request: HttpRequest, publisher: str = at(CODE, LONG), file: int = numbered(NUMBER)
) -> dict[str, Any]:
    """What became of a file that the key's owner sent for a publisher."""
    return telling.file(file_named(request, file))
