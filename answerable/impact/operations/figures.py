"""The figures of a file are added: once for each version of the readers, whole or not at all."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Any, cast

from django.db import connection
from django.db.models import Max

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.impact.bodies import Bodies
from answerable.impact.definitions import Indicator
from answerable.impact.files.model import READER, FileRead
from answerable.impact.models import Holding, Line, Place, Rejected, SeriesFile, Value
from answerable.impact.protecting import Row
from answerable.impact.sorting import counts, sort_rows
from answerable.ledger.models import Event
from answerable.ledger.operation import Log, operation
from answerable.sources.models import Document

BATCH = 500
FIGURES = "figures"  # what is loaded, and what gives lines another body, come one after the other
ATTRIBUTED = "figures.attributed"
HIDDEN = frozenset({"suppressed", "protected"})
_PlaceKey = tuple[str, str, str]
_LineKey = tuple[str, int, str, int | None]
_VERSIONS: dict[
    int, tuple[Mapping[str, Indicator], str]
] = {}  # working it out takes longer than a small file


@dataclass(slots=True)
class Known:
    """Places and lines found or made while many files are loaded, so that each is looked up once.

    Lines are looked up again once some were given another body since: one of them may be gone.
    """

    places: dict[_PlaceKey, int] = field(default_factory=dict)
    lines: dict[_LineKey, int] = field(default_factory=dict)
    attributed: int | None = None  # index of the last event that gave lines another body

    def draft(self) -> "Known":
        """A copy for one file: what it finds is known once it is committed."""
        last = Event.objects.filter(kind=ATTRIBUTED).aggregate(last=Max("index"))["last"]
        lines = dict(self.lines) if last == self.attributed else {}
        return Known(dict(self.places), lines, last)

    def become(self, other: "Known") -> None:
        self.places, self.lines, self.attributed = other.places, other.lines, other.attributed


def reader_version(indicators: Mapping[str, Indicator]) -> str:
    """The readers and the definitions together: a new label reaches a held file when that is loaded again."""
    digest = _VERSIONS.get(id(indicators))
    if digest is None or digest[0] is not indicators:
        told = hashlib.sha256(repr(sorted(indicators.items())).encode()).hexdigest()[:12]
        digest = _VERSIONS[id(indicators)] = (indicators, told)
    return f"{READER}+{digest[1]}"


@operation("INDICATOR_LOAD")
def load_figures(
    log: Log,
    *,
    by: Actor,
    document: Document,
    name: str,
    read: FileRead,
    bodies: Bodies,
    indicators: Mapping[str, Indicator],
    published: dt.date | None = None,
    known: Known | None = None,
) -> SeriesFile:
    """Adds every figure of the file. `published` is its vintage, where somebody says it.

    A file that these readers have read is left as it is, but for a vintage that nobody had said.
    """
    log.one_by_one(FIGURES)
    reader = reader_version(indicators)
    held = SeriesFile.objects.filter(document=document, reader=reader).first()
    if held is not None:
        if held.published is None and published is not None:
            held.published = published
            held.save(update_fields=["published"])
            log.event("figures.dated", f"document:{document.sha256}", {"published": str(published)})
        else:
            log.unchanged()
        return held
    found = sort_rows(read, bodies, indicators)
    number = counts(found)
    earlier = SeriesFile.objects.filter(document=document, superseded_at=None).order_by("id").last()
    SeriesFile.objects.filter(document=document, superseded_at=None).update(superseded_at=now())
    file = SeriesFile.objects.create(
        document=document,
        name=name[:250],
        form=read.form,
        reader=reader,
        published=published or (earlier.published if earlier else None),
        recorded_at=now(),
        rows=read.rows,
        notes=list(read.notes),
        **number,
    )
    found_now = (known or Known()).draft()
    _write_values(_values(found.rows, file.pk, found_now))
    if known is not None:
        log.after_commit(lambda: known.become(found_now))
    Holding.objects.bulk_create(_holdings(found.rows, file), batch_size=BATCH)
    Rejected.objects.bulk_create(
        [Rejected(file=file, row=row, count=many, why=why) for why, (row, many) in found.rejected.items()],
        batch_size=BATCH,
    )
    log.event(
        "figures.loaded",
        f"document:{document.sha256}",
        {
            "form": read.form,
            "reader": reader,
            "rows": read.rows,
            "published": str(file.published or ""),
            **number,
        },
    )
    return file


def _holdings(rows: Iterable[Row], file: SeriesFile) -> list[Holding]:
    held: dict[tuple[str, str], Holding] = {}
    number = Counter(
        (row.indicator.code, row.cell.level, row.cell.start, row.cell.end, row.why) for row in rows
    )
    for (indicator, level, start, end, why), many in number.items():
        one = held.setdefault(
            (indicator, level),
            Holding(file=file, indicator=indicator, level=level, rows=0, hidden=0, first=start, last=end),
        )
        one.rows += many
        one.hidden += many if why in HIDDEN else 0
        one.first, one.last = min(one.first, start), max(one.last, end)
    return list(held.values())


def _written(rows: Iterable[Row]) -> set[_PlaceKey]:
    """Places as written. Parts of a cell are cut out together, since there are millions of cells."""
    return {row.cell[2:5] for row in rows}


def _values(rows: list[Row], file: int, known: Known) -> Iterator[tuple[object, ...]]:
    shortened = {written: (written[0], written[1][:40], written[2][:250]) for written in _written(rows)}
    places = _places(set(shortened.values()), known)
    by_writing = {written: places[key] for written, key in shortened.items()}
    keyed: list[tuple[_LineKey, Row]] = []
    for row in rows:
        body = row.meant.body
        place = by_writing[row.cell[2:5]]
        keyed.append(((row.indicator.code, place, row.split[:250], body.pk if body else None), row))
    lines = _lines(keyed, known)
    ends = {day for row in rows for day in row.cell[6:8]}
    days = {day: connection.ops.adapt_datefield_value(day) for day in ends}
    numbers: dict[Decimal | None, object] = {None: None}
    for key, row in keyed:
        cell, value = row.cell, row.value
        if value not in numbers:
            numbers[value] = connection.ops.adapt_decimalfield_value(value, 18, 6)
        yield (
            lines[key],
            days[cell.start],
            days[cell.end],
            numbers[value],
            row.why,
            row.flags,
            file,
            cell.row,
        )


def _write_values(values: Iterable[tuple[object, ...]]) -> None:
    """Past the model, since a million rows as objects take minutes; the database's own checks hold.

    In the order of the index, so that a file of many lines does not touch its pages here and there.
    """
    columns = ("line_id", "start", "end", "value", "why", "flags", "file_id", "row")
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(Value._meta.db_table)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608  # nosec B608: our own names
    with connection.cursor() as cursor:
        cursor.executemany(statement, cast(Any, sorted(values, key=itemgetter(0, 1))))


def _places(wanted: set[_PlaceKey], known: Known) -> dict[_PlaceKey, int]:
    known.places.update(_held_places(wanted - known.places.keys()))
    missing = sorted(wanted - known.places.keys())
    Place.objects.bulk_create(
        [Place(level=level, code=code, name=name) for level, code, name in missing], batch_size=BATCH
    )
    known.places.update(_held_places(set(missing)))
    return known.places


def _held_places(wanted: set[_PlaceKey]) -> Iterator[tuple[_PlaceKey, int]]:
    names = sorted({name for _, _, name in wanted})
    for start in range(0, len(names), BATCH):
        found = Place.objects.filter(name__in=names[start : start + BATCH])
        for pk, level, code, name in found.values_list("pk", "level", "code", "name"):
            if (level, code, name) in wanted:
                yield (level, code, name), pk


def _lines(keyed: list[tuple[_LineKey, Row]], known: Known) -> dict[_LineKey, int]:
    wanted = {key: row for key, row in keyed if key not in known.lines}
    known.lines.update(_held_lines(wanted))
    missing = sorted((key for key in wanted if key not in known.lines), key=str)
    Line.objects.bulk_create(
        [
            Line(
                indicator=key[0],
                place_id=key[1],
                split=key[2],
                organisation_id=key[3],
                how=wanted[key].meant.how,
                why=wanted[key].meant.why[:300] if key[3] is None else "",
            )
            for key in missing
        ],
        batch_size=BATCH,
    )
    known.lines.update(_held_lines(missing))
    return known.lines


def _held_lines(wanted: Iterable[_LineKey]) -> dict[_LineKey, int]:
    wanted = set(wanted)
    found: dict[_LineKey, int] = {}
    places = sorted({place for _, place, _, _ in wanted})
    indicators = {indicator for indicator, _, _, _ in wanted}
    for start in range(0, len(places), BATCH):
        rows = Line.objects.filter(place__in=places[start : start + BATCH], indicator__in=indicators)
        columns = ("pk", "indicator", "place_id", "split", "organisation_id")
        for pk, indicator, place, split, body in rows.values_list(*columns):
            if (indicator, place, split, body) in wanted:
                found[indicator, place, split, body] = pk
    return found
