"""Whole reports that left the register, as rows of the public files: what whoever holds a copy takes out."""

from collections.abc import Iterator

from answerable.register.models import Withdrawal

COLUMNS = (
    "withdrawn",
    "ground",
    "why",
    "withdrawn_on",
    "withdrawn_at",
    "by_publisher",
    "replaced_by",
    "restored_at",
    "restored_why",
    "fictional",
)


def withdrawal_rows() -> Iterator[tuple[object, ...]]:
    """All there ever were, those that were taken back too, in order."""
    rows = Withdrawal.objects.select_related("report", "replaced_by").order_by("pk")
    for row in rows.iterator(500):
        yield (
            row.report.reference,
            row.ground,
            row.why,
            row.withdrawn_on,
            row.withdrawn_at.isoformat(),
            row.by_author,
            row.replaced_by.reference if row.replaced_by else "",
            row.restored_at.isoformat() if row.restored_at else "",
            row.restored_why,
            row.report.fictional,
        )
