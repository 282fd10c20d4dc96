"""The bulk files: one set of facts in four forms, described, with keys that hold, and signed."""

import asyncio
import csv
import datetime as dt
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker
from selectolax.lexbor import LexborHTMLParser, LexborNode

from answerable.cli.export import export
from answerable.core.calendar import today
from answerable.pipeline.bulk.described import meaning
from answerable.pipeline.bulk.held import whole_dictionary
from answerable.pipeline.bulk.kinds import WrongKindError, reader
from answerable.pipeline.bulk.tables import TABLES
from answerable.pipeline.daily import write_files
from answerable.pipeline.export import DATABASE, export_to, faults_of
from answerable.publication.licences import licence_of
from tests import make
from tests.made.published import small_register

pytestmark = pytest.mark.django_db

# {datatype: (of SQLite, of Parquet, what reads a cell of it or fails)}
FORMS: dict[str, tuple[str, str, Callable[[str], object]]] = {
    "string": ("TEXT", "string", str),
    "integer": ("INTEGER", "int64", int),
    "number": ("REAL", "double", float),
    "boolean": ("INTEGER", "bool", {"True": True, "False": False}.__getitem__),
    "date": ("TEXT", "date32[day]", dt.date.fromisoformat),
    "datetime": ("TEXT", "timestamp[us, tz=UTC]", dt.datetime.fromisoformat),
}


@pytest.fixture(scope="module")
def home(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A register and its files, made once for all tests of this file and rolled back after them."""
    made: Path = tmp_path_factory.mktemp("home")
    kept, django_settings.HOME = django_settings.HOME, made
    with django_db_blocker.unblock(), transaction.atomic():
        small_register()
        export_to(made / "bulk", parquet=True)
        yield made
        transaction.set_rollback(True)
    django_settings.HOME = kept


@pytest.fixture
def files(home: Path, tmp_path: Path, settings: Settings) -> Path:
    """A copy of the files, with the register's key beside them, to do with as one likes."""
    shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    settings.HOME = tmp_path
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
        columns = pq.read_table(files / f"{name}.parquet").to_pylist()
        assert [{key: _as_json(value) for key, value in row.items()} for row in columns] == objects, name


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def test_cells_are_of_the_kind_that_csv_on_the_web_says(files: Path) -> None:
    """Each column has one kind: in the metadata, in SQLite and in Parquet; and every cell is of it."""
    told = json.loads((files / "csv-metadata.json").read_text())
    database = sqlite3.connect(files / DATABASE)
    for table in told["tables"]:
        name = table["url"].removesuffix(".csv")
        schema = pq.read_schema(files / f"{name}.parquet")
        kinds = {row[1]: row[2] for row in database.execute(f"PRAGMA table_info({name})")}
        with (files / table["url"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for column in table["tableSchema"]["columns"]:
            said = column.get("datatype", "string")
            said = said if isinstance(said, str) else said["base"]
            sql, parquet, read = FORMS[said]
            assert kinds[column["name"]] == sql and str(schema.field(column["name"]).type) == parquet
            for row in rows:
                if cell := row[column["name"]]:
                    read(cell)
                else:
                    assert not column.get("required"), column


def test_keys_of_csv_on_the_web_are_always_there_and_lead_to_a_row(files: Path) -> None:
    told = json.loads((files / "csv-metadata.json").read_text())
    cells: dict[str, list[dict[str, str]]] = {}
    for table in told["tables"]:
        with (files / table["url"]).open(encoding="utf-8", newline="") as file:
            cells[table["url"]] = list(csv.DictReader(file))
    for table in told["tables"]:
        schema, rows = table["tableSchema"], cells[table["url"]]
        if key := schema.get("primaryKey"):
            assert len({row[key] for row in rows} - {""}) == len(rows), table["url"]
        for one in schema.get("foreignKeys", ()):
            to = one["reference"]
            held = {row[to["columnReference"]] for row in cells[to["resource"]]}
            assert {row[one["columnReference"]] for row in rows} <= held, (table["url"], one)


def test_each_row_says_its_licence_and_whom_to_name(files: Path) -> None:
    for name in TABLES:
        for line in (files / f"{name}.jsonl").read_text().splitlines():
            row = json.loads(line)
            assert row["licence"] is not None and row["attribution"] is not None, name
    [entry] = [
        row
        for row in map(json.loads, (files / "entries.jsonl").read_text().splitlines())
        if row["text"].startswith("=")
    ]
    terms = licence_of("judiciary-pfd")
    assert (entry["licence"], entry["attribution"]) == ("OGL-UK-3.0", terms.attribution)
    assert entry["licence_confirmed"] is terms.confirmed


def test_cell_of_another_kind_is_refused() -> None:
    read = reader("reports", ("report", "issued_on", "fictional"), frozenset({"report"}))
    assert read(("", dt.date(2024, 5, 1), True)) == (None, "2024-05-01", True)
    for row in ((3, None, None), ("R-1", "May", None), ("R-1", None, "yes"), ("R-1",)):
        with pytest.raises(WrongKindError, match="reports"):
            read(row)


def test_files_that_failed_leave_those_of_before_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_to(tmp_path / "bulk")
    (tmp_path / "bulk" / ".writing-killed").mkdir()
    before = sorted(path.name for path in (tmp_path / "bulk").iterdir() if "writing" not in path.name)
    make.entry("Check the lamps.")
    monkeypatch.setitem(TABLES, "duties", (TABLES["duties"][0], lambda: iter([("only one",)])))
    with pytest.raises(WrongKindError, match="duties"):
        export_to(tmp_path / "bulk")
    assert sorted(path.name for path in (tmp_path / "bulk").iterdir()) == before
    assert faults_of(tmp_path / "bulk") == []


def test_without_pyarrow_it_is_said_how_to_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    told = CliRunner().invoke(export, [str(tmp_path / "bulk"), "--parquet"])
    assert told.exit_code == 1 and "pip install 'answerable[parquet]'" in told.output
    assert not (tmp_path / "bulk").exists()


def test_dictionary_is_the_same_in_docs_in_files_and_on_the_page(files: Path) -> None:
    kept = (Path(django_settings.BASE) / "docs" / "data-dictionary.md").read_text()
    assert whole_dictionary() == kept, "run `answerable dictionary > docs/data-dictionary.md`"
    assert kept.startswith((files / "data-dictionary.md").read_text())
    page = LexborHTMLParser(Client(HTTP_HOST="localhost").get("/data").content)
    shown = [[_said(cell) for cell in row.css("td")] for row in page.css("details tbody tr")]
    rows = sqlite3.connect(files / DATABASE).execute('SELECT "column", "kind", "meaning" FROM dictionary')
    assert shown == [list(row) for row in rows]


def _said(cell: LexborNode) -> str:
    """What a cell says, without the heading that small screens show beside it."""
    for heading in cell.css(".nhsuk-table-responsive__heading"):
        heading.decompose()
    return " ".join(cell.text().split())


def test_database_opens_in_datasette(files: Path) -> None:
    """Each table's page, its words in search, and what the metadata says of its columns."""

    async def look() -> None:
        server = Datasette(
            [str(files / DATABASE)], metadata=json.loads((files / "datasette.json").read_text())
        )
        await server.invoke_startup()
        for name in (*TABLES, "dictionary", "about"):
            page = await server.client.get(f"/answerable/{name}")
            assert page.status_code == 200 and name in page.text, name
        found = await server.client.get("/answerable/entries.json?_search=board&_shape=array")
        assert [row["text"] for row in found.json()] == ["=1+1 was written on the board."]
        assert meaning("entries", "purpose") in (await server.client.get("/answerable/entries")).text

    asyncio.run(look())


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
