"""All expectations with a measure, and what is judged of them."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from answerable.lineage.queries import ExpectationShown, expectations_shown
from answerable.pipeline.over_time import counts_made_up
from answerable.publication.impact import ExpectationImpact, impacts, measured
from answerable.website.formats import counted
from answerable.website.presenters.effect_words import VERDICTS, sign_of, verdict_words
from answerable.website.refusals import AskedWronglyError, Explained

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    href: str
    reference: str
    text: str
    measured: str
    tests: str
    verdict: str
    sign: str
    confidence: str
    judged_on: dt.date | None
    bodies: str
    again: int


@dataclass(frozen=True, slots=True)
class IndexPage:
    rows: tuple[MeasuredRow, ...]
    total: int
    verdict: str
    verdicts: tuple[tuple[str, str, int], ...]  # (key, words, expectations)
    page: int
    pages: int
    on: dt.date | None

    @property
    def query(self) -> str:
        given = {"verdict": self.verdict, "as-at": self.on.isoformat() if self.on else ""}
        told = {name: value for name, value in given.items() if value}
        return f"?{urlencode(told)}" if told else ""


def measured_rows(verdict: str, on: dt.date | None) -> list[tuple[ExpectationShown, ExpectationImpact]]:
    """Those whose judgement of all bodies, or of any one, is `verdict`; all for none. By reference.

    Raises AskedWronglyError for a verdict that is none.
    """
    _checked(verdict)
    return [(shown, known) for shown, known in _all(on) if not verdict or verdict in _verdicts(known)]


def index_page(verdict: str, page: int, on: dt.date | None) -> IndexPage:
    """Raises AskedWronglyError."""
    _checked(verdict)
    everything = _all(on)
    counts = dict.fromkeys(VERDICTS, 0)
    for _, known in everything:
        for one in _verdicts(known):
            counts[one] += 1
    found = [(shown, known) for shown, known in everything if not verdict or verdict in _verdicts(known)]
    pages = max(1, -(-len(found) // ROWS_A_PAGE))
    page = min(page, pages)
    part = found[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    return IndexPage(
        rows=tuple(_row(shown, known) for shown, known in part),
        total=len(everything),
        verdict=verdict,
        verdicts=tuple((key, words, counts[key]) for key, words in VERDICTS.items()),
        page=page,
        pages=pages,
        on=on,
    )


def _checked(verdict: str) -> None:
    if verdict and verdict not in VERDICTS:
        raise AskedWronglyError(
            Explained(
                "There is no such judgement",
                ("Choose one of those on the page.",),
                (("Did it work?", "/impact"), ("Home", "/")),
            )
        )


def _all(on: dt.date | None) -> list[tuple[ExpectationShown, ExpectationImpact]]:
    keys = measured(on, fictional=counts_made_up())
    shown = expectations_shown(keys, on)
    known = impacts(keys, on, light=True)
    found = [(shown[key], known[key]) for key in keys if key in shown and shown[key].live]
    return sorted(found, key=lambda pair: pair[0].reference)


def _verdicts(known: ExpectationImpact) -> set[str]:
    """Each judgement that stands for it; "none" where there is none at all."""
    held = (one.judgement for one in (known.overall, *known.bodies))
    return {one.verdict for one in held if one} or {"none"}


def _row(shown: ExpectationShown, known: ExpectationImpact) -> MeasuredRow:
    judged = known.overall.judgement
    bodies = [one.judgement for one in known.bodies if one.judgement]
    said: dict[str, int] = {}
    for one in bodies:
        said[one.verdict_words] = said.get(one.verdict_words, 0) + 1
    current = [one.title for one in known.measures if not one.ended_on]
    tests = sum(len(one.tests) for one in (known.overall, *known.bodies))
    return MeasuredRow(
        href=f"/expectations/{shown.reference}/impact",
        reference=shown.reference,
        text=shown.text,
        measured="; ".join(current) or "No measure stands any more",
        tests=counted(tests, "test"),
        verdict=verdict_words(judged),
        sign=sign_of(judged.verdict if judged else "none"),
        confidence=judged.confidence if judged else "",
        judged_on=judged.judged_on if judged else None,
        bodies="; ".join(f"{words}: {count}" for words, count in sorted(said.items())),
        again=len(known.overall.alarms),
    )
