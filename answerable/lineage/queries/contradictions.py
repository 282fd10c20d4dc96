"""The register of contradictions: how each stands, who must settle it, and which are overdue."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from answerable.core.calendar import today
from answerable.lineage.models import (
    Contradiction,
    ContradictionStep,
    Decision,
    Kind,
    Relation,
    Suggestion,
    Verdict,
)
from answerable.lineage.queries.dated import present, recorded, stood, words_held
from answerable.organisations.models import Organisation
from answerable.register.models import EntryVersion

Step = ContradictionStep.Kind


@dataclass(frozen=True, slots=True)
class ContradictionShown:
    """A contradiction as it stands; its two entries in their words as held, None where withdrawn."""

    contradiction: Contradiction
    entry: EntryVersion | None
    other: EntryVersion | None
    steps: tuple[ContradictionStep, ...]  # in order
    resolved: ContradictionStep | None
    assigned: ContradictionStep | None  # who must settle it now; None where nobody is named, or it is settled
    on: dt.date

    @property
    def state(self) -> str:
        """open, assigned or resolved."""
        return "resolved" if self.resolved else "assigned" if self.assigned else "open"

    @property
    def organisation(self) -> Organisation | None:
        return self.assigned.organisation if self.assigned else None

    @property
    def due_on(self) -> dt.date | None:
        return self.assigned.due_on if self.assigned else None

    @property
    def overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.on


def contradictions(
    on: dt.date | None = None,
    *,
    state: str | None = None,
    organisation: Organisation | None = None,
    tension: str | None = None,
    entries: Iterable[int] | None = None,
    fictional: bool | None = False,
) -> list[ContradictionShown]:
    """The register, newest first. `state`: open, assigned or resolved. `organisation`: who must settle it.

    Those of which both entries were withdrawn are left out. Three queries.
    """
    rows = Contradiction.objects.filter(recorded(on)).filter(present(on) | present(on, "other__"))
    if tension is not None:
        rows = rows.filter(tension=tension)
    if entries is not None:
        keys = list(entries)
        rows = rows.filter(Q(entry__in=keys) | Q(other__in=keys))
    if fictional is not None:
        rows = rows.filter(entry__report__fictional=fictional)
    found = [
        shown
        for shown in _shown(list(rows.select_related("entry", "other")), on)
        if state in (None, shown.state)
    ]
    if organisation is not None:
        found = [shown for shown in found if shown.organisation == organisation]
    return found


def contradictions_between(
    entry_ids: Iterable[int], on: dt.date | None = None
) -> list[tuple[Contradiction, str]]:
    """Those that any of these entries is part of, with their two entries, and how each stands. One query."""
    keys = list(entry_ids)
    steps = ContradictionStep.objects.filter(recorded(on), contradiction=OuterRef("pk")).order_by("-pk")

    def last(kind: str) -> Coalesce:
        return Coalesce(Subquery(steps.filter(kind=kind).values("pk")[:1]), 0)

    rows = (
        Contradiction.objects.filter(recorded(on))
        .filter(present(on) | present(on, "other__"))
        .filter(Q(entry__in=keys) | Q(other__in=keys))
        .select_related("entry", "other")
        .annotate(named=last(Step.ASSIGNED), settled=last(Step.RESOLVED), opened=last(Step.REOPENED))
    )
    return [
        (
            row,
            "resolved" if row.settled > row.opened else "assigned" if row.named > row.opened else "open",
        )
        for row in rows
    ]


def standing_of(contradiction: Contradiction, on: dt.date | None = None) -> ContradictionShown:
    """How one stands, or stood on a day."""
    return _shown([contradiction], on)[0]


def contradiction_by_reference(reference: str, on: dt.date | None = None) -> ContradictionShown | None:
    """None where there is none, or was none yet."""
    row = Contradiction.objects.filter(recorded(on), reference=reference).first()
    return standing_of(row, on) if row else None


def overdue_contradictions(on: dt.date | None = None) -> list[ContradictionShown]:
    """Those whose body has let the day pass, the longest overdue first."""
    late = [shown for shown in contradictions(on, state="assigned") if shown.overdue]
    return sorted(late, key=lambda shown: (shown.due_on or shown.on, shown.contradiction.pk))


def tension_sides(tension: str, on: dt.date | None = None) -> dict[str, set[int]]:
    """{side: entries on it} of a known tension, by links "contradicts" that are confirmed or suggested.

    A suggestion's words name the tension and the sides: {"tension", "side", "other_side"}.
    """
    decided = Decision.objects.filter(stood(on), kind=Kind.LINK, second=False).exclude(verdict=Verdict.UNDONE)
    confirmed = decided.filter(value=Relation.CONTRADICTS, suggestion__isnull=False)
    waiting = Suggestion.objects.filter(stood(on), kind=Kind.LINK, value=Relation.CONTRADICTS)
    waiting = waiting.exclude(subject__in=decided.values("subject"))
    rows = Suggestion.objects.filter(
        Q(pk__in=confirmed.values("suggestion")) | Q(pk__in=waiting.values("pk")), words__tension=tension
    ).filter(present(on), present(on, "other__"))
    found: dict[str, set[int]] = {}
    for row in rows:
        for side, key in (("side", row.entry_id), ("other_side", row.other_id)):
            if row.words.get(side) and key:
                found.setdefault(str(row.words[side]), set()).add(key)
    return found


def _shown(rows: list[Contradiction], on: dt.date | None) -> list[ContradictionShown]:
    steps: dict[int, list[ContradictionStep]] = {}
    for step in (
        ContradictionStep.objects.filter(recorded(on), contradiction__in=rows)
        .select_related("organisation", "prevails")
        .order_by("pk")
    ):
        steps.setdefault(step.contradiction_id, []).append(step)
    held = words_held({key for row in rows for key in (row.entry_id, row.other_id)}, on)
    day = on or today()
    return [
        ContradictionShown(
            row,
            held.get(row.entry_id),
            held.get(row.other_id),
            tuple(steps.get(row.pk, ())),
            *_standing(steps.get(row.pk, [])),
            day,
        )
        for row in rows
    ]


def _standing(
    steps: list[ContradictionStep],
) -> tuple[ContradictionStep | None, ContradictionStep | None]:
    """The step that settled it, and the one that names who must; what came before a settling is over."""
    resolved = assigned = None
    for step in steps:
        if step.kind == Step.ASSIGNED:
            assigned = step
        elif step.kind == Step.RESOLVED:
            resolved, assigned = step, None
        elif step.kind == Step.REOPENED:
            resolved = assigned = None
    return resolved, assigned
