"""Two editors decide on the same replies at the same moment: one answer each, and the other is told."""

import os
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.at_once import database, finish, start_module
from tests.unit.duties.replies_at_once import ROUNDS


def start(role: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return start_module("tests.unit.duties.replies_at_once", role, environment)


def test_every_proposal_is_decided_once_and_nothing_is_doubled(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = Path(tmp_path_factory.mktemp("home"))
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
            assert all(one.poll() is None for one in editors), [finish(one) for one in editors]
            time.sleep(0.01)
        (home / "GO").touch()
        achieved = [Counter(finish(one)) for one in editors]
        stands = finish(start("report", environment))
    together = achieved[0] + achieved[1]
    assert together == Counter({"decided": ROUNDS, "told": ROUNDS}), achieved
    assert stands == {"answers": ROUNDS, "parts": ROUNDS, "decisions": ROUNDS, "events": ROUNDS}
