"""The same as rows of a table: of CSV files and of the export."""

from collections.abc import Sequence

from answerable.assurance.axes import Axis
from answerable.publication.standing.records import AxisRecord, StandingRecord

STANDING_COLUMNS = (
    "duty",
    "entry",
    "organisation",
    "organisation_name",
    "holder",
    "holder_name",
    "due_on",
    *(f"{axis.value}{end}" for axis in Axis for end in ("", "_since", "_words")),
    "claimed_and_found_less",
    "claimed_not_looked_at",
    "evidence_withdrawn_since",
    "stalled",
    "date_moved",
    "challenged",
    "evidence_grade",
    "next_on",
    "next_words",
    "panel_view",
    "panel_words",
    "closed_on",
    "closed_words",
    "asked_again_on",
    "asked_again_in",
)


def standing_row(record: StandingRecord) -> Sequence[object]:
    by = {one.axis: one for one in record.axes}
    axes = (value for axis in Axis for value in _cells(by[axis.value]))
    return (
        record.duty,
        record.entry,
        record.asked.reference,
        record.asked.name,
        record.holder.reference,
        record.holder.name,
        record.due_on,
        *axes,
        record.gap,
        record.unchecked,
        record.shaken,
        record.stalled,
        record.slipped,
        record.challenged,
        record.grade,
        record.next_on,
        record.next_words,
        record.panel,
        record.panel_words,
        record.closed_on,
        record.closed_words,
        record.again[0].on if record.again else None,
        record.again[0].entry if record.again else "",
    )


def _cells(one: AxisRecord) -> tuple[object, ...]:
    return (one.value, one.since, one.words)
