"""The public tables of indicators: what each counts, and every figure that is believed."""

from collections.abc import Iterator, Sequence
from itertools import islice

from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import Line
from answerable.impact.queries.series import grouped, reading_of
from answerable.publication.licences import licence_of, own_licence

Row = Sequence[object]
CHUNK = 100  # lines; each has as many figures as periods
SOURCE = "nhse-statistics"  # whose files the figures come from
INDICATOR_COLUMNS = (
    "indicator",
    "title",
    "about",
    "kind",
    "unit",
    "better",
    "definition",
    "numerator",
    "denominator",
    "method_version",
    "source",
    "source_address",
    "confirmed",
    "own",
    "part_of",
    "part",
    "hidden_below",
    "rounded_to",
    "caveats",
    "licence",
    "attribution",
)
FIGURE_COLUMNS = (
    "indicator",
    "level",
    "place",
    "organisation",
    "split",
    "period",
    "since",
    "until",
    "value",
    "why_none",
    "row",
    "fictional",
    "licence",
    "attribution",
)


def indicator_rows() -> Iterator[Row]:
    return (_indicator_row(one) for _, one in sorted(shipped().items()))


def _indicator_row(one: Indicator) -> Row:
    return (
        one.code,
        one.title,
        one.group,
        one.kind,
        one.unit,
        one.better.value,
        one.definition,
        one.numerator,
        one.denominator,
        one.version,
        one.source.name,
        one.source.address,
        one.confirmed,
        one.own,
        one.part_of,
        one.part,
        one.suppression.below,
        one.suppression.rounding,
        " | ".join(one.caveats),
        *_terms(one.own),
    )


def figure_rows() -> Iterator[Row]:
    """What is believed of every line and period, or why there is no number. What is hidden stays hidden."""
    known = shipped()
    lines = (
        Line.objects.filter(indicator__in=known)
        .select_related("place", "organisation")
        .order_by("indicator", "place__level", "place__name", "place__code", "split", "pk")
    )
    rows = lines.iterator(CHUNK)
    while part := list(islice(rows, CHUNK)):
        held = grouped(Line.objects.filter(pk__in=[line.pk for line in part]), None, "line_id")
        for line in part:
            place, body = line.place, line.organisation
            about = (line.indicator, place.level, place.name or place.code)
            fictional = body is not None and body.fictional
            terms = _terms(known[line.indicator].own or fictional)
            for one in held.get(line.pk, ()):
                read = reading_of(one)
                yield (
                    *about,
                    body.reference if body else "",
                    line.split,
                    read.label,
                    one.given.start,
                    one.given.end,
                    read.value,
                    read.why,
                    read.row,
                    fictional,
                    *terms,
                )


def _terms(own: bool) -> tuple[str, str]:
    """What this register worked out or made up for demonstration is its own."""
    terms = own_licence() if own else licence_of(SOURCE)
    return (terms.code, terms.attribution)
