"""The rules on real recommendations, against a person's reading of them."""

from pathlib import Path

import pytest

from tests.unit.lineage.quality_agreement import agreement


@pytest.mark.shared
def test_rules_agree_with_a_reader_on_recommendations_they_were_not_mended_on(shared_dir: Path) -> None:
    count = agreement(shared_dir)["held out"]
    assert count["all"] == 24
    for rule in ("one-ask", "verb", "date", "measure", "cost", "finding", "strength"):
        assert count[rule] >= 20, rule
    assert count["body"] >= 19 and count["result"] >= 15
