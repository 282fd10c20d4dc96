"""Public files of a register that changes while they are written: they are of one moment."""

import csv
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from answerable.core.actors import Actor
from answerable.pipeline.export import export_to
from answerable.register.operations import withdraw_report
from tests import make

EDITOR = Actor("person:1", frozenset({"REPORT_WITHDRAW"}))


def column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


@pytest.mark.usefixtures("own_database")
def test_report_withdrawn_meanwhile_is_in_all_tables_or_in_none(tmp_path: Path, settings: Settings) -> None:
    settings.HOME = tmp_path
    report = make.report(to=[make.body("Vale NHS Trust")])

    def withdrawn() -> None:
        withdraw_report(by=EDITOR, report=report, ground="error", why="Published in error.")
        connection.close()

    def progress(table: str, _: int, __: int) -> None:
        if table == "reports" and connection.vendor == "postgresql":  # SQLite: one connection, no meanwhile
            other = Thread(target=withdrawn)
            other.start()
            other.join(60)

    export_to(tmp_path / "bulk", progress=progress)
    bulk = tmp_path / "bulk"
    assert column(bulk / "entries.csv", "report") == column(bulk / "reports.csv", "report")
    assert column(bulk / "duties.csv", "entry") == column(bulk / "entries.csv", "entry")
    report.refresh_from_db()
    assert bool(report.withdrawn_at) == (connection.vendor == "postgresql")
