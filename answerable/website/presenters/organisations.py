"""The list of bodies, from A to Z. In alphabetical order only: a ranking would say what the counts can't."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr, Upper

from answerable.duties.models import Duty
from answerable.duties.queries import asked_counts
from answerable.organisations.models import (
    Kind,
    Location,
    NameKind,
    Organisation,
    OrganisationCode,
    OrganisationName,
)
from answerable.website.presenters import words
from answerable.website.rendering import FRESH_SECONDS

BODIES_A_PAGE = 100
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER_LETTER = "0-9"


@dataclass(frozen=True, slots=True)
class ListedBody:
    reference: str
    name: str
    kind: str
    closed: bool
    fictional: bool
    entries: int
    once: str = ""  # why it was found, where its present name does not tell


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class OrganisationsPage:
    bodies: tuple[ListedBody, ...]
    total: int
    page: int
    pages: int
    letters: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    name: str
    kind: str
    letter: str
    everyone: bool


def counts_kept() -> dict[int, int]:
    """Entries asked of each body, at most a minute old."""
    counts: dict[int, int] | None = cache.get("asked-counts")
    if counts is None:
        counts = asked_counts()
        cache.set("asked-counts", counts, FRESH_SECONDS)
    return counts


def matching(name: str, kind: str, letter: str, *, everyone: bool) -> QuerySet[Organisation]:
    """Bodies that have been asked something, or `everyone` the register knows.

    Names match anywhere, older and other ones too; codes as a whole.
    """
    bodies = Organisation.objects.order_by("name", "pk")
    if not everyone:
        bodies = bodies.filter(Exists(Duty.objects.filter(organisation=OuterRef("pk"))))
    if name:
        older = _named(name).filter(organisation=OuterRef("pk"))
        coded = OrganisationCode.objects.filter(organisation=OuterRef("pk"), code__iexact=name)
        running = Location.objects.filter(organisation=OuterRef("pk"), name__icontains=name)
        bodies = bodies.filter(Q(name__icontains=name) | Exists(older) | Exists(coded) | Exists(running))
    if kind in Kind.values:
        bodies = bodies.filter(kind=kind)
    if letter and letter in LETTERS:
        bodies = bodies.filter(name__istartswith=letter)
    elif letter == OTHER_LETTER:
        bodies = bodies.exclude(name__iregex=r"^[a-z]")
    return bodies


def _once(name: str, bodies: Sequence[Organisation]) -> dict[int, str]:
    """By body that its present name does not explain: what does."""
    unlike = [body.pk for body in bodies if name and name.casefold() not in body.name.casefold()]
    if not unlike:
        return {}
    rows = _named(name).filter(organisation__in=unlike).order_by("-pk")
    places = Location.objects.filter(organisation__in=unlike, name__icontains=name).order_by("-pk")
    return {body: f"runs {text}" for body, text in places.values_list("organisation_id", "name")} | {
        body: f"runs {text}" if kind == NameKind.SITE else f"also known as {text}"
        for body, text, kind in rows.values_list("organisation_id", "text", "kind")
    }


def _named(name: str) -> QuerySet[OrganisationName]:
    """Names of bodies and of their places; never of people who spoke for one."""
    kinds = (NameKind.OFFICIAL, NameKind.ALIAS, NameKind.ABBREVIATION, NameKind.SITE)
    return OrganisationName.objects.filter(text__icontains=name, kind__in=kinds)


def organisations_page(name: str, kind: str, letter: str, page: int, *, everyone: bool) -> OrganisationsPage:
    bodies = matching(name, kind, letter, everyone=everyone)
    total = bodies.count()
    pages = max(1, -(-total // BODIES_A_PAGE))
    page = min(page, pages)
    counts = counts_kept()
    any_letter = matching(name, kind, "", everyone=everyone).order_by()
    by_letter: dict[str, int] = {}
    for initial, count in (
        any_letter.annotate(initial=Upper(Substr("name", 1, 1)))
        .values("initial")
        .annotate(count=Count("pk"))
        .values_list("initial", "count")
    ):
        key = initial if initial in LETTERS else OTHER_LETTER
        by_letter[key] = by_letter.get(key, 0) + count
    by_kind = dict(
        matching(name, "", "", everyone=everyone)
        .order_by()
        .values("kind")
        .annotate(count=Count("pk"))
        .values_list("kind", "count")
    )
    shown = list(bodies[(page - 1) * BODIES_A_PAGE : page * BODIES_A_PAGE])
    once = _once(name, shown)
    return OrganisationsPage(
        bodies=tuple(
            ListedBody(
                body.reference,
                body.name,
                words.body_kind(body.kind),
                body.closed is not None,
                body.fictional,
                counts.get(body.pk, 0),
                once.get(body.pk, ""),
            )
            for body in shown
        ),
        total=total,
        page=page,
        pages=pages,
        letters=tuple(
            Choice(letter_, letter_, by_letter.get(letter_, 0), letter_ == letter)
            for letter_ in (*LETTERS, OTHER_LETTER)
        ),
        kinds=tuple(
            Choice(value, words.body_kind(value), by_kind[value], value == kind)
            for value in Kind.values
            if by_kind.get(value)
        ),
        name=name,
        kind=kind,
        letter=letter,
        everyone=everyone,
    )
