"""HTML pages in the shape of the publishers' own."""

from html import escape

from making import form
from making.texts import NOTICE, Investigation, Report, day

_GROUPS = {
    "recommendation": "Safety recommendations",
    "observation": "Safety observations",
    "safety_action": "Safety actions",
}


def _page(title: str, body: str) -> bytes:
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)} (fictional)</title>\n</head>\n<body>\n"
        '<nav><a href="#content">Skip to content</a></nav>\n'
        f'<main id="content">\n{body}</main>\n<footer><p>{NOTICE}</p></footer>\n</body>\n</html>\n'
    ).encode()


def report_page(report: Report) -> bytes:
    date = report.html_date or report.date
    labels = {
        "Date of report": f"{date:%d/%m/%Y}",
        "Ref": report.reference,
        "Deceased name": report.deceased,
        "Coroner name": report.coroner,
        "Coroner Area": report.area,
        "Category": " | ".join(report.categories),
        "This report is being sent to": " | ".join(report.addressees),
    }
    title = f"{report.deceased}: Prevention of future deaths report"
    if "[" in report.deceased:
        title = f"{report.reference}: Prevention of future deaths report"
    rows = []
    for box in form.boxes(report):
        heading = f"<p><strong>{escape(box.heading)}</strong></p>\n" if box.heading else ""
        words = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in box.paragraphs)
        rows.append(f"<tr>\n<td>{box.number}</td>\n<td>\n{heading}{words}</td>\n</tr>\n")
    return _page(
        title,
        f'<h1>{escape(title)}</h1>\n<div class="entry-content">\n'
        + "".join(f"<p><strong>{label}:</strong> {escape(value)}</p>\n" for label, value in labels.items())
        + f"<h2>{form.TITLE}</h2>\n<table>\n{''.join(rows)}</table>\n</div>\n",
    )


def investigation_page(body: str, report: Investigation) -> bytes:
    parts = [
        f"<h1>{escape(report.title)}</h1>\n<p>{escape(body)}</p>\n",
        f"<p>Investigation report {escape(report.reference)}</p>\n<p>Published {day(report.date)}</p>\n",
        "<h2>Summary</h2>\n",
        *(f"<p>{escape(paragraph)}</p>\n" for paragraph in report.summary),
    ]
    group = ""
    for finding in report.findings:
        if finding.kind != group:
            group = finding.kind
            parts.append(f"<h2>{_GROUPS[group]}</h2>\n")
        label = _GROUPS[group].removesuffix("s")
        if finding.to:
            parts.append(f"<h3>{escape(finding.to)}</h3>\n")
        if finding.parts:
            parts.append(f"<p><strong>{label} {finding.number}</strong></p>\n<p>{escape(finding.text)}</p>\n")
            parts += [f"<p>{escape(part)}</p>\n" for part in finding.parts]
            parts.append(f"<p>{escape(finding.purpose)}</p>\n")
        else:
            words = f"{finding.text} {finding.purpose}".strip()
            parts.append(f"<p><strong>{label} {finding.number}</strong></p>\n<p>{escape(words)}</p>\n")
    return _page(report.title, "".join(parts))
