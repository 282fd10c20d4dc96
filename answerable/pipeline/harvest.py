"""From the sites of publishers into the register: visit, then take in what is new or has changed.

What a page says of its report is not kept apart from the page: it is read off the kept copy, and given to the
file that the page leads to. May be killed at any point and run again.
"""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from answerable.core.actors import HARVEST, INGEST, REPLIES
from answerable.duties.replies.flowing import flowing
from answerable.organisations.resolver import Resolver
from answerable.pipeline.alone import BusyError, alone
from answerable.pipeline.harvested_bodies import take_bodies
from answerable.pipeline.harvested_figures import take_figures
from answerable.pipeline.ingest import About, definitions, ingest_paths
from answerable.pipeline.outcome import Outcome
from answerable.pipeline.page_sights import add_what_the_page_says
from answerable.pipeline.prepare import PIPELINE
from answerable.pipeline.replies import take_replies
from answerable.search.model.encoder import Encoder, ModelMissingError
from answerable.sources.adapters.choose import adapter_codes
from answerable.sources.definitions import SourceDefinition
from answerable.sources.drafts import Adapted, LeftOut, ReplyDraft
from answerable.sources.harvest_adapters import HarvestAdapter, adapter_of
from answerable.sources.harvesting.judging import report_of
from answerable.sources.harvesting.run import BusyError as VisitedError
from answerable.sources.harvesting.run import Run, due_places
from answerable.sources.http import Door
from answerable.sources.models import Harvest, Place
from answerable.sources.operations import note_taken
from answerable.sources.readers import read
from answerable.sources.readers.document import UnreadableError
from answerable.sources.storage import place as stored

Progress = Callable[[str, int, int], None]
_CAME = ("new_reports", "new_entries", "new_replies", "figures", "new_bodies", "new_places")
REPLY = "harvested_reply/1"
_FROM = re.compile(r"^(?:20\d\d-\d{4}\s+)?(?:response|reply)\s+(?:from|by|of)\s+(?:the\s+)?", re.I)
_SUFFIXES = (".pdf", ".docx", ".xlsx", ".csv", ".json", ".html")


class NoSourceError(LookupError):
    """There is no such source, or its definition says nothing of visits."""


@dataclass(slots=True)
class Harvested:
    """What came of one source."""

    source: str
    harvest: Harvest | None = None
    busy: bool = False
    due: int = 0  # before the run
    taken: int = 0  # files that the register read
    outcome: Outcome = field(default_factory=Outcome)

    def as_json(self) -> dict[str, object]:
        run = self.harvest
        return {
            "source": self.source,
            "state": run.state if run else "busy" if self.busy else "not visited",
            **{
                name: getattr(run, name) if run else 0
                for name in ("asked", "new", "changed", "unchanged", "gone", "failed")
            },
            "due": self.due,
            "why": run.why if run else "",
            "taken": self.taken,
            **{name: getattr(self.outcome, name) for name in _CAME},
            "not_read": [{"where": one.where, "why": one.why} for one in self.outcome.failed],
            "left_out": [{"where": one.where, "why": one.why} for one in self.outcome.left_out],
        }


def visited_sources(codes: Sequence[str] = ()) -> list[SourceDefinition]:
    """The definitions with a [harvest] section: all, or those with these codes. Raises NoSourceError."""
    known = {code: one for code, one in definitions().items() if one.harvest is not None}
    if unknown := [code for code in codes if code not in known]:
        raise NoSourceError(
            f"There is no source {unknown[0]!r} that is visited; there are {', '.join(sorted(known))}."
        )
    return [known[code] for code in codes or sorted(known)]


def daily_sources() -> list[SourceDefinition]:
    """Those that ANSWERABLE_HARVEST names: none unless it does."""
    return visited_sources(() if "all" in settings.HARVEST else settings.HARVEST) if settings.HARVEST else []


def due_count(definition: SourceDefinition) -> int:
    """Places to look at; before the first run, the addresses that the definition begins at."""
    if not Place.objects.filter(source=definition.code).exists():
        return len(adapter_of(_rule(definition).adapter).start(definition))
    return due_places(definition.code).count()


def harvest_source(
    definition: SourceDefinition, *, limit: int | None = None, progress: Progress, dry_run: bool = False
) -> Harvested:
    """Visits one source and takes in what came. One that is being visited already is left alone."""
    done = Harvested(definition.code, due=due_count(definition))
    if dry_run:
        return done
    adapter = adapter_of(_rule(definition).adapter)
    try:
        with alone(f"harvest-{definition.code}"):
            with Door(_rule(definition)) as door:
                run = Run(definition, adapter, HARVEST, door, limit=limit, progress=progress)
                done.harvest = run.go()
            take_in(definition, adapter, done, progress)
    except (BusyError, VisitedError):
        done.busy = True
    return done


def take_in(
    definition: SourceDefinition, adapter: HarvestAdapter, done: Harvested, progress: Progress
) -> None:
    """Reports, then the replies to them, figures and bodies. What was taken before is not taken again."""
    pages = _Pages(definition, adapter)
    with tempfile.TemporaryDirectory(prefix="answerable-taken-") as name:
        folder = Path(name)
        for kind, take in (
            ((Place.Kind.FILE, Place.Kind.REPORT), _take_reports),
            ((Place.Kind.REPLY,), _take_replies),
            ((Place.Kind.FIGURES,), _take_figures),
            ((Place.Kind.BODIES,), _take_bodies),
        ):
            waiting = [(place, mark) for place in _held(definition.code, kind) if (mark := pages.new(place))]
            if waiting:
                take(waiting, pages, folder, done, progress)
            for place, mark in waiting:
                note_taken(by=HARVEST, place=place, mark=mark)
            done.taken += len(waiting)


def _held(source: str, kinds: Iterable[str]) -> list[Place]:
    """Copies that are held, but for the page of a report that stands in a file of its own.

    A file that is gone, or that may not be asked for, says nothing: then the page itself is read. An answer
    of a publisher's interface for programs leads to what is read, and is never read itself.
    """
    held = Place.objects.filter(source=source, kind__in=list(kinds), document__isnull=False)
    in_files = Place.objects.filter(parent=OuterRef("pk"), kind=Place.Kind.FILE).exclude(
        document__isnull=True, state__in=[Place.State.GONE, Place.State.REFUSED]
    )
    held = held.exclude(Q(kind=Place.Kind.REPORT) & Exists(in_files))
    rows = held.select_related("document", "parent__document").order_by("pk")
    return [place for place in rows if place.kind != Place.Kind.REPORT or not _is_answer(place)]


def _is_answer(place: Place) -> bool:
    assert place.document is not None
    with stored(place.document.sha256).open("rb") as kept:
        return kept.read(16).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


@dataclass(slots=True)
class _Pages:
    """What the pages of a source say of their reports, read off the kept copies."""

    definition: SourceDefinition
    adapter: HarvestAdapter
    read: dict[int, dict[str, Any]] = field(default_factory=dict)

    def page_of(self, place: Place) -> Place | None:
        return place if place.kind == Place.Kind.REPORT else place.parent

    def says(self, place: Place) -> dict[str, Any]:
        page = self.page_of(place)
        if page is None or page.document is None or page.kind != Place.Kind.REPORT:
            return {}
        if page.pk not in self.read:
            body = stored(page.document.sha256).read_bytes()
            self.read[page.pk] = report_of(self.adapter, page.kind, page.url, body)
        return self.read[page.pk]

    def mark(self, place: Place) -> str:
        assert place.document is not None
        steps = [place.document.sha256, self.says(place), PIPELINE, adapter_codes()]
        return hashlib.sha256(json.dumps(steps, sort_keys=True, default=str).encode()).hexdigest()

    def new(self, place: Place) -> str:
        """The mark of what is to be taken, or "" where that was taken before."""
        mark = self.mark(place)
        return mark if mark != place.taken else ""


_Waiting = list[tuple[Place, str]]


def _copy(place: Place, folder: Path) -> Path:
    """The kept copy under a name that tells its form, and nothing of who it is about."""
    assert place.document is not None
    path = place.url.partition("?")[0].lower()
    suffix = next((one for one in _SUFFIXES if path.endswith(one)), ".html")
    return Path(shutil.copyfile(stored(place.document.sha256), folder / f"place-{place.pk}{suffix}"))


def _take_reports(
    waiting: _Waiting, pages: _Pages, folder: Path, done: Harvested, progress: Progress
) -> None:
    about: dict[Path, About] = {}
    for place, _ in waiting:
        page = pages.page_of(place)
        says, source = pages.says(place), pages.definition.code
        url = page.url if page is not None and page.kind == Place.Kind.REPORT else ""

        def add(
            adapted: Adapted,
            says: dict[str, Any] = says,
            url: str = url,
            file: str = place.url,
            source: str = source,
        ) -> None:
            add_what_the_page_says(adapted, says, source=source, page_url=url, file_url=file)

        mark = hashlib.sha256(json.dumps(says, sort_keys=True, default=str).encode()).hexdigest()
        about[_copy(place, folder)] = About(locator=place.url, mark=mark, add=add)
    done.outcome = ingest_paths(list(about), by=INGEST, progress=progress, about=about)


def _take_replies(
    waiting: _Waiting, pages: _Pages, folder: Path, done: Harvested, progress: Progress
) -> None:
    """A letter that a page lists as a reply: its text, to the report of that page."""
    try:
        resolver, encoder = Resolver.from_database(), Encoder()
    except ModelMissingError as error:
        done.outcome.left_out.append(LeftOut("replies", f"The replies were not read: {error}"))
        waiting.clear()  # so that they are taken once there is a model
        return
    left = []
    for at, (place, mark) in enumerate(waiting, start=1):
        assert place.document is not None
        where = f"place {place.pk}"
        try:
            text = flowing(read(_copy(place, folder)).lines)
        except UnreadableError as error:
            done.outcome.failed.append(LeftOut(where, str(error)))
            left.append((place, mark))
            continue
        page = pages.page_of(place)
        draft = ReplyDraft(
            where=where,
            text=text,
            report_url=page.url if page else "",
            url=place.url,
            written_by=_FROM.sub("", str(place.hint.get("title", ""))),
        )
        taken = take_replies(
            [draft], place.document, adapter=REPLY, resolver=resolver, encoder=encoder, by=REPLIES
        )
        done.outcome.replies += taken.read
        done.outcome.new_replies += taken.new
        done.outcome.left_out += taken.left_out
        if taken.read:
            left.append((place, mark))
        progress("reading replies", at, len(waiting))
    waiting[:] = left  # one whose report is not held yet is tried again


def _take_figures(
    waiting: _Waiting, _pages: _Pages, folder: Path, done: Harvested, progress: Progress
) -> None:
    take_figures([place for place, _ in waiting], folder, done.outcome, progress)


def _take_bodies(
    waiting: _Waiting, pages: _Pages, _folder: Path, done: Harvested, _progress: Progress
) -> None:
    take_bodies(pages.adapter, [place for place, _ in waiting], done.outcome)


def _rule(definition: SourceDefinition) -> Any:
    assert definition.harvest is not None
    return definition.harvest
