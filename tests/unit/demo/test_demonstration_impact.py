"""The demonstration measures two expectations: better, worse, cannot be told, and one asked again."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.impact.models import Alarm, EffectTest, Judgement, Measure, SeriesFile
from answerable.impact.queries.seen import figures_seen
from answerable.lineage.operations import make_expectation
from answerable.organisations.loading import load_paths
from answerable.organisations.models import Organisation
from answerable.pipeline.demonstration import EDITOR
from answerable.pipeline.demonstration_impact import ASSURER, OFFICERS, OVERSEER, measure_demonstration
from answerable.pipeline.demonstration_people import open_accounts, read_accountability
from answerable.register.models import Entry
from tests import make

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[3] / "data" / "demo"
MARROWDALE, TARNWICK = "demo:marrowdale-trust", "demo:tarnwick-skelderby-trust"


def reported(reference: str, key: str, issued: dt.date) -> list[Entry]:
    """A report with two entries, numbered as those of the demonstration."""
    texts = [f"Nobody was named, as {reference} says.", f"Nobody was told, as {reference} says."]
    to = Organisation.objects.get(key=key)
    made = make.prepared_report(reference=reference, texts=texts, to=[to], issued=issued, fictional=True)
    for place, entry in enumerate(made.entries, start=1):
        entry.draft.number = f"({place})"
    return list(make.report(made).entries.order_by("order"))


def test_it_is_measured_once_with_every_kind_of_answer(tmp_path: Path, settings: Any) -> None:
    settings.DOCUMENTS, settings.HOME = tmp_path / "documents", tmp_path
    load_paths([DEMO / "organisations"], by=ORGANISATIONS_LOADER)
    first = reported("2019-0121", TARNWICK, dt.date(2019, 10, 24))
    second = reported("2022-0088", TARNWICK, dt.date(2022, 7, 19))
    third = reported("2022-0140", MARROWDALE, dt.date(2022, 11, 10))
    for text, entries in (("Name one person", [first[0], second[0]]), ("Tell staff", [first[1], third[0]])):
        make_expectation(by=EDITOR, entries=entries, text=text, note="", reason="They ask it.")
    assert not measure_demonstration(DEMO)  # nobody of the demonstration is there
    needed = {OVERSEER, ASSURER, *OFFICERS.values()}
    open_accounts([one for one in read_accountability()["people"] if one["email"] in needed])
    assert measure_demonstration(DEMO) and not measure_demonstration(DEMO)
    found = {test.organisation.key: test for test in EffectTest.objects.all() if test.organisation}
    assert {key: test.outcome for key, test in found.items()} == {
        TARNWICK: "better",
        "demo:larkfold": "cannot_tell",
        MARROWDALE: "worse",
    }
    assert all(figures_seen(test).same for test in found.values())
    assert Measure.objects.count() == 2
    assert sorted(Judgement.objects.values_list("verdict", flat=True)) == [
        *("better", "cannot_tell", "cannot_tell", "worse")
    ]
    assert Alarm.objects.get(entry=second[0]).duty.holder.key == TARNWICK
    assert all(file.name.startswith("fictional-") and not file.rejected for file in SeriesFile.objects.all())
