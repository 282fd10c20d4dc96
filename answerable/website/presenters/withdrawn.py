"""What is said in place of a report that was withdrawn, and of an entry."""

import datetime as dt

from answerable.core.calendar import LONDON, end_of_day
from answerable.register.models import Entry, Report, Withdrawal
from answerable.register.queries import withdrawal_of
from answerable.website.formats import long_date
from answerable.website.refusals import Explained

_NEVER_AGAIN = "Its reference will never be used again."


def withdrawn_report(report: Report, gone: Withdrawal) -> Explained:
    """What it was, when and why it left, and what stands in its place."""
    who = "its publisher" if gone.by_author else "an editor of this register"
    other = gone.replaced_by
    paragraphs = [
        f"{report.title}, {report.reference}, was taken out of this register with all its entries on "
        f"{long_date(gone.withdrawn_at)}, by {who}.",
        f"{gone.get_ground_display()}{_since(gone)}. Why: {gone.why}",
    ]
    links = []
    if other is not None:
        paragraphs.append(f"In its place stands {other.title}, {other.reference}.")
        links.append((f"See {other.reference} instead", f"/reports/{other.reference}"))
    if gone.notice and gone.restored_at is None:
        links.append(("What its publisher says (another site)", f"/reports/{report.reference}/notice"))
    if gone.restored_at is not None:
        paragraphs.append(f"That was taken back on {long_date(gone.restored_at)}: {gone.restored_why}")
        links.append(("See the report as it is now", f"/reports/{report.reference}"))
    paragraphs.append(_NEVER_AGAIN)
    links.append(("Every version of what the register held of it", f"/reports/{report.reference}/versions"))
    return Explained("This report was withdrawn", tuple(paragraphs), (*links, ("Home", "/")))


def _since(gone: Withdrawal) -> str:
    """From which day, where that is another than the one on which it was recorded."""
    same = gone.withdrawn_on == gone.withdrawn_at.astimezone(LONDON).date()
    return "" if same else f", from {long_date(gone.withdrawn_on)}"


def withdrawn_entry(entry: Entry) -> Explained:
    """`entry` with its report."""
    assert entry.withdrawn_at is not None
    reference, report = entry.reference, entry.report
    why = f"Why: {entry.withdrawn_why}"
    first = f"Entry {reference} was taken out of the register on {long_date(entry.withdrawn_at)}."
    gone = withdrawal_of(report)
    if gone is None:
        return Explained("This entry was withdrawn", (first, why, _NEVER_AGAIN))
    about = f"/reports/{report.reference}"
    links = [("What is known of its report", about), ("Home", "/")]
    if gone.replaced_by is not None:
        other = gone.replaced_by.reference
        links.insert(0, (f"See report {other} instead", f"/reports/{other}"))
    if gone.withdrawn_at == entry.withdrawn_at:
        first = f"{first} Its whole report, {report.reference}, was withdrawn."
    return Explained("This entry was withdrawn", (first, why, _NEVER_AGAIN), tuple(links))


def left_since(report: Report) -> str:
    """For the page of an earlier day."""
    gone = withdrawal_of(report)
    if gone is None:
        return ""
    return f"This report was withdrawn since, on {long_date(gone.withdrawn_at)}. Why: {gone.why}"


def taken_back(report: Report, on: dt.date | None) -> tuple[str, ...]:
    """Withdrawals that were taken back, in order, as far as they were known by the end of a day."""
    rows = report.withdrawals.filter(restored_at__isnull=False)
    if on is not None:
        rows = rows.filter(restored_at__lt=end_of_day(on))
    return tuple(
        f"It was withdrawn on {long_date(row.withdrawn_at)}: {row.why.rstrip('.')}. It is in the register "
        f"again since {long_date(row.restored_at)}: {row.restored_why}"
        for row in rows
        if row.restored_at is not None
    )
