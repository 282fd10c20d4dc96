"""Sites of a body: which of the things asked of it name one of its sites.

No duty is held by a site, and no list gives its wards. What is known are names of sites, by the lists of
bodies. A duty counts with a site where its entry, what its report tells of the circumstances, or the words of
whom it was sent to hold the site's name. That is a reading of words by rule, checked by nobody: a report may
call a site by another name, or name one in passing, and two names may mean one place. So pages say so.
"""

import datetime as dt
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Q
from django.utils.text import slugify

from answerable.duties.models import Duty
from answerable.organisations.models import Organisation
from answerable.organisations.places import site_names_on
from answerable.register.models import Addressing, EntryVersion, Report

KEPT_SECONDS = 300
PART = 5000  # keys in one query
_BREAK = re.compile(r"[^\w]+")
_APOSTROPHE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")
_OF_A_BODY = (
    r"(?! (?:university )?(?:hospitals? )?(?:nhs|foundation|trust|health board))"  # its name, not a site's
)
_TELLING = ("circumstances", "investigation")
_WARD = re.compile(r"\b[A-Z][\w'-]+ [Ww]ard\b")


@dataclass(frozen=True, slots=True)
class Site:
    """`slug` is its address below the body's; `entries` those whose words name it."""

    name: str
    slug: str
    entries: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sites:
    """Of one body, from A to Z. `naming_a_ward`: entries whose reports speak of a ward by a name."""

    sites: tuple[Site, ...]
    naming_a_ward: frozenset[int]

    @property
    def entries(self) -> frozenset[int]:
        return frozenset().union(*(one.entries for one in self.sites))

    def find(self, slug: str) -> Site | None:
        return next((one for one in self.sites if one.slug == slug), None)


def sites_of(body: int, on: dt.date) -> Sites:
    """Five queries at most; two for a while afterwards where nothing was asked of the body since; one where
    no name of a site is known.

    Names that held on the day; words as they stand now.
    """
    names = site_names_on(body, on)
    if not names:
        return Sites((), frozenset())
    duties = Duty.objects.filter(Q(holder=body) | Q(organisation=body)).order_by("pk")
    asked = list(duties.values_list("entry_id", "entry__report_id"))
    digest = hashlib.sha256(repr((names, asked)).encode()).hexdigest()
    key = f"figures-sites:{body}:{digest}"
    found: Sites | None = cache.get(key)
    if found is None:
        found = _read(names, asked, body)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _read(names: list[str], asked: list[tuple[int, int]], body: int) -> Sites:
    held: dict[int, set[int]] = defaultdict(set)
    for entry, report in asked:
        held[report].add(entry)
    naming: dict[str, set[int]] = defaultdict(set)
    wards: set[int] = set()
    named = Finder(names)
    for entries, words in (*_words(held), *_addressed(body, held)):
        if _WARD.search(words):
            wards |= entries
        for name in named.within(words):
            naming[name] |= entries
    slugs = slugs_of(names)
    return Sites(tuple(Site(one, slugs[one], frozenset(naming[one])) for one in names), frozenset(wards))


def _words(held: Mapping[int, set[int]]) -> Iterator[tuple[set[int], str]]:
    """Of each report what it tells of the circumstances, and each entry as it stands."""
    for reports in _parts(held):
        for report, title, sections in Report.objects.filter(pk__in=reports).values_list(
            "pk", "title_as_published", "sections"
        ):
            yield held[report], "\n".join([title, *(_strings([sections.get(one, "") for one in _TELLING]))])
    for entries in _parts({entry for one in held.values() for entry in one}):
        rows = EntryVersion.objects.filter(entry__in=entries, superseded_at__isnull=True).order_by()
        for entry, text, context in rows.values_list("entry_id", "text", "context"):
            yield {entry}, "\n".join([text, *_strings(context)])


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), PART):
        yield ordered[start : start + PART]


def _strings(written: object) -> Iterator[str]:
    if isinstance(written, str):
        yield written
    elif isinstance(written, dict | list):
        for one in written.values() if isinstance(written, dict) else written:
            yield from _strings(one)


def _addressed(body: int, held: Mapping[int, set[int]]) -> Iterator[tuple[set[int], str]]:
    """Whom these were sent to, as written, where that is the body."""
    rows = Addressing.objects.filter(
        resolutions__organisation=body, resolutions__superseded_at__isnull=True
    ).order_by()
    for report, only, words in rows.values_list("report_id", "entry_id", "as_published"):
        entries = held.get(report, set())
        yield entries & {only} if only else entries, words


def slugs_of(names: Iterable[str]) -> Mapping[str, str]:
    """{name: slug}, each another: names that give one slug are told apart by a number, in their order."""
    found: dict[str, str] = {}
    for name in names:
        slug = first = slugify(name) or "site"
        number = 2
        while slug in found.values():
            slug, number = f"{first}-{number}", number + 1
        found[name] = slug
    return found


class Finder:
    """Finds names in words, whatever the case and punctuation. Of names that overlap, the longest counts."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {_plain(name): name for name in reversed(list(names)) if _plain(name)}
        longest = sorted(self._names, key=lambda one: (-len(one), one))
        self._pattern = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest))})(?!\S){_OF_A_BODY}")

    def within(self, words: str) -> set[str]:
        return {self._names[match.group()] for match in self._pattern.finditer(_plain(words))}


def _plain(words: str) -> str:
    return _BREAK.sub(" ", _APOSTROPHE.sub("", words.casefold())).strip()


def key_of(body: Organisation, site: Site) -> str:
    """The key of a site's address: the body's reference and the site's slug."""
    return f"{body.reference}-{site.slug}"
