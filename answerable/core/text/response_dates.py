"""The date by which a coroner's report says that it must be answered."""

import datetime as dt
import re
from dataclasses import replace

from answerable.core.text.dates import DateInText, FoundDate, dates_in, read_date

# Nobody is given more than a year and a half; a date beyond that is a slip.
_LONGEST = dt.timedelta(days=550)

_EXTENDED_TO = re.compile(
    r"\b(?:extend(?:ed|ing)?|extension)\b[^.]{0,80}?\b(?:to|until|till|by)\s+(?:the\s+)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)
_AT = r"(?:(?:close of business|midday|noon|midnight|\d{1,2}(?:[.:]\d\d)?\s*[ap]\.?m\.?),?\s+(?:on\s+)?)?"
_DUE = re.compile(
    r"(?:\bnamely,?(?:\s+by?)?|\bby|\bbefore|\bthan|\buntil|\bi\.e\.?,?|\bbeing|\bwhich is"
    r"|\bdue(?: on)?|\bis|\bto)"
    rf"\s*:?\s*{_AT}(?:the\s+)?$|\bdate of (?:this|the) report,?\s*(?:\(\s*)?$",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:dated|report of|sent on|made on|received on)\s*(?:the\s+)?$", re.IGNORECASE)
_BLANK = re.compile(
    r"\bnamely\s*,?\s*(?:by|before)?\s*(?:the\s+)?"
    r"(?P<raw>\[[^\]]{0,40}\]|x{2,}|[.…_]{2,}|\w{1,12}(?: \w{1,12}){0,2}(?=\s*\.))",
    re.IGNORECASE,
)


def find_response_due(text: str, issued: dt.date | None) -> FoundDate | None:
    """The stated response date, or None where the text states none (the 56 days are then computed).

    A date that is stated but can't be read comes back with `date` None and its reason. A day without its
    year takes the first such day after `issued`, flagged as mended. Where the coroner already extended the
    period in the same breath, the later date counts and "response-extended" is among the flags.
    """
    text = text.replace("\xa0", " ")
    hits = list(dates_in(text))
    for hit in hits:
        if _EXTENDED_TO.search(text[: hit.start]):
            found = _settle(hit, issued)
            return replace(found, flags=(*found.flags, "response-extended"))
    for hit in hits:
        before = text[: hit.start]
        if _DUE.search(before) and not _DATED.search(before):
            return _settle(hit, issued)
    if blank := _BLANK.search(text):
        return FoundDate(blank["raw"], None, ("date-missing",))
    return None


def _settle(hit: DateInText, issued: dt.date | None) -> FoundDate:
    found = hit.found
    if found.date is None and found.has("date-incomplete") and issued:
        for year in (issued.year, issued.year + 1):
            full = read_date(f"{found.raw} {year}")
            if full.date and full.date > issued:
                found = replace(full, raw=found.raw, flags=(*full.flags, "date-mended:year-from-report-date"))
                break
    if found.date and issued and not issued < found.date <= issued + _LONGEST:
        found = replace(found, flags=(*found.flags, "date-out-of-range"))
    return found
