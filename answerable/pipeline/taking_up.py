"""What came is sorted into sectors, put in plain words, related and found by search: on the day it came.

Each part goes by what is left to do and not by what a run remembers: killed anywhere, the next run does the
rest, and a run that finds nothing left does nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from answerable.core.actors import RECURRENCE, RELATE
from answerable.impact.operations.alarming import raise_alarms
from answerable.ledger.models import Event
from answerable.lineage.models import Look, Run
from answerable.pipeline import plain
from answerable.pipeline.index import indexed_up_to, rebuild_index
from answerable.pipeline.relate import relate
from answerable.pipeline.sectors import sort_into_sectors
from answerable.register.queries import current_versions
from answerable.search.documents import IndexClosedError
from answerable.search.generations import IndexBusyError
from answerable.search.model.encoder import ModelMissingError

Progress = Callable[[str, int, int], None]

# What an entry's page says, and so what it is found by, changes by these alone.
_SHOWN = (
    *("report", "entry", "addressee", "addressees", "answer", "reply", "correction", "sectors", "publisher"),
    *("suggesting", "suggestion", "expectation", "organisation", "succession"),
)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What was done; `waits` says what could not be, and why."""

    sorted: int = 0
    summarised: int = 0
    related: int = 0
    indexed: int = 0
    waits: str = ""

    def in_words(self) -> str:
        words = f"entries related; {self.sorted:,} reports sorted, {self.summarised:,} put in plain words"
        words += f", {self.indexed:,} in the search index made anew" if self.indexed else ""
        return f"{words}; waits: {self.waits}" if self.waits else words


def to_relate() -> int:
    """Entries whose present words were not looked at yet."""
    held = Look.objects.filter(entry=OuterRef("entry_id"), version=OuterRef("version"))
    return current_versions().filter(~Exists(held)).count()


def _cut_short() -> bool:
    last = Run.objects.order_by("-pk").first()
    return last is not None and last.finished_at is None


def index_lags() -> bool:
    """Whether something that searches show has happened since the index was made."""
    shown = Q()
    for noun in _SHOWN:
        shown |= Q(kind__startswith=f"{noun}.")
    return Event.objects.filter(shown, index__gt=indexed_up_to()).exists()


def take_up(progress: Progress) -> TakenUp:
    """All that is left to do with what the register has read."""
    in_sectors, in_plain_words = sort_into_sectors(progress), plain.summarise(progress)
    related, waits = 0, ""
    if to_relate() or _cut_short():
        try:
            related = relate(by=RELATE, progress=progress).entries
            raise_alarms(by=RECURRENCE, progress=progress)
        except (IndexBusyError, IndexClosedError, ModelMissingError) as error:
            waits = str(error)
    indexed = 0
    if index_lags():
        try:
            indexed = int(str(rebuild_index(progress=progress)["documents"]))
        except (IndexBusyError, IndexClosedError, ModelMissingError) as error:
            waits = str(error)
    return TakenUp(in_sectors, in_plain_words, related, indexed, waits)
