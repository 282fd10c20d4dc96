"""A register whose days a journey turns over: one home, served again on each day that something happens."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.world import JourneyWorld
from tests.pages.served import environment, serving

ROOT = Path(__file__).resolve().parents[2]
FILL = "import django; django.setup(); from tests.journeys.world import main; main()"
DAILY = "from answerable.cli import main; main()"


@contextmanager
def day(on: dt.date) -> Iterator[None]:
    """Within, whatever is started lives on that day."""
    wanted = {
        "ANSWERABLE_CLOCK": on.isoformat(),
        "ANSWERABLE_DEBUG": "1",
        "ANSWERABLE_SECOND_FACTOR": "optional",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


def fill(home: Path, on: dt.date) -> JourneyWorld:
    with day(on):
        return JourneyWorld(**json.loads(_run([sys.executable, "-c", FILL], home)))


def run_daily(home: Path, on: dt.date) -> str:
    """What is done once a day, on that day."""
    with day(on):
        return _run([sys.executable, "-c", DAILY, "daily", "--json"], home)


@contextmanager
def served_on(home: Path, on: dt.date) -> Iterator[str]:
    with day(on), serving(home) as address:
        yield address


def _run(command: list[str], home: Path) -> str:
    made = subprocess.run(command, env=environment(home), capture_output=True, text=True, cwd=ROOT)
    assert made.returncode == 0, made.stderr
    return made.stdout
