"""Commands on a machine that fails them: plain words, no traceback, and nothing left running."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from answerable.cli import main; main()"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [("ANSWERABLE_HOME", "{file}"), ("DATABASE_URL", "nonsense"), ("DATABASE_URL", "ftp://x/y")],
)
def test_place_that_cannot_hold_a_register_is_told_in_plain_words(
    variable: str, value: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    environment = {"ANSWERABLE_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}
    told = run("search", "x", **{**environment, variable: value.format(file=tmp_path / "file")})
    assert told.returncode == 1
    assert "Traceback" not in told.stderr and told.stdout == ""
    assert told.stderr.startswith("Error: The register cannot start") and variable in told.stderr


def test_database_without_room_is_told_in_plain_words(tmp_path: Path) -> None:
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        "from answerable.cli import main; main()"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, "organisations", "load"],
        env={**os.environ, "ANSWERABLE_HOME": str(tmp_path), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert "Traceback" not in told.stderr and "Error: The database" in told.stderr


WORKS_FOR_EVER = """
import os, sys, time
import django; django.setup()
from answerable.pipeline import preparers

def sleeps(job):
    with open(sys.argv[1], "a") as file:
        file.write(f"{os.getpid()}\\n")
    time.sleep(600)

preparers._prepare_one = sleeps
with preparers.Preparers(None, 2) as working:
    list(working.prepare([None] * 40, adapter="", rank=1))
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def waited_for(condition: object, *, seconds: int = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def test_killed_run_leaves_no_process_behind(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    pids.touch()
    environment = {
        **os.environ,
        "ANSWERABLE_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "answerable.settings",
    }
    running = subprocess.Popen([sys.executable, "-c", WORKS_FOR_EVER, str(pids)], env=environment)
    assert waited_for(lambda: len(pids.read_text().split()) == 2)
    running.send_signal(signal.SIGKILL)
    running.wait()
    helpers = [int(pid) for pid in pids.read_text().split()]
    assert waited_for(lambda: not any(alive(pid) for pid in helpers))
