"""What other rooms hold of an expectation at all: for what nobody has, its page asks nothing more."""

from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef

from answerable.impact.models import Alarm, Judgement, Measure
from answerable.lineage.models import Expectation, Serving
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
    again: bool
    groups: bool
    work: bool
    consolidated: bool
    weighed: bool
    assessed: bool


def there_is(expectation_id: int) -> There:
    """One query."""

    def some(model: type[Model]) -> Exists:
        return Exists(model._default_manager.filter(expectation=OuterRef("pk")))

    rung = Alarm.objects.filter(duty__entry=OuterRef("entry_id"))
    rung_of_whole = Alarm.objects.filter(duty__entry=OuterRef("entry__parent_id"))
    asking = Serving.objects.filter(Exists(rung) | Exists(rung_of_whole), expectation=OuterRef("pk"))
    kinds = {
        "measured": some(Measure) | some(Judgement),
        "again": Exists(asking),
        "groups": some(GroupExpectation),
        "work": some(WorkExpectation),
        "consolidated": some(Consolidation) | some(Gathered),
        "weighed": some(Item),
        "assessed": some(Assessment),
    }
    named = {f"has_{kind}": there for kind, there in kinds.items()}
    found = Expectation.objects.filter(pk=expectation_id).annotate(**named).values_list(*named).get()
    return There(**dict(zip(kinds, found, strict=True)))
