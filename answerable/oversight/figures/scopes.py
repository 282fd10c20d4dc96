"""What figures are asked of: the register, a region, a board, a body, a site, a publisher or a theme."""

import datetime as dt
import enum
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Q

from answerable.core.text.scope.sectors import sectors
from answerable.lineage.models import Kind as LinkKind
from answerable.lineage.queries.repeated import entries_with
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.organisations.models import Kind, Organisation
from answerable.oversight.figures.levels import places
from answerable.oversight.figures.sites import Site, Sites, key_of
from answerable.oversight.models import Spell
from answerable.register.models import Entry
from answerable.register.sectors import reports_in
from answerable.sources.models import Publisher


class Level(enum.StrEnum):
    REGISTER = "register"
    REGION = "region"
    BOARD = "board"
    BODY = "body"
    SITE = "site"
    PUBLISHER = "publisher"
    THEME = "theme"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which duties are counted. `key`: reference of a body, code of a publisher or a sector, key of a theme.

    Of a region and a board: those held by bodies that lie in it on the day, its own with them. Of a site:
    those of its body whose words name it.
    """

    level: Level
    key: str
    name: str
    pk: int = 0  # of the body or the publisher
    entries: frozenset[int] = frozenset()  # of a site
    naming_a_ward: int = 0  # how many of these are of reports that name a ward

    def where(self, on: dt.date) -> Q:
        """Of spells."""
        if self.level is Level.REGISTER:
            return Q()
        if self.level is Level.PUBLISHER:
            return Q(publisher=self.pk)
        if self.level is Level.THEME:
            sure, guessed = entries_with(LinkKind.THEME, taxonomy().under(self.key), on)
            return Q(entry__in=sure) | Q(entry__in=guessed)
        if self.level is Level.SECTOR:
            return Q(entry__report__in=reports_in(self.key, on))
        if self.level is Level.SITE:
            return Q(holder=self.pk, entry__in=self.entries)
        return Q(holder__in=self.bodies(on))

    def holds(self, spells: Collection[Spell], on: dt.date) -> Callable[[Spell], bool]:
        """The same of spells that no table holds."""
        if self.level is Level.REGISTER:
            return lambda _: True
        if self.level is Level.PUBLISHER:
            return lambda spell: spell.publisher_id == self.pk
        if self.level is Level.THEME:
            asked = {spell.entry_id for spell in spells}
            rows = entries_with(LinkKind.THEME, taxonomy().under(self.key), on)
            about = {one["entry_id"] for held in rows for one in held.filter(entry__in=asked)}
            return lambda spell: spell.entry_id in about
        if self.level is Level.SECTOR:
            asked = {spell.entry_id for spell in spells}
            inside = Entry.objects.filter(pk__in=asked, report__in=reports_in(self.key, on))
            held_there = set(inside.values_list("pk", flat=True))
            return lambda spell: spell.entry_id in held_there
        if self.level is Level.SITE:
            return lambda spell: spell.holder_id == self.pk and spell.entry_id in self.entries
        bodies = self.bodies(on)
        return lambda spell: spell.holder_id in bodies

    def bodies(self, on: dt.date) -> frozenset[int]:
        """Whose duties count. Empty for what is no place."""
        if self.level is Level.REGION:
            return places(on).within_region(self.pk)
        if self.level is Level.BOARD:
            return places(on).within_board(self.pk)
        return frozenset({self.pk}) if self.level is Level.BODY else frozenset()


EVERYTHING = Scope(Level.REGISTER, "", "The whole register")


def of_body(body: Organisation) -> Scope:
    """A region and a board are asked with what lies in them; any other body by itself."""
    level = {Kind.NHS_REGION: Level.REGION, Kind.ICB: Level.BOARD}.get(Kind(body.kind), Level.BODY)
    return Scope(level, body.reference, body.name, body.pk)


def alone(body: Organisation) -> Scope:
    """The body by itself, though others lie in it."""
    return Scope(Level.BODY, body.reference, body.name, body.pk)


def of_site(body: Organisation, site: Site, sites: Sites) -> Scope:
    wards = len(site.entries & sites.naming_a_ward)
    return Scope(Level.SITE, key_of(body, site), site.name, body.pk, site.entries, wards)


def of_publisher(publisher: Publisher) -> Scope:
    return Scope(Level.PUBLISHER, publisher.code, publisher.name, publisher.pk)


def of_sector(code: str) -> Scope:
    """Raises KeyError for no sector."""
    return Scope(Level.SECTOR, code, sectors()[code].name)


def of_theme(key: str) -> Scope:
    """Raises KeyError for no theme of the taxonomy."""
    return Scope(Level.THEME, key, taxonomy().theme(key).name)
