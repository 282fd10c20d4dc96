"""What other rooms hold of an expectation at all: for what nobody has, its page asks nothing more."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, Model, OuterRef, Q, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from answerable.impact.models import Judgement, Measure
from answerable.impact.queries.recurrence import alarms_of
from answerable.lineage.models import Expectation
from answerable.oversight.models import (
    Assessment,
    Consolidation,
    Gathered,
    GroupExpectation,
    Item,
    WorkExpectation,
)


@dataclass(frozen=True, slots=True)
class There:
    """Whether there is, or ever was, anything of a kind."""

    measured: bool
    again: int  # alarms that stand
    groups: bool
    work: bool
    consolidated: bool
    weighed: bool
    assessed: bool


def there_is(expectation_id: int, on: dt.date | None = None) -> There:
    """One query. What stands is counted on the day; of the rest it is told whether there ever was any."""

    def some(model: type[Model]) -> Exists:
        return Exists(model._default_manager.filter(expectation=OuterRef("pk")))

    rung = alarms_of(expectation_id, on).annotate(of=Value(1)).values("of").annotate(n=Count("pk"))
    kinds: dict[str, Combinable | Q] = {
        "measured": some(Measure) | some(Judgement),
        "again": Coalesce(Subquery(rung.values("n")), 0),
        "groups": some(GroupExpectation),
        "work": some(WorkExpectation),
        "consolidated": some(Consolidation) | some(Gathered),
        "weighed": some(Item),
        "assessed": some(Assessment),
    }
    named = {f"has_{kind}": there for kind, there in kinds.items()}
    found = Expectation.objects.filter(pk=expectation_id).annotate(**named).values_list(*named).get()
    return There(**dict(zip(kinds, found, strict=True)))
