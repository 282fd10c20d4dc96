"""E-mail addresses, telephone and NHS numbers, dates of birth, addresses of homes and postcodes."""

import re
from collections.abc import Iterator

from answerable.core.text.names.spans import CONTACT_MARKS, Kind, MaskedSpan

_DIGIT = re.compile(r"\d")
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\d.,/£-])(?:\+44[ \u00a0]?(?:\(0\))?|\(?0)(?=[127])\d(?:[\s\u00a0().-]{0,2}\d){8,9}(?![\d/]|\.\d)"
)
_TEN_DIGITS = re.compile(r"(?<![\d.,/£-])\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{4}(?![\d/]|[.,]\d)")
_SAYS_NHS_NUMBER = re.compile(r"NHS\s+(?:no\b\.?|number|num\b\.?)\s*(?:is|was|:|-|–)?\s*$", re.IGNORECASE)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_BIRTH = re.compile(
    r"\b(?:born(?:\s+on)?|date\s+of\s+birth|d\.?o\.?b\.?)\s*(?:is|was|of|:|-|–|\()?\s*(?:the\s+)?"
    rf"(?P<date>\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{1,2}}\s*(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}})",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{1,2}\d[A-Z\d]?|GIR)[ \u00a0]?\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])"
)
_STREET = re.compile(
    r"(?<![\w£.])(?:(?:Flat|Apartment|Room|Unit)\s+\d+[A-Za-z]?,?\s+)?\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][a-z'’]+\s+){1,3}"
    r"(?:Road|Street|Lane|Avenue|Drive|Close|Crescent|Terrace|Gardens|Grove|Row|Mews|Way|Place|Walk|Rise)\b"
)

_OF_A_BODY = re.compile(  # "Marshside Surgery, 12 High Street": where a body sits is no one's home
    r"\b(?:Hospital|Surgery|Practice|Centre|Department|Office|Committee|Society|Institute|Association|Council|Skills"
    r"|Ltd|Limited|plc|Authority|Agency|Ministry|Trust|Group|Consortium|Headquarters)"
    r"(?:[ ,;-]|\[REDACTED\]|\d)*$|No\.? ?$"
)


def nhs_number_holds(digits: str) -> bool:
    """Whether ten digits pass the check of NHS numbers (modulus 11: NHS Data Dictionary, NHS NUMBER)."""
    total = sum(int(d) * weight for d, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return check != 10 and check == int(digits[9]) and len(set(digits)) > 1


def _span(match: re.Match[str], kind: Kind, rule: str, group: str | int = 0) -> MaskedSpan:
    return MaskedSpan(match.start(group), match.end(group), kind, CONTACT_MARKS[kind], rule)


def find_contacts(text: str) -> Iterator[MaskedSpan]:
    """Every contact detail, in no order, maybe overlapping. Public lines (03, 08) stay."""
    if "@" in text:
        yield from (_span(m, "email", "email") for m in _EMAIL.finditer(text))
    if not _DIGIT.search(text):
        return
    for match in _TEN_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if _SAYS_NHS_NUMBER.search(text, max(0, match.start() - 20), match.start()) or nhs_number_holds(
            digits
        ):
            yield _span(match, "nhs_number", "nhs-number")
    yield from (_span(m, "phone", "phone") for m in _PHONE.finditer(text))
    yield from (_span(m, "birth_date", "birth-date", "date") for m in _BIRTH.finditer(text))
    yield from (_span(m, "postcode", "postcode") for m in _POSTCODE.finditer(text))
    for match in _STREET.finditer(text):
        if not _OF_A_BODY.search(text, max(0, match.start() - 60), match.start()):
            yield _span(match, "address", "house-and-street")
