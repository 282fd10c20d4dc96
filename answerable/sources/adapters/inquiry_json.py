"""Public inquiries' recommendations as JSON: administrations, their inquiries, and what each recommended.

The shape, with key names compared without case and punctuation:

    [{"Administration-or-Department": "...",
      "Inquiries": [{"InquiryName": "...", "ReportLink": "...", "ReportDate": "14/09/2010",
                     "Recommendations": [{"Recommendation": "...", "ChangeType": "...", ...}]}]}]

A plain list of inquiries, or one inquiry, does as well. A placeholder for a recommendation that was never
published is left out with that reason. An inquiry that gives no entry stays as a report and says why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.core.text.cleaning import tidy
from answerable.core.text.dates import FoundDate, read_date
from answerable.sources.adapters.entry_details import add_details
from answerable.sources.drafts import Adapted, EntryDraft, LeftOut, Passage, ReportDraft, Sight
from answerable.sources.readers.document import ReadDocument, UnreadableError

ADAPTER = "inquiry_json/1"
SOURCE = "public-inquiries"

_INQUIRIES = ("inquiries",)
_NAME = ("inquiryname", "inquiry", "name", "title")
_LINK = ("reportlink", "reporturl", "link", "url")
_DATE = ("reportdate", "datepublished", "publicationdate", "published", "date")
_ITEMS = ("recommendations",)
_TEXT = ("recommendation", "recommendationtext", "text", "fullrecommendation")
_NUMBER = ("number", "recommendationnumber", "reference", "ref", "id")
_ADMINISTRATION = ("administrationordepartment", "administration", "department")
_LABELS = {
    "changetype": "change_type",
    "actioncategory": "action_category",
    "shortrecommendation": "short",
    "theme": "theme",
}
_NOT_PUBLISHED = re.compile(
    r"^\W*not\s+(?:been\s+)?published\b|^\W*(?:recommendations?\s+)?(?:withheld|redacted)\W*$", re.I
)
_CODE = r"(?:[A-Z]{1,3}\s?)?\d{1,3}(?:\.\d{1,3})*[a-z]?"
_FIRST_NUMBER = re.compile(rf"^(?:recommendations?\s+)?(?P<n>{_CODE})\s*[:.)–—-]+\s+(?=\S)", re.IGNORECASE)
_LAST_NUMBER = re.compile(rf"\s*\[(?P<n>{_CODE})\]\s*$")
_LIST_GAP = re.compile(r"(?<=[:;.])[ \t\xa0]{3,}(?=\S)")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class _Inquiry:
    values: dict[str, Any]
    administration: str
    place: str  # where it stands in the file, for messages


def recognises(document: ReadDocument) -> bool | str:
    """True, or why this is not for this adapter."""
    if document.data is None:
        return "it is not JSON"
    if next(_inquiries(document.data), None) is None:
        return 'the JSON holds no inquiry: nothing in it has a list "Recommendations"'
    return True


def adapt(document: ReadDocument, path: Path) -> Adapted:
    """One report draft an inquiry, in the file's order. Raises UnreadableError where the shape is another."""
    if (answer := recognises(document)) is not True:
        raise UnreadableError(f"{path.name} can't be read as inquiries' recommendations: {answer}.")
    adapted = Adapted(ADAPTER)
    for inquiry in _inquiries(document.data):
        report = _report(inquiry, adapted)
        if report:
            adapted.reports.append(report)
    return adapted


def _plain_key(key: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(key).lower())


def _inquiries(data: Any, administration: str = "", place: str = "", depth: int = 0) -> Iterator[_Inquiry]:
    """Every mapping that holds a list of recommendations, however deep (to a limit)."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for number, each in enumerate(data, 1):
            yield from _inquiries(each, administration, f"{place}item {number}", depth + 1)
    elif isinstance(data, dict):
        values = {_plain_key(key): value for key, value in data.items()}
        administration = _first_text(values, _ADMINISTRATION) or administration
        if any(key in values for key in _ITEMS):
            yield _Inquiry(values, administration, place or "the file")
            return
        for key, value in data.items():
            if isinstance(value, list):
                yield from _inquiries(value, administration, f"{place} {key}, ".lstrip(), depth + 1)


def _first_text(values: dict[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = values.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return tidy(str(value)).replace("\n", " ")
    return ""


def _report(inquiry: _Inquiry, adapted: Adapted) -> ReportDraft | None:
    values = inquiry.values
    name = _first_text(values, _NAME)
    if not name:
        adapted.left_out.append(
            LeftOut(inquiry.place, 'the inquiry has no name: the key "InquiryName" is missing')
        )
        return None
    where = f"inquiry {name!r}"
    link = _first_text(values, _LINK)
    raw_date = _first_text(values, _DATE)
    found = read_date(raw_date) if raw_date else FoundDate("", None, ("date-missing",))
    report = ReportDraft(
        instrument="inquiry",
        publisher=name,
        where=where,
        title=name,
        url=link if link.startswith(("http://", "https://")) else "",
        document_url=link if re.search(r"\.pdf/?$", link, re.IGNORECASE) else "",
        issued=found,
    )
    sight = {"administration": inquiry.administration, "date": raw_date, "link": link}
    report.sights.append(Sight(SOURCE, {key: value for key, value in sight.items() if value}, found))
    for key, what in ((link, '"ReportLink"'), (raw_date, '"ReportDate"')):
        if not key:
            adapted.warnings.append(LeftOut(where, f"the key {what} is missing or empty"))
    report.flags += [flag for flag in found.flags if flag not in report.flags]
    _fill(report, inquiry, adapted)
    return report


def _fill(report: ReportDraft, inquiry: _Inquiry, adapted: Adapted) -> None:
    items = next(inquiry.values[key] for key in _ITEMS if key in inquiry.values)
    if not isinstance(items, list) or not items:
        report.left_out = 'its "Recommendations" are empty, or not a list'
        return
    left_out: list[LeftOut] = []
    seen: dict[str, int] = {}
    for number, item in enumerate(items, 1):
        entry = _entry(item, number, inquiry.administration)
        if isinstance(entry, str):
            left_out.append(LeftOut(f"{report.where}, recommendation {number}", entry))
            continue
        if entry.text in seen:
            entry.flags.append(f"repeats: {seen[entry.text]}")
        seen.setdefault(entry.text, number)
        report.entries.append(entry)
    if report.entries:
        adapted.left_out += left_out
    else:  # said once, by the report itself
        report.left_out = "; ".join(dict.fromkeys(each.why for each in left_out))


def _entry(item: Any, number: int, administration: str) -> EntryDraft | str:
    """The entry, or why there is none."""
    if isinstance(item, str):
        item = {"Recommendation": item}
    if not isinstance(item, dict):
        return "it is neither text nor a set of keys and values"
    values = {_plain_key(key): value for key, value in item.items()}
    raw = next((values[key] for key in _TEXT if isinstance(values.get(key), str)), None)
    if raw is None:
        keys = ", ".join(sorted(str(key) for key in item)) or "none"
        return f'the key "Recommendation" is missing; the keys found are: {keys}'
    text = tidy(_LIST_GAP.sub("\n", raw))
    if not text:
        return 'its "Recommendation" is empty'
    if _NOT_PUBLISHED.match(text):
        return "the recommendation was not published; the source holds a placeholder in its place"
    printed, text = printed_number(text)
    passage = Passage(row=number, column="Recommendation")
    entry = EntryDraft("recommendation", text, _first_text(values, _NUMBER) or printed, passage)
    add_details(entry)
    if administration:
        entry.extra["administration"] = administration
    for key, label in _LABELS.items():
        if value := _first_text(values, (key,)):
            entry.extra[label] = value
    entry.extra |= _outcome(values.get("outcome"))
    return entry


def printed_number(text: str) -> tuple[str, str]:
    """The printed number, and the text without it."""
    if match := _FIRST_NUMBER.match(text):
        return match["n"], text[match.end() :]
    if match := _LAST_NUMBER.search(text):
        return match["n"], text[: match.start()]
    return "", text


def _outcome(value: Any) -> dict[str, str]:
    """What the source says came of it, as the source's own label."""
    found: dict[str, str] = {}
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            values = {_plain_key(key): inner for key, inner in each.items()}
            for key, label in (("outcometext", "outcome"), ("outcomeurl", "outcome_url")):
                if text := _first_text(values, (key,)):
                    found[label] = f"{found[label]}; {text}" if label in found else text
    return found
