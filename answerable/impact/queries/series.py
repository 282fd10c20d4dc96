"""The figures of one indicator for one body or place, as a series that the charts take."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from answerable.core.calendar import end_of_day
from answerable.impact.definitions import Indicator, shipped
from answerable.impact.figures import FLAGS
from answerable.impact.files.periods import kind_of, period_words
from answerable.impact.models import Line, Place, SeriesFile, Value
from answerable.impact.queries.believing import CONFLICT, Believed, Given, believe
from answerable.impact.series.dates import Written, day_words
from answerable.impact.series.model import Reading, Series
from answerable.impact.series.remarks import missing_remarks, no_value_remarks
from answerable.impact.series.steps import Step
from answerable.organisations.models import Certainty, Organisation
from answerable.organisations.queries import successions_around_all

_MONTHS = {"month": 1, "quarter": 3}
OWN_LEVELS = ("provider", "icb", "sub-icb", "region")


class UnknownIndicatorError(ValueError):
    """No definition has the code. The message names it."""


def series(
    indicator: str,
    organisation: Organisation,
    split: str | None = None,
    on: dt.date | None = None,
    *,
    period: str | None = None,
    level: str | None = None,
) -> Series:
    """The body's figures, in order; an empty series where none is held. Raises UnknownIndicatorError.

    `split` is that of a line ("bed type: 10"), or none for the whole; `on` shows what was held at the end of
    a day; `period` is a kind of period that the definition allows, or its first; `level` tells what a body
    receives from what it sends ("receiving provider").
    """
    found, split = defined(indicator, split)
    lines = Line.objects.filter(indicator=found.code, organisation=organisation, split=split)
    lines = lines.filter(place__level=level) if level else lines.filter(place__level__in=OWN_LEVELS)
    return _series(_titled(indicator), lines, on, period, organisation)


def series_of_place(
    indicator: str,
    place: Place | Sequence[Place],
    split: str | None = None,
    on: dt.date | None = None,
    *,
    period: str | None = None,
) -> Series:
    """The same for a place as files write it, such as England; or for one place under several names."""
    found, split = defined(indicator, split)
    places = [place] if isinstance(place, Place) else place
    lines = Line.objects.filter(indicator=found.code, place__in=places, split=split)
    return _series(_titled(indicator), lines, on, period)


def places_of(indicator: str, *levels: str) -> list[Place]:
    """Places of these levels, or of all, for which the indicator is held."""
    found, _ = defined(indicator, None)
    places = Place.objects.filter(lines__indicator=found.code).distinct().order_by("level", "name", "code")
    return list(places.filter(level__in=levels) if levels else places)


def splits_of(indicator: str, organisation: Organisation | None = None) -> list[str]:
    """Splits for which the indicator is held, of a body or at all; "" is the whole."""
    found, _ = defined(indicator, None)
    lines = Line.objects.filter(indicator=found.code)
    if organisation is not None:
        lines = lines.filter(organisation=organisation)
    return sorted(set(lines.values_list("split", flat=True)))


def _titled(code: str) -> Indicator:
    return shipped()[code]


def defined(code: str, split: str | None) -> tuple[Indicator, str]:
    """The indicator under which values are kept, and their split: a part has a code of its own."""
    indicator = shipped().get(code)
    if indicator is None:
        raise UnknownIndicatorError(
            f"There is no indicator {code!r}. `answerable indicators list` names them."
        )
    if not indicator.part_of:
        return indicator, split or ""
    return shipped()[indicator.part_of], f"{indicator.part}; {split}" if split else indicator.part


def _series(
    indicator: Indicator,
    lines: QuerySet[Line],
    on: dt.date | None,
    period: str | None,
    body: Organisation | None = None,
) -> Series:
    found = grouped(lines, on, "line__indicator")
    return assembled(indicator, next(iter(found.values()), []), period, body)


def assembled(
    indicator: Indicator, found: Sequence[Believed], period: str | None, body: Organisation | None = None
) -> Series:
    """A series of what is believed, with notes; those on takeovers where the body is given."""
    wanted = period or indicator.periods[0]
    believed = [one for one in found if kind_of(one.given.start, one.given.end) == wanted]
    readings = tuple(reading_of(one) for one in believed)
    if not readings:
        return Series(indicator.title, indicator.unit, (), Step(), ())
    dates = [
        Written(one.date, wanted if wanted in ("month", "quarter") else "year", wanted, one.label)
        for one in readings
    ]
    step = Step(months=_MONTHS.get(wanted, 12))
    notes = [*missing_remarks(readings, dates, step), *no_value_remarks(readings), *_remarks(believed)]
    notes += _rounding(indicator)
    if body is not None:
        notes += _taken_over(body, believed[0].given.start, believed[-1].given.end)
    return Series(indicator.title, indicator.unit, readings, step, tuple(notes))


def grouped(
    lines: QuerySet[Line], on: dt.date | None, by: str, *, start: dt.date | None = None
) -> dict[object, list[Believed]]:
    """What is believed of every period, for each value of a column of the line. Two queries.

    With `start`, of the periods that begin on that day alone.
    """
    files = _files(on)
    periods: dict[object, dict[tuple[dt.date, dt.date], list[Given]]] = defaultdict(lambda: defaultdict(list))
    rows = Value.objects.filter(line__in=lines).order_by("start", "file_id", "row")
    rows = rows if start is None else rows.filter(start=start)
    for key, first, end, value, why, flags, file, row in rows.values_list(
        by, "start", "end", "value", "why", "flags", "file_id", "row"
    ):
        if file in files:
            vintage, future = files[file]
            told = tuple(flags.split(",")) if flags else ()
            given = Given(first, end, value, why, told, file, row, vintage, future)
            periods[key][first, end].append(given)
    return {
        key: [one for _, given in sorted(found.items()) if (one := believe(given)) is not None]
        for key, found in periods.items()
    }


def _files(on: dt.date | None) -> dict[int, tuple[dt.date | None, bool]]:
    """{file: (its vintage, whether it was loaded after the day)}, without those read again since."""
    files = SeriesFile.objects.all()
    if on is None:
        current = files.filter(superseded_at=None)
        return {pk: (published, False) for pk, published in current.values_list("pk", "published")}
    until = end_of_day(on)
    stood = files.filter(Q(superseded_at=None) | Q(superseded_at__gt=until))
    return {
        pk: (published, recorded > until)
        for pk, published, recorded in stood.values_list("pk", "published", "recorded_at")
    }


def reading_of(one: Believed) -> Reading:
    start, end = one.given.start, one.given.end
    label = f"{start:%Y-%m}" if kind_of(start, end) == "month" else f"{start.isoformat()}/{end.isoformat()}"
    value = None if one.value is None else float(one.value)
    whole = int(value) if value is not None and value.is_integer() else value
    why = "suppressed" if one.why == "protected" else one.why
    return Reading(start, label, period_words(start, end), whole, why, one.given.row)


def _remarks(believed: Sequence[Believed]) -> list[str]:
    notes = []
    protected = [one for one in believed if one.why == "protected"]
    if protected:
        notes.append(
            f"Withheld here, lest a figure that its publisher hid be worked out: {_periods(protected)}."
        )
    conflict = [one for one in believed if one.why == CONFLICT]
    if conflict:
        notes.append(
            f"Files disagree, and nobody said which is the later: {_periods(conflict)}. None is shown."
        )
    revised = [
        one for one in believed
        if one.value is not None and any(old.value not in (None, one.value) for old in one.earlier)
    ]  # fmt: skip
    if revised:
        notes.append(f"Revised by a later publication: {_periods(revised)}.")
    for flag, words in FLAGS.items():
        if flagged := [one for one in believed if flag in one.given.flags and one.value is not None]:
            notes.append(f"{words[0].upper()}{words[1:]}: {_periods(flagged)}.")
    return notes


def _rounding(indicator: Indicator) -> list[str]:
    rounding = indicator.suppression.rounding
    if not rounding:
        return []
    return [f"Figures are rounded to the nearest {rounding}: no rate may be worked out from them."]


def _taken_over(body: Organisation, first: dt.date, last: dt.date) -> list[str]:
    """Mergers and the like within the series, since they move its figures without any change in care."""
    return taken_over(takeovers(body), first, last)


def taken_over(told: Sequence[tuple[dt.date, str]], first: dt.date, last: dt.date) -> list[str]:
    return [f"On {day_words(on)} it {words}." for on, words in told if first <= on <= last]


def takeovers(body: Organisation) -> list[tuple[dt.date, str]]:
    """When it took over from another or passed to one, in words; what is only planned left out."""
    return takeovers_of([body])[body.pk]


def takeovers_of(bodies: Sequence[Organisation]) -> dict[int, list[tuple[dt.date, str]]]:
    """The same of many bodies, by their keys in the database. Two queries."""
    claims = successions_around_all(bodies)
    keys = {key for claim in claims for key in (claim.predecessor_key, claim.successor_key)}
    names = dict(Organisation.objects.filter(key__in=keys).values_list("key", "name"))
    found = {}
    for body in bodies:
        told = [
            (claim.predecessor_key, claim, "took over from {}: later figures hold more services")
            for claim in claims
            if claim.successor_key == body.key
        ]
        told += [
            (claim.successor_key, claim, "passed to {}: later figures stand there")
            for claim in claims
            if claim.predecessor_key == body.key
        ]
        found[body.pk] = [
            (claim.on, words.format(names.get(key, key)))
            for key, claim, words in told
            if claim.certainty != Certainty.ANNOUNCED and claim.on
        ]
    return found


def _periods(found: Sequence[Believed]) -> str:
    words = [period_words(one.given.start, one.given.end) for one in found]
    return ", ".join(words[:6]) + (f" and {len(words) - 6} more" if len(words) > 6 else "")
