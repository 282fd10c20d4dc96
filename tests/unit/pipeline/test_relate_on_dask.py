"""The workers of a cluster find what one process finds, and are not waited for once they are gone.

A cluster has its own process here: a test that hangs with it would hang all that follow.
"""

import os
from pathlib import Path

from tests import at_once


def outcome(role: str, home: Path) -> dict[str, int]:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{home / 'register.sqlite3'}",
        "ANSWERABLE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "answerable.settings",
    }
    return at_once.finish(at_once.start_module("tests.unit.pipeline.related_on_dask", role, environment))


def test_dask_gives_the_same_as_one_process(tmp_path: Path) -> None:
    told = outcome("alike", tmp_path)
    assert told["alone"] == told["together"] == told["same"] > 0


def test_workers_that_are_gone_are_not_waited_for(tmp_path: Path) -> None:
    assert outcome("gone", tmp_path) == {"said": 2}
