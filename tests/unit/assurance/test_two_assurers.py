"""Two assurers look at the same claims at the same moment: each is judged, closed and answered once."""

import os
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.at_once import database, finish, start_module
from tests.unit.assurance.assuring_at_once import ROUNDS


def start(role: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return start_module("tests.unit.assurance.assuring_at_once", role, environment)


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Counter[str]], dict[str, int]]:
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
        while not all((Path(home) / f"ready-{number}").exists() for number in (1, 2)):
            assert all(one.poll() is None for one in people), [finish(one) for one in people]
            time.sleep(0.01)
        (Path(home) / "GO").touch()
        achieved = [Counter(finish(one)) for one in people]
        return achieved, finish(start("report", environment))


def test_each_claim_has_one_verdict_and_the_second_hears_of_it(
    race: tuple[list[Counter[str]], dict[str, int]],
) -> None:
    (one, two), stands = race
    assert one["verified"] + two["verified"] == stands["verifications"] == ROUNDS
    assert one["verified before"] + two["verified before"] == ROUNDS


def test_each_duty_is_closed_once_with_its_two_looks(
    race: tuple[list[Counter[str]], dict[str, int]],
) -> None:
    (one, two), stands = race
    assert one["closed"] + two["closed"] == stands["closures"] == ROUNDS
    assert stands["rechecks"] == 2 * ROUNDS


def test_each_challenge_is_answered_once_and_mailed_once(
    race: tuple[list[Counter[str]], dict[str, int]],
) -> None:
    (one, two), stands = race
    assert one["answered"] + two["answered"] == stands["answered"] == stands["messages"] == ROUNDS
    assert stands["events"] == 3 * ROUNDS and stands["gaps in the log"] == 0
