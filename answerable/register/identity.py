"""Is this report one that the register holds already? A report held by two sources is one report.

A page or file address settles it. A publisher's reference settles it unless the date and the person both
differ, since about sixty references were given twice. Failing both, the same publisher, date and person do.
"""

import datetime as dt
import hashlib
import re
from urllib.parse import unquote, urlsplit

from answerable.register.models import Identifier, Report
from answerable.sources.drafts import ReportDraft

SAME_REPORT_DAYS = 45


def address_key(url: str) -> str:
    """An address without its scheme, host prefix, query and trailing slash, for comparing."""
    if not url:
        return ""
    parts = urlsplit(url.strip())
    path = unquote(parts.path).rstrip("/").lower()
    if not path:
        return ""
    return (parts.netloc.lower().removeprefix("www.") + path)[:300]


def _words(names: list[str]) -> set[str]:
    return {
        word for name in names for word in re.findall(r"[^\W\d_]{3,}", name.lower()) if word != "redacted"
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def content_key(draft: ReportDraft) -> str:
    """Publisher, date and person together: the identity of a report that has neither address nor reference."""
    date = draft.issued.date
    person = sorted(_words(draft.deceased))
    if date is None or not person:
        return ""
    return _digest(draft.instrument, draft.publisher.lower(), date.isoformat(), *person)


def identifiers(draft: ReportDraft) -> list[tuple[str, str]]:
    found = [
        (Identifier.Scheme.PAGE, address_key(draft.url)),
        (Identifier.Scheme.FILE, address_key(draft.document_url)),
        (Identifier.Scheme.REFERENCE, f"{draft.instrument}:{draft.reference}" if draft.reference else ""),
        (Identifier.Scheme.CONTENT, content_key(draft)),
    ]
    return [(str(scheme), value) for scheme, value in found if value]


def _same(draft: ReportDraft, report: Report) -> bool:
    """Whether a shared reference means a shared report: date near, or person the same, or nothing to tell."""
    ours, theirs = draft.issued.date, report.issued_on
    dates = None if ours is None or theirs is None else abs((ours - theirs).days) <= SAME_REPORT_DAYS
    mine, other = _words(draft.deceased), _words(report.deceased)
    people = None if not mine or not other else bool(mine & other)
    if people is not None:
        return people
    return dates is not False


def find_report(draft: ReportDraft) -> Report | None:
    """The report that `draft` is another sight of, or None."""
    marks = identifiers(draft)
    if not marks:
        return None
    found: dict[str, list[Report]] = {}
    values = [value for _, value in marks]
    rows = Identifier.objects.filter(value__in=values).select_related("report").order_by("pk")
    wanted = set(marks)
    for row in rows:
        if (row.scheme, row.value) in wanted:
            found.setdefault(row.scheme, []).append(row.report)
    for scheme in (Identifier.Scheme.PAGE, Identifier.Scheme.FILE, Identifier.Scheme.CONTENT):
        if found.get(scheme):
            return found[scheme][0]
    for report in found.get(Identifier.Scheme.REFERENCE, []):
        clash = _other_page(draft, report)
        if not clash and _same(draft, report):
            return report
        if clash and _same(draft, report) and _near(draft.issued.date, report.issued_on):
            return report
    return None


def _other_page(draft: ReportDraft, report: Report) -> bool:
    """Both are known by pages, and the pages differ."""
    return bool(draft.url and report.url and address_key(draft.url) != address_key(report.url))


def _near(one: dt.date | None, other: dt.date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= SAME_REPORT_DAYS


def make_key(draft: ReportDraft) -> str:
    """The lasting identity of a new report. The same draft gives the same key on every installation."""
    if draft.reference:
        key = f"{draft.instrument}:{draft.reference}"
        if not Report.objects.filter(key=key).exists():
            return key
    for part in (address_key(draft.url), address_key(draft.document_url), content_key(draft)):
        if part:
            key = f"{draft.instrument}:{draft.reference}:{_digest(part)}"
            if not Report.objects.filter(key=key).exists():
                return key
    words = [entry.text for entry in draft.entries]
    return f"{draft.instrument}:{draft.reference}:" + _digest(draft.publisher, draft.title, draft.where, *words)
