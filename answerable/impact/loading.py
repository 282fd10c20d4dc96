"""Takes in files of figures: each file's shape is found by its content, and every row is accounted for."""

import contextlib
import datetime as dt
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from answerable.core.actors import Actor
from answerable.impact.bodies import Bodies
from answerable.impact.definitions import shipped
from answerable.impact.files.model import FileRead
from answerable.impact.files.shapes import Period
from answerable.impact.models import Place, SeriesFile
from answerable.impact.naming import unlisted
from answerable.impact.operations import Known, load_figures, record_definitions, settle_lines
from answerable.impact.reading_ahead import read_each
from answerable.organisations.models import Organisation
from answerable.organisations.operations import load_list
from answerable.organisations.records import Body, BodyName
from answerable.sources.operations import keep_document

Progress = Callable[[str, int, int], None]
COUNTS = ("rows", "loaded", "suppressed", "protected", "empty", "repeated", "rejected")


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of which nothing was loaded. `rows` is how many lines it has, where that can be told."""

    file: str
    why: str
    rows: int


@dataclass(slots=True)
class LoadReport:
    files: list[tuple[str, SeriesFile]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    settled: int = 0

    def sum(self, count: str) -> int:
        return sum(int(getattr(file, count)) for file in {file.pk: file for _, file in self.files}.values())

    def as_json(self) -> dict[str, object]:
        return {
            "files": [
                {
                    "file": name,
                    "form": file.form,
                    "published": file.published,
                    **{count: getattr(file, count) for count in COUNTS},
                    "rejections": [
                        {"row": one.row, "count": one.count, "why": one.why} for one in file.rejections.all()
                    ],
                    "notes": file.notes,
                }
                for name, file in self.files
            ],
            "refused": [{"file": one.file, "rows": one.rows, "why": one.why} for one in self.refused],
            **{count: self.sum(count) for count in COUNTS},
        }


def load_paths(
    paths: Sequence[Path],
    *,
    by: Actor,
    published: dt.date | None = None,
    period: Period | None = None,
    progress: Progress | None = None,
    locators: Mapping[Path, str] | None = None,
) -> LoadReport:
    """Loads every file; folders are walked. `period` is that of files that hold no dates.

    `locators` says where a file comes from, where that is not the path at which it lies now.
    """
    report = LoadReport()
    with _no_collecting():
        _load(paths, report, by, published, period, progress, locators or {})
    return report


def _load(
    paths: Sequence[Path],
    report: LoadReport,
    by: Actor,
    published: dt.date | None,
    period: Period | None,
    progress: Progress | None,
    locators: Mapping[Path, str],
) -> None:
    bodies = Bodies.from_database()
    indicators = shipped()
    record_definitions(by=by, indicators=indicators)
    known = Known()
    files = _files(paths, report)
    for at, (path, read) in enumerate(read_each(files, period)):
        if progress:
            progress(path.name, at, len(files))
        if not isinstance(read, FileRead):
            why = f"The file cannot be opened: {read.strerror}." if isinstance(read, OSError) else str(read)
            report.refused.append(Refused(path.name, why, _lines(path)))
            continue
        make_bodies(read, bodies, by=by)
        document = keep_document(by=by, path=path, locator=locators.get(path) or str(path.resolve()))
        file = load_figures(
            by=by, document=document, name=path.name, read=read, bodies=bodies, indicators=indicators,
            published=published,
            known=known,
        )  # fmt: skip
        report.files.append((path.name, file))
    if report.files:
        bodies.learn(Place.objects.exclude(code="").exclude(name="").values_list("code", "name"))
        report.settled = settle_lines(by=by, bodies=bodies)
    if progress and files:
        progress("done", len(files), len(files))


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """Rows make millions of small objects and no cycles: to look for some takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def make_bodies(read: FileRead, bodies: Bodies, *, by: Actor) -> None:
    """Bodies for providers that the file names and nobody holds yet."""
    new = unlisted(read.cells, bodies)
    if not new.bodies:
        return
    load_list(by=by, read=new)
    keys = [fact.key for fact in new.bodies]
    for start in range(0, len(keys), 500):
        for row in Organisation.objects.filter(key__in=keys[start : start + 500]).order_by("key"):
            names = (BodyName(row.name),)
            bodies.add(Body(row.key, row.reference, row.name, row.kind, names, pk=row.pk))


def _files(paths: Sequence[Path], report: LoadReport) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
            if not inside:
                report.refused.append(Refused(str(path), "The folder holds no files.", 0))
            files += inside
        elif path.exists():
            files.append(path)
        else:
            report.refused.append(Refused(str(path), "There is no such file or folder. Check the path.", 0))
    return list(dict.fromkeys(files))


def _lines(path: Path) -> int:
    """Filled lines below the first, of a text file; 0 for any other."""
    try:
        content = path.read_bytes()
    except OSError:
        return 0
    if b"\0" in content[:4096] or content.startswith(b"PK"):
        return 0
    return max(0, sum(any(byte not in b", \t\r" for byte in line) for line in content.split(b"\n")) - 1)
