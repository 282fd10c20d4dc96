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
from answerable.website.presenters.organisations import matching

HERE = "/report"
SHORTEST, MEANT = 3, 20  # letters of a part of a name; bodies that a form offers
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
    """`field` is the one to put right; `bodies` are those that may be meant, (reference, name)."""

    def __init__(self, field: str, message: str, bodies: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.field = field
        self.bodies = bodies


@dataclass(frozen=True, slots=True)
class PackForm:
    """The form, with what was typed where it could not be used."""

    given: dict[str, str]
    kinds: tuple[tuple[str, str], ...] = KINDS
    dates: tuple[tuple[str, str, str], ...] = DATES
    error: str = ""
    wrong: str = ""
    bodies: tuple[tuple[str, str], ...] = ()  # (address of the report, name) of each that may be meant


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
    meant = tuple(
        (f"{HERE}?{urlencode({**fields, 'body': reference})}", name)
        for reference, name in getattr(error, "bodies", ())
    )
    return PackForm(fields, error=str(error), wrong=getattr(error, "field", "from"), bodies=meant)


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
    """By its reference, its code, its name, or a part of a name that no other has. Raises AskedError."""
    typed = " ".join(written.split())
    if not typed:
        raise AskedError("body", "Say which body the report is for.")
    found: Organisation | None = None
    try:
        found = organisation(parse_reference(typed, "B"))
    except BadReferenceError:
        found = organisation_by_code(typed.upper())
    if found is None:
        found = _named(typed)
    if found is None:
        raise AskedError(
            "body", f"No body is known as {typed[:60]}. Its page on this register gives its code."
        )
    return found


def _named(typed: str) -> Organisation | None:
    """By its whole name, or by a part of one. Raises AskedError where several may be meant."""
    named = list(Organisation.objects.filter(name__iexact=typed)[:2])
    if len(named) != 1 and len(typed) >= SHORTEST:
        asked = list(matching(typed, "", "", everyone=False)[: MEANT + 1])
        named = asked or list(matching(typed, "", "", everyone=True)[: MEANT + 1])
    if len(named) > MEANT:
        raise AskedError(
            "body", f"More than {MEANT} bodies have {typed[:60]} in their name. Type more of it."
        )
    if len(named) > 1:
        meant = tuple((one.reference, one.name) for one in named)
        raise AskedError("body", f"{len(named)} bodies may be meant by {typed[:60]}. Choose one.", meant)
    return named[0] if named else None


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
