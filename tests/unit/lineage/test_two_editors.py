"""Two editors who decide the same things at the same moment: each is decided once, by one of them, wholly."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.unit.lineage.racing import ROUNDS

ROOT = Path(__file__).resolve().parents[3]
_NAME = f"answerable_at_once_{os.getpid()}"  # files of this kind run beside each other


@contextmanager
def database(home: Path) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on; gone afterwards."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield f"sqlite:///{home / 'two.sqlite3'}"
        return
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {_NAME}")
        connection.execute(f"CREATE DATABASE {_NAME}")
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{_NAME}"))
        finally:
            connection.execute(f"DROP DATABASE {_NAME} WITH (FORCE)")


def start(role: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.unit.lineage.racing", role],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> dict[str, int]:
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    told: dict[str, int] = json.loads(out) if out else {}
    return told


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Counter[str]], dict[str, int]]:
    """What each editor achieved, and what stands in the end."""
    home = tmp_path_factory.mktemp("home")
    with database(home) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "ANSWERABLE_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "answerable.settings",
        }
        finish(start("prepare", environment))
        editors = [start(str(number), environment) for number in (1, 2)]
        while not all((home / f"ready-{number}").exists() for number in (1, 2)):
            assert all(editor.poll() is None for editor in editors), [finish(editor) for editor in editors]
            time.sleep(0.01)
        (home / "GO").touch()
        achieved = [Counter(finish(editor)) for editor in editors]
        return achieved, finish(start("report", environment))


Race = tuple[list[Counter[str]], dict[str, int]]


def test_every_link_is_decided_once(race: Race) -> None:
    (one, two), stands = race
    assert one["decided"] + two["decided"] == ROUNDS
    assert one["decided before"] + two["decided before"] == ROUNDS
    assert stands["links"] == stands["link subjects"] == ROUNDS


def test_themes_of_an_entry_are_all_of_one_editor(race: Race) -> None:
    (one, two), stands = race
    assert one["themes"] + two["themes"] == ROUNDS
    assert stands["themes"] == 2 * ROUNDS and stands["entries decided by both"] == 0


def test_every_draft_is_settled_once(race: Race) -> None:
    (one, two), stands = race
    assert one["settled"] + two["settled"] == ROUNDS
    assert one["settled before"] + two["settled before"] == ROUNDS
    assert stands["settled"] == ROUNDS


def test_what_lost_left_nothing_in_the_log(race: Race) -> None:
    _, stands = race
    assert stands["decided events"] == 3 * ROUNDS
    assert stands["gaps in the log"] == 0
