"""`answerable daily` and `answerable mailbox`: what they say, refuse, and leave when killed."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django.fixtures import Settings

from answerable.cli import main
from answerable.core.calendar import today
from answerable.notices.models import Message
from answerable.oversight.models import Step
from answerable.pipeline.daily import STEPS
from tests import make
from tests.made import overseeing as made

DAY = dt.timedelta(days=1)
DUE = today() - DAY
FILL = """
import datetime as dt, django; django.setup()
from tests.migrated import migrate
migrate()
from tests import make
from tests.made import overseeing as made
for number in range(12):
    body = make.body(f"Trust {number}")
    made.officer(body)
    made.duty(body, issued=dt.date.fromisoformat("%s"))
"""


# What a killed run had begun to try is due, and is sent; then everything is listed.
SEND_AND_LIST = """
import contextlib, io, django; django.setup()
from answerable.cli import main
from answerable.core.calendar import now
from answerable.notices.models import Message
Message.objects.update(next_try_at=now())
with contextlib.redirect_stdout(io.StringIO()):
    main(["mailbox", "send"], standalone_mode=False)
main(["mailbox", "list", "--all", "--json"])
"""


@pytest.fixture
def register(db: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAILBOX, settings.MAIL_SERVER, settings.ESCALATION_FROM = tmp_path, "", ""
    monkeypatch.setattr("answerable.cli.daily.prepare", lambda: None)
    monkeypatch.setattr("answerable.cli.mailbox.prepare", lambda: None)
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    made.duty(body, issued=DUE - 56 * DAY)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.usefixtures("register")
def test_dry_run_says_what_would_be_done_and_does_nothing() -> None:
    said = json.loads(run("daily", "--dry-run", "--json"))
    assert [one["step"] for one in said["steps"]] == [step for step, _ in STEPS]
    assert {one["step"]: one["count"] for one in said["steps"]}["escalate"] == 1
    assert not Step.objects.exists() and not Message.objects.exists()


@pytest.mark.usefixtures("register")
def test_day_is_done_once() -> None:
    assert "escalate: 1 steps of escalation" in run("daily")
    assert "escalate: 0 steps of escalation" in run("daily")
    assert "Nothing waits" in run("mailbox", "list")
    assert "No answer identified yet" in run("mailbox", "list", "--all")
    assert "0 sent" in run("mailbox", "send")


@pytest.mark.usefixtures("register")
def test_day_to_come_is_refused_but_for_a_dry_run() -> None:
    later = (today() + 14 * DAY).isoformat()
    refused = CliRunner().invoke(main, ["daily", "--on", later])
    assert refused.exit_code == 1 and "still to come" in refused.stderr
    assert "(not done)" in run("daily", "--on", later, "--dry-run")


@pytest.mark.usefixtures("register")
def test_file_that_is_no_bounce_is_left(tmp_path: Path) -> None:
    file = tmp_path / "some.eml"
    file.write_text("Subject: hello\n\nNothing.")
    assert "no report of non-delivery" in run("mailbox", "bounce", str(file))


def test_job_killed_at_any_point_and_run_again_sends_each_letter_once(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    env = {**os.environ, "ANSWERABLE_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "answerable.settings"}
    env.pop("DATABASE_URL", None)

    def python(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=root, env=env, text=True, stdout=subprocess.PIPE
        )

    def done(*arguments: str) -> str:
        child = python(*arguments)
        said, _ = child.communicate(timeout=600)
        assert child.returncode == 0, said
        return said

    done("-c", FILL % (DUE - 56 * DAY))
    daily = ("-c", "from answerable.cli import main; main(['daily'])")
    for number in range(3):
        child = python(*daily)
        box = tmp_path / "mailbox" / "new"
        until = time.monotonic() + 300
        while child.poll() is None and time.monotonic() < until:
            if box.is_dir() and len(list(box.iterdir())) > 3 * number:
                child.send_signal(signal.SIGKILL)
                break
            time.sleep(0.005)
        child.communicate()
    done(*daily)
    said = json.loads(done("-c", SEND_AND_LIST))
    letters = [one for one in said if "No answer identified yet" in one["subject"]]
    assert len(letters) == 12 and {one["state"] for one in said} == {"sent"}
    assert len(list((tmp_path / "mailbox" / "new").iterdir())) == len(said)
