"""All expectations with a measure, and what is judged of them."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from answerable.lineage.queries import ExpectationShown, expectations_shown
from answerable.pipeline.over_time import counts_made_up
from answerable.publication.impact import ExpectationImpact, impacts, measured, verdicts_of
from answerable.publication.impact_brief import Brief, briefs
from answerable.website.formats import counted
from answerable.website.presenters.effect_words import VERDICTS, sign_of
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
    everything, verdicts = _all(on)
    found = {key: shown for key, shown in everything.items() if not verdict or verdict in verdicts[key]}
    known = impacts(found, on, light=True)
    return [(shown, known[key]) for key, shown in found.items()]


def index_page(verdict: str, page: int, on: dt.date | None) -> IndexPage:
    """What is known of each is read for those on the page alone. Raises AskedWronglyError."""
    _checked(verdict)
    everything, verdicts = _all(on)
    counts = dict.fromkeys(VERDICTS, 0)
    for key in everything:
        for one in verdicts[key]:
            counts[one] += 1
    found = [key for key in everything if not verdict or verdict in verdicts[key]]
    pages = max(1, -(-len(found) // ROWS_A_PAGE))
    page = min(page, pages)
    part = found[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    known = briefs(part, on)
    return IndexPage(
        rows=tuple(_row(everything[key], known[key]) for key in part),
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


def _all(on: dt.date | None) -> tuple[dict[int, ExpectationShown], dict[int, set[str]]]:
    """Those that are measured, by reference; and the judgements of each, "none" where there is none."""
    keys = measured(on, fictional=counts_made_up())
    held = [(key, one) for key, one in expectations_shown(keys, on).items() if one.live]
    judged = verdicts_of(keys, on)
    return (
        dict(sorted(held, key=lambda pair: pair[1].reference)),
        {key: judged.get(key) or {"none"} for key, _ in held},
    )


def _row(shown: ExpectationShown, known: Brief) -> MeasuredRow:
    judged = known.overall
    return MeasuredRow(
        href=f"/expectations/{shown.reference}/impact",
        reference=shown.reference,
        text=shown.text,
        measured="; ".join(known.measures) or "No measure stands any more",
        tests=counted(known.tests, "test"),
        verdict=judged.words if judged else VERDICTS["none"],
        sign=sign_of(judged.verdict if judged else "none"),
        confidence=judged.confidence if judged else "",
        judged_on=judged.on if judged else None,
        bodies="; ".join(f"{words}: {count}" for words, count in sorted(known.bodies.items())),
        again=known.again,
    )
