"""The demonstration shows repeats, drafts, adopted expectations and contradictions."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from answerable.core.actors import INGEST, ORGANISATIONS_LOADER, RELATE
from answerable.lineage.models import Expectation, Standing, Suggestion
from answerable.lineage.operations import Draft, propose_expectation
from answerable.lineage.queries import contradictions, most_repeated
from answerable.lineage.tensions import shipped, sides
from answerable.organisations.loading import load_paths
from answerable.pipeline.demonstration import decide_demonstration
from answerable.pipeline.ingest import ingest_paths
from answerable.pipeline.relate import relate
from answerable.register.models import Entry, EntryVersion

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[3] / "data" / "demo"
DECISIONS = DEMO / "decisions.toml"


def decided() -> dict[str, Any]:
    return tomllib.loads(DECISIONS.read_text(encoding="utf-8"))


@pytest.fixture
def register(tmp_path: Path, settings: Any) -> None:
    """The demonstration's bodies and its table of coroners' reports."""
    settings.DOCUMENTS, settings.INDEX = tmp_path / "documents", tmp_path / "index"
    load_paths([DEMO / "organisations"], by=ORGANISATIONS_LOADER)
    ingest_paths([DEMO / "documents" / "coroners" / "reports.csv"], by=INGEST, fictional=True)


def test_sentences_of_contradictions_are_those_of_the_reports_and_take_opposite_sides(register: None) -> None:
    tensions = {tension.key: tension for tension in shipped()}
    for given in decided()["contradictions"]:
        taken = []
        for (reference, number), name in ((given["one"], "sentence"), (given["other"], "other_sentence")):
            version = EntryVersion.objects.get(
                entry__report__publisher_reference=reference, entry__number=number
            )
            assert given[name] in " ".join(version.text.split())
            taken += [found.side for found in sides(version.text) if found.tension == given["tension"]][:1]
        assert sorted(taken) == sorted(side.key for side in tensions[given["tension"]].sides)


def test_decisions_are_written_once_with_a_body_and_an_outcome(register: None) -> None:
    assert decide_demonstration(DECISIONS) == 4
    assert decide_demonstration(DECISIONS) == 0
    assert {one.state for one in contradictions(fictional=True)} == {"assigned", "resolved"}
    made = most_repeated(fictional=True, state=Standing.State.ADOPTED)
    assert [one.facts.reports for one in made] == [4, 4]  # the fifth of the first stands in another document


def test_draft_of_the_same_entries_is_adopted_and_completed(register: None) -> None:
    named = decided()["expectations"][1]["entries"][:3]
    entries = [
        Entry.objects.get(report__publisher_reference=reference, number=number) for reference, number in named
    ]
    draft = propose_expectation(
        by=RELATE, draft=Draft("Policy: agreed minimum", entries[:2]), method="grouping/1"
    )
    decide_demonstration(DECISIONS)
    assert draft.standings.get(superseded_at=None).state == Standing.State.ADOPTED
    assert draft.servings.filter(superseded_at=None).count() == 4
    assert Expectation.objects.count() == 2


def test_program_finds_the_repeats_and_the_one_event_by_itself(register: None) -> None:
    relate(by=RELATE)
    links = {
        (row.entry.report.publisher_reference, row.other.report.publisher_reference): row.value
        for row in Suggestion.objects.filter(kind="link").select_related("entry__report", "other__report")
        if row.entry and row.other
    }
    pairs = {tuple(sorted(pair)): value for pair, value in links.items()}
    assert pairs["2020-0061", "2020-0062"] == "same_event"
    assert pairs["2019-0121", "2021-0078"] == "same_ask"
    assert Standing.objects.filter(state=Standing.State.DRAFT).count() >= 2
