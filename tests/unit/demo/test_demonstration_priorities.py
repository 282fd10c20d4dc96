"""The demonstration shows one exercise that is decided, one that is being scored, and an assessment."""

from pathlib import Path
from typing import Any

import pytest

from answerable.core.actors import INGEST, ORGANISATIONS_LOADER
from answerable.organisations.loading import load_paths
from answerable.oversight.models import Assessment, Exercise
from answerable.oversight.queries.exercises import record_of, replay_of
from answerable.pipeline.demonstration import decide_demonstration
from answerable.pipeline.demonstration_people import open_accounts, read_accountability
from answerable.pipeline.demonstration_priorities import weigh_demonstration
from answerable.pipeline.ingest import ingest_paths

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[3] / "data" / "demo"


def test_exercises_are_written_once_and_only_with_what_they_weigh(tmp_path: Path, settings: Any) -> None:
    settings.DOCUMENTS, settings.INDEX = tmp_path / "documents", tmp_path / "index"
    settings.HOME = tmp_path
    load_paths([DEMO / "organisations"], by=ORGANISATIONS_LOADER)
    assert weigh_demonstration(DEMO) == 0, "nothing to weigh yet"
    ingest_paths([DEMO / "documents" / "coroners" / "reports.csv"], by=INGEST, fictional=True)
    decide_demonstration(DEMO / "decisions.toml")
    open_accounts(read_accountability()["people"])
    assert weigh_demonstration(DEMO) == 2
    assert weigh_demonstration(DEMO) == 0
    states = {one.state: one for one in Exercise.objects.all()}
    assert set(states) == {"decided", "open"}
    decided = record_of(states["decided"])
    assert decided.fictional and decided == replay_of(decided.reference)
    assert decided.figures["missing"] == 0 and decided.figures["differences"], "scorers differ"
    assert Assessment.objects.get().expectation is not None
