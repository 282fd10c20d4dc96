"""Groups as they stand, or stood on a day: who leads and belongs, what they see to and have on record."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from answerable.core.calendar import end_of_day, today
from answerable.lineage.queries.expectations import ExpectationShown, expectations_shown
from answerable.organisations.models import Organisation
from answerable.oversight.models import Group, GroupExpectation, GroupNote, Membership

# What nobody can do for a group that has no lead.
CANNOT = (
    "record a decision",
    "agree or change a step of the shared plan",
    "open work of its own",
)


@dataclass(frozen=True, slots=True)
class Lead:
    """The body that leads; `since` is since when there is none, and `former` who led last."""

    organisation: Organisation | None
    former: Organisation | None = None
    since: dt.date | None = None
    closed: bool = False  # the former lead is no more

    @property
    def lacking(self) -> bool:
        return self.organisation is None


@dataclass(frozen=True, slots=True)
class GroupShown:
    group: Group
    lead: Lead
    members: tuple[Membership, ...]  # who belongs then, by part and name
    former: tuple[Membership, ...]
    expectations: tuple[ExpectationShown, ...]
    on: dt.date

    @property
    def ended(self) -> bool:
        ended = self.group.ended_at
        return ended is not None and ended < end_of_day(self.on)

    @property
    def flagged(self) -> bool:
        return self.lead.lacking and not self.ended

    @property
    def review_due(self) -> bool:
        return not self.ended and self.group.review_on < self.on


def standing(on: dt.date | None, ended: str = "ended_at") -> Q:
    """Rows that hold now, or held at the end of a day."""
    if on is None:
        return Q(**{f"{ended}__isnull": True})
    limit = end_of_day(on)
    return Q(recorded_at__lt=limit) & (Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gte": limit}))


def recorded(on: dt.date | None) -> Q:
    return Q() if on is None else Q(recorded_at__lt=end_of_day(on))


def lead_of(group: Group, on: dt.date | None = None) -> Lead:
    """Who leads a group. One query, or two."""
    rows = Membership.objects.filter(recorded(on), group=group, role=Membership.Role.LEAD)
    return _lead(list(rows.select_related("organisation").order_by("pk")), on)


def without_lead_words(lead: Lead) -> str:
    """Why a group has none, in a sentence."""
    if lead.former is None:
        return "The group has no lead."
    when = f" on {lead.since:%-d %B %Y}" if lead.since else ""
    return f"{lead.former.name}, which led the group, {'closed' if lead.closed else 'left'}{when}."


def groups(
    on: dt.date | None = None, *, ended: bool | None = None, keys: Iterable[int] | None = None
) -> list[GroupShown]:
    """The newest first. `ended`: only those that ended, or that did not. Seven queries."""
    rows = Group.objects.filter(recorded(on))
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    found = _shown(list(rows), on)
    return [one for one in found if ended in (None, one.ended)]


def group_by_reference(reference: str, on: dt.date | None = None) -> GroupShown | None:
    row = Group.objects.filter(recorded(on), reference=reference).first()
    return _shown([row], on)[0] if row else None


def groups_on(expectation_ids: Iterable[int], on: dt.date | None = None) -> dict[int, list[GroupShown]]:
    """{expectation id: the groups that see to it and have not ended}."""
    pairs = list(
        GroupExpectation.objects.filter(standing(on), expectation__in=list(expectation_ids)).values_list(
            "expectation_id", "group_id"
        )
    )
    if not pairs:
        return {}
    shown = {one.group.pk: one for one in groups(on, ended=False, keys={group for _, group in pairs})}
    found: dict[int, list[GroupShown]] = defaultdict(list)
    for expectation, group in pairs:
        if group in shown:
            found[expectation].append(shown[group])
    return dict(found)


def notes_of(group: Group, on: dt.date | None = None, *, replaced: bool = False) -> QuerySet[GroupNote]:
    """What stands on its record, in order of day; with what was replaced where that is asked for."""
    rows = GroupNote.objects.filter(recorded(on), group=group)
    if not replaced:
        rows = rows.filter(standing(on, "superseded_at"))
    return rows.select_related("organisation", "replaces", "replaced_by").order_by("on", "pk")


def led_by(organisation_ids: Iterable[int]) -> list[GroupShown]:
    """The groups that these bodies lead now."""
    rows = Membership.objects.filter(
        ended_at__isnull=True, role=Membership.Role.LEAD, organisation__in=list(organisation_ids)
    )
    return groups(ended=False, keys=rows.values_list("group_id", flat=True))


def _shown(rows: list[Group], on: dt.date | None) -> list[GroupShown]:
    keys = [row.pk for row in rows]
    belonged: dict[int, list[Membership]] = defaultdict(list)
    for member in (
        Membership.objects.filter(recorded(on), group__in=keys).select_related("organisation").order_by("pk")
    ):
        belonged[member.group_id].append(member)
    seen: dict[int, list[int]] = defaultdict(list)
    for group, expectation in (
        GroupExpectation.objects.filter(standing(on), group__in=keys)
        .order_by("pk")
        .values_list("group_id", "expectation_id")
    ):
        seen[group].append(expectation)
    shown = expectations_shown({one for held in seen.values() for one in held}, on)
    found = []
    for row in rows:
        all_of = belonged[row.pk]
        now_in = [one for one in all_of if not _gone(one, on)]
        order = {role: place for place, role in enumerate(Membership.Role.values)}
        found.append(
            GroupShown(
                row,
                _lead([one for one in all_of if one.role == Membership.Role.LEAD], on),
                tuple(sorted(now_in, key=lambda one: (order[one.role], one.organisation.name))),
                tuple(one for one in all_of if _gone(one, on)),
                tuple(shown[one] for one in seen[row.pk] if one in shown),
                on or today(),
            )
        )
    return found


def _gone(one: Membership, on: dt.date | None) -> bool:
    return one.ended_at is not None and (on is None or one.ended_at < end_of_day(on))


def _lead(rows: list[Membership], on: dt.date | None) -> Lead:
    """From the memberships of those that led, in order."""
    if not rows:
        return Lead(None)
    last, day = rows[-1], on or today()
    body = last.organisation
    if _gone(last, on):
        return Lead(None, body, last.until_on)
    if body.closed is not None and body.closed <= day:
        return Lead(None, body, body.closed, closed=True)
    return Lead(body)
