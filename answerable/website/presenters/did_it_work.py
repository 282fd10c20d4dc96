"""Whether it worked, in a few words for the page of an expectation."""

import datetime as dt
from dataclasses import dataclass

from answerable.lineage.queries import ExpectationShown
from answerable.publication.expectation_there import There
from answerable.publication.impact_in_brief import ImpactInBrief, impact_in_brief
from answerable.website.presenters.effect_words import sign_of, verdict_words


@dataclass(frozen=True, slots=True)
class DidItWork:
    """`measures` are the titles of what is tied now."""

    href: str
    measures: tuple[str, ...]
    tests: int
    verdict: str
    sign: str
    words: str = ""
    confidence: str = ""
    judged_on: dt.date | None = None
    judged_bodies: int = 0
    again: int = 0


def did_it_work(shown: ExpectationShown, there: There, on: dt.date | None) -> DidItWork:
    if not (there.measured or there.again):
        return DidItWork(
            f"/expectations/{shown.reference}/impact", (), 0, verdict_words(None), sign_of("none")
        )
    known = impact_in_brief(shown.id, on) if there.measured else ImpactInBrief()
    judged = known.judgement
    return DidItWork(
        href=f"/expectations/{shown.reference}/impact",
        measures=known.measures,
        tests=known.tests,
        verdict=verdict_words(judged),
        sign=sign_of(judged.verdict if judged else "none"),
        words=judged.words if judged else "",
        confidence=judged.confidence if judged else "",
        judged_on=judged.judged_on if judged else None,
        judged_bodies=known.judged_bodies,
        again=there.again,
    )
