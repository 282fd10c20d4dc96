"""How the work goes on: what the desk says above each item."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache

from answerable.core.calendar import LONDON, today
from answerable.lineage.models import Decision, Kind, Relation, Verdict
from answerable.lineage.queries import Agreement, agreement, undecided
from answerable.website.formats import counted

_FRESH_SECONDS = 60  # of counts that go over the whole table
NOT_CONTRADICTING = tuple(value for value in Relation.values if value != Relation.CONTRADICTS)


@dataclass(frozen=True, slots=True)
class Line:
    """As in "137 decided today, 1,204 open"; `agreed` is blank until something was read twice."""

    done: int
    open: int
    agreed: str

    @property
    def words(self) -> str:
        return f"{self.done:,} decided by you today, {self.open:,} open"


def line(kind: str, editor: str) -> Line:
    agreed = agreed_words(_kept_agreement(kind, editor), "you agree with other editors")
    return Line(done_today(kind, editor), open_count(kind), agreed)


def done_today(kind: str, editor: str) -> int:
    """What the editor has decided today and not taken back: entries, where it is their themes."""
    midnight = dt.datetime.combine(today(), dt.time(), LONDON)
    rows = Decision.objects.filter(
        decided_by=editor, recorded_at__gte=midnight, kind=kind, superseded_at__isnull=True
    ).exclude(verdict=Verdict.UNDONE)
    return rows.values("entry", "second").distinct().count() if kind == Kind.THEME else rows.count()


def open_count(kind: str, values: tuple[str, ...] = ()) -> int:
    """Items that wait, as of a minute ago: of themes, the entries."""
    values = values or (NOT_CONTRADICTING if kind == Kind.LINK else ())
    key = f"open-{kind}-{'-'.join(values)}"
    held = cache.get(key)
    if held is None:
        rows = undecided(kind, values)
        held = rows.order_by().values("entry").distinct().count() if kind == Kind.THEME else rows.count()
        cache.set(key, held, _FRESH_SECONDS)
    return int(held)


def _kept_agreement(kind: str, editor: str) -> Agreement:
    key = f"agreement-{kind}-{editor}"
    held = cache.get(key)
    if held is None:
        held = agreement(kind, editor=editor)
        cache.set(key, held, _FRESH_SECONDS)
    assert isinstance(held, Agreement)
    return held


def agreed_words(found: Agreement, who: str) -> str:
    """As in "Editors agree on 46 of 50 answers read twice, kappa 0.84"; nothing where none was."""
    if not found.n:
        return ""
    kappa = f", kappa {found.kappa:.2f}" if found.kappa is not None else ""
    return f"{who} on {found.same:,} of {counted(found.n, 'answer')} read twice{kappa}"
