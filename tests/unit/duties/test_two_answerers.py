"""Two people of one body who send, and who save, the same drafts at the same moment."""

import os
import subprocess
import time
from collections import Counter

import pytest

from tests.at_once import database, finish, start_module
from tests.unit.duties.racing_answers import ROUNDS


def start(role: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return start_module("tests.unit.duties.racing_answers", role, environment)


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
