"""Groups, work under way and consolidated asks, as the public reads them."""

import datetime as dt
from dataclasses import dataclass

from answerable.oversight.models import Consolidation, GroupNote, Work
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
    notes_of,
)
from answerable.oversight.queries.work import WorkShown, versions_of, work
from answerable.publication import together as tables
from answerable.publication.expectation_there import There
from answerable.website.refusals import nothing_has


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
        tables.no_lead(shown),
        CANNOT if shown.flagged else (),
        tuple(reversed(said)),
        tuple(sorted(plan, key=lambda one: one.row.due_on or dt.date.max)),
        tuple(one for one in rows if one.row.pk not in standing),
        tuple(ours),
    )


def listed_groups(on: dt.date | None) -> list[GroupPage]:
    """Those that go on first."""
    return [GroupPage(one, tables.no_lead(one), (), (), (), (), ()) for one in tables.listed_groups(on)]


def listed_work(on: dt.date | None) -> list[ListedWork]:
    """What goes on first, by title."""
    return [ListedWork(one, str(one.row.get_state_display()), ()) for one in tables.listed_work(on)]


def work_history(reference: str, on: dt.date | None) -> list[Work]:
    return versions_of(reference, on)


def listed_consolidations(on: dt.date | None) -> list[ConsolidationPage]:
    return [_consolidation(one) for one in consolidations(on)]


def consolidation_page(reference: str, on: dt.date | None) -> ConsolidationPage:
    return _consolidation(find_consolidation(reference, on))


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
        tables.STATES[Consolidation.State(shown.state)],
        bool(shown.expectation and shown.expectation.fictional),
    )
