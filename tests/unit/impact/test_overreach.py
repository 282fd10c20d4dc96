"""Where a judgement says more than its tests: said, and never forbidden."""

from dataclasses import dataclass

import pytest

from answerable.impact.overreach import goes_further


@dataclass(frozen=True)
class Seen:
    outcome: str
    method: str = "its"
    reference: str = "T-1"


BETTER, WORSE, SAME, UNTOLD = (
    Seen("better"),
    Seen("worse", reference="T-2"),
    Seen("no_change"),
    Seen("cannot_tell"),
)


@pytest.mark.parametrize("verdict", ["cannot_tell", "too_early"])
def test_what_claims_nothing_never_goes_further(verdict: str) -> None:
    assert goes_further(verdict, "high", [], [BETTER]) == []


@pytest.mark.parametrize(("verdict", "test"), [("better", BETTER), ("worse", WORSE), ("no_change", SAME)])
def test_what_its_tests_found_goes_no_further(verdict: str, test: Seen) -> None:
    assert goes_further(verdict, "moderate", [test], [UNTOLD]) == []


@pytest.mark.parametrize(
    ("verdict", "chosen", "left", "words"),
    [
        ("better", [], [], "no test of the figures"),
        ("better", [UNTOLD], [], "No test that it rests on found the figures better"),
        ("worse", [UNTOLD], [], "found the figures worse"),
        ("no_change", [UNTOLD], [], "That no change was seen is not the same"),
        ("better", [BETTER, WORSE], [], "It rests on T-2, which found otherwise"),
        ("better", [BETTER], [WORSE], "It leaves out T-2, which speaks against it"),
    ],
)
def test_each_way_of_going_further_is_named(
    verdict: str, chosen: list[Seen], left: list[Seen], words: str
) -> None:
    assert words in " ".join(goes_further(verdict, "low", chosen, left))


def test_high_confidence_asks_for_more_than_one_look_and_a_comparison() -> None:
    said = goes_further("better", "high", [BETTER], [])
    assert len(said) == 2 and "one test alone" in said[0] and "had not acted" in said[1]
    assert goes_further("better", "high", [BETTER, Seen("better", "controlled", "T-3")], []) == []
