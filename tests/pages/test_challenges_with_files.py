"""Anybody may send a file with a challenge: looked at as any other, kept apart, and shown to nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from answerable.assurance.models import Challenge
from answerable.duties.models import Duty
from answerable.uploads.limits import DAY_FILES_OF_CLIENT, PUBLIC_FILE_BYTES
from answerable.uploads.models import Upload
from tests.made import assuring, hostile
from tests.pages.desk_tools import signed_in
from tests.unit.accounts import made as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of its own, and no virus scanner."""
    cache.clear()
    monkeypatch.setenv("ANSWERABLE_CLAMD", "")
    with override_settings(HOME=tmp_path):
        yield tmp_path


@pytest.fixture
def duty() -> Duty:
    return assuring.duty()


def send(duty: Duty, name: str, content: bytes, **fields: str) -> tuple[int, str]:
    sent = {
        "about": "status",
        "words": "The ward closed.",
        "file": SimpleUploadedFile(name, content),
        **fields,
    }
    answer = Client(HTTP_HOST="localhost").post(f"/entries/{duty.entry.reference}/challenge", sent)
    return answer.status_code, answer.content.decode()


def test_file_is_had_by_those_who_answer_and_stands_on_no_public_page(duty: Duty) -> None:
    content = hostile.good_pdf()
    assert send(duty, "Minutes of Jane.pdf", content)[0] == 303
    made = Challenge.objects.get()
    assert made.upload is not None and made.upload.state == Upload.State.QUARANTINED
    assert made.upload.sent_by.startswith("public:") and made.client in made.upload.sent_by
    public = Client(HTTP_HOST="localhost")
    for address in (f"/challenges/{made.reference}", "/challenges", f"/entries/{duty.entry.reference}"):
        assert "Minutes" not in public.get(address).content.decode()
    here = f"/workspace/challenges/{made.reference}"
    editor = signed_in(people.person("editor").email)
    shown = editor.get(here).content.decode()
    assert f'href="{here}/file"' in shown and "not been looked at by a virus scanner" in shown
    got = editor.get(f"{here}/file")
    assert b"".join(got.streaming_content) == content  # type: ignore[attr-defined]
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["Content-Security-Policy"].startswith("sandbox;")
    assert public.get(f"{here}/file").status_code == 302
    assert signed_in(people.person("reader").email).get(f"{here}/file").status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", hostile.acting_pdf(b"/OpenAction<</S/JavaScript/JS(x)>>"), "JavaScript"),
        ("a.csv", b"ward,falls\nElm,3\n", "Only PDF, PNG and JPEG"),
        ("a.pdf", b"MZ\x90\x00" + bytes(range(256)) * 4, "Only PDF"),
    ],
)
def test_file_that_is_refused_keeps_the_words_and_is_no_challenge(
    duty: Duty, home: Path, name: str, content: bytes, why: str
) -> None:
    status, page = send(duty, name, content)
    assert status == 422 and why in page and "The ward closed." in page and 'href="#file"' in page
    assert not Challenge.objects.exists() and Upload.objects.get().state == Upload.State.REFUSED
    assert not [path for path in (home / "uploads").rglob("*") if path.is_file()]


def test_file_is_not_looked_at_before_the_words_are_fit(duty: Duty) -> None:
    assert send(duty, "a.pdf", hostile.good_pdf(), words=" ")[0] == 422
    assert not Upload.objects.exists()


def test_large_form_is_passed_over_unread(duty: Duty) -> None:
    status, page = send(duty, "a.pdf", b"%PDF-1.7" + b" " * (PUBLIC_FILE_BYTES + 100_000))
    assert status == 413 and "at most 5 MB" in page and not Upload.objects.exists()


def test_one_network_sends_few_files_a_day_and_may_go_on_without(duty: Duty) -> None:
    for _ in range(DAY_FILES_OF_CLIENT):
        assert send(duty, "a.csv", b"ward,falls\nElm,3\n")[0] == 422
    status, page = send(duty, "a.pdf", hostile.good_pdf())
    assert status == 422 and "your network" in page
    without = {"about": "status", "words": "The ward closed."}
    client = Client(HTTP_HOST="localhost")
    assert client.post(f"/entries/{duty.entry.reference}/challenge", without).status_code == 303
