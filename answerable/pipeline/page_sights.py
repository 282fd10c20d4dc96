"""What the page of a report says, added to what the file that it leads to says."""

from dataclasses import replace
from typing import Any

from answerable.core.text.dates import FoundDate, read_date
from answerable.sources.drafts import Adapted, ReportDraft, Sight


def add_what_the_page_says(
    adapted: Adapted, says: dict[str, Any], *, source: str, page_url: str, file_url: str
) -> None:
    """Fills what the file itself leaves open. Where both speak, both are kept, as sights of one report."""
    if len(adapted.reports) != 1:
        return  # a list of many reports: what the page says belongs to none of them alone
    draft = adapted.reports[0]
    date = read_date(str(says["date"])) if says.get("date") else FoundDate("", None)
    draft.url = draft.url or page_url
    draft.document_url = draft.document_url or (file_url if file_url != page_url else "")
    draft.reference = draft.reference or str(says.get("reference") or "")
    draft.area = draft.area or str(says.get("area") or "")
    draft.categories = draft.categories or [str(one) for one in says.get("categories") or []]
    draft.addressees = draft.addressees or [str(one) for one in says.get("addressees") or []]
    if draft.issued.date is None and date.date is not None:
        draft.issued = date
    urls = [str(one.get("url", "")) for one in says.get("replies") or [] if isinstance(one, dict)]
    draft.reply_urls = list(dict.fromkeys([*draft.reply_urls, *filter(None, urls)]))
    values = {
        "date": str(says.get("date_raw") or says.get("date") or ""),
        "reference": str(says.get("reference") or ""),
        "addressees": " | ".join(str(one) for one in says.get("addressees") or []),
    }
    _add_sight(draft, Sight(source, {name: value for name, value in values.items() if value}, date))


def _add_sight(draft: ReportDraft, page: Sight) -> None:
    """A source has one sight of a report in one document: what its page says otherwise stands beside it."""
    held = next((one for one in draft.sights if one.source == page.source), None)
    if held is None:
        draft.sights.append(page)
        return
    values = page.values | held.values
    otherwise = {f"{name}_on_page": value for name, value in page.values.items() if values[name] != value}
    date = page.date if held.date is None or held.date.date is None else held.date
    draft.sights[draft.sights.index(held)] = replace(held, values=values | otherwise, date=date)
