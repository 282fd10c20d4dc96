"""Files that come at one moment, or are the same: limits hold, and no row is left without its bytes."""

from pathlib import Path

import pytest
from django.test import override_settings

from answerable.core.actors import SCANNER
from answerable.uploads import queries
from answerable.uploads.models import Upload
from answerable.uploads.operations import UploadError, scan_waiting
from answerable.uploads.scanner import Found
from tests import make
from tests.interleaved import interleaved
from tests.made import delivering as made

pytestmark = pytest.mark.usefixtures("own_database")
TABLE = b"month,count\r\n2026-01,4\r\n"


def test_files_that_come_together_and_those_of_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERABLE_CLAMD", "")
    trust = make.body("Meeting Trust")
    officers = [made.officer(trust), made.officer(trust, number=2)]

    def send(number: int, content: bytes) -> Upload:
        return made.upload(trust, content, "audit.csv", officers[number])

    with override_settings(HOME=tmp_path):
        held = [send(0, TABLE), send(1, TABLE)]
        monkeypatch.setattr(queries, "DAY_FILES_OF_BODY", 3)
        first, second = interleaved(
            lambda: send(0, TABLE + b"2026-02,5\r\n"), lambda: send(1, TABLE + b"x,6\r\n")
        )
        assert first.get().state == "quarantined"
        assert isinstance(second.error, UploadError) and "your organisation" in str(second.error)
        kept = {path.name for path in (tmp_path / "uploads").rglob("*") if path.is_file()}
        assert kept == {held[0].sha256, first.get().sha256}

        verdicts = {held[0].sha256: Found.SOMETHING, first.get().sha256: Found.NOTHING}
        monkeypatch.setattr("answerable.uploads.operations.scanning.scan", lambda path: verdicts[path.name])
        assert scan_waiting(by=SCANNER) == (1, 2)
        assert list(Upload.objects.values_list("state", flat=True)) == ["refused", "refused", "kept"]
