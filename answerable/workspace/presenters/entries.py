"""An entry as the desk shows it: its words, and the facts that help to judge them."""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.core.text.scope.settings import OTHER
from answerable.publication.records import EntryRecord, entry_records
from answerable.register.models import EntryVersion
from answerable.website.formats import long_date
from answerable.website.presenters.words import entry_name, setting_label
from answerable.workspace.presenters.texts import Passage

_MOST_BODIES = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry. `letter` is what the buttons call it."""

    letter: str
    reference: str
    name: str
    publisher: str
    date: str
    bodies: tuple[str, ...]
    settings: tuple[str, ...]
    passages: tuple[Passage, ...]
    context: str
    fictional: bool

    @property
    def href(self) -> str:
        return f"/entries/{self.reference}"


def shown(record: EntryRecord, passages: tuple[Passage, ...], letter: str = "") -> Shown:
    names = tuple(body.name for body in record.bodies)
    more = len(names) - _MOST_BODIES
    return Shown(
        letter=letter,
        reference=record.reference,
        name=entry_name(record),
        publisher=record.report.publisher,
        date=long_date(record.report.issued_on),
        bodies=(*names[:_MOST_BODIES], f"and {more} more") if more > 0 else names,
        settings=tuple(setting_label(one) for one in record.report.settings if one != OTHER),
        passages=passages,
        context=record.context.get("lead_in") or record.context.get("heading") or "",
        fictional=record.report.fictional,
    )


def records_of(versions: Sequence[EntryVersion]) -> list[EntryRecord]:
    """Public records of these words, in their order."""
    return list(entry_records(versions, with_duties=False))
