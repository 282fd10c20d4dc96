"""What is kept of a file, and what of one that is refused: a row and a reason, and no bytes."""

import errno
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from answerable.core.actors import SCANNER, Actor, NotPermittedError
from answerable.ledger.models import Event
from answerable.uploads import storage
from answerable.uploads.models import Upload
from answerable.uploads.operations import UploadError, scan_waiting
from answerable.uploads.queries import over_quota
from answerable.uploads.scanner import Found, scan
from answerable.uploads.serving import GoneError, attachment
from tests import make
from tests.made import delivering as made
from tests.made import hostile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of its own, and no virus scanner."""
    monkeypatch.setenv("ANSWERABLE_CLAMD", "")
    with override_settings(HOME=tmp_path):
        yield tmp_path


def kept_bytes(home: Path) -> list[Path]:
    folder = home / "uploads"
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_file_is_kept_by_its_hash_and_once(home: Path) -> None:
    trust = make.body("Northmere Wards Trust")
    content = hostile.good_pdf()
    first = made.upload(trust, content, "Alarm audit.pdf")
    again = made.upload(trust, content, "the same.pdf")
    assert first.sha256 == again.sha256 and first.pk != again.pk
    (path,) = kept_bytes(home)
    assert path.read_bytes() == content and path == storage.place(first.sha256)
    assert (first.name, first.media_type, first.pages) == ("Alarm audit.pdf", "application/pdf", 1)
    event = Event.objects.filter(kind="upload.kept").first()
    assert event is not None and "Alarm audit" not in str(event.payload)


def test_without_a_scanner_a_file_waits_in_quarantine() -> None:
    assert made.upload(make.body("Northmere Wards Trust")).state == Upload.State.QUARANTINED


def test_refused_file_leaves_a_row_and_no_bytes(home: Path) -> None:
    trust = make.body("Northmere Wards Trust")
    with pytest.raises(UploadError, match="JavaScript"):
        made.upload(trust, hostile.acting_pdf(b"/OpenAction<</S/JavaScript/JS(x)>>"), "audit.pdf")
    row = Upload.objects.get()
    assert (row.state, row.organisation, row.name) == ("refused", trust, "audit")
    assert "JavaScript" in row.why and kept_bytes(home) == []
    assert Event.objects.get(kind="upload.refused").payload["why"] == row.why
    with pytest.raises(GoneError):
        attachment(row)


def test_full_disk_gives_a_clear_error_and_no_half_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("answerable.uploads.storage.os.fsync", full)
    with pytest.raises(UploadError, match="no room on the register's disk"):
        made.upload(make.body("Northmere Wards Trust"))
    assert kept_bytes(home) == [] and not Upload.objects.exists()


def test_disk_that_is_nearly_full_is_left_to_the_database(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("answerable.uploads.storage.LEAVE_FREE", 1 << 60)
    with pytest.raises(UploadError, match="no room"):
        made.upload(make.body("Northmere Wards Trust"))
    assert kept_bytes(home) == []


def test_quotas_of_a_day_are_kept_for_a_person_and_for_a_body(monkeypatch: pytest.MonkeyPatch) -> None:
    trust = make.body("Northmere Wards Trust")
    monkeypatch.setattr("answerable.uploads.queries.DAY_FILES_OF_PERSON", 2)
    monkeypatch.setattr("answerable.uploads.queries.DAY_FILES_OF_BODY", 3)
    made.upload(trust)
    with pytest.raises(UploadError, match="Only PDF"):
        made.upload(trust, b"\x7fELF" + bytes(range(256)))
    with pytest.raises(UploadError, match="you sent 2 files"):  # a refused one counts
        made.upload(trust)
    made.upload(trust, by=made.officer(trust, 42))
    with pytest.raises(UploadError, match="your organisation sent 3 files"):
        made.upload(trust, by=made.officer(trust, 43))
    monkeypatch.setattr("answerable.uploads.queries.DAY_BYTES_OF_PERSON", 3000)
    assert "MB in 24 hours" in over_quota("person:99", None, 3001)
    assert over_quota("person:99", None, 2999) == ""


def test_nobody_keeps_a_file_without_permission() -> None:
    with pytest.raises(NotPermittedError):
        made.upload(None, by=Actor("person:1"))


def test_served_as_an_attachment_in_a_sandbox_under_a_safe_name() -> None:
    upload = made.upload(make.body("Northmere Wards Trust"), hostile.good_pdf(), 'Ünit "audit"\r\nX: y.pdf')
    answer = attachment(upload)
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"  # type: ignore[arg-type]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=") and "\n" not in disposition
    assert disposition.count('"') == 2 and "%C3%9Cnit" in disposition


@pytest.mark.parametrize(
    ("says", "found"),
    [
        (b"stream: OK\0", Found.NOTHING),
        (b"stream: Eicar-Signature FOUND\0", Found.SOMETHING),
        (b"INSTREAM size limit exceeded. ERROR\0", Found.NOT_SCANNED),
        (b"", Found.NOT_SCANNED),
    ],
)
def test_what_the_scanner_says_is_what_is_done(
    says: bytes, found: Found, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(home / "clamd")
    took: list[bytes] = []

    def daemon(server: socket.socket) -> None:
        client, _ = server.accept()
        with client:
            data = b""
            while not data.endswith(b"\0\0\0\0"):
                data += client.recv(65536)
            took.append(data)
            client.sendall(says)

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(place)
        server.listen()
        thread = threading.Thread(target=daemon, args=(server,))
        thread.start()
        sample = home / "sample"
        sample.write_bytes(hostile.good_pdf())
        monkeypatch.setenv("ANSWERABLE_CLAMD", place)
        assert scan(sample) is found
        thread.join()
    assert took[0].startswith(b"zINSTREAM\0") and hostile.good_pdf()[:20] in took[0]


def test_file_that_the_scanner_knows_is_refused(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr("answerable.uploads.operations.keeping.scan", lambda _: Found.SOMETHING)
    with pytest.raises(UploadError, match="virus scanner"):
        made.upload(make.body("Northmere Wards Trust"))
    assert Upload.objects.get().state == "refused" and kept_bytes(home) == []
    monkeypatch.setattr("answerable.uploads.operations.keeping.scan", lambda _: Found.NOTHING)
    assert made.upload(make.body("Northmere Wards Trust")).state == "kept"


def test_scanner_that_is_gone_leaves_files_in_quarantine(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("ANSWERABLE_CLAMD", str(home / "nobody"))
    assert made.upload(make.body("Northmere Wards Trust")).state == "quarantined"


def test_quarantine_ends_when_a_scanner_is_there(
    monkeypatch: pytest.MonkeyPatch,
    home: Path,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Callable[[], Any]]]],
) -> None:
    trust = make.body("Northmere Wards Trust")
    good, bad = made.upload(trust), made.upload(trust)
    assert scan_waiting(by=SCANNER) == (0, 0)
    verdicts = {storage.place(good.sha256): Found.NOTHING, storage.place(bad.sha256): Found.SOMETHING}
    monkeypatch.setattr("answerable.uploads.operations.scanning.scan", verdicts.__getitem__)
    with django_capture_on_commit_callbacks(execute=True):
        assert scan_waiting(by=SCANNER) == (1, 1)
    assert list(Upload.objects.values_list("state", flat=True)) == ["kept", "refused"]
    assert kept_bytes(home) == [storage.place(good.sha256)]
    assert Event.objects.filter(kind="upload.scanned").count() == 2
    assert scan_waiting(by=SCANNER) == (0, 0)
    with pytest.raises(NotPermittedError):
        scan_waiting(by=made.officer(trust))
