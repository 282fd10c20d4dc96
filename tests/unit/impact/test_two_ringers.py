"""Two jobs and two assurers at the same moment: each alarm is raised, told and looked at once."""

import os
import time
from collections import Counter
from pathlib import Path

from tests.at_once import database, finish, start_module
from tests.unit.impact.ringing_at_once import ROUNDS

MODULE = "tests.unit.impact.ringing_at_once"


def test_each_alarm_is_raised_told_and_looked_at_once(tmp_path: Path) -> None:
    with database(tmp_path) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "ANSWERABLE_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "answerable.settings",
        }
        finish(start_module(MODULE, "prepare", environment))
        jobs = [start_module(MODULE, str(number), environment) for number in (1, 2)]
        while not all((tmp_path / f"ready-{number}").exists() for number in (1, 2)):
            assert all(job.poll() is None for job in jobs), [finish(job) for job in jobs]
            time.sleep(0.01)
        (tmp_path / "GO").touch()
        one, two = (Counter(finish(job)) for job in jobs)
        stands = finish(start_module(MODULE, "report", environment))
    assert one["raised"] + two["raised"] == stands["alarms"] == stands["told"] == ROUNDS
    assert one["looked"] + two["looked"] == stands["looks"] == ROUNDS
    assert one["looked before"] + two["looked before"] == ROUNDS
    assert stands["events"] == 2 * ROUNDS and stands["gaps in the log"] == 0
