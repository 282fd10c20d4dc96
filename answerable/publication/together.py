"""Groups, work under way and consolidated asks as rows: of CSV, of JSON, and of the bulk files.

Cells that hold several things are tuples.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from answerable.lineage.queries.expectations import ExpectationShown
from answerable.oversight.models import Consolidation, Position
from answerable.oversight.queries.consolidations import ConsolidationShown, consolidations
from answerable.oversight.queries.groups import GroupShown, groups, notes_of, without_lead_words
from answerable.oversight.queries.work import WorkShown, work

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


def group_rows(on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    yield from map(group_row, listed_groups(on))


def listed_groups(on: dt.date | None = None) -> list[GroupShown]:
    """Those that go on first."""
    return sorted(groups(on), key=lambda one: one.ended)


def no_lead(shown: GroupShown) -> str:
    """Why a group that goes on has none; blank where it has one."""
    return without_lead_words(shown.lead) if shown.flagged else ""


def group_row(shown: GroupShown) -> tuple[object, ...]:
    group, lead = shown.group, shown.lead.organisation
    return (
        group.reference,
        group.title,
        group.purpose,
        lead.name if lead else "",
        lead.reference if lead else "",
        no_lead(shown),
        tuple(one.organisation.name for one in shown.members),
        _references(shown.expectations),
        group.review_on,
        group.recorded_at.date(),
        group.ended_at.date() if shown.ended and group.ended_at else "",
        group.ended_why if shown.ended else "",
    )


def note_rows(shown: GroupShown, on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    """All that is, or was, on the record of a group."""
    for row in notes_of(shown.group, on, replaced=True):
        later = getattr(row, "replaced_by", None) if row.superseded_at else None
        yield (
            row.reference,
            shown.group.reference,
            str(row.get_kind_display()),
            row.on,
            row.title,
            row.words,
            row.organisation.name if row.organisation else "",
            row.due_on or "",
            str(row.get_progress_display()) if row.progress else "",
            row.replaces.reference if row.replaces else "",
            row.why,
            later.reference if later else "",
        )


def work_rows(on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    yield from map(work_row, listed_work(on))


def listed_work(on: dt.date | None = None) -> list[WorkShown]:
    """What goes on first, by title."""
    return sorted(work(on), key=lambda one: (not one.going, one.row.title))


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
    yield from map(consolidation_row, consolidations(on))


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


def position_rows(shown: ConsolidationShown) -> Iterator[tuple[object, ...]]:
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
