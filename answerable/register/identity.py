"""Is this report one that the register holds already? A report held by two sources is one report.

A shared page settles it. A shared file, reference, or publisher, date and person together make two sights
candidates; where their pages or references differ nevertheless, the words decide.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz

from answerable.register.models import EntryVersion, Identifier, Report
from answerable.register.rewording import SAME_ASK, pair_entries
from answerable.sources.drafts import EntryDraft, ReportDraft

SAME_REPORT_DAYS = 45
SAME_ASKS = 0.6  # share of the shorter list of recommendations that stands in the longer too
_FURNITURE = re.compile(r"\b(?:the|public|statutory|independent|inquiry|uk)\b")
SAME_WORDS = 80.0  # fuzz.ratio: cleaned and re-published texts of one report stay above it


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
    """Publisher, date and person together: what tells a report with neither address nor reference."""
    date = draft.issued.date
    person = sorted(_words(draft.deceased))
    if date is None or not person:
        return ""
    return _digest(draft.instrument, draft.publisher.lower(), date.isoformat(), *person)


def publisher_key(draft: ReportDraft) -> str:
    """Publisher of an inquiry's or investigation's report. It makes candidates only: the words decide."""
    if draft.instrument in ("reg28", "rule43"):
        return ""
    letters = re.sub(r"[^a-z0-9]+", "", _FURNITURE.sub(" ", draft.publisher.lower()))
    return _digest(draft.instrument, letters) if letters else ""


def identifiers(draft: ReportDraft) -> list[tuple[str, str]]:
    found = [
        (Identifier.Scheme.PAGE, address_key(draft.url)),
        (Identifier.Scheme.FILE, address_key(draft.document_url)),
        (Identifier.Scheme.REFERENCE, f"{draft.instrument}:{draft.reference}" if draft.reference else ""),
        (Identifier.Scheme.CONTENT, content_key(draft)),
        (Identifier.Scheme.PUBLISHER, publisher_key(draft)),
    ]
    return [(str(scheme), value) for scheme, value in found if value]


def find_report(draft: ReportDraft) -> Report | None:
    """The report that `draft` is another sight of, or None."""
    marks = identifiers(draft)
    if not marks:
        return None
    wanted = set(marks)
    rows = (
        Identifier.objects.filter(value__in=[value for _, value in marks])
        .select_related("report")
        .order_by("report_id", "pk")
    )
    candidates = {row.report_id: row.report for row in rows if (row.scheme, row.value) in wanted}
    page = address_key(draft.url)
    for report in candidates.values():
        if page and any(
            row.report_id == report.pk and (row.scheme, row.value) == (Identifier.Scheme.PAGE, page)
            for row in rows
        ):
            return report
    return next((report for report in candidates.values() if _same(draft, report)), None)


def _same(draft: ReportDraft, report: Report) -> bool:
    """Whether a shared mark, short of a shared page, means one report.

    Several reports may follow one death, to several bodies, with a page and a reference each; and one report
    on several deaths may stand on a page for each. Where page or reference differ, the words decide.
    """
    near = _near(draft.issued.date, report.issued_on)
    if publisher_key(draft):
        return draft.instrument == report.instrument and near is not False and _same_asks(draft, report)
    pages_differ = bool(draft.url and report.url and address_key(draft.url) != address_key(report.url))
    references_differ = bool(
        draft.reference and report.publisher_reference and draft.reference != report.publisher_reference
    )
    if pages_differ or references_differ:
        return near is not False and _likeness(draft, report) >= SAME_WORDS
    mine, theirs = _words(draft.deceased), _words(report.deceased)
    if mine and theirs:
        return bool(mine & theirs)
    return near is not False


def _near(one: dt.date | None, other: dt.date | None) -> bool | None:
    """Whether two dates could be those of one report; None where one is not known."""
    return None if one is None or other is None else abs((one - other).days) <= SAME_REPORT_DAYS


def _likeness(draft: ReportDraft, report: Report) -> float:
    """How alike the words of both are, 0 to 100."""
    held = EntryVersion.objects.filter(
        entry__report=report, entry__parent__isnull=True, superseded_at__isnull=True
    ).order_by("entry__order")
    theirs = " ".join(held.values_list("original", flat=True)).lower()
    mine = " ".join(entry.text for entry in draft.entries).lower()
    return fuzz.ratio(mine, theirs) if mine and theirs else 0.0


def _same_asks(draft: ReportDraft, report: Report) -> bool:
    """Whether most recommendations of the shorter list stand in the longer: a report, and a list of it."""
    theirs = list(
        EntryVersion.objects.filter(entry__report=report, superseded_at__isnull=True).values_list(
            "entry__position", "original"
        )
    )
    mine = list(_texts(draft.entries))
    if not mine or not theirs:
        return False
    pairing = pair_entries(theirs, mine, threshold=SAME_ASK)
    return len(pairing.pairs) >= SAME_ASKS * min(len(mine), len(theirs))


def _texts(entries: Sequence[EntryDraft], above: str = "") -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(entries, start=1):
        yield f"{above}{number}", entry.text
        yield from _texts(entry.parts, f"{above}{number}.")


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
    return f"{draft.instrument}:{draft.reference}:" + _digest(
        draft.publisher, draft.title, draft.where, *words
    )
