"""Two people of one body who send, and who save, the same drafts at the same moment."""

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

from tests.unit.duties.racing_answers import ROUNDS

ROOT = Path(__file__).resolve().parents[3]
_NAME = "answerable_two_answerers"


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
        [sys.executable, "-m", "tests.unit.duties.racing_answers", role],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> dict[str, int]:
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, err
    told: dict[str, int] = json.loads(out) if out else {}
    return told


Race = tuple[list[Counter[str]], dict[str, int]]


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Race:
    """What each achieved, and what stands in the end."""
    home = tmp_path_factory.mktemp("home")
    with database(home) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "ANSWERABLE_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "answerable.settings",
        }
        finish(start("prepare", environment))
        people = [start(str(number), environment) for number in (1, 2)]
        while not all((home / f"ready-{number}").exists() for number in (1, 2)):
            assert all(one.poll() is None for one in people), [finish(one) for one in people]
            time.sleep(0.01)
        (home / "GO").touch()
        achieved = [Counter(finish(one)) for one in people]
        return achieved, finish(start("report", environment))


def test_draft_that_both_send_is_one_answer(race: Race) -> None:
    (one, two), stands = race
    assert one["sent"] + two["sent"] == ROUNDS
    assert one["sent before"] + two["sent before"] == ROUNDS
    assert stands["answers"] == stands["parts"] == stands["events"] == ROUNDS


def test_draft_that_both_save_keeps_the_first_and_shows_the_second_what_came_before(race: Race) -> None:
    (one, two), stands = race
    assert one["saved"] + two["saved"] == one["overtaken"] + two["overtaken"] == ROUNDS
    assert stands["revisions"] == 2 * ROUNDS + ROUNDS
