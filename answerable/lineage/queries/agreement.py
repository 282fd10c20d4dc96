"""How far editors agree with each other and with the machine, and how the work goes on."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from answerable.core.calendar import LONDON
from answerable.lineage.models import SYMMETRIC, Decision, Kind, Suggestion, Verdict
from answerable.lineage.queries.dated import present, stood
from answerable.lineage.queries.desk import undecided

_REFUSED, _HOLDS = "refused", "holds"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two editors' answers to the same subjects, the second given without sight of the first."""

    n: int
    same: int
    kappa: (
        float | None
    )  # Cohen's; None where there is nothing to compare, or all answers are one and the same

    @property
    def share(self) -> float | None:
        return self.same / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Band:
    """Of decided suggestions in one range of the machine's probability: what people made of them."""

    low: float
    high: float
    decided: int
    accepted: int
    changed: int

    @property
    def refused(self) -> int:
        return self.decided - self.accepted - self.changed

    @property
    def right(self) -> float | None:
        """The share accepted as suggested; a calibrated probability has it between `low` and `high`."""
        return self.accepted / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class DayOfWork:
    editor: str
    day: dt.date
    first: int  # decisions, also those that were taken back since
    second: int  # second readings


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a kind is open and decided: subjects, and for themes the entries they are on."""

    open: int
    decided: int
    open_entries: int
    decided_entries: int
    days: tuple[DayOfWork, ...]  # newest first


def agreement(kind: str, *, editor: str = "") -> Agreement:
    """Over every second reading that stands beside a standing first one; or those that an editor had part in.

    A link's answers are its relation (with its direction, where it has one) or "refused". Of themes, every
    theme counts that the machine had proposed or either editor gave on an entry read twice: it holds or not.
    """
    twice = _standing().filter(kind=kind, second=True).order_by("pk")
    if editor:
        item = "entry" if kind == Kind.THEME else "subject"
        own = _standing().filter(kind=kind, second=False, decided_by=editor)
        twice = twice.filter(Q(decided_by=editor) | Q(**{f"{item}__in": own.values(item)}))
    readings = list(twice)
    first = {
        row.subject: row for row in _standing().filter(kind=kind, second=False, subject__in=_of(readings))
    }
    if kind == Kind.THEME:
        decided = set(
            _standing()
            .filter(kind=kind, second=False, entry__in={row.entry_id for row in readings})
            .values_list("entry_id", flat=True)
        )
        compared = [
            (_answer(first.get(row.subject)), _answer(row)) for row in readings if row.entry_id in decided
        ]
    else:
        compared = [(_answer(first[row.subject]), _answer(row)) for row in readings if row.subject in first]
    same = sum(one == other for one, other in compared)
    return Agreement(len(compared), same, cohens_kappa(compared))


def cohens_kappa(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Agreement beyond chance (Cohen 1960, Educational and Psychological Measurement 20, 37-46)."""
    answers = list(pairs)
    if not answers:
        return None
    n = len(answers)
    ones, others = Counter(one for one, _ in answers), Counter(other for _, other in answers)
    chance = sum(ones[answer] * others[answer] for answer in ones) / n**2
    if chance == 1:
        return None
    return (sum(one == other for one, other in answers) / n - chance) / (1 - chance)


def by_score(kind: str, *, values: Iterable[str] = (), bands: int = 10) -> list[Band]:
    """Standing first decisions on suggestions, in ranges of the machine's probability at the time.

    Ranges in which nothing was decided are left out.
    """
    rows = _standing().filter(kind=kind, second=False, score__isnull=False)
    wanted = list(values)
    if wanted:
        rows = rows.filter(suggested__in=wanted)
    found: dict[int, Counter[str]] = {}
    for score, verdict in rows.values_list("score", "verdict"):
        found.setdefault(min(bands - 1, int((score or 0) * bands)), Counter())[verdict] += 1
    return [
        Band(
            band / bands,
            (band + 1) / bands,
            verdicts.total(),
            verdicts[Verdict.ACCEPTED],
            verdicts[Verdict.CHANGED],
        )
        for band, verdicts in sorted(found.items())
    ]


def progress(kind: str, on: dt.date | None = None, *, days: int = 14) -> Progress:
    """What is open and decided now, or was at the end of a day, and the last days of each editor's work."""
    decided = _decided_on(kind, on)
    if on is None:
        waiting = undecided(kind)
    else:
        waiting = Suggestion.objects.filter(stood(on), kind=kind).exclude(
            subject__in=decided.values("subject")
        )
        waiting = waiting.filter(present(on)) if kind != Kind.SCOPE else waiting
    return Progress(
        open=waiting.count(),
        decided=decided.count(),
        open_entries=waiting.order_by().values("entry").distinct().count(),
        decided_entries=decided.order_by().values("entry").distinct().count(),
        days=tuple(_days(kind, on, days)),
    )


def _days(kind: str, on: dt.date | None, days: int) -> list[DayOfWork]:
    rows = (
        Decision.objects.filter(kind=kind)
        .exclude(verdict=Verdict.UNDONE)
        .annotate(day=TruncDate("recorded_at", tzinfo=LONDON))
        .order_by()
        .values("decided_by", "day", "second")
        .annotate(count=Count("pk"))
    )
    if on is not None:
        rows = rows.filter(day__lte=on)
    found: dict[tuple[dt.date, str], Counter[bool]] = {}
    for row in rows:
        found.setdefault((row["day"], row["decided_by"]), Counter())[row["second"]] += row["count"]
    newest = sorted({day for day, _ in found}, reverse=True)[:days]
    return [
        DayOfWork(editor, day, counts[False], counts[True])
        for (day, editor), counts in sorted(
            found.items(), key=lambda each: (-each[0][0].toordinal(), each[0][1])
        )
        if day in newest
    ]


def _standing() -> QuerySet[Decision]:
    return Decision.objects.filter(superseded_at__isnull=True).exclude(verdict=Verdict.UNDONE)


def _decided_on(kind: str, on: dt.date | None) -> QuerySet[Decision]:
    return Decision.objects.filter(stood(on), kind=kind, second=False).exclude(verdict=Verdict.UNDONE)


def _of(rows: Iterable[Decision]) -> set[str]:
    return {row.subject for row in rows}


def _answer(row: Decision | None) -> str:
    if row is None or not row.value:
        return _REFUSED
    if row.kind == Kind.LINK and row.value not in SYMMETRIC:
        return f"{row.value} by {row.entry_id}"
    return row.value if row.kind in (Kind.LINK, Kind.SCOPE) else _HOLDS
