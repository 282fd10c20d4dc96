"""The figures of a file are added: once for each version of the readers, whole or not at all."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.db import connection

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.impact.bodies import Bodies
from answerable.impact.definitions import Indicator
from answerable.impact.files.model import READER, FileRead
from answerable.impact.models import Line, Place, Rejected, SeriesFile, Value
from answerable.impact.protecting import Row
from answerable.impact.sorting import counts, sort_rows
from answerable.ledger.operation import Log, operation
from answerable.sources.models import Document

BATCH = 500
_PlaceKey = tuple[str, str, str]
_LineKey = tuple[str, int, str, int | None]


def reader_version(indicators: Mapping[str, Indicator]) -> str:
    """The readers and the definitions together: a new label reaches a held file when that is loaded again."""
    digest = hashlib.sha256(repr(sorted(indicators.items())).encode()).hexdigest()
    return f"{READER}+{digest[:12]}"


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
) -> SeriesFile:
    """Adds every figure of the file. `published` is its vintage, where somebody says it.

    A file that these readers have read is left as it is, but for a vintage that nobody had said.
    """
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
    _write_values(_values(found.rows, file.pk))
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


_Stored = tuple[int, dt.date, dt.date, Decimal | None, str, str, int, int]


def _values(rows: list[Row], file: int) -> Iterator[_Stored]:
    places = _places({(row.cell.level, row.cell.code[:40], row.cell.name[:250]) for row in rows})
    keyed: list[tuple[_LineKey, Row]] = []
    for row in rows:
        place = places[row.cell.level, row.cell.code[:40], row.cell.name[:250]]
        body = row.meant.body.pk if row.meant.body else None
        keyed.append(((row.indicator.code, place, row.split[:250], body), row))
    lines = _lines(keyed)
    for key, row in keyed:
        cell = row.cell
        yield (lines[key], cell.start, cell.end, row.value, row.why, row.flags, file, cell.row)


def _write_values(values: Iterable[_Stored]) -> None:
    """Past the model, since a million rows as objects take minutes; the database's own checks hold."""
    columns = ("line_id", "start", "end", "value", "why", "flags", "file_id", "row")
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(Value._meta.db_table)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", list(values))  # noqa: S608


def _places(wanted: set[_PlaceKey]) -> dict[_PlaceKey, int]:
    held = dict(_held_places(wanted))
    missing = sorted(wanted - set(held))
    Place.objects.bulk_create(
        [Place(level=level, code=code, name=name) for level, code, name in missing], batch_size=BATCH
    )
    return held | dict(_held_places(set(missing)))


def _held_places(wanted: set[_PlaceKey]) -> Iterator[tuple[_PlaceKey, int]]:
    names = sorted({name for _, _, name in wanted})
    for start in range(0, len(names), BATCH):
        found = Place.objects.filter(name__in=names[start : start + BATCH])
        for pk, level, code, name in found.values_list("pk", "level", "code", "name"):
            if (level, code, name) in wanted:
                yield (level, code, name), pk


def _lines(keyed: list[tuple[_LineKey, Row]]) -> dict[_LineKey, int]:
    wanted = dict(reversed(keyed))
    held = _held_lines(wanted)
    missing = [key for key in wanted if key not in held]
    Line.objects.bulk_create(
        [
            Line(
                indicator=indicator,
                place_id=place,
                split=split,
                organisation_id=body,
                how=wanted[indicator, place, split, body].meant.how,
                why=wanted[indicator, place, split, body].meant.why[:300] if body is None else "",
            )
            for indicator, place, split, body in sorted(missing, key=str)
        ],
        batch_size=BATCH,
    )
    return held | _held_lines(missing) if missing else held


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
