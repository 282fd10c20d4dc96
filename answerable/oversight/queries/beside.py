"""What is done together about one expectation, in as few words as its own page has for it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from answerable.core.calendar import today
from answerable.oversight.models import (
    Consolidation,
    Exercise,
    Group,
    GroupExpectation,
    Membership,
    Position,
    Work,
    WorkExpectation,
)
from answerable.oversight.queries.consolidations import state_on
from answerable.oversight.queries.exercises import opened_exercises
from answerable.oversight.queries.groups import recorded, standing
from answerable.oversight.queries.work import GOING

GROUP, WORK, EXERCISE = "group", "work", "exercise"


@dataclass(frozen=True, slots=True)
class Beside:
    """A group, a piece of work or a priority exercise. `body` leads or does it; blank where none does."""

    kind: str
    reference: str
    title: str
    state: str
    open_to_others: bool
    body: str
    body_name: str
    at: dt.datetime | None

    @property
    def going(self) -> bool:
        return self.kind == WORK and self.state in GOING

    @property
    def state_words(self) -> str:
        """Of work."""
        return str(Work.State(self.state).label)


@dataclass(frozen=True, slots=True)
class ConsolidationBeside:
    """A consolidated ask, with how many publishers say what of it."""

    reference: str
    wording: str
    state: str
    agree: int
    dissent: int
    silent: int

    @property
    def publishers(self) -> int:
        return self.agree + self.dissent + self.silent


def beside(expectation_id: int, on: dt.date | None = None) -> list[Beside]:
    """Groups and exercises, the newest first, and work, that which goes on first. One query."""
    more = (_work(expectation_id, on), _exercises(expectation_id, on))
    rows: list[Any] = list(_groups(expectation_id, on).union(*more, all=True))
    found = [
        Beside(kind, reference, title, state, bool(opened), body or "", name or "", at)
        for kind, reference, title, state, opened, body, name, at, _ in sorted(rows, key=lambda row: -row[8])
    ]
    return sorted(found, key=lambda one: one.kind == WORK and one.state not in GOING)


def _groups(expectation_id: int, on: dt.date | None) -> QuerySet[Group, Any]:
    seen = GroupExpectation.objects.filter(standing(on), expectation=expectation_id)
    day = on or today()
    leads = Membership.objects.filter(
        standing(on),
        Q(organisation__closed=None) | Q(organisation__closed__gt=day),
        group=OuterRef("pk"),
        role=Membership.Role.LEAD,
    ).order_by("-pk")
    rows = Group.objects.filter(standing(on), pk__in=seen.values("group")).order_by()
    return rows.annotate(
        kind=_text(GROUP),
        state=_text(""),
        open=Value(False, output_field=BooleanField()),
        body=Subquery(leads.values("organisation__reference")[:1]),
        body_name=Subquery(leads.values("organisation__name")[:1]),
        place=Cast("pk", IntegerField()),
    ).values_list("kind", "reference", "title", "state", "open", "body", "body_name", "recorded_at", "place")


def _work(expectation_id: int, on: dt.date | None) -> QuerySet[Work, Any]:
    links = WorkExpectation.objects.filter(standing(on), expectation=expectation_id)
    rows = Work.objects.filter(standing(on, "superseded_at"), reference__in=links.values("reference"))
    return (
        rows.order_by()
        .annotate(kind=_text(WORK), place=Cast("pk", IntegerField()))
        .values_list(
            *("kind", "reference", "title", "state", "open_to_others"),
            *("organisation__reference", "organisation__name", "recorded_at", "place"),
        )
    )


def _exercises(expectation_id: int, on: dt.date | None) -> QuerySet[Exercise, Any]:
    rows = opened_exercises(on).filter(items__expectation=expectation_id).order_by()
    return rows.annotate(
        kind=_text(EXERCISE),
        open=Value(False, output_field=BooleanField()),
        body=_text(""),
        body_name=_text(""),
        place=Cast("pk", IntegerField()),
    ).values_list("kind", "reference", "title", "state", "open", "body", "body_name", "opened_at", "place")


def _text(words: str) -> Value:
    return Value(words, output_field=CharField())


def consolidations_beside(expectation_id: int, on: dt.date | None = None) -> list[ConsolidationBeside]:
    """Those proposed or made of it, or into which it was gathered, the newest first. One query."""
    said = Position.objects.filter(standing(on, "superseded_at"), consolidation=OuterRef("pk")).order_by()

    def how_many(stand: str) -> Subquery:
        counted = said.filter(stand=stand).values("consolidation").annotate(n=Count("pk"))
        return Subquery(counted.values("n"))

    rows = (
        Consolidation.objects.filter(recorded(on))
        .filter(Q(expectation=expectation_id) | Q(gathered__expectation=expectation_id))
        .annotate(
            agree=how_many(Position.Stand.AGREES),
            dissent=how_many(Position.Stand.DISSENTS),
            silent=how_many(Position.Stand.ASKED),
        )
        .order_by("-pk")
        .distinct()
    )
    kept = (Consolidation.State.PROPOSED, Consolidation.State.MADE)
    return [
        ConsolidationBeside(
            row.reference, row.wording, state, row.agree or 0, row.dissent or 0, row.silent or 0
        )
        for row in rows
        if (state := state_on(row, on)) in kept
    ]
