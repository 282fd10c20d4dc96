"""The bulk files: one set of facts in three forms, described, with keys that hold, and signed."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.cli.export import export
from answerable.core.calendar import today
from answerable.oversight.operations.minuting import add_note
from answerable.pipeline.bulk.described import meaning
from answerable.pipeline.bulk.tables import TABLES
from answerable.pipeline.daily import write_files
from answerable.pipeline.export import DATABASE, export_to, faults_of
from tests import make
from tests.made import answering, assuring, coordinating, prioritising

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path, settings: Settings) -> Path:
    settings.HOME = tmp_path
    body = make.body("Wending Water NHS Foundation Trust")
    duty = assuring.duty(body)
    answering.answer(body, [duty])
    assuring.verdict(assuring.claim(duty))
    make.entry("=1+1 was written on the board.")
    overseer, asked = coordinating.overseer(), coordinating.expectation("Ash", "Birch")
    group = coordinating.group(overseer, body, asked)
    add_note(by=overseer, group=group, kind="minutes", on=today(), title="Lamps", words="Two a ward.")
    coordinating.work(overseer, body, asked)
    coordinating.consolidation(overseer, asked)
    prioritising.assessment(asked)
    prioritising.scored(prioritising.world())
    export_to(tmp_path / "bulk")
    return tmp_path / "bulk"


def test_csv_json_lines_and_sqlite_hold_the_same(files: Path) -> None:
    database = sqlite3.connect(files / DATABASE)
    database.row_factory = sqlite3.Row
    for name in TABLES:
        with (files / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            cells = list(csv.DictReader(file))
        objects = [json.loads(line) for line in (files / f"{name}.jsonl").read_text().splitlines()]
        rows = [dict(row) for row in database.execute(f"SELECT * FROM {name}")]
        assert len(cells) == len(objects) == len(rows), name
        for cell, plain, row in zip(cells, objects, rows, strict=True):
            assert {key: value for key, value in plain.items() if not isinstance(value, bool)} == {
                key: value for key, value in row.items() if not isinstance(plain[key], bool)
            }
            for column, value in plain.items():
                assert cell[column].removeprefix("'") == ("" if value is None else str(value)), column


def test_what_was_weighed_and_is_done_together_is_held_too(files: Path) -> None:
    database = sqlite3.connect(files / DATABASE)
    for table, few in {
        "groups": 1,
        "group_notes": 1,
        "work": 1,
        "consolidations": 1,
        "positions": 2,
        "assessments": 1,
        "priorities": 1,
        "priority_ranks": 2,
    }.items():
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (few,), table


def test_keys_lead_somewhere_and_words_can_be_searched(files: Path) -> None:
    database = sqlite3.connect(files / DATABASE)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = database.execute("SELECT text FROM entries_fts WHERE entries_fts MATCH 'board'").fetchall()
    assert found == [("=1+1 was written on the board.",)]


def test_every_column_is_described(files: Path) -> None:
    for name, (columns, _) in TABLES.items():
        assert [column for column in columns if not meaning(name, column)] == [], name
    told = json.loads((files / "csv-metadata.json").read_text())
    for table in told["tables"]:
        with (files / table["url"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert [column["name"] for column in table["tableSchema"]["columns"]] == header
        assert table["tableSchema"].get("primaryKey", header[0]) in header
    assert json.loads((files / "dataset.jsonld").read_text())["@type"] == "Dataset"
    assert "## standing" in (files / "data-dictionary.md").read_text()


def test_what_was_changed_is_found(files: Path, tmp_path: Path) -> None:
    assert faults_of(files) == []
    with (files / "entries.csv").open("a") as file:
        file.write("E-0,forged\n")
    (files / "themes.csv").unlink()
    faults = faults_of(files)
    assert "themes.csv is missing" in faults and "entries.csv is not the file that was made" in faults
    manifest = files / "manifest.json"
    manifest.write_text(manifest.read_text().replace("Open Government", "Closed"))
    assert "not what was signed" in faults_of(files)[0]
    (files / "manifest.json.sig").unlink()
    assert "cannot be told who" in faults_of(files)[0]
    with pytest.raises(OSError, match="manifest"):
        faults_of(tmp_path)


def test_key_is_made_once_and_kept_from_others(files: Path, tmp_path: Path) -> None:
    first = (files / "public-key.pem").read_text()
    export_to(tmp_path / "again")
    assert (tmp_path / "again" / "public-key.pem").read_text() == first
    assert (tmp_path / "bulk-key.pem").stat().st_mode & 0o077 == 0


def test_command_checks_a_folder(files: Path) -> None:
    good = CliRunner().invoke(export, [str(files), "--check"])
    assert good.exit_code == 0 and "as it was made" in good.output
    (files / "duties.csv").write_text("")
    bad = CliRunner().invoke(export, [str(files), "--check"])
    assert bad.exit_code == 1 and "duties.csv is not the file" in bad.output
    none = CliRunner().invoke(export, [str(files.parent), "--check"])
    assert none.exit_code == 1 and "no manifest.json" in none.output


def test_daily_files_are_listed_and_nothing_else_is_handed_out(files: Path, settings: Settings) -> None:
    client = Client(HTTP_HOST="localhost")
    assert client.get("/data/files/entries.csv").status_code == 404
    settings.BULK = str(files)
    (files / "secret.txt").write_text("not for you")
    page = client.get("/data").content.decode()
    assert "/data/files/answerable.sqlite3" in page and "Ed25519" in page
    answer = client.get("/data/files/entries.csv")
    assert b"".join(answer.streaming_content) == (files / "entries.csv").read_bytes()  # type: ignore[attr-defined]
    for name in ("secret.txt", "..%2Fbulk-key.pem", "bulk-key.pem"):
        assert client.get(f"/data/files/{name}").status_code == 404


def test_daily_job_makes_them_where_a_folder_is_set(files: Path, settings: Settings, tmp_path: Path) -> None:
    assert write_files(today(), False, lambda *_: None).count == 0
    settings.BULK = str(tmp_path / "daily")
    assert write_files(today(), True, lambda *_: None).count == len(TABLES)
    assert not (tmp_path / "daily").exists()
    assert write_files(today(), False, lambda *_: None).count > len(TABLES)
    assert faults_of(tmp_path / "daily") == []
