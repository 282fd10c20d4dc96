"""Whether it worked, in as few words as the page of an expectation has for it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from answerable.core.calendar import end_of_day
from answerable.impact.models import Judgement, Measure
from answerable.lineage.queries.dated import recorded, stood
from answerable.publication.effects import JudgementRecord, judgement_record, title_of


@dataclass(frozen=True, slots=True)
class ImpactInBrief:
    """`measures` are the titles of what is tied then; `judgement` is of all bodies together."""

    measures: tuple[str, ...] = ()
    tests: int = 0  # of measures that ended since too
    judgement: JudgementRecord | None = None
    judged_bodies: int = 0


def impact_in_brief(expectation_id: int, on: dt.date | None = None) -> ImpactInBrief:
    """Two queries."""
    made = Q() if on is None else Q(tests__recorded_at__lt=end_of_day(on))
    measures = list(
        Measure.objects.filter(recorded(on), expectation=expectation_id).annotate(
            made=Count("tests", filter=made)
        )
    )
    limit = None if on is None else end_of_day(on)
    judged = list(
        Judgement.objects.filter(stood(on), expectation=expectation_id).select_related(
            "organisation", "from_body"
        )
    )
    whole = next((one for one in judged if one.organisation_id is None), None)
    return ImpactInBrief(
        tuple(
            title_of(one.indicator)
            for one in measures
            if one.ended_at is None or (limit and one.ended_at >= limit)
        ),
        sum(one.made for one in measures),
        judgement_record(whole, (), ()) if whole else None,
        len({one.organisation_id for one in judged if one.organisation_id is not None}),
    )
