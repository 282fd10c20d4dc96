"""What has been asked over the years: themes and families by year and by publisher, of all or of a search.

Counted in reports from one reading of the rows, which is kept until something new is recorded: so any search
is counted in a few milliseconds, by the same rule as `lineage.queries.theme_counts`.
"""

import functools
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from answerable.ledger.models import Event
from answerable.lineage.models import Decision, Kind, Serving, Suggestion, Verdict
from answerable.lineage.queries.dated import stood
from answerable.lineage.queries.expectations import LIVE
from answerable.lineage.themes.taxonomy import Taxonomy, taxonomy
from answerable.register.models import Entry, Report
from answerable.register.queries import in_register

Ints = npt.NDArray[np.int32]
_REFERENCE = "S12"


@dataclass(frozen=True, slots=True)
class Spoken:
    """In how many reports a theme or family is spoken of. `confirmed`: those where a person has said so."""

    key: str
    name: str
    reports: int = 0
    confirmed: int = 0
    years: Counter[int | None] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)  # kinds of publisher
    publishers: Counter[str] = field(default_factory=Counter)  # codes


@dataclass(frozen=True, slots=True)
class OverTime:
    """All of it. `all` counts every report with entries."""

    entries: int
    all: Spoken
    themes: tuple[Spoken, ...]
    families: tuple[Spoken, ...]
    expectations: Counter[int]  # reports that ask each of the expectations that stand, by its key
    names: dict[str, str]  # of publishers, by code


@dataclass(frozen=True, slots=True)
class _Rows:
    """The register as numbers. An entry's place is that of its reference, in order."""

    references: npt.NDArray[np.bytes_]
    report_of: Ints  # of each entry, a place in the lists below
    years: list[int | None]
    kinds: list[str]
    publishers: list[str]
    names: dict[str, str]
    entry: Ints  # of each thing said: the entry, the theme, and whether a person said it
    theme: Ints
    sure: npt.NDArray[np.bool_]
    serving: Ints  # entries that serve an expectation, and its key
    served: Ints


def over_time(references: Collection[str] | None = None) -> OverTime:
    """Of the entries with these references, or of all.

    Made-up reports count only in a register that holds no others.
    """
    rows = _rows(_stamp())
    chosen = _chosen(rows, references)
    reports = np.unique(rows.report_of[chosen])
    said = chosen[rows.entry]
    of_report, theme, sure = rows.report_of[rows.entry[said]], rows.theme[said], rows.sure[said]
    known = taxonomy()
    return OverTime(
        entries=int(chosen.sum()),
        all=_spoken(rows, "all", "All reports", reports, ()),
        themes=tuple(
            _spoken(
                rows,
                one.key,
                one.name,
                np.unique(of_report[theme == place]),
                np.unique(of_report[(theme == place) & sure]),
            )
            for place, one in enumerate(known.themes)
        ),
        families=tuple(
            _spoken(
                rows,
                key,
                name,
                np.unique(of_report[(mine := np.isin(theme, _places(known, key)))]),
                np.unique(of_report[mine & sure]),
            )
            for key, name in known.families.items()
        ),
        expectations=_expectations(rows, chosen),
        names=rows.names,
    )


def _expectations(rows: _Rows, chosen: npt.NDArray[np.bool_]) -> Counter[int]:
    mine = chosen[rows.serving]
    pairs = np.unique(np.stack([rows.served[mine], rows.report_of[rows.serving[mine]]]), axis=1)
    return Counter(int(key) for key in pairs[0])


def counts_made_up() -> bool:
    """Whether figures are of made-up reports: only where the register holds no others."""
    return not Report.objects.filter(fictional=False).exists()


def _chosen(rows: _Rows, references: Collection[str] | None) -> npt.NDArray[np.bool_]:
    if references is None:
        return np.ones(len(rows.references), bool)
    return np.isin(rows.references, np.array([one.encode() for one in references], _REFERENCE))


def _places(known: Taxonomy, family: str) -> list[int]:
    return [place for place, theme in enumerate(known.themes) if family in theme.families]


def _spoken(rows: _Rows, key: str, name: str, reports: Iterable[int], sure: Collection[int]) -> Spoken:
    places = [int(place) for place in reports]
    return Spoken(
        key,
        name,
        reports=len(places),
        confirmed=len(sure),
        years=Counter(rows.years[place] for place in places),
        kinds=Counter(rows.kinds[place] for place in places),
        publishers=Counter(rows.publishers[place] for place in places),
    )


def _stamp() -> tuple[int, str]:
    """Changes with every fact: the last event and its hash, which no other register shares."""
    last = Event.objects.order_by("-index").values_list("index", "leaf_hash").first()
    return (int(last[0]), str(last[1])) if last else (-1, "")


@functools.lru_cache(maxsize=2)
def _rows(stamp: tuple[int, str]) -> _Rows:  # noqa: ARG001  # the key of the cache
    fictional = counts_made_up()
    reports = list(
        in_register()
        .filter(fictional=fictional)
        .order_by("pk")
        .values_list("pk", "issued_on", "publisher__code", "publisher__name", "publisher__kind")
    )
    place_of = {row[0]: place for place, row in enumerate(reports)}
    entries = [
        (reference, pk, place_of[report])
        for reference, pk, report in Entry.objects.filter(
            withdrawn_at__isnull=True, report__fictional=fictional
        )
        .order_by("reference")
        .values_list("reference", "pk", "report_id")
        .iterator(5000)
        if report in place_of
    ]
    places = {pk: place for place, (_, pk, _) in enumerate(entries)}
    said = _said(places)
    serving = [
        (places[entry], expectation)
        for entry, expectation in Serving.objects.filter(
            stood(None), stood(None, "expectation__standings__"), expectation__standings__state__in=LIVE
        ).values_list("entry_id", "expectation_id")
        if entry in places
    ]
    return _Rows(
        references=np.array([reference.encode() for reference, _, _ in entries], _REFERENCE),
        report_of=np.array([report for _, _, report in entries], np.int32),
        years=[issued_on.year if issued_on else None for _, issued_on, *_ in reports],
        kinds=[kind for *_, kind in reports],
        publishers=[code for _, _, code, _, _ in reports],
        names={code: name for _, _, code, name, _ in reports},
        entry=np.array([entry for entry, _, _ in said], np.int32),
        theme=np.array([theme for _, theme, _ in said], np.int32),
        sure=np.array([sure for _, _, sure in said], bool),
        serving=np.array([entry for entry, _ in serving], np.int32),
        served=np.array([expectation for _, expectation in serving], np.int32),
    )


def _said(place_of: dict[int, int]) -> list[tuple[int, int, bool]]:
    """[(entry, theme, confirmed)]: what people confirmed, and what is suggested where nobody has decided."""
    keys = {key: place for place, key in enumerate(taxonomy().keys)}
    decided = Decision.objects.filter(kind=Kind.THEME, second=False, superseded_at__isnull=True).exclude(
        verdict=Verdict.UNDONE
    )
    settled = set()
    found = []
    for subject, entry, value in decided.values_list("subject", "entry_id", "value").iterator(5000):
        settled.add(subject)
        if value in keys and entry in place_of:
            found.append((place_of[entry], keys[value], True))
    suggested = Suggestion.objects.filter(kind=Kind.THEME, superseded_at__isnull=True)
    for subject, entry, value in suggested.values_list("subject", "entry_id", "value").iterator(5000):
        if subject not in settled and value in keys and entry in place_of:
            found.append((place_of[entry], keys[value], False))
    return found


__all__ = ["OverTime", "Spoken", "counts_made_up", "over_time"]
