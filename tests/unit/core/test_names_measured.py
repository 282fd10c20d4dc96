"""The promised figures, on real reports read where they lie."""

from pathlib import Path

import pytest

from answerable.core.text.names.deceased import read_names
from answerable.core.text.names.lexicon import lexicon
from answerable.core.text.names.tokens import capitalised
from tests.unit.core.measures import load_measure

pytestmark = pytest.mark.shared


def test_no_surname_of_a_deceased_person_is_left_in_a_thousand_reports(shared_dir: Path) -> None:
    """With a capital, as a name; words spelt like one ("long waits") are told by `bench/names.py`."""
    looked_at, left = load_measure("names").surnames_left(shared_dir, 1000)
    assert looked_at == 1000
    assert [surname for surname, _, capital in left if capital] == []


def test_no_first_name_of_a_deceased_person_is_left_but_as_a_month_a_place_or_a_saint(
    shared_dir: Path,
) -> None:
    measure = load_measure("names")
    lex = lexicon()
    left = []
    for report in measure.reports(shared_dir):
        given = read_names(measure.names_of(measure.slug(report))).given - lex.places - lex.groups["months"]
        for text in measure.paragraphs(report["concerns"]) if given else ():
            public = measure.masked(report, text).text
            left += [
                token.text
                for token in capitalised(public)
                if token.facts.folded in given
                and len(token.text) > 2
                and not public[: token.start].rstrip(" .").endswith("St")
            ]
    assert left == []


@pytest.mark.parametrize("split", ["dev", "held-out"])
def test_names_labelled_by_reading_are_masked(shared_dir: Path, split: str) -> None:
    score = load_measure("names").score_labels(shared_dir)["all", split]
    assert score.hit + score.missed > 200
    assert score.recall >= 0.98
    assert score.precision >= 0.96


def test_names_of_staff_and_families_are_masked(shared_dir: Path) -> None:
    scores = load_measure("names").score_labels(shared_dir)
    both = [scores["others", split] for split in ("dev", "held-out")]
    found, total = sum(s.hit for s in both), sum(s.hit + s.missed for s in both)
    assert total > 75
    assert found / total >= 0.98
