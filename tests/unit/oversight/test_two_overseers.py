"""Two overseers do the same at the same moment: one lead, one note, one ask, each duty passed once."""

import os
import subprocess
import time
from collections import Counter
from pathlib import Path

from tests.at_once import database, finish, start_module
from tests.unit.oversight.together_at_once import ROUNDS


def start(role: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return start_module("tests.unit.oversight.together_at_once", role, environment)


def test_what_two_do_at_once_is_done_once_and_the_other_hears_of_it(tmp_path: Path) -> None:
    with database(tmp_path) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "ANSWERABLE_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "answerable.settings",
        }
        finish(start("prepare", environment))
        people = [start(str(number), environment) for number in (1, 2)]
        while not all((tmp_path / f"ready-{number}").exists() for number in (1, 2)):
            assert all(one.poll() is None for one in people), [finish(one) for one in people]
            time.sleep(0.01)
        (tmp_path / "GO").touch()
        achieved: Counter[str] = sum((Counter(finish(one)) for one in people), Counter())
        stands = finish(start("report", environment))
    for what, refusal in (
        ("replaced", "was replaced already"),
        ("recorded", "Others are at work on this already"),
        ("joined", "has joined already"),
        ("made", "is made"),
    ):
        assert achieved[what] == ROUNDS, (what, achieved)
        assert sum(count for said, count in achieved.items() if refusal in said) == ROUNDS, (what, achieved)
    assert achieved["handed over"] == 2 * ROUNDS
    assert stands["leads"] == stands["groups led"] == stands["notes"] == stands["joined"] == ROUNDS
    assert stands["work"] == 2 * ROUNDS and stands["consolidated"] == ROUNDS
    assert stands["passed"] == stands["transfers"] == 2 * ROUNDS
    assert stands["left"] == stands["unbalanced"] == stands["gaps in the log"] == 0
