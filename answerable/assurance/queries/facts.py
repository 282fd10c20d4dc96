"""The rows of this room that held on a day, for many duties at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, Max, Model, OuterRef, Q

from answerable.assurance.models import Adequacy, Challenge, Closure, PanelView, Recheck, Verification
from answerable.core.calendar import LONDON, end_of_day
from answerable.duties.models import ActionDuty, Claim, Duty
from answerable.lineage.queries.dated import recorded, stood


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing verdict on a duty, and what has happened to it since."""

    verification: Verification
    shaken_on: dt.date | None  # the day on which evidence that it rests on was withdrawn


@dataclass(slots=True)
class Found:
    """What others said of some duties: {duty id: row}."""

    adequacies: dict[int, list[Adequacy]] = field(default_factory=dict)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    not_lasted: dict[int, Recheck] = field(default_factory=dict)
    views: dict[int, PanelView] = field(default_factory=dict)
    closures: dict[int, Closure] = field(default_factory=dict)
    challenged: frozenset[int] = frozenset()
    claimed: frozenset[int] = frozenset()
    planned: frozenset[int] = frozenset()  # those with an action


def found_of(duties: Sequence[Duty], on: dt.date | None = None) -> Found:
    """Seven queries however many duties, of which those for what is not there at all are not asked.

    Duties that come with `what_was_found` take no query to know what is there.
    """
    there = _there(duties)

    def those(kind: str) -> list[int]:
        return [duty for duty, kinds in there.items() if kind in kinds]

    found = Found(claimed=frozenset(those("claims")), planned=frozenset(those("actions")))
    if asked := those("adequacies"):
        for row in Adequacy.objects.filter(stood(on), duty__in=asked).order_by("pk"):
            found.adequacies.setdefault(row.duty_id, []).append(row)
    if asked := those("verifications"):
        found.verdicts = verdicts_of(asked, on)
    if asked := those("panel_views"):
        found.views = {
            row.duty_id: row for row in PanelView.objects.filter(stood(on), duty__in=asked).order_by("pk")
        }
    if asked := those("closures"):
        held = Closure.objects.filter(_closed(on), duty__in=asked).select_related("into")
        found.closures = {row.duty_id: row for row in held.order_by("pk")}
    if asked := those("lapses"):
        found.not_lasted = not_lasted(asked, on)
    if asked := those("challenges"):
        found.challenged = frozenset(
            Challenge.objects.filter(_unanswered(on), duty__in=asked).values_list("duty_id", flat=True)
        ) - {None}
    return found


def verdicts_of(duty_ids: Iterable[int], on: dt.date | None = None) -> dict[int, Verdict]:
    """{duty id: the standing verdict on its latest claim that has one}. One query."""
    gone = Q(evidence__withdrawn_at__isnull=False)
    if on is not None:
        gone &= Q(evidence__withdrawn_at__lt=end_of_day(on))
    rows = (
        Verification.objects.filter(stood(on), duty__in=list(duty_ids))
        .select_related("claim", "from_body")
        .annotate(gone_at=Max("evidence__withdrawn_at", filter=gone))
        .order_by("pk")
    )
    return {row.duty_id: Verdict(row, day_of(row.gone_at) if row.gone_at else None) for row in rows}


def not_lasted(duty_ids: Iterable[int], on: dt.date | None = None) -> dict[int, Recheck]:
    """{duty id: the latest recheck that found that the work had not lasted}. One query."""
    rows = Recheck.objects.filter(closure__duty__in=list(duty_ids), outcome=Recheck.Outcome.NOT_LASTED)
    if on is not None:
        rows = rows.filter(done_on__lte=on)
    return {row.closure.duty_id: row for row in rows.select_related("closure").order_by("done_on", "pk")}


def day_of(moment: dt.datetime) -> dt.date:
    """The day in London."""
    return moment.astimezone(LONDON).date()


_OF_DUTY = Q(duty=OuterRef("pk"))
_LAPSED = Recheck.objects.filter(closure=OuterRef("pk"), outcome=Recheck.Outcome.NOT_LASTED)
_KINDS: dict[str, tuple[type[Model], Q]] = {
    "claims": (Claim, _OF_DUTY),
    "actions": (ActionDuty, _OF_DUTY),
    "adequacies": (Adequacy, _OF_DUTY),
    "verifications": (Verification, _OF_DUTY),
    "panel_views": (PanelView, _OF_DUTY),
    "closures": (Closure, _OF_DUTY),
    "lapses": (Closure, _OF_DUTY & Q(Exists(_LAPSED))),
    "challenges": (Challenge, _OF_DUTY),
}


def what_was_found() -> dict[str, Exists]:
    """Annotations that say which kinds of thing a duty has at all."""
    return {
        f"has_{kind}": Exists(model._default_manager.filter(where)) for kind, (model, where) in _KINDS.items()
    }


def _there(duties: Sequence[Duty]) -> dict[int, set[str]]:
    """{duty id: the kinds of thing that it has at all}, in one query where the duties do not say so."""
    flags = [f"has_{kind}" for kind in _KINDS]
    if all(flag in duty.__dict__ for duty in duties for flag in flags):
        rows = [(duty.pk, *(duty.__dict__[flag] for flag in flags)) for duty in duties]
    else:
        asked = Duty.objects.filter(pk__in=[duty.pk for duty in duties]).order_by()
        rows = list(asked.annotate(**what_was_found()).values_list("pk", *flags))
    return {row[0]: {kind for kind, has in zip(_KINDS, row[1:], strict=True) if has} for row in rows}


def _closed(on: dt.date | None) -> Q:
    if on is None:
        return Q(reopened_at__isnull=True)
    limit = end_of_day(on)
    return Q(recorded_at__lt=limit) & (Q(reopened_at__isnull=True) | Q(reopened_at__gte=limit))


def _unanswered(on: dt.date | None) -> Q:
    if on is None:
        return Q(answered_at__isnull=True)
    return recorded(on) & (Q(answered_at__isnull=True) | Q(answered_at__gte=end_of_day(on)))
