"""Impact assessments as rows, the same on pages' CSV and JSON and in the bulk files."""

from answerable.oversight.models import Assessment

COLUMNS = (
    "assessment",
    "of",
    "made_before_it_was_asked",
    "cost_low",
    "cost_high",
    "cost_words",
    "hours_low",
    "hours_high",
    "workload_words",
    "risk_of_doing",
    "risk_of_not_doing",
    "who_bears",
    "equality",
    "confidence",
    "confidence_why",
    "sources",
    "publisher",
    "made_on",
    "replaced_on",
)


def assessment_row(row: Assessment) -> tuple[object, ...]:
    of = row.entry.reference if row.entry else row.expectation.reference if row.expectation else ""
    return (
        row.reference,
        of,
        row.before,
        row.cost_low,
        row.cost_high,
        row.cost_words,
        row.hours_low,
        row.hours_high,
        row.workload_words,
        row.risk_of_doing,
        row.risk_of_not_doing,
        row.who_bears,
        row.equality,
        row.confidence,
        row.confidence_why,
        row.sources,
        row.publisher,
        row.recorded_at.date(),
        row.superseded_at.date() if row.superseded_at else "",
    )
