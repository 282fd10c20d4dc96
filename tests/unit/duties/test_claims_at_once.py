"""Two officers claim on the same duties at one moment, while a third person withdraws the evidence."""

import os
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.at_once import database, finish, start_module
from tests.unit.duties.claiming_at_once import ROUNDS

PEOPLE = (1, 2, 3)


def start(role: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return start_module("tests.unit.duties.claiming_at_once", role, environment)


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
        people = [start(str(number), environment) for number in PEOPLE]
        while not all((Path(home) / f"ready-{number}").exists() for number in PEOPLE):
            assert all(one.poll() is None for one in people), [finish(one) for one in people]
            time.sleep(0.01)
        (Path(home) / "GO").touch()
        achieved = [Counter(finish(one)) for one in people]
        return achieved, finish(start("report", environment))


def test_each_duty_has_at_most_one_claim_and_everybody_is_told(
    race: tuple[list[Counter[str]], dict[str, int]],
) -> None:
    (first, second, third), stands = race
    assert first.total() == second.total() == ROUNDS and third["withdrawn"] == ROUNDS
    claimed = first["claimed"] + second["claimed"]
    assert stands["claims"] == stands["duties claimed"] == stands["claim events"] == claimed
    assert stands["withdrawn events"] == ROUNDS and stands["gaps in the log"] == 0


def test_no_claim_rests_on_evidence_that_was_withdrawn_unseen(
    race: tuple[list[Counter[str]], dict[str, int]],
) -> None:
    """All audits are withdrawn in the end: every claim made before that shows that it lost its support."""
    _, stands = race
    assert stands["unsupported"] == stands["claims"]
