"""From the nation down to a ward: what is known at each level, and what would be needed where nothing is."""

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.organisations.models import Organisation
from answerable.oversight.figures import EVERYTHING, Level, Scope, World, places
from answerable.website.formats import counted
from answerable.website.presenters.oversight_levels import HERE, Parts

_TRUST_LISTS = "A list that names it, as the NHS's lists of trusts (ODS etr) do, or a reviewed row."
_SITE_LISTS = (
    "Its row in the NHS's list of trust sites (ODS ets), or reviewed rows of names of kind site, as of a "
    "regulator's locations."
)
_WARD_LISTS = (
    "A list of wards and their sites, kept by whoever runs them, and reports that name the ward as a fact of "
    "their own. None of the sources of this register has either."
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One level. `href` leads there; `here` is the page itself; `needed` is said where nothing is known."""

    level: str
    words: str
    href: str = ""
    here: bool = False
    needed: str = ""


def ladder(scope: Scope, world: World, parts: Parts, end: str) -> tuple[Rung, ...]:
    """None for a publisher or a theme, which lie in no place. One query."""
    if scope.level not in (Level.REGISTER, Level.REGION, Level.BOARD, Level.BODY, Level.SITE):
        return ()
    at = places(world.on)
    region = scope.pk if scope.level is Level.REGION else at.region_of.get(scope.pk, 0)
    board = scope.pk if scope.level is Level.BOARD else at.board_of.get(scope.pk, 0)
    known = Organisation.objects.in_bulk([pk for pk in (region, board, scope.pk) if pk])
    return (
        Rung("Nation", EVERYTHING.name, f"{HERE}{end}", scope.level is Level.REGISTER),
        _upper(scope, "Region", known.get(region), parts, end),
        _upper(scope, "Board", known.get(board), parts, end),
        *_lower(scope, known.get(scope.pk), parts, end),
    )


def _upper(scope: Scope, name: str, body: Organisation | None, parts: Parts, end: str) -> Rung:
    """The region or the board that the page is about, lies in, or holds."""
    if body is not None:
        return Rung(name, body.name, f"{HERE}/{name.lower()}s/{body.reference}{end}", body.pk == scope.pk)
    if (scope.level, name) in ((Level.REGISTER, "Region"), (Level.REGION, "Board")):
        return _below(name, parts)
    if scope.level is Level.REGISTER:
        return Rung(name, "By region: each page lists its own.")
    said = (
        f"Not known, because no list held says in which {name.lower()} it lies. "
        "Departments, national bodies, councils and companies lie in none."
    )
    return Rung(name, said, needed=_TRUST_LISTS)


def _below(name: str, parts: Parts) -> Rung:
    if parts.rows:
        return Rung(name, f"{counted(len(parts.rows), name.lower())}, listed below", "#below-heading")
    return Rung(name, "Not known, because no list held names any here.", needed=_TRUST_LISTS)


def _lower(scope: Scope, body: Organisation | None, parts: Parts, end: str) -> Iterator[Rung]:
    """Provider, site and ward."""
    if body is None or scope.level in (Level.REGION, Level.BOARD):
        listed = scope.level is Level.BOARD
        yield _below("Provider", parts) if listed else Rung("Provider", "By board: each page lists its own.")
        yield Rung("Site", "By provider: each page lists those whose names are known.")
        yield Rung("Ward", "Not known, because nothing is asked of a ward by itself.", needed=_WARD_LISTS)
        return
    site = scope.level is Level.SITE
    yield Rung("Provider", body.name, f"{HERE}/bodies/{body.reference}{end}", not site)
    yield Rung("Site", scope.name, here=True) if site else _sites(parts)
    wards = scope.naming_a_ward if site else parts.naming_a_ward
    said = "Not known, because nothing is asked of a ward by itself, and no list of wards is held."
    if wards:
        said += f" The reports of {counted(wards, 'entry', 'entries')} speak of a ward by its name."
    yield Rung("Ward", said, needed=_WARD_LISTS)


def _sites(parts: Parts) -> Rung:
    if parts.sites:
        named = sum(bool(one.counts["asked"]) for one in parts.sites)
        words = (
            f"{counted(len(parts.sites), 'name')} of sites known; {named} named in reports that ask something"
        )
        return Rung("Site", words, "#sites-heading")
    if parts.rows:
        return Rung(
            "Site", f"{counted(len(parts.rows), 'place')} that it runs, listed below", "#below-heading"
        )
    return Rung("Site", "Not known, because no list held names a site of it.", needed=_SITE_LISTS)
