"""Where a judgement of impact says more than the tests that it rests on. Pure.

A person can know what no figure shows. It is said before it is recorded, and beside it after.
"""

from collections.abc import Sequence
from typing import Protocol

from answerable.impact.models import EffectTest, Judgement

Outcome, Verdict = EffectTest.Outcome, Judgement.Verdict
FOUND = (Verdict.BETTER, Verdict.NO_CHANGE, Verdict.WORSE)  # verdicts that say what the figures did
_NONE_FOUND: dict[str, str] = {
    Verdict.BETTER: "No test that it rests on found the figures better than chance explains.",
    Verdict.WORSE: "No test that it rests on found the figures worse than chance explains.",
    Verdict.NO_CHANGE: (
        "No test that it rests on shows that any change is too small to matter. "
        "That no change was seen is not the same."
    ),
}


class Look(Protocol):
    """What is asked of a test."""

    @property
    def reference(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def outcome(self) -> str: ...


def goes_further(
    verdict: str, confidence: str, chosen: Sequence[Look], left_out: Sequence[Look]
) -> list[str]:
    """Sentences, each on one way in which the judgement goes beyond `chosen`; none where it does not.

    `left_out` are the other latest tests of the same expectation and body.
    """
    if verdict not in FOUND:
        return []
    if not chosen:
        return ["It rests on no test of the figures."]
    found = []
    if not any(one.outcome == verdict for one in chosen):
        found.append(_NONE_FOUND[verdict])
    against = [one for one in chosen if _against(verdict, one.outcome)]
    if against:
        found.append(f"It rests on {_named(against)}, which found otherwise.")
    dropped = [one for one in left_out if _against(verdict, one.outcome)]
    if dropped:
        found.append(f"It leaves out {_named(dropped)}, which speaks against it.")
    if confidence == Judgement.Confidence.HIGH:
        if len(chosen) == 1:
            found.append("Its confidence is high, and it rests on one test alone.")
        if not any(one.method == EffectTest.Method.CONTROLLED for one in chosen):
            found.append(
                "Its confidence is high, though no test compares with bodies that had not acted: what else "
                "happened at the same time could have moved the figures."
            )
    return found


def _against(verdict: str, outcome: str) -> bool:
    """Whether what was found contradicts the verdict; what cannot be told contradicts nothing."""
    return outcome in (Outcome.BETTER, Outcome.WORSE, Outcome.NO_CHANGE) and outcome != verdict


def _named(tests: Sequence[Look]) -> str:
    return " and ".join(one.reference for one in tests)
