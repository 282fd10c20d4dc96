"""A whole report that its issuer withdraws, or puts back."""

from typing import Any

from django.http import HttpRequest

from answerable.api.asking import canonical
from answerable.api.writing.finding import report_issued
from answerable.api.writing.keys import for_publisher
from answerable.api.writing.making import post
from answerable.api.writing.routes.publishing import CODE, LONG
from answerable.api.writing.shapes import ReasonIn, at
from answerable.api.writing.shapes_withdrawing import ReportWithdrawal, ReportWithdrawn
from answerable.register.models import Report, Withdrawal
from answerable.register.operations import PublishingError, restore_own_report, withdraw_own_report

_REPORT = "/publishers/{publisher}/reports/{report}"
REFERENCE = "The report's reference."


@post(
    f"{_REPORT}/withdrawal", "work_report_withdraw", ReportWithdrawn, needs="REPORT_PUBLISH", each="publisher"
)
def withdraw(
    request: HttpRequest,
    sent: ReportWithdrawal,
    publisher: str = at(CODE, LONG),
    report: str = at(REFERENCE),
) -> dict[str, Any]:
    """Withdraws a whole report with all its entries. Its address says why, and what stands in its place."""
    by, _ = for_publisher(request)
    made = withdraw_own_report(
        by=by,
        report=report_issued(request, report),
        ground=sent.ground,
        why=sent.reason,
        on=sent.on,
        notice=sent.notice,
        replaced_by=_other(sent.replaced_by),
    )
    return _told(made)


@post(
    f"{_REPORT}/restoration", "work_report_restore", ReportWithdrawn, needs="REPORT_PUBLISH", each="publisher"
)
def restore(
    request: HttpRequest,
    sent: ReasonIn,
    publisher: str = at(CODE, LONG),
    report: str = at(REFERENCE),
) -> dict[str, Any]:
    """Takes the issuer's own withdrawal back: what left with the report is there again."""
    by, _ = for_publisher(request)
    return _told(restore_own_report(by=by, report=report_issued(request, report), why=sent.reason))


def _other(written: str) -> Report | None:
    """Of any publisher: what stands in its place is public."""
    if not written.strip():
        return None
    found = Report.objects.filter(reference=canonical(written, "R")).first()
    if found is None:
        raise PublishingError(f"The register holds no report {written[:20]}.")
    return found


def _told(row: Withdrawal) -> dict[str, Any]:
    return {
        "report": row.report.reference,
        "ground": row.ground,
        "why": row.why,
        "withdrawn_on": row.withdrawn_on,
        "withdrawn_at": row.withdrawn_at,
        "replaced_by": row.replaced_by.reference if row.replaced_by else "",
        "restored_at": row.restored_at,
        "restored_why": row.restored_why,
    }
