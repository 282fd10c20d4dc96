"""CSV and JSON in the shapes in which collections of reports are passed on."""

import csv
import json
from collections.abc import Iterable
from io import StringIO

from making.texts import NOTICE, SITE, Inquiry, Report, TableText

COLUMNS = (
    "url", "id", "date", "coroner", "area", "receiver", "investigation", "circumstances", "concerns",
    "tracker_category", "tracker_ref", "tracker_date_raw", "tracker_date_corrected", "tracker_sent_to_raw",
    "tracker_sent_to_corrected", "tracker_reply_urls", "tracker_pdf_url", "tracker_response_duty_text",
    "tracker_response_status_2024_03", "in_tracker", "notice",
)  # fmt: skip


def reports_csv(reports: Iterable[Report]) -> bytes:
    return _csv(COLUMNS, [_row(report) for report in reports])


def _row(report: Report) -> list[str]:
    uploads = f"{SITE}/wp-content/uploads/{report.date:%Y/%m}"
    usual = f"{report.date:%d/%m/%Y}"
    duty = (
        "You are under a duty to respond to this report within 56 days of the date of this report, namely by "
        f"{report.response_due}. I, the coroner, may extend the period."
    )
    return [
        report.url,
        report.reference,
        report.date.isoformat(),
        report.coroner,
        report.area,
        "; ".join(report.addressees),
        report.investigation,
        report.circumstances,
        "\n\n".join(report.numbered()),
        " | ".join(("Prevention of Future Deaths", *report.categories)),
        report.reference,
        usual if report.tracker_date_raw is None else report.tracker_date_raw,
        usual if report.tracker_date_corrected is None else report.tracker_date_corrected,
        " and ".join(report.addressees),
        "",
        " | ".join(f"{uploads}/{name}" for name in report.replies),
        f"{uploads}/{report.slug}-Published.pdf",
        duty if report.response_due else "",
        report.status,
        "True",
        NOTICE,
    ]


def table_csv(table: TableText) -> bytes:
    return _csv((*table.columns, "Notice"), [[*row, NOTICE] for row in table.rows])


def _csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    words = StringIO(newline="")
    writer = csv.writer(words, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return words.getvalue().encode()


def inquiry_json(inquiry: Inquiry) -> bytes:
    """Beside the one inquiry, another whose recommendations were never published: it gives no entries."""
    made = {
        "InquiryName": inquiry.name,
        "ReportLink": inquiry.link,
        "ReportDate": f"{inquiry.date:%d/%m/%Y}",
        "Recommendations": [
            {"Recommendation": one["text"], "ChangeType": one["change"], "ActionCategory": one["category"]}
            for one in inquiry.recommendations
        ],
    }
    unpublished = {
        "InquiryName": "The Grayfell Prison Inquiry",
        "ReportLink": f"{SITE}/inquiries/grayfell-prison",
        "ReportDate": "11/02/2016",
        "Recommendations": [
            {"Recommendation": "Not Published", "ChangeType": "None", "ActionCategory": "None Published"}
        ],
    }
    data = [{"Administration-or-Department": inquiry.department, "Inquiries": [unpublished, made]}]
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
