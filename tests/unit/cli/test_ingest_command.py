"""The ingest command: what it leaves ready."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from answerable.cli.ingest import ingest
from answerable.pipeline.index import index_is_current
from answerable.search.generations import FORMAT
from tests import make
from tests.unit.pipeline import made_table


@pytest.mark.django_db
def test_run_killed_before_it_could_index_is_finished_by_the_next(
    tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DOCUMENTS, settings.INDEX = tmp_path / "documents", tmp_path / "index"  # type: ignore[attr-defined]
    make.body("Northmere Wards Trust")
    path = made_table.write(tmp_path / "reports.csv", [made_table.row(1)])
    assert CliRunner().invoke(ingest, ["--no-index", str(path)]).exit_code == 0
    assert not index_is_current()
    assert CliRunner().invoke(ingest, [str(path)]).exit_code == 0
    assert index_is_current()
    held = tmp_path / "index" / "current.json"
    held.write_text(held.read_text().replace(f'"format": {FORMAT}', '"format": 1'))  # of a former version
    assert not index_is_current()
