"""`answerable succession`: what would pass is said first, and passes once, with an account."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from answerable.cli import main
from answerable.core.calendar import today
from answerable.duties.models import Transfer
from tests import make
from tests.made.answering import duty

pytestmark = pytest.mark.django_db
CLOSED = today() - dt.timedelta(days=20)


@pytest.fixture(autouse=True)
def register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answerable.cli.succession.prepare", lambda: None)
    old, heir, lone = (
        make.body("Old Trust", closed=CLOSED),
        make.body("Heir Trust"),
        make.body("Lone Trust", closed=CLOSED),
    )
    make.succession(old, heir, CLOSED)
    duty(old)
    duty(lone)


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["succession", *arguments])
    assert done.exit_code == code, done.output
    return done.output if code else done.stdout


def test_preview_says_what_would_pass_and_writes_nothing() -> None:
    said = json.loads(run("preview", "--json"))
    assert (said["held"], said["passing"], said["waiting"]) == (2, 1, 1)
    assert said["waits"][0]["why"] == "No body is known that came after it"
    assert "Old Trust to Heir Trust" in run("preview", "--on", today().isoformat())
    assert not Transfer.objects.exists()


def test_apply_passes_once_and_prints_the_account() -> None:
    said = json.loads(run("apply", "--json"))
    assert said["after"]["passed"] == 1 and said["after"]["balances"]
    assert "0 passed, 1 wait for a person" in run("apply")
    later = (today() + dt.timedelta(days=9)).isoformat()
    assert "has come" in run("apply", "--on", later, code=1)
    assert Transfer.objects.count() == 1
