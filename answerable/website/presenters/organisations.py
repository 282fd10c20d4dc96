"""The list of bodies, from A to Z. In alphabetical order only: a ranking would say what the counts can't."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Substr, Upper

from answerable.duties.models import Duty
from answerable.duties.queries import asked_counts
from answerable.organisations.models import Kind, Organisation
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
    """Bodies that have been asked something, or `everyone` the register knows; names match anywhere."""
    bodies = Organisation.objects.order_by("name", "pk")
    if not everyone:
        bodies = bodies.filter(Exists(Duty.objects.filter(organisation=OuterRef("pk"))))
    if name:
        bodies = bodies.filter(name__icontains=name)
    if kind in Kind.values:
        bodies = bodies.filter(kind=kind)
    if letter and letter in LETTERS:
        bodies = bodies.filter(name__istartswith=letter)
    elif letter == OTHER_LETTER:
        bodies = bodies.exclude(name__iregex=r"^[a-z]")
    return bodies


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
    return OrganisationsPage(
        bodies=tuple(
            ListedBody(
                body.reference,
                body.name,
                words.body_kind(body.kind),
                body.closed is not None,
                body.fictional,
                counts.get(body.pk, 0),
            )
            for body in bodies[(page - 1) * BODIES_A_PAGE : page * BODIES_A_PAGE]
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
