"""The tables of the bulk files: their columns, and their rows, a bounded number in memory at a time."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db.models import Prefetch

from answerable.duties.models import AnswerPart, DueDate, Duty
from answerable.impact.queries.recurrence import alarms
from answerable.organisations.models import Organisation
from answerable.oversight.queries.assessments import assessments_on
from answerable.oversight.queries.consolidations import consolidations
from answerable.publication import (
    assessments,
    contradictions,
    editions,
    expectations,
    figure_tables,
    lineage_tables,
    places,
    priorities,
    tables,
    together,
    withdrawn,
)
from answerable.publication.licences import LICENCE_COLUMNS, licence_of, own_licence
from answerable.publication.records import addressee_record, body_record, entry_records, report_records
from answerable.publication.recurrence import ALARM_COLUMNS, alarm_record
from answerable.publication.standing import STANDING_COLUMNS, in_rows, standing_row, standings
from answerable.publication.streaming import in_order
from answerable.register.models import Report, Resolution
from answerable.register.queries import current_versions, in_register

CHUNK = 500

ANSWER_COLUMNS = (
    "answer",
    "duty",
    "entry",
    "organisation",
    "origin",
    "answered_on",
    "stance",
    "words",
    "words_to_all",
    "elevated_to",
    "withdrawn_at",
    "withdrawn_why",
    *LICENCE_COLUMNS,
)
ORGANISATION_COLUMNS = (
    *("organisation", "name", "kind", "ods_code", "opened", "closed", "fictional"),
    *LICENCE_COLUMNS,
)
THEIR_OWN_WORDS = "Terms of the body itself"
Rows = Callable[[], Iterator[tables.Row]]


def _entries() -> Iterator[tables.Row]:
    versions = current_versions().order_by("entry__report__reference", "entry__order")
    return (tables.entry_row(record) for record in entry_records(in_order(versions)))


def _reports() -> Iterator[tables.Row]:
    batch: list[Report] = []
    for report in in_register().select_related("publisher").order_by("reference").iterator(CHUNK):
        batch.append(report)
        if len(batch) == CHUNK:
            yield from map(tables.report_row, report_records(batch))
            batch = []
    yield from map(tables.report_row, report_records(batch))


def _addressees() -> Iterator[tables.Row]:
    rows = (
        Resolution.objects.filter(superseded_at__isnull=True, addressing__report__withdrawn_at__isnull=True)
        .select_related("addressing__report", "organisation")
        .order_by("addressing__report__reference", "addressing__order")
    )
    written = (
        tuple(tables.addressee_row(row.addressing.report.reference, addressee_record(row)))
        for row in rows.iterator(CHUNK)
    )
    return _cells(written)


def _duties() -> Iterator[tables.Row]:
    rows = (
        Duty.objects.filter(entry__withdrawn_at__isnull=True)
        .select_related("entry__report", "organisation")
        .prefetch_related(Prefetch("due_dates", queryset=DueDate.objects.order_by("pk")))
        .order_by("reference")
    )
    return (tables.duty_row(duty) for duty in rows.iterator(CHUNK))


def _standing() -> Iterator[tables.Row]:
    """The six axes of each duty, with what stands beside them."""
    rows = in_rows(Duty.objects.filter(entry__withdrawn_at__isnull=True)).order_by("reference")
    duties = rows.iterator(CHUNK)
    while batch := list(islice(duties, CHUNK)):
        yield from (standing_row(record) for record in standings(batch, answers=False, notes=False))


def _answers() -> Iterator[tables.Row]:
    """Each part of each answer, the withdrawn ones too, which say so."""
    rows = AnswerPart.objects.filter(entry__withdrawn_at__isnull=True).select_related(
        "answer__organisation", "duty", "entry", "elevated_to"
    )
    for part in rows.order_by("answer__reference", "pk").iterator(CHUNK):
        answer = part.answer
        yield (
            answer.reference,
            part.duty.reference,
            part.entry.reference,
            answer.organisation.reference,
            answer.origin,
            answer.answered_on,
            part.stance,
            part.words,
            answer.words,
            part.elevated_to.reference if part.elevated_to else "",
            answer.withdrawn_at.isoformat() if answer.withdrawn_at else "",
            answer.withdrawn_why,
            THEIR_OWN_WORDS,
            answer.organisation.name,
        )


def _recurrence() -> Iterator[tables.Row]:
    """What was asked again after it was said to be done; without what a person found to be another ask."""
    return (alarm_record(one).row for one in alarms() if one.stands)


def _organisations() -> Iterator[tables.Row]:
    for body in Organisation.objects.order_by("reference").iterator(CHUNK):
        record = body_record(body)
        terms = licence_of("ods") if record.ods and not body.fictional else own_licence()
        yield (
            record.reference,
            record.name,
            record.kind,
            record.ods,
            body.opened,
            body.closed,
            body.fictional,
            terms.code,
            terms.attribution,
        )


def _group_notes() -> Iterator[tables.Row]:
    for shown in together.listed_groups():
        yield from _cells(together.note_rows(shown))


def _positions() -> Iterator[tables.Row]:
    for shown in consolidations():
        yield from _cells(together.position_rows(shown))


def _cells(rows: Iterable[tuple[object, ...]]) -> Iterator[tables.Row]:
    """Several things in one cell after each other, and null where there is nothing, as keys need it."""
    return (tuple(None if cell == "" else cell for cell in row) for row in together.flat(rows))


def _named(own: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """With the row's reference under the name of what it is, as in the other tables."""
    return (own, *columns[1:])


def columns_of() -> dict[str, tuple[str, ...]]:
    """The columns of every table, in the order of the files."""
    return {name: columns for name, (columns, _) in TABLES.items()}


def _ours(columns: tuple[str, ...], rows: Rows) -> tuple[tuple[str, ...], Rows]:
    """A table of what this register worked out or was told: each row says so."""
    terms = (own_licence().code, own_licence().attribution)
    return (*columns, *LICENCE_COLUMNS), lambda: ((*row, *terms) for row in rows())


TABLES: dict[str, tuple[tuple[str, ...], Rows]] = {
    "entries": (tables.ENTRY_COLUMNS, _entries),
    "reports": (tables.REPORT_COLUMNS, _reports),
    "addressees": _ours(tables.ADDRESSEE_COLUMNS, _addressees),
    "duties": _ours(tables.DUTY_COLUMNS, _duties),
    "standing": _ours(STANDING_COLUMNS, _standing),
    "answers": (ANSWER_COLUMNS, _answers),
    "recurrence": _ours(ALARM_COLUMNS, _recurrence),
    "organisations": (ORGANISATION_COLUMNS, _organisations),
    "places": (places.COLUMNS, places.place_rows),
    "indicators": (figure_tables.INDICATOR_COLUMNS, figure_tables.indicator_rows),
    "figures": (figure_tables.FIGURE_COLUMNS, figure_tables.figure_rows),
    "editions": _ours(editions.EDITION_COLUMNS, editions.edition_rows),
    "withdrawals": _ours(withdrawn.COLUMNS, lambda: _cells(withdrawn.withdrawal_rows())),
    "expectations": _ours(expectations.COLUMNS, lineage_tables.expectation_rows),
    "themes": _ours(lineage_tables.THEME_COLUMNS, lineage_tables.theme_rows),
    "links": _ours(lineage_tables.LINK_COLUMNS, lineage_tables.link_rows),
    "contradictions": _ours(contradictions.COLUMNS, lineage_tables.contradiction_rows),
    "groups": _ours(_named("group", together.GROUP_COLUMNS), lambda: _cells(together.group_rows())),
    "group_notes": _ours(_named("note", together.NOTE_COLUMNS), _group_notes),
    "work": _ours(_named("work", together.WORK_COLUMNS), lambda: _cells(together.work_rows())),
    "consolidations": _ours(
        _named("consolidation", together.CONSOLIDATION_COLUMNS),
        lambda: _cells(together.consolidation_rows()),
    ),
    "positions": _ours(together.POSITION_COLUMNS, _positions),
    "assessments": _ours(
        assessments.COLUMNS,
        lambda: _cells(map(assessments.assessment_row, assessments_on())),
    ),
    "priorities": _ours(priorities.LIST_COLUMNS, priorities.list_rows),
    "priority_ranks": _ours(("exercise", *priorities.RANKING_COLUMNS), priorities.ranked_rows),
}
