"""The public log of corrections: what the register had wrong, what it says now, and why."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from answerable.assurance.models import Correction
from answerable.assurance.queries.challenges import corrections
from answerable.core.calendar import LONDON

COLUMNS = ("reference", "subject", "was", "now", "why", "challenge", "corrected_on")
A_PAGE = 100
_PAGES = {
    "E": "entries",
    "R": "reports",
    "B": "organisations",
    "X": "expectations",
    "C": "cross-purposes",
    "Q": "challenges",
}


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    reference: str
    subject: str
    was: str
    now: str
    why: str
    challenge: str
    corrected_on: dt.date

    @property
    def subject_href(self) -> str:
        """Where what was corrected stands; blank where it has no page of its own."""
        noun = _PAGES.get(self.subject[:1])
        return f"/{noun}/{self.subject}" if noun else ""


def page_of(number: int, subject: str = "") -> tuple[list[ShownCorrection], int]:
    """One page of the log, newest first, and how many corrections there are in all."""
    rows = corrections(subject=subject)
    return [_shown(one) for one in rows[(number - 1) * A_PAGE : number * A_PAGE]], rows.count()


def all_corrections() -> Iterator[ShownCorrection]:
    for one in corrections().iterator(chunk_size=500):
        yield _shown(one)


def csv_rows() -> Iterator[tuple[object, ...]]:
    for one in all_corrections():
        yield tuple(asdict(one)[name] for name in COLUMNS)


def json_rows() -> Iterator[dict[str, object]]:
    for one in all_corrections():
        yield asdict(one)


def _shown(one: Correction) -> ShownCorrection:
    return ShownCorrection(
        reference=one.reference,
        subject=one.subject,
        was=one.was,
        now=one.now,
        why=one.why,
        challenge=one.challenge.reference if one.challenge else "",
        corrected_on=one.recorded_at.astimezone(LONDON).date(),
    )
