"""The demonstration brings bodies together: one group, one piece of work, one ask for many. Once."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.lineage.operations import make_expectation
from answerable.organisations.loading import load_paths
from answerable.oversight.models import GroupNote, Position, Work
from answerable.oversight.queries.groups import groups
from answerable.pipeline.demonstration import EDITOR
from answerable.pipeline.demonstration_people import open_accounts, read_accountability
from answerable.pipeline.demonstration_together import EDITOR as DESK
from answerable.pipeline.demonstration_together import LEAD, OVERSEER, bring_together
from tests import make

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[3] / "data" / "demo"
with (DEMO / "together.toml").open("rb") as file:
    ASK = tomllib.load(file)["expectations"]["contact"]


def test_bodies_of_the_demonstration_work_together_once(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    load_paths([DEMO / "organisations"], by=ORGANISATIONS_LOADER)
    entries = [make.entry(f"Nobody rang, {area}.", area=area, fictional=True) for area in ("Ash", "Birch")]
    assert not bring_together(DEMO), "what it is about is not there"
    make_expectation(by=EDITOR, entries=entries, text=ASK, note="", reason="They ask it.")
    people = read_accountability()["people"]
    open_accounts([one for one in people if one["email"] in {OVERSEER, LEAD, DESK}])
    assert bring_together(DEMO) and not bring_together(DEMO)
    (group,) = groups()
    assert not group.flagged and len(group.members) == 3
    assert GroupNote.objects.filter(superseded_at=None).count() == 3 and Work.objects.count() == 1
    assert sorted(Position.objects.filter(superseded_at=None).values_list("stand", flat=True)) == [
        "agrees",
        "dissents",
    ]
