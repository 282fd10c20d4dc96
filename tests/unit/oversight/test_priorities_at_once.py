"""Two people at one moment give one row and one clear message."""

import os
from pathlib import Path

from tests.at_once import database, finish, start_module

MODULE = "tests.unit.oversight.priorities_at_once"


def test_two_at_once_give_one_score_one_close_and_one_decision(tmp_path: Path) -> None:
    with database(tmp_path) as address:
        environment = {
            **os.environ,
            "ANSWERABLE_HOME": str(tmp_path),
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "answerable.settings",
        }
        who = finish(start_module(MODULE, "fill", environment))["scorer"]
        for what, done in (("score", 2), ("close", 1), ("decide", 1)):
            start = tmp_path / what
            pair = [start_module(MODULE, f"{what}:{who}:{start}", environment) for _ in range(2)]
            start.touch()
            told = [finish(process) for process in pair]
            # The same score twice is given once and changes nothing the second time; the rest is refused.
            assert sum(one["done"] for one in told) == done, what
            assert sum(one["refused"] for one in told) == 2 - done, what
        rows = finish(start_module(MODULE + "_count", "", environment))
    assert rows == {"scores": 1, "given": 1, "closed": 1, "decided": 1}
