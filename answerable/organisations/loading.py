"""Takes in lists of bodies: each file's form is found by its content, and what can't be used is said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from answerable.core.actors import Actor
from answerable.organisations.facts import Left, ListRead
from answerable.organisations.forms import UnknownListError, read_file
from answerable.organisations.forms.location_columns import NOT_HELD
from answerable.organisations.forms.nhs import mental_health_of
from answerable.organisations.forms.rows import UnreadableListError
from answerable.organisations.models import Organisation
from answerable.organisations.naming import name_key
from answerable.organisations.operations import load_list, load_locations
from answerable.organisations.queries import bodies_by_name

Progress = Callable[[str, int, int], None]
Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class FileLoaded:
    path: str
    form: str
    rows: int
    bodies: int  # new
    facts: int  # new
    out_of_scope: Mapping[str, int] = field(
        default_factory=dict
    )  # rows of places that are not ours, by reason


@dataclass(slots=True)
class LoadReport:
    """What a load came to. `failed` holds what was asked for by its path, or all of it, and can't be used:
    a file of another kind that only lies in a folder beside lists is left out."""

    files: list[FileLoaded] = field(default_factory=list)
    left_out: list[Left] = field(default_factory=list)
    failed: list[Left] = field(default_factory=list)

    @property
    def bodies(self) -> int:
        return sum(file.bodies for file in self.files)

    @property
    def facts(self) -> int:
        return sum(file.facts for file in self.files)

    def as_json(self) -> dict[str, object]:
        return {
            "files": [
                {
                    "file": file.path,
                    "form": file.form,
                    "rows": file.rows,
                    "new_bodies": file.bodies,
                    "new_facts": file.facts,
                    "out_of_scope": dict(file.out_of_scope),
                }
                for file in self.files
            ],
            "new_bodies": self.bodies,
            "new_facts": self.facts,
            "left_out": [{"where": left.where, "why": left.why} for left in self.failed + self.left_out],
        }

    def in_words(self) -> str:
        lines = [
            f"{file.path}: {file.form}, {_counted(file.rows, 'row')}, {_new(file.bodies, file.facts, ', ')}"
            for file in self.files
        ]
        for file in self.files:
            lines += [
                f"{file.path}: {_counted(count, 'row')} out of scope: {why}"
                for why, count in file.out_of_scope.items()
            ]
        lines.append(f"{_new(self.bodies, self.facts, ' and ')} in all.")
        for title, rows in (("Could not be read", self.failed), ("Left out", self.left_out)):
            if rows:
                lines.append(f"{title} ({len(rows):,}):")
                lines += [f"  {left.where}: {left.why}" for left in rows[:40]]
                if len(rows) > 40:
                    lines.append(f"  and {len(rows) - 40:,} more; --json lists all")
        return "\n".join(lines)


def _new(bodies: int, facts: int, between: str) -> str:
    return f"{_counted(bodies, 'new body', 'new bodies')}{between}{_counted(facts, 'new fact')}"


def _counted(value: int, one: str, several: str = "") -> str:
    return f"{value:,} {one if value == 1 else several or f'{one}s'}"


def load_shipped(*, by: Actor, progress: Progress | None = None) -> LoadReport:
    """Loads the reviewed lists that come with the register."""
    return _load([settings.DEFINITIONS / "organisations"], by=by, progress=progress)


def load_paths(paths: Sequence[Path], *, by: Actor, progress: Progress | None = None) -> LoadReport:
    """Loads every file; folders are walked. The reviewed lists are loaded before, if they were not yet:
    some lists name bodies without their codes, and mean those that the register knows."""
    if not Organisation.objects.filter(fictional=False).exists():
        load_shipped(by=by, progress=progress)
    return _load(paths, by=by, progress=progress)


def _load(paths: Sequence[Path], *, by: Actor, progress: Progress | None) -> LoadReport:
    report = LoadReport()
    read: list[tuple[Path, ListRead]] = []
    beside: list[Left] = []
    for path in _files(paths, report):
        unusable = report.failed if path in paths else beside
        try:
            read.append((path, read_file(path)))
        except (UnreadableListError, UnknownListError) as error:
            unusable.append(Left(path.name, str(error)))
        except OSError as error:
            unusable.append(Left(path.name, f"The file cannot be opened: {error.strerror or error}."))
    (report.left_out if read else report.failed).extend(beside)
    for at, (path, found) in enumerate(in_order(read)):
        if progress:
            progress(path.name, at, len(read))
        taken = take_list(found, by=by)
        report.files.append(
            FileLoaded(path.name, found.form, taken.rows, taken.bodies, taken.facts, found.out_of_scope)
        )
        report.left_out += [Left(f"{path.name}, {left.where}", left.why) for left in taken.left_out]
    if progress and read:
        progress("done", len(read), len(read))
    return report


@dataclass(frozen=True, slots=True)
class Taken:
    """What one list came to. `left_out` holds all that could not be used, of the file and of what is held."""

    rows: int
    bodies: int  # new
    facts: int  # new
    left_out: list[Left]


def in_order(read: Sequence[tuple[Name, ListRead]]) -> list[tuple[Name, ListRead]]:
    """Lists that make bodies before those that only speak of them, and places in use before closed ones."""
    return sorted(read, key=lambda pair: (not pair[1].bodies, bool(pair[1].unnamed), pair[1].of_closed))


def take_list(read: ListRead, *, by: Actor) -> Taken:
    if read.unnamed:
        _find_unnamed(read)
    if read.locations_cited is None:
        loaded = load_list(by=by, read=read)
        return Taken(read.rows, loaded.bodies, loaded.facts, read.left_out + loaded.left_out)
    places = load_locations(by=by, read=read)
    if places.out_of_scope:
        read.out_of_scope[NOT_HELD] += places.out_of_scope
    return Taken(places.places, 0, places.facts, read.left_out + places.left_out)


def _files(paths: Sequence[Path], report: LoadReport) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                file
                for file in path.rglob("*")
                if file.is_file() and file.suffix.lower() not in (".md", ".toml")
            )
            if not inside:
                report.failed.append(Left(str(path), "The folder holds no files."))
            files += [file for file in inside if not file.name.startswith(".")]
        elif path.exists():
            files.append(path)
        else:
            report.failed.append(Left(str(path), "There is no such file or folder. Check the path."))
    return list(dict.fromkeys(files))


def _find_unnamed(read: ListRead) -> None:
    """Gives a list without codes the bodies that its names mean; only an exact name counts."""
    known = bodies_by_name()
    for where, name, cited in read.unnamed:
        keys = known.get(name_key(name), set())
        if len(keys) == 1:
            read.mental_health.append(mental_health_of(next(iter(keys)), cited))
        else:
            why = "is the name of no body held" if not keys else "is the name of several bodies"
            read.left_out.append(Left(where, f"{name!r} {why}."))
