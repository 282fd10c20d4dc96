"""Figures to look at, and impact to judge."""

from django.db.models import Exists, OuterRef

from answerable.core.actors import Actor
from answerable.impact.models import EffectTest, Judgement, Measure, MeasureDate
from answerable.website.formats import counted
from answerable.workspace.presenters.measuring import HERE
from answerable.workspace.presenters.work import Work


def needs(by: Actor) -> list[Work]:
    if "IMPACT_READ" not in by.permissions:
        return []
    found = []
    if "IMPACT_MEASURE" in by.permissions:
        dated = MeasureDate.objects.filter(measure=OuterRef("pk"), superseded_at=None)
        undated = Measure.objects.filter(~Exists(dated), ended_at=None).count()
        found.append(("Measures without a date", "When did each body act?", undated, "measure"))
    if "EFFECT_TEST" in by.permissions:
        tested = EffectTest.objects.filter(measure=OuterRef("measure"), organisation=OuterRef("organisation"))
        waiting = MeasureDate.objects.filter(
            ~Exists(tested), superseded_at=None, measure__ended_at=None, organisation__isnull=False
        ).count()
        found.append(("Figures that nobody tested", "Did they move after the action?", waiting, "body"))
    if "IMPACT_JUDGE" in by.permissions:
        found.append(("Tests that nobody judged", "Did it work?", unjudged(by), "body"))
    return [
        Work(title, about, HERE, counted(count, noun, "bodies" if noun == "body" else ""))
        for title, about, count, noun in found
        if count
    ]


def unjudged(by: Actor) -> int:
    """Bodies with a test that is newer than the judgement of them, or without one; but for one's own."""
    judged = Judgement.objects.filter(
        expectation=OuterRef("measure__expectation"),
        organisation=OuterRef("organisation"),
        superseded_at=None,
        recorded_at__gte=OuterRef("recorded_at"),
    )
    rows = EffectTest.objects.filter(~Exists(judged), organisation__isnull=False)
    rows = rows.exclude(organisation__in=by.belongs_to)
    return rows.order_by().values("measure__expectation", "organisation").distinct().count()
