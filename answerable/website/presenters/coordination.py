"""Groups, work under way and consolidated asks, as the public reads them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from answerable.lineage.queries.expectations import ExpectationShown
from answerable.oversight.models import Consolidation, GroupNote, Position, Work
from answerable.oversight.queries.beside import (
    EXERCISE,
    GROUP,
    WORK,
    Beside,
    ConsolidationBeside,
    beside,
    consolidations_beside,
)
from answerable.oversight.queries.consolidations import (
    ConsolidationShown,
    consolidation_by_reference,
    consolidations,
)
from answerable.oversight.queries.groups import (
    CANNOT,
    GroupShown,
    group_by_reference,
    groups,
    notes_of,
    without_lead_words,
)
from answerable.oversight.queries.work import WorkShown, versions_of, work
from answerable.publication.expectation_there import There
from answerable.website.refusals import nothing_has

GROUP_COLUMNS = (
    *("reference", "title", "purpose", "lead", "lead_reference", "without_lead", "members", "expectations"),
    *("review_on", "started_on", "ended_on", "ended_why"),
)
NOTE_COLUMNS = (
    *("reference", "group", "kind", "on", "title", "words", "body", "due_on", "progress", "replaces", "why"),
    "replaced_by",
)
WORK_COLUMNS = (
    *("reference", "title", "words", "body", "body_reference", "state", "starts_on", "ends_on"),
    *("open_to_others", "contact", "url", "group", "expectations", "joined", "why"),
)
CONSOLIDATION_COLUMNS = (
    *("reference", "wording", "reason", "state", "expectation", "gathers", "answer_by", "agree", "dissent"),
    *("no_answer_held", "proposed_on", "ended_on", "ended_why"),
)
POSITION_COLUMNS = ("consolidation", "publisher", "code", "entries", "stand", "words", "said_on", "beside")
STATES = {
    Consolidation.State.PROPOSED: "Proposed: publishers are being asked",
    Consolidation.State.MADE: "Made: the asks were retired into one",
    Consolidation.State.DROPPED: "Dropped: it was not made",
    Consolidation.State.TAKEN_BACK: "Taken back: the asks stand again as before",
}


@dataclass(frozen=True, slots=True)
class Note:
    row: GroupNote
    kind: str
    progress: str
    late: bool
    replaced_by: str


@dataclass(frozen=True, slots=True)
class GroupPage:
    shown: GroupShown
    no_lead: str  # why it has none; blank where it has one
    cannot: tuple[str, ...]
    notes: tuple[Note, ...]  # minutes and decisions, the newest first
    plan: tuple[Note, ...]  # steps as they stand, in order of date
    replaced: tuple[Note, ...]
    work: tuple[WorkShown, ...]

    @property
    def href(self) -> str:
        return f"/groups/{self.shown.group.reference}"


@dataclass(frozen=True, slots=True)
class ListedWork:
    shown: WorkShown
    state: str
    earlier: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class ConsolidationPage:
    shown: ConsolidationShown
    state: str
    fictional: bool

    @property
    def href(self) -> str:
        return f"/consolidations/{self.shown.row.reference}"


@dataclass(frozen=True, slots=True)
class Together:
    """What is done together about one expectation, and where it was weighed, for its own page."""

    groups: tuple[Beside, ...] = ()
    work: tuple[Beside, ...] = ()
    exercises: tuple[Beside, ...] = ()
    consolidations: tuple[ConsolidationBeside, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups or self.work or self.consolidations)


def together(expectation_id: int, there: There, on: dt.date | None) -> Together:
    """No query where there is nothing."""
    rows = beside(expectation_id, on) if there.groups or there.work or there.weighed else []
    found, work_, exercises = (
        tuple(one for one in rows if one.kind == kind) for kind in (GROUP, WORK, EXERCISE)
    )
    return Together(
        found,
        work_,
        exercises,
        tuple(consolidations_beside(expectation_id, on)) if there.consolidated else (),
    )


def find_group(reference: str, on: dt.date | None) -> GroupShown:
    """Raises NotHereError."""
    found = group_by_reference(reference, on)
    if found is None:
        raise nothing_has("G", reference)
    return found


def find_consolidation(reference: str, on: dt.date | None) -> ConsolidationShown:
    """Raises NotHereError."""
    found = consolidation_by_reference(reference, on)
    if found is None:
        raise nothing_has("Y", reference)
    return found


def group_page(reference: str, on: dt.date | None) -> GroupPage:
    shown = find_group(reference, on)
    every = list(notes_of(shown.group, on, replaced=True))
    standing = {row.pk for row in notes_of(shown.group, on)}
    rows = [_note(row, shown.on) for row in every]
    held = [one for one in rows if one.row.pk in standing]
    plan = [one for one in held if one.row.kind == GroupNote.Kind.PLAN]
    said = [one for one in held if one.row.kind != GroupNote.Kind.PLAN]
    ours = [one for one in work(on) if one.row.group_id == shown.group.pk]
    return GroupPage(
        shown,
        without_lead_words(shown.lead) if shown.flagged else "",
        CANNOT if shown.flagged else (),
        tuple(reversed(said)),
        tuple(sorted(plan, key=lambda one: one.row.due_on or dt.date.max)),
        tuple(one for one in rows if one.row.pk not in standing),
        tuple(ours),
    )


def listed_groups(on: dt.date | None) -> list[GroupPage]:
    """Those that go on first."""
    found = sorted(groups(on), key=lambda one: one.ended)
    return [
        GroupPage(one, without_lead_words(one.lead) if one.flagged else "", (), (), (), (), ())
        for one in found
    ]


def listed_work(on: dt.date | None) -> list[ListedWork]:
    """What goes on first, by title."""
    found = sorted(work(on), key=lambda one: (not one.going, one.row.title))
    return [ListedWork(one, str(one.row.get_state_display()), ()) for one in found]


def work_history(reference: str, on: dt.date | None) -> list[Work]:
    return versions_of(reference, on)


def listed_consolidations(on: dt.date | None) -> list[ConsolidationPage]:
    return [_consolidation(one) for one in consolidations(on)]


def consolidation_page(reference: str, on: dt.date | None) -> ConsolidationPage:
    return _consolidation(find_consolidation(reference, on))


def group_rows(on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    """Cells that hold several things are tuples, here and below."""
    for page in listed_groups(on):
        yield group_row(page.shown, page.no_lead)


def group_row(shown: GroupShown, no_lead: str) -> tuple[object, ...]:
    group, lead = shown.group, shown.lead.organisation
    return (
        group.reference,
        group.title,
        group.purpose,
        lead.name if lead else "",
        lead.reference if lead else "",
        no_lead,
        tuple(one.organisation.name for one in shown.members),
        _references(shown.expectations),
        group.review_on,
        group.recorded_at.date(),
        group.ended_at.date() if shown.ended and group.ended_at else "",
        group.ended_why if shown.ended else "",
    )


def note_rows(reference: str, on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    shown = find_group(reference, on)
    for row in notes_of(shown.group, on, replaced=True):
        one = _note(row, shown.on)
        yield (
            row.reference,
            shown.group.reference,
            one.kind,
            row.on,
            row.title,
            row.words,
            row.organisation.name if row.organisation else "",
            row.due_on or "",
            one.progress,
            row.replaces.reference if row.replaces else "",
            row.why,
            one.replaced_by,
        )


def work_rows(on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    for one in listed_work(on):
        yield work_row(one.shown)


def work_row(shown: WorkShown) -> tuple[object, ...]:
    row = shown.row
    return (
        row.reference,
        row.title,
        row.words,
        row.organisation.name,
        row.organisation.reference,
        str(row.get_state_display()),
        row.starts_on or "",
        row.ends_on or "",
        row.open_to_others,
        row.contact,
        row.url,
        row.group.reference if row.group else "",
        _references(shown.expectations),
        tuple(body.name for body in shown.joined),
        row.why,
    )


def consolidation_rows(on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    for one in listed_consolidations(on):
        yield consolidation_row(one.shown)


def consolidation_row(shown: ConsolidationShown) -> tuple[object, ...]:
    row = shown.row
    ended = row.ended_at if shown.state != Consolidation.State.PROPOSED else None
    return (
        row.reference,
        row.wording,
        row.reason,
        STATES[Consolidation.State(shown.state)],
        shown.expectation.reference if shown.expectation else "",
        _references(shown.gathered),
        row.answer_by,
        shown.agree,
        shown.dissent,
        shown.silent,
        row.recorded_at.date(),
        ended.date() if ended else "",
        row.ended_why if ended else "",
    )


def position_rows(reference: str, on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    shown = find_consolidation(reference, on)
    for one in shown.positions:
        yield (
            shown.row.reference,
            one.publisher.name,
            one.publisher.code,
            one.entries,
            Position.Stand(one.row.stand).label,
            one.row.words,
            one.row.said_on or "",
            one.beside.reference if one.beside else "",
        )


def flat(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """As CSV has them: several things in one cell stand after each other."""
    return (tuple("; ".join(cell) if isinstance(cell, tuple) else cell for cell in row) for row in rows)


def named(columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> Iterator[dict[str, object]]:
    """As JSON has them: what is not there is null."""
    return (
        {name: None if cell == "" else cell for name, cell in zip(columns, row, strict=True)} for row in rows
    )


def _references(expectations: tuple[ExpectationShown, ...]) -> tuple[str, ...]:
    return tuple(one.reference for one in expectations)


def _note(row: GroupNote, on: dt.date) -> Note:
    later = getattr(row, "replaced_by", None) if row.superseded_at else None
    due = row.due_on is not None and row.due_on < on and row.progress == GroupNote.Progress.OPEN
    return Note(
        row,
        str(row.get_kind_display()),
        str(row.get_progress_display()) if row.progress else "",
        due,
        later.reference if later else "",
    )


def _consolidation(shown: ConsolidationShown) -> ConsolidationPage:
    return ConsolidationPage(
        shown,
        STATES[Consolidation.State(shown.state)],
        bool(shown.expectation and shown.expectation.fictional),
    )
