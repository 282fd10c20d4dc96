"""What a report is asked for with, and the report made ready for its page."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from answerable.core.calendar import today
from answerable.core.references import BadReferenceError, parse_reference
from answerable.organisations.models import Organisation
from answerable.organisations.queries import organisation, organisation_by_code
from answerable.publication.packs import (
    Pack,
    PackAsked,
    PackError,
    board_pack,
    national_pack,
    period_asked,
    undone_pack,
)
from answerable.website.packs.drawing import DrawnSection, drawn_sections, front_lines

HERE = "/report"
KINDS = (
    ("board", "For the board of one body"),
    ("national", "National report"),
    ("undone", "Accepted and not done"),
)
DATES = (
    ("from", "The first day of the period", "Empty: the beginning of the last quarter that is over"),
    ("to", "The last day of the period", "Empty: the end of that quarter"),
    (
        "as-at",
        "As the register stood at the end of",
        "Empty: the last day of the period; or today, if the register held nothing then",
    ),
)


class AskedError(PackError):
    """`field` is the one to put right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class PackForm:
    """The form, with what was typed where it could not be used."""

    given: dict[str, str]
    kinds: tuple[tuple[str, str], ...] = KINDS
    dates: tuple[tuple[str, str, str], ...] = DATES
    error: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class PackShown:
    pack: Pack
    front: tuple[str, ...]
    sections: tuple[DrawnSection, ...]


def pack_form(given: Mapping[str, str], error: PackError | None = None) -> PackForm:
    fields = {name: given.get(name, "") for name in ("kind", "body", *(name for name, _, _ in DATES))}
    fields["kind"] = fields["kind"] or "board"
    if error is None:
        return PackForm(fields)
    return PackForm(fields, error=str(error), wrong=getattr(error, "field", "from"))


def address_asked(given: Mapping[str, str]) -> str:
    """Where the report stands that a form asks for. Raises AskedError."""
    kind = given.get("kind", "")
    if kind not in dict(KINDS):
        raise AskedError("kind-board", "Say which report.")
    asked = period_of(given)
    query = urlencode({"from": asked.start, "to": asked.end, "as-at": asked.on})
    path = f"board/{body_asked(given.get('body', '')).reference}" if kind == "board" else kind
    return f"{HERE}/{path}?{query}"


def body_asked(written: str) -> Organisation:
    """By its reference, its code, or its name as it stands. Raises AskedError."""
    typed = " ".join(written.split())
    if not typed:
        raise AskedError("body", "Say which body the report is for.")
    found: Organisation | None = None
    try:
        found = organisation(parse_reference(typed, "B"))
    except BadReferenceError:
        found = organisation_by_code(typed.upper())
    if found is None:
        named = list(Organisation.objects.filter(name__iexact=typed)[:2])
        found = named[0] if len(named) == 1 else None
    if found is None:
        raise AskedError(
            "body", f"No body is known as {typed[:60]}. Its page on this register gives its code."
        )
    return found


def period_of(given: Mapping[str, str]) -> PackAsked:
    """Without days: the last whole quarter. Raises AskedError, and PackError of `period_asked`."""
    start, end = quarter_before(today())
    start = _day(given, "from") or start
    end = _day(given, "to") or (end if not given.get("from") else today())
    return period_asked(start, end, _day(given, "as-at"))


def quarter_before(day: dt.date) -> tuple[dt.date, dt.date]:
    """The last quarter of a year that was over on a day."""
    first = dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    end = first - dt.timedelta(days=1)
    return dt.date(end.year, end.month - 2, 1), end


def make_pack(kind: str, asked: PackAsked, body: Organisation | None = None) -> Pack:
    """Raises PackError."""
    if kind == "board" and body is not None:
        return board_pack(body, asked)
    return {"national": national_pack, "undone": undone_pack}[kind](asked)


def pack_shown(pack: Pack) -> PackShown:
    return PackShown(pack, front_lines(pack), drawn_sections(pack))


def _day(given: Mapping[str, str], name: str) -> dt.date | None:
    written = given.get(name, "").strip()
    if not written:
        return None
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        label = {key: words for key, words, _ in DATES}[name]
        raise AskedError(name, f"{label}: {written[:20]} is no day. Write it as 2026-03-31.") from None
