"""Whether it worked, in a line for each expectation: for lists of many, in six queries and few objects.

It says what `impact.impacts` says in full, and a test holds the two equal.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from answerable.core.calendar import LONDON
from answerable.impact.models import EffectTest, Judgement, Measure
from answerable.impact.queries.recurrence import rung_by_entry
from answerable.lineage.models import Serving
from answerable.lineage.queries.dated import present, recorded, stood
from answerable.publication.effects import measure_record


@dataclass(frozen=True, slots=True)
class Judged:
    verdict: str
    words: str
    confidence: str
    on: dt.date


@dataclass(slots=True)
class Brief:
    """`measures`: those that were not ended. `bodies`: {verdict in words: bodies of which it stands}."""

    measures: list[str] = field(default_factory=list)
    tests: int = 0
    overall: Judged | None = None
    bodies: Counter[str] = field(default_factory=Counter)
    again: int = 0


def briefs(expectation_ids: Iterable[int], on: dt.date | None = None) -> dict[int, Brief]:
    """{expectation: what is known of it, in brief}."""
    found = {key: Brief() for key in expectation_ids}
    for measure in Measure.objects.filter(recorded(on), expectation__in=list(found)):
        told = measure_record(measure, on)
        if not told.ended_on:
            found[measure.expectation_id].measures.append(told.title)
    tests = EffectTest.objects.filter(recorded(on), measure__expectation__in=list(found)).order_by()
    counted = tests.values("measure__expectation").annotate(n=Count("pk"))
    for key, n in counted.values_list("measure__expectation", "n"):
        found[key].tests += n
    for row in Judgement.objects.filter(stood(on), expectation__in=list(found)).defer("words"):
        words = str(row.get_verdict_display())
        if row.organisation_id is None:
            day = row.recorded_at.astimezone(LONDON).date()
            found[row.expectation_id].overall = Judged(
                row.verdict, words, str(row.get_confidence_display()), day
            )
        else:
            found[row.expectation_id].bodies[words] += 1
    served: dict[int, set[int]] = defaultdict(set)
    servings = Serving.objects.filter(stood(on), present(on), expectation__in=list(found)).order_by()
    for key, entry, parent in servings.values_list("expectation_id", "entry_id", "entry__parent_id"):
        served[parent or entry].add(key)
    for entry, n in rung_by_entry(served, on).items():
        for key in served[entry]:
            found[key].again += n
    return found
