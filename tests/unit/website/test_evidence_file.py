"""Files of evidence in public: only where the body lets the public read them, and a scanner has looked."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from answerable.core.calendar import now
from answerable.duties.models import Evidence
from answerable.uploads.models import Upload
from tests import make
from tests.made import delivering as made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answerable.uploads.storage.folder", lambda: tmp_path)
    monkeypatch.setenv("ANSWERABLE_CLAMD", "")


def test_file_is_had_by_the_public_only_when_all_three_are_so() -> None:
    trust = make.body("Northmere Wards Trust")
    piece = made.evidence(trust, upload=made.upload(trust), is_public=True)
    address, client = f"/evidence/{piece.reference}/file", Client(HTTP_HOST="localhost")
    assert client.get(address).status_code == 404  # in quarantine
    Upload.objects.update(state=Upload.State.KEPT)
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    Evidence.objects.update(is_public=False)
    assert client.get(address).status_code == 404
    Evidence.objects.update(is_public=True, withdrawn_at=now())
    assert client.get(address).status_code == 404


def test_pages_show_what_a_claim_rests_on_and_link_to_the_files_that_may_be_had() -> None:
    trust = make.body("Northmere Wards Trust")
    duty, audit = made.duty(trust), made.evidence(trust, title="Audit of nights", upload=made.upload(trust))
    note = made.evidence(trust, title="Policy page", grade="policy")
    made.claim(duty, "done", shown=[audit, note])
    client, file = Client(HTTP_HOST="localhost"), f"/evidence/{audit.reference}/file"
    pages = (
        f"/entries/{duty.entry.reference}",
        f"/organisations/{trust.reference}/standing?list=claimed-done",
    )

    def texts() -> list[str]:
        cache.clear()
        return [client.get(page).content.decode() for page in pages]

    Evidence.objects.filter(pk=audit.pk).update(is_public=True)
    for text in texts():
        assert "Audit of nights" in text and file not in text  # in quarantine
        assert f'<a href="{note.url}" rel="nofollow noreferrer">Policy page</a>' in text
    Upload.objects.update(state=Upload.State.KEPT)
    assert all(f'<a href="{file}">Audit of nights</a>' in text for text in texts())
    assert client.get(f"{pages[0]}.json").json()["standing"][0]["evidence"][0]["file"] == file
    Evidence.objects.update(is_public=False)
    assert not any(file in text for text in texts())


def test_what_is_no_evidence_is_not_there() -> None:
    client = Client(HTTP_HOST="localhost")
    for reference in ("V-00000000", "E-7KQ2M9XA4", "nonsense"):
        assert client.get(f"/evidence/{reference}/file").status_code == 404
