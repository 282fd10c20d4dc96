"""The gap between what bodies say is done and what others found: counts with their denominator and day.

Of the 49 claims that the Tayside assurance group looked at, 15 were marked down (peers.md, section 4). Here
the same can be asked of a body, a theme or a publisher. It is no ranking, and says nothing of claims that
nobody has looked at.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from answerable.assurance import axes
from answerable.assurance.queries.axes import claimed_value, verified_value
from answerable.assurance.queries.facts import not_lasted, verdicts_of
from answerable.core.calendar import end_of_day, today
from answerable.duties.models import ClaimLevel, Duty
from answerable.duties.queries.claims import standing_claims
from answerable.duties.queries.holding import duties_held
from answerable.lineage.models import Kind
from answerable.lineage.queries.repeated import entries_with
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.organisations.models import Organisation
from answerable.sources.models import Publisher


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the taxonomy, as something that a gap can be asked of."""

    key: str


Of = Organisation | Publisher | Theme | None  # None: the whole register


@dataclass(frozen=True, slots=True)
class GapFacts:
    """Of `duties`, `claimed_done` are said to be done. Each of those is in exactly one of the other four."""

    on: dt.date
    duties: int
    claimed_done: int
    verified_done: int
    marked_down: int
    not_yet_looked_at: int
    shaken: int  # found done, on evidence that was withdrawn since

    @property
    def looked_at(self) -> int:
        return self.verified_done + self.marked_down

    @property
    def words(self) -> str:
        """One sentence fit to publish."""
        as_at = f"as at {self.on:%-d %B %Y}"
        if not self.claimed_done:
            return f"Nothing of {self.duties:,} asked is said to be done, {as_at}"
        said = f"{self.claimed_done:,} of {self.duties:,} asked are said to be done"
        if self.claimed_done == 1:
            said = f"1 of {self.duties:,} asked is said to be done"
        if not self.looked_at:
            return f"{said}; nobody else has looked at any of it, {as_at}"
        found = f"of {self.looked_at:,} that somebody else looked at, {self.verified_done:,} found done"
        return f"{said}; {found} and {self.marked_down:,} marked down, {as_at}"


def gap(of: Of, on: dt.date | None = None, *, fictional: bool | None = None) -> GapFacts:
    """The gap for a body (what it holds), a theme, a publisher or all. `fictional`: only such, or none."""
    rows = _duties(of, on)
    if fictional is not None:
        rows = rows.filter(entry__report__fictional=fictional)
    done = rows.filter(pk__in=_said_done(on)).order_by("pk")
    return _count(rows.count(), list(done), on)


def bodies_that_claim() -> list[Organisation]:
    """Bodies that hold a duty which was ever said to be done, from A to Z."""
    held = Duty.objects.filter(pk__in=_said_done(None), entry__withdrawn_at__isnull=True)
    return list(Organisation.objects.filter(pk__in=held.values("holder")).order_by("name", "pk"))


def publishers_answered() -> list[Publisher]:
    """Publishers of which something that they asked was ever said to be done, from A to Z."""
    held = Duty.objects.filter(pk__in=_said_done(None), entry__withdrawn_at__isnull=True)
    found = Publisher.objects.filter(pk__in=held.values("entry__report__publisher"))
    return list(found.order_by("name", "pk"))


def _said_done(on: dt.date | None) -> QuerySet[Duty, int]:
    """Keys of duties that were ever said to be done: only those are read one by one."""
    rows = Duty.objects.filter(claims__level=ClaimLevel.DONE)
    if on is not None:
        rows = rows.filter(claims__recorded_at__lt=end_of_day(on))
    return rows.order_by().values_list("pk", flat=True)


def _count(duties: int, done: Sequence[Duty], on: dt.date | None) -> GapFacts:
    claims = standing_claims(done, on=on) if done else {}
    keys = [duty.pk for duty in done if duty.pk in claims and claimed_value(claims[duty.pk]).value == "done"]
    verdicts, lapsed = (verdicts_of(keys, on), not_lasted(keys, on)) if keys else ({}, {})
    verified = down = shaken = 0
    for key in keys:
        verdict = verdicts.get(key)
        value = verified_value(claims[key], verdict, lapsed.get(key)).value
        if value in axes.DOWN:
            down += 1
        elif value in axes.DONE and verdict is not None and verdict.shaken_on:
            shaken += 1
        elif value in axes.DONE:
            verified += 1
    looked = verified + down + shaken
    return GapFacts(on or today(), duties, len(keys), verified, down, len(keys) - looked, shaken)


def _duties(of: Of, on: dt.date | None) -> QuerySet[Duty]:
    if isinstance(of, Organisation):
        return duties_held(of.pk, on=on)
    rows = Duty.objects.filter(entry__withdrawn_at__isnull=True)
    if on is not None:
        limit = end_of_day(on)
        kept = Q(entry__withdrawn_at__isnull=True) | Q(entry__withdrawn_at__gte=limit)
        rows = Duty.objects.filter(kept, recorded_at__lt=limit)
    if of is None:
        return rows
    if isinstance(of, Publisher):
        return rows.filter(entry__report__publisher=of)
    confirmed, suggested = entries_with(Kind.THEME, taxonomy().under(of.key), on)
    return rows.filter(Q(entry__in=confirmed) | Q(entry__in=suggested))
