"""The figures command: how duties stood, worked out once, then only where something happened."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from answerable.cli.figures import figures
from answerable.core.calendar import today
from answerable.oversight.models import Spell
from tests import make
from tests.made import answering

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> dict[str, int]:
    done = CliRunner().invoke(figures, [*arguments, "--json"])
    assert done.exit_code == 0, done.output
    told: dict[str, int] = json.loads(done.stdout)
    return told


def test_only_what_was_touched_is_worked_out_again() -> None:
    trust = make.body("Vale and Moor Partnership NHS Foundation Trust")
    first = answering.duty(trust, issued=today() - timedelta(days=10))
    answering.duty(trust, "A bell was silent.", issued=today() - timedelta(days=10))
    assert run()["duties"] == 2
    assert run()["duties"] == 0
    before = Spell.objects.filter(duty=first).count()
    answering.answer(trust, [first])
    assert run()["duties"] == 1
    assert Spell.objects.filter(duty=first, response="received").exists()
    assert run("--afresh")["duties"] == 2
    assert before >= 1
