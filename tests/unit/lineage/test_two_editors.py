"""Two editors who decide the same things at the same moment: each is decided once, by one of them, wholly."""

import os
import subprocess
import time
from collections import Counter

import pytest

from tests.at_once import database, finish, start_module
from tests.unit.lineage.racing import ROUNDS


def start(role: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return start_module("tests.unit.lineage.racing", role, environment)


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
