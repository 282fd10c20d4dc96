"""Two issuers, two daily jobs and two overseers at the same moment: everything is done once, and told."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.at_once import database, finish, finish_all, start_module
from tests.unit.pipeline.acting_at_once import ROUNDS

Race = tuple[dict[str, int], dict[str, int], dict[str, int]]


def start(role: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return start_module("tests.unit.pipeline.acting_at_once", role, environment)


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Race:
    """What each achieved, and what stands in the end."""
    home: Path = tmp_path_factory.mktemp("home")
    with database(home) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "ANSWERABLE_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "answerable.settings",
        }
        finish(start("prepare", environment))
        people = [start(str(number), environment) for number in (1, 2)]
        one, two = finish_all(people)
        return one, two, finish(start("report", environment))


def both(race: Race, what: str) -> int:
    one, two, _ = race
    return one.get(what, 0) + two.get(what, 0)


def test_manuscript_is_published_once_and_one_reference_makes_one_report(race: Race) -> None:
    stands = race[2]
    assert both(race, "publish: published") == stands["reports"] == stands["manuscripts"] == ROUNDS
    assert stands["published events"] == ROUNDS
    assert both(race, "publish: published before") == 3 * ROUNDS


def test_two_daily_jobs_take_each_step_and_send_each_mail_once(race: Race) -> None:
    stands = race[2]
    assert both(race, "daily: escalate") == stands["steps"] == stands["step events"] == ROUNDS
    assert stands["letters"] == ROUNDS
    assert both(race, "daily: tell") + stands["letters"] == stands["notices"]
    assert stands["messages"] == stands["sent"] == stands["tries"] == both(race, "daily: send")


def test_duty_that_two_hold_and_pass_on_is_held_and_passed_on_once(race: Race) -> None:
    stands = race[2]
    assert both(race, "oversee: held") == both(race, "oversee: resumed") == stands["held"] == ROUNDS
    assert both(race, "oversee: passed") == both(race, "oversee: passed before") == ROUNDS
    assert stands["transfers"] == stands["duties held as passed"] == ROUNDS and stands["held now"] == 0
    assert stands["gaps in the log"] == 0
