"""What is published against what is held: by year, number, area and publisher, and how fresh it is."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.oversight.missing.sequences import Sequence, YearOfNumbers, ranges, sequences
from answerable.oversight.models import GapNote, Supply
from answerable.oversight.queries.missing import (
    Freshness,
    PublisherHeld,
    Silence,
    areas_by_year,
    freshness,
    gap_notes,
    is_held,
    numbered_years,
    publishers_held,
    silences,
    supplies_of,
)
from answerable.website.formats import counted, long_date
from answerable.website.presenters.coverage import held_by_year
from answerable.website.presenters.sources import source_name
from answerable.website.presenters.visits import VisitedSite, visited_sites
from answerable.website.refusals import Explained, NotHereError

HERE = "/coverage"
MISSING_COLUMNS = ("source", "year", "number", "known", "how", "known_on", "offered", "address")
AREA_COLUMNS = ("area", "year", "reports_held")
YEAR_COLUMNS = (
    "year",
    "coroners_reports_held",
    "counted_by_others",
    "highest_number_held",
    "numbers_not_held",
    "explained",
    "inquiries",
    "others",
)


@dataclass(frozen=True, slots=True)
class NumberedYear:
    """One year's numbers beside what others counted."""

    numbers: YearOfNumbers
    counted: int | None
    explained: int

    @property
    def href(self) -> str:
        return f"{HERE}/{self.numbers.source}/{self.numbers.year}"

    @property
    def unexplained(self) -> int:
        return len(self.numbers.missing) - self.explained


@dataclass(frozen=True, slots=True)
class QuietSource:
    """One source, and how long nothing new has come from it, in words."""

    name: str
    silence: Silence
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """When one part of what is shown was last brought up to date."""

    what: str
    on: dt.date | None
    words: str


@dataclass(frozen=True, slots=True)
class ReconciliationPage:
    """All that the page says. `numbered` holds (source name, note, its years, newest first)."""

    numbered: tuple[tuple[str, str, tuple[NumberedYear, ...]], ...]
    sources: tuple[QuietSource, ...]
    parts: tuple[Part, ...]
    publishers: tuple[PublisherHeld, ...]
    visits: tuple[VisitedSite, ...]
    areas: int
    on: dt.date

    @property
    def missing(self) -> int:
        return sum(len(year.numbers.missing) for _, _, years in self.numbered for year in years)

    @property
    def silent(self) -> tuple[QuietSource, ...]:
        return tuple(source for source in self.sources if source.silence.silent)


@dataclass(frozen=True, slots=True)
class Missing:
    """One number that is not held."""

    source: str
    number: str
    note: GapNote | None
    offers: int

    @property
    def href(self) -> str:
        return f"{HERE}/{self.source}/number/{self.number}"


@dataclass(frozen=True, slots=True)
class MissingYear:
    """The numbers of one year that are not held."""

    source_name: str
    note: str
    year: NumberedYear
    spans: tuple[str, ...]
    rows: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class NumberPage:
    """One number that is not held, what is known of it, and what was offered."""

    source: str
    source_name: str
    number: str
    year: int
    note: GapNote | None
    offers: tuple[Supply, ...]
    given: dict[str, str]
    error: str = ""

    @property
    def href(self) -> str:
        return f"{HERE}/{self.source}/number/{self.number}"


def reconciliation_page(on: dt.date | None) -> ReconciliationPage:
    years = [(one, _years(one.source, on)) for one in sequences()]
    return ReconciliationPage(
        numbered=tuple(
            (source_name(one.source), one.note, tuple(reversed(found))) for one, found in years if found
        ),
        sources=tuple(QuietSource(source_name(one.source), one, _silence_words(one)) for one in silences(on)),
        parts=_parts(freshness()),
        publishers=tuple(publishers_held()),
        visits=visited_sites(on),
        areas=len(areas_by_year()),
        on=on or today(),
    )


def missing_year(source: str, year: int, on: dt.date | None) -> MissingYear:
    """Raises NotHereError for a year of which nothing is held."""
    sequence = _sequence(source)
    found = next((one for one in _years(source, on) if one.numbers.year == year), None)
    if found is None:
        raise NotHereError(_nothing(f"No report numbered in {year} is held"))
    return MissingYear(
        source_name=source_name(source),
        note=sequence.note,
        year=found,
        spans=tuple(
            sequence.write(year, first)
            if first == last
            else f"{sequence.write(year, first)} to {sequence.write(year, last)}"
            for first, last in ranges(found.numbers.missing)
        ),
        rows=tuple(_missing(source, [found.numbers], on)),
    )


def number_page(
    source: str, number: str, *, given: dict[str, str] | None = None, error: str = ""
) -> NumberPage:
    """Raises NotHereError for a number that is held, or that is none of the source."""
    parsed = _sequence(source).parse(number)
    if parsed is None:
        raise NotHereError(_nothing(f"{number[:40]} is no number of this source"))
    if is_held(source, number):
        raise NotHereError(
            Explained(
                f"The register holds {number}",
                ("It is not missing.",),
                (("Find it", f"/search?q={number}"), ("What is missing", HERE)),
            )
        )
    return NumberPage(
        source=source,
        source_name=source_name(source),
        number=number,
        year=parsed[0],
        note=gap_notes(source).get(number),
        offers=tuple(supplies_of(source, number)),
        given={"url": "", "words": "", **(given or {})},
        error=error,
    )


def missing_rows(on: dt.date | None) -> Iterator[tuple[object, ...]]:
    """Every number that is not held, for the CSV."""
    for sequence in sequences():
        for one in _missing(sequence.source, numbered_years(sequence.source, on), on):
            parsed = sequence.parse(one.number)
            note = one.note
            yield (
                sequence.source,
                parsed[0] if parsed else "",
                one.number,
                note.get_kind_display() if note else "",
                note.words if note else "",
                note.on.isoformat() if note else "",
                one.offers,
                one.href,
            )


def year_rows(on: dt.date | None) -> Iterator[tuple[object, ...]]:
    numbers = {one.numbers.year: one for sequence in sequences() for one in _years(sequence.source, on)}
    for held in held_by_year():
        one = numbers.get(held.year or 0)
        yield (
            held.year or "no date",
            held.coroners,
            held.published,
            one.numbers.highest if one else "",
            len(one.numbers.missing) if one else "",
            one.explained if one else "",
            held.inquiries,
            held.others,
        )


def area_rows() -> Iterator[tuple[object, ...]]:
    for area, years in areas_by_year().items():
        for year, count in years.items():
            yield area, year, count


def _years(source: str, on: dt.date | None) -> list[NumberedYear]:
    notes = gap_notes(source, on)
    counted_elsewhere = {held.year: held.published for held in held_by_year()}
    sequence = _sequence(source)
    return [
        NumberedYear(
            numbers,
            counted_elsewhere.get(numbers.year),
            sum(sequence.write(numbers.year, one) in notes for one in numbers.missing),
        )
        for numbers in numbered_years(source, on)
    ]


def _missing(source: str, years: list[YearOfNumbers], on: dt.date | None) -> Iterator[Missing]:
    sequence, notes = _sequence(source), gap_notes(source, on)
    offers: dict[str, int] = {}
    for number in supplies_of(source).values_list("number", flat=True):
        offers[number] = offers.get(number, 0) + 1
    for year in years:
        for one in year.missing:
            number = sequence.write(year.year, one)
            yield Missing(source, number, notes.get(number), offers.get(number, 0))


def _sequence(source: str) -> Sequence:
    found = next((one for one in sequences() if one.source == source), None)
    if found is None:
        raise NotHereError(_nothing("The reports of that source have no numbers to be missing"))
    return found


def _nothing(title: str) -> Explained:
    return Explained(title, ("Nothing stands at this address.",), (("What is missing", HERE), ("Home", "/")))


def _silence_words(one: Silence) -> str:
    if one.newest is None:
        return "The reports held of it have no date." if one.received else "No report of it is held."
    words = f"No data since {long_date(one.newest)}, the date of its newest report here"
    if one.days is not None:
        words += f" ({counted(one.days, 'day')} ago)"
    if one.silent:
        words += (
            f". That is longer than the {one.limit} days within which something new usually comes: either "
            "nothing was published, or we have not taken it in. It does not mean that nothing happened"
        )
    return words + "."


def _parts(found: Freshness) -> tuple[Part, ...]:
    told = (
        ("Reports and replies read", found.documents, "Nothing was read yet"),
        ("What was said before, themes and conflicts worked out", found.relations, "Not worked out yet"),
        ("Files of indicators loaded", found.figures, "None is loaded"),
        ("Due dates, reminders and escalation gone through", found.daily, "Not gone through yet"),
    )
    return tuple(Part(what, on, _ago(on) if on else otherwise) for what, on, otherwise in told)


def _ago(on: dt.date) -> str:
    days = (today() - on).days
    when = "today" if days == 0 else "yesterday" if days == 1 else f"{counted(days, 'day')} ago"
    return f"{long_date(on)}, {when}"
