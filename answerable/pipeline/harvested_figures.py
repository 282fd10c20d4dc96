"""Files of figures that a publisher's site gave, into the series: tables, and archives of tables."""

import datetime as dt
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from answerable.core.actors import INDICATORS
from answerable.core.calendar import LONDON
from answerable.impact.loading import load_paths
from answerable.pipeline.outcome import Outcome
from answerable.sources.drafts import LeftOut
from answerable.sources.models import Place
from answerable.sources.storage import place as stored
from answerable.sources.unpacking import PackedError, is_archive, safe_name, unpack_tables

Progress = Callable[[str, int, int], None]


def take_figures(places: Sequence[Place], folder: Path, outcome: Outcome, progress: Progress) -> None:
    """Loads each file as a vintage of the day on which it was first had, so that a later one revises it.

    A file that can't be loaded is said and not tried again until it changes: another day gives the same.
    """
    for at, place in enumerate(places, start=1):
        files = _files_of(place, folder / f"place-{place.pk}", outcome)
        report = load_paths(
            files, by=INDICATORS, published=_first_had(place), locators=dict.fromkeys(files, place.url)
        )
        outcome.figures += len(report.files)
        outcome.left_out += [LeftOut(f"place {place.pk}, {one.file}", one.why) for one in report.refused]
        if files and not report.files:
            outcome.failed.append(LeftOut(f"place {place.pk}", "Nothing of the file could be loaded."))
        progress("loading figures", at, len(places))


def _first_had(place: Place) -> dt.date | None:
    return place.changed_at.astimezone(LONDON).date() if place.changed_at else None


def _files_of(place: Place, folder: Path, outcome: Outcome) -> list[Path]:
    """The file under its own name, which may give its month; of an archive, the tables in it."""
    assert place.document is not None
    folder.mkdir()
    name = safe_name(unquote(urlsplit(place.url).path))
    copy = Path(shutil.copyfile(stored(place.document.sha256), folder / name))
    if not is_archive(copy):
        return [copy]
    inside = folder / "unpacked"
    inside.mkdir()
    try:
        unpacked = unpack_tables(copy, inside)
    except PackedError as error:
        outcome.failed.append(LeftOut(f"place {place.pk}", str(error)))
        return []
    outcome.left_out += [LeftOut(f"place {place.pk}, {name}", why) for name, why in unpacked.left]
    return unpacked.files
