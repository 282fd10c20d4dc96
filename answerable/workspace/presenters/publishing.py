"""A manuscript as its issuer sees it: what was typed, and how it would be published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from answerable.core.calendar import today
from answerable.pipeline.assessed import assessed_in
from answerable.pipeline.drafts import look_at_asks
from answerable.pipeline.publishing import instruments_of, kind_of, prepared_of, typed
from answerable.register.models import Manuscript, Report
from answerable.register.prepared import PreparedEntry, PreparedMention
from answerable.website.presenters.draft import DraftPage, draft_page
from answerable.website.presenters.words import ADDRESSEE_STATES

ASKS_A_PAGE = 10
FIELDS = ("instrument", "issued_on", "reference", "url", "addressees", "people")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in the form. `entry` is the reference of the one whose words it corrects."""

    place: int
    text: str
    to: str
    entry: str


@dataclass(frozen=True, slots=True)
class ManuscriptPage:
    key: int
    revision: int
    publisher: str
    corrects: str
    instruments: tuple[tuple[str, str], ...]
    values: Mapping[str, str]
    rows: tuple[Row, ...]
    today: str


@dataclass(frozen=True, slots=True)
class Addressee:
    written: str
    body: str
    said: str
    settled: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """One page of the check before publishing. `first` counts entries from 1."""

    key: int
    revision: int
    title: str
    publisher: str
    corrects: str
    problems: tuple[str, ...]
    addressees: tuple[Addressee, ...]
    entries: int
    withheld: int
    shown: tuple[tuple[PreparedEntry, tuple[Addressee, ...]], ...]
    first: int
    page: int
    pages: int
    checked: DraftPage
    assessed: tuple[bool, ...]  # of those shown: whether an impact assessment is kept with the draft
    unassessed: int  # of all
    expected: bool  # whether assessments are expected: a coroner's concern prescribes no remedy


def manuscript_page(held: Manuscript, content: Mapping[str, Any]) -> ManuscriptPage:
    entries = list(content.get("entries", []))
    rows = [
        Row(place, str(row.get("text", "")), str(row.get("to", "")), str(row.get("entry", "")))
        for place, row in enumerate([*entries, {}], start=1)
    ]
    return ManuscriptPage(
        key=held.pk,
        revision=held.revision,
        publisher=held.publisher.name,
        corrects=held.corrects.reference if held.corrects else "",
        instruments=tuple(instruments_of(held.publisher)),
        values={name: str(content.get(name, "")) for name in FIELDS},
        rows=tuple(rows),
        today=today().isoformat(),
    )


def check_page(held: Manuscript, page: int) -> CheckPage:
    """What would be published, and what was said before: for ten entries at a time."""
    read = typed(held)
    prepared = prepared_of(held, read)
    pages = max(1, -(-len(prepared.entries) // ASKS_A_PAGE))
    page = min(page, pages)
    start = (page - 1) * ASKS_A_PAGE
    have = [assessed_in(held.content, entry.draft.text) is not None for entry in prepared.entries]
    some = prepared.entries[start : start + ASKS_A_PAGE]
    kind = "concern" if kind_of(read.draft.instrument) == "concern" else "recommendation"
    looked = look_at_asks(
        [(entry.text, tuple(entry.draft.addressees or read.draft.addressees)) for entry in some],
        kind="concern" if kind == "concern" else "recommendation",
        on=read.draft.issued.date or today(),
    )
    return CheckPage(
        key=held.pk,
        revision=held.revision,
        title=prepared.title,
        publisher=held.publisher.name,
        corrects=held.corrects.reference if held.corrects else "",
        problems=read.problems,
        addressees=_addressees(prepared.mentions),
        entries=len(prepared.entries),
        withheld=sum(len(entry.masks) for entry in prepared.entries),
        shown=tuple((entry, _addressees(entry.mentions)) for entry in some),
        first=start + 1,
        page=page,
        pages=pages,
        checked=draft_page("", kind, looked),
        assessed=tuple(have[start : start + ASKS_A_PAGE]),
        unassessed=have.count(False),
        expected=kind == "recommendation",
    )


def _addressees(mentions: list[PreparedMention]) -> tuple[Addressee, ...]:
    found = []
    for mention in mentions:
        settled = mention.organisation_id is not None or bool(mention.named)
        said = ADDRESSEE_STATES.get(mention.status, "") if mention.role == "addressee" else "Not asked to act"
        body = mention.organisation_reference or ""
        found.append(Addressee(mention.as_published, body, said, settled))
    return tuple(found)


def published_reports(publishers: frozenset[str] | None, most: int = 100) -> list[Report]:
    """Reports of these publishers, the newest first."""
    rows = Report.objects.select_related("publisher").order_by("-recorded_at", "pk")
    if publishers is not None:
        rows = rows.filter(publisher__code__in=publishers)
    return list(rows[:most])
