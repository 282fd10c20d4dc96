"""Files of a form on their way in: to a temporary file, and no further than the largest that may be kept.

Django's own handler lets a file fill the disk before any view sees it. What is beyond the limit is read, so
that the browser shows the answer, and forgotten.
"""

from pathlib import Path
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest

from answerable.uploads.limits import FILE_BYTES, FORM_BYTES, REFUSE_FROM
from answerable.uploads.operations.errors import UploadError


class CappedFile(TemporaryUploadedFile):
    """A file that was sent. `size` is how long it was; `why` says why it could not be taken, where it could
    not."""

    why = ""


class CappedHandler(TemporaryFileUploadHandler):
    """One of each request. All files of a form together take no more than one may, and a little."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._written = 0
        self._why = ""

    def handle_raw_input(self, _data: Any, _meta: Any, content_length: int, *_: Any) -> None:
        """Raises RequestDataTooBig for a form so long that not even its end is worth waiting for."""
        if content_length > REFUSE_FROM:
            raise RequestDataTooBig("The form is far larger than any file that is taken.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super(TemporaryFileUploadHandler, self).new_file(*args, **kwargs)
        self._why = ""
        self.file: CappedFile = CappedFile(
            self.file_name or "file", self.content_type or "", 0, self.charset, self.content_type_extra
        )

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes | None:
        self._written += len(raw_data)
        if self._written > FILE_BYTES + FORM_BYTES:
            self._why = self._why or "It is larger than the largest file that is taken, 20 MB: split it."
        if not self._why:
            try:
                self.file.write(raw_data)
            except OSError:
                self._why = (
                    "There is no room on the register's disk for this file. Nothing of it was kept; try "
                    "again later."
                )
        return None

    def file_complete(self, file_size: int) -> "CappedFile":
        self.file.seek(0)
        self.file.size = file_size
        self.file.why = self._why
        return self.file


def sent_file(request: HttpRequest, field: str) -> tuple[Path, str] | None:
    """Where the file of a field lies for now, and what its sender called it; None where none was chosen.

    Raises UploadError where it did not arrive whole.
    """
    sent = request.FILES.get(field)
    if sent is None:
        return None
    if why := getattr(sent, "why", ""):
        raise UploadError(why)
    if not isinstance(sent, TemporaryUploadedFile):
        raise UploadError("The file did not arrive whole. Send it again.")
    sent.flush()
    return Path(sent.temporary_file_path()), sent.name or ""
