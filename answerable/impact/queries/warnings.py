"""How long before a death the same had been asked of the same body.

For each report on a death (Regulation 28, Rule 43) and each body it asks: the first report before the death
that asked the same of that body, and how many did. A report that came after the death warned nobody.
"""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from answerable.impact.queries.tied import Ties, asked_of, ties_of
from answerable.impact.recurrence.dating import Dated, death_by
from answerable.impact.recurrence.rule import Asked, Method
from answerable.lineage.models import Serving, Standing
from answerable.lineage.queries.dated import present, stood
from answerable.organisations.models import Organisation
from answerable.register.models import Entry, Report

ON_DEATHS = (Report.Instrument.REG28, Report.Instrument.RULE43)
REPORT = "report"  # the day of the death is not known: days are to the report on it
_MOST = 20_000
_known: dict[str, Dated | None] = {}


@dataclass(frozen=True, slots=True)
class Warned:
    """A death before which the same had been asked of the same body."""

    entry: Entry  # of the report on the death
    body: Organisation
    first: Entry  # of the first report that had asked the same
    times: int  # reports before the death that did
    until: dt.date
    basis: str  # what `until` is: the death, the beginning of the investigation, or the report
    confirmed: bool  # a person says that the two ask the same

    @property
    def days(self) -> int:
        first = self.first.report.issued_on
        assert first is not None
        return (self.until - first).days


def warnings_before(
    entries: Collection[int] | None = None, on: dt.date | None = None, *, fictional: bool = False
) -> list[Warned]:
    """Deaths with a warning, the latest report first. `entries`: only of reports that ask with these."""
    groups = list(_groups(entries, on))
    asked = asked_of({entry for group, _ in groups for entry in group}, on, dated=False)
    kept = {key: one for key, one in asked.items() if _counts(one, on, fictional=fictional)}
    by_bodies = [(_by_body(group, kept), sure) for group, sure in groups]
    deaths = _deaths({one.report for rows, _ in by_bodies for held in rows.values() for one in held[1:]})
    found: dict[tuple[int, int], tuple[Asked, Asked, set[int], bool]] = {}
    for by_body, sure in by_bodies:
        for body, rows in by_body.items():
            for place, one in enumerate(rows):
                if one.report in deaths:
                    _add(found, body, one, rows[:place], deaths[one.report], sure)
    return _shown(found, deaths)


def _by_body(group: set[int], asked: dict[int, Asked]) -> dict[int, list[Asked]]:
    """{body: what of the group was asked of it, the earliest first}."""
    found: dict[int, list[Asked]] = defaultdict(list)
    for entry in group & asked.keys():
        for body in asked[entry].bodies:
            found[body].append(asked[entry])
    for rows in found.values():
        rows.sort(key=lambda one: (one.issued_on or dt.date.min, one.entry))
    return found


def _groups(entries: Collection[int] | None, on: dt.date | None) -> Iterator[tuple[set[int], bool]]:
    """Entries that ask the same, and whether a person says so."""
    if entries is None:
        adopted = Standing.objects.filter(stood(on), state=Standing.State.ADOPTED).values("expectation")
        groups: dict[int, set[int]] = defaultdict(set)
        rows = Serving.objects.filter(stood(on), present(on), expectation__in=adopted)
        for expectation, entry in rows.values_list("expectation_id", "entry_id"):
            groups[expectation].add(entry)
        yield from ((group, True) for group in groups.values())
        ties = ties_of(None, on)
    else:
        keys = set(entries)
        ties = ties_of(keys, on)
        yield keys, any(tie.score is None for tied in ties.of.values() for tie in tied)
    yield from _pairs(ties)


def _pairs(ties: Ties) -> Iterator[tuple[set[int], bool]]:
    for here, tied in ties.of.items():
        for tie in tied:
            if tie.method != Method.EXPECTATION and tie.entry not in ties.refused.get(here, ()):
                yield {here, tie.entry}, tie.score is None


def _counts(one: Asked, on: dt.date | None, *, fictional: bool) -> bool:
    dated = one.issued_on is not None and (on is None or one.issued_on <= on)
    return dated and not one.withdrawn and one.fictional == fictional


def _deaths(reports: set[int]) -> dict[int, tuple[dt.date, str]]:
    """{report on a death: by when the death had come, and how that is known}."""
    rows = Report.objects.filter(pk__in=reports, instrument__in=ON_DEATHS)
    found: dict[int, tuple[dt.date, str]] = {}
    for row in rows.only("pk", "sections", "publisher_reference", "issued_on"):
        if row.issued_on is not None:
            dated = _dated(row)
            found[row.pk] = (dated.by, str(dated.basis)) if dated else (row.issued_on, REPORT)
    return found


def _dated(report: Report) -> Dated | None:
    """Kept by the words it is read from, since a page reads hundreds."""
    given = [report.sections, report.publisher_reference, str(report.issued_on)]
    key = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()
    if key not in _known:
        if len(_known) > _MOST:
            _known.clear()
        _known[key] = death_by(report.sections, report.publisher_reference, report.issued_on)
    return _known[key]


def _add(
    found: dict[tuple[int, int], tuple[Asked, Asked, set[int], bool]],
    body: int,
    one: Asked,
    before: Iterable[Asked],
    death: tuple[dt.date, str],
    sure: bool,
) -> None:
    earlier = [row for row in before if row.issued_on and row.issued_on < death[0] and row.event != one.event]
    if not earlier:
        return
    key = (one.report, body)
    held = found.get(key)
    first, reports = earlier[0], {row.report for row in earlier}
    if held is not None:
        reports |= held[2]
        sure = sure or held[3]
        first = min(first, held[1], key=lambda row: (row.issued_on or dt.date.min, row.entry))
    found[key] = (one, first, reports, sure)


def _shown(
    found: dict[tuple[int, int], tuple[Asked, Asked, set[int], bool]],
    deaths: dict[int, tuple[dt.date, str]],
) -> list[Warned]:
    keys = {row.entry for one, first, _, _ in found.values() for row in (one, first)}
    entries = {
        row.pk: row
        for row in Entry.objects.filter(pk__in=keys)
        .select_related("report")
        .only("reference", "report__title", "report__issued_on")
    }
    bodies = Organisation.objects.only("reference", "name").in_bulk({body for _, body in found})
    shown = [
        Warned(
            entry=entries[one.entry],
            body=bodies[body],
            first=entries[first.entry],
            times=len(reports),
            until=deaths[one.report][0],
            basis=deaths[one.report][1],
            confirmed=sure,
        )
        for (_, body), (one, first, reports, sure) in found.items()
    ]
    return sorted(shown, key=lambda one: (_issued(one), one.entry.pk, one.body.name), reverse=True)


def _issued(one: Warned) -> dt.date:
    return one.entry.report.issued_on or dt.date.min
