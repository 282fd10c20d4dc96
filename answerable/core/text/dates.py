"""Dates as people write them in the United Kingdom, read without guessing in silence.

Whatever had to be put right is flagged, and a date that can't be read with certainty is None. Flags:

    date-missing           nothing there, or no date in it
    date-incomplete        a month or a year only, or a day without its year
    date-impossible        no such day in the calendar
    date-ambiguous:<why>   two readings are possible
    date-doubtful:<why>    read, but another thing said of it disagrees
    date-mended:<how>      read only after a repair, which is named
    date-out-of-range      a real day outside the range that the caller gave
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as written and as read. `date` is None when it can't be read with certainty."""

    raw: str
    date: dt.date | None
    flags: tuple[str, ...] = ()

    def has(self, flag: str) -> bool:
        """Whether `flag` is there, with or without its detail after the colon."""
        return any(f == flag or f.startswith(f"{flag}:") for f in self.flags)


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date found in running text, with its place."""

    start: int
    end: int
    found: FoundDate


_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_WORDS = {name: i for i, name in enumerate(_MONTHS, 1)}
_MONTH_WORDS |= {name[:3]: i for name, i in _MONTH_WORDS.items()} | {"sept": 9, "febr": 2}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_WORDS = {name: i for i, name in enumerate(_WEEKDAYS)} | {n[:3]: i for i, n in enumerate(_WEEKDAYS)}
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
_ORDINAL_WORDS = {word: i for i, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30, "thirty-first": 31}
_ORDINAL_WORDS |= {f"twenty-{word}": 20 + i for i, word in enumerate(_ORDINALS[:9], 1)}

_WEEKDAY = (
    r"(?:(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat"
    r"|sun)\b[\s,]*(?:the\s+)?)?"
)
_SUFFIX = (
    r"(?:\s?(?:st|nd|rd|th)\b|(?<=\d)(?:st|nd|rd|th)(?=[A-Z])"
    r"|(?P<noise>[\"”“%!*°º®'’h]{1,2})(?=\s?[A-Za-z]))?"
)
_WORD_DAY = "|".join(sorted((w.replace("-", r"[\s-]") for w in _ORDINAL_WORDS), key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d(?!\d)|['’]?\d\d(?![\d]|[/.:]\d))"

_ISO = re.compile(
    r"(?<![\d/])(?P<year>(?:19|20)\d\d)\s?(?P<s>[-/.])\s?(?P<month>\d{1,2})\s?(?P=s)\s?(?P<day>\d{1,2})(?!\d)"
)
_NUMERIC = re.compile(
    _WEEKDAY
    + r"(?<![\d/])(?P<day>\d{1,2})\s{0,2}(?P<s>[-/.])\s{0,2}(?P<month>\d{1,2})\s{0,2}(?:(?P=s)|[-/.])\s{0,2}"
    r"(?P<year>(?:19|20)\d\d|\d\d)(?!\d)",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    _WEEKDAY + rf"(?<![\d/.])(?P<day>\d{{1,2}}|{_WORD_DAY}){_SUFFIX}[\s,.-]*(?:day\s+)?(?:of\s+)?(?:the\s+)?"
    rf"(?P<month>[A-Za-z]{{3,10}})\b\.?(?:[\s,.-]*{_YEAR})?|"
    rf"(?<![\d/.])(?P<day2>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\s*(?P<month2>[A-Za-z]{{3,9}})(?P<year2>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    _WEEKDAY
    + rf"\b(?P<month>[A-Za-z]{{3,9}})\.?\s+(?:the\s+)?(?P<day>\d{{1,2}}|{_WORD_DAY}){_SUFFIX}(?:\s*,\s*|\s+)"
    r"(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(r"\b(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>(?:19|20)\d\d)\b")
_BARE_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)")
_RUN_TOGETHER = re.compile(r"^[/.\s-]*(\d\d)[/.\s-]*(\d\d)[/.\s-]*((?:19|20)\d\d)[/.\s-]*$")
_LETTER_FOR_DIGIT = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_SERIAL = re.compile(r"^(\d{5})(?:\.0+)?$")
_SERIAL_EPOCH = dt.date(1899, 12, 30)  # day 0 of the 1900 system, its false leap day included
_SERIAL_RANGE = range(25569, 73051)  # 1970 to 2099


def read_date(
    raw: str,
    *,
    not_before: dt.date | None = None,
    not_after: dt.date | None = None,
    day_first: bool | None = True,
) -> FoundDate:
    """The one date that `raw` holds.

    `day_first` says how "05/06/2023" is to be read: True as in the United Kingdom, False as in the United
    States, None where the source follows no rule (then it is ambiguous, and not read).
    """
    text = raw.replace("\xa0", " ").strip()
    if not text:
        return FoundDate(raw, None, ("date-missing",))
    found = _whole_cell(text, day_first) or _only_one(list(dates_in(text, day_first=day_first)), text)
    return _in_range(replace(found, raw=raw), not_before, not_after)


def dates_in(text: str, *, day_first: bool | None = True) -> Iterator[DateInText]:
    """Every date in running text, in order; incomplete ones only where no fuller one covers them."""
    taken: list[tuple[int, int]] = []
    hits: list[DateInText] = []
    for pattern in (_ISO, _NUMERIC, _MONTH_DAY, _DAY_MONTH, _MONTH_YEAR, _BARE_YEAR):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            found = _read_match(pattern, match, day_first)
            if found:
                taken.append(match.span())
                hits.append(DateInText(match.start(), match.end(), found))
    return iter(sorted(hits, key=lambda hit: hit.start))


def _only_one(hits: list[DateInText], text: str) -> FoundDate:
    full = [hit for hit in hits if hit.found.date or hit.found.has("date-impossible")] or hits
    if not full:
        return FoundDate(text, None, ("date-missing",))
    first = full[0].found
    if len({hit.found.date for hit in full}) > 1:
        return FoundDate(text, None, ("date-ambiguous:several-dates",))
    if first.date and re.search(r"\w{3}", text[: full[0].start] + text[full[0].end :]):
        return replace(first, flags=(*first.flags, "date-mended:other-words-left-out"))
    return first


def _whole_cell(text: str, day_first: bool | None) -> FoundDate | None:
    """Repairs that are safe only where the whole cell is meant to be a date."""
    if match := _SERIAL.match(text):
        days = int(match[1])
        if days in _SERIAL_RANGE:
            date = _SERIAL_EPOCH + dt.timedelta(days=days)
            return FoundDate(text, date, ("date-mended:spreadsheet-serial-number",))
    if re.search(r"\d", text) and re.fullmatch(r"[\dOolI|/.\s-]+", text) and re.search(r"[OolI|]", text):
        mended = read_date(text.translate(_LETTER_FOR_DIGIT), day_first=day_first)
        return replace(mended, flags=(*mended.flags, "date-mended:letter-for-digit"))
    doubled = re.sub(r"([/.-])\s*\1+", r"\1", text)
    if doubled != text and (match := _NUMERIC.search(doubled)):
        found = _read_match(_NUMERIC, match, day_first)
        return found and replace(found, flags=(*found.flags, "date-mended:separator-doubled"))
    if not (_NUMERIC.search(text) or _ISO.search(text)) and (match := _RUN_TOGETHER.match(text)):
        return _build(text, match[3], match[2], match[1], day_first, ("date-mended:separator-missing",))
    return None


def _read_match(pattern: re.Pattern[str], match: re.Match[str], day_first: bool | None) -> FoundDate | None:
    raw = match[0]
    groups = match.groupdict()
    if pattern is _BARE_YEAR:
        return FoundDate(raw, None, ("date-incomplete",))
    if pattern is _ISO:
        return _build(raw, groups["year"], groups["month"], groups["day"], True, ())
    if pattern is _NUMERIC:
        found = _build(raw, groups["year"], groups["month"], groups["day"], day_first, ())
        return _check_weekday(found, groups.get("weekday"))
    month, month_flags = _month(groups.get("month") or groups.get("month2") or "")
    if month is None or (month_flags and pattern in (_MONTH_YEAR, _MONTH_DAY)):
        return None
    if pattern is _MONTH_YEAR:
        return FoundDate(raw, None, ("date-incomplete",))
    day = groups.get("day") or groups.get("day2") or ""
    number = _ORDINAL_WORDS.get(re.sub(r"\s", "-", day.lower())) or day
    year = groups.get("year") or groups.get("year2")
    if groups.get("noise"):
        month_flags = (*month_flags, "date-mended:ordinal-misread")
    if not year:
        return None if month_flags else FoundDate(raw, None, ("date-incomplete",))
    found = _build(raw, year.lstrip("'’"), str(month), str(number), True, month_flags)
    return _check_weekday(found, groups.get("weekday"))


def _build(
    raw: str, year: str, month: str, day: str, day_first: bool | None, flags: tuple[str, ...]
) -> FoundDate:
    y, m, d = int(year), int(month), int(day)
    if len(year) == 2:
        y += 2000 if y < 70 else 1900
    if day_first is False:
        m, d = d, m
    straight, turned = _date(y, m, d), _date(y, d, m)
    if day_first is None and straight and turned and straight != turned:
        return FoundDate(raw, None, (*flags, "date-ambiguous:day-or-month-first"))
    if straight:
        return FoundDate(raw, straight, flags)
    if turned:
        return FoundDate(raw, turned, (*flags, "date-mended:day-and-month-exchanged"))
    return FoundDate(raw, None, (*flags, "date-impossible"))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _check_weekday(found: FoundDate, weekday: str | None) -> FoundDate:
    if found.date and weekday:
        said = _WEEKDAY_WORDS[weekday.lower() if weekday.lower() in _WEEKDAY_WORDS else weekday.lower()[:3]]
        if said != found.date.weekday():
            return replace(found, flags=(*found.flags, "date-doubtful:weekday-disagrees"))
    return found


def _month(word: str) -> tuple[int | None, tuple[str, ...]]:
    """The month a word means; one slip of the pen is mended and flagged ("Aoril", "Febuary")."""
    word = word.lower()
    if word in _MONTH_WORDS:
        return _MONTH_WORDS[word], ()
    near = [i for i, name in enumerate(_MONTHS, 1) if len(name) > 4 and _one_slip(word, name)]
    if len(word) > 3 and len(near) == 1:
        return near[0], ("date-mended:month-misspelt",)
    return None, ()


def _one_slip(word: str, name: str) -> bool:
    """Whether one wrong, missing, extra or exchanged letter turns `word` into `name`."""
    if abs(len(word) - len(name)) > 1 or word == name:
        return word == name
    head = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), len(word))
    a, b = word[head:], name[head:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _in_range(found: FoundDate, first: dt.date | None, last: dt.date | None) -> FoundDate:
    if found.date and ((first and found.date < first) or (last and found.date > last)):
        return replace(found, flags=(*found.flags, "date-out-of-range"))
    return found
