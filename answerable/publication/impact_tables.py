"""Whether it worked, as rows for CSV and values for JSON."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict

from answerable.impact.queries.seen import Seen
from answerable.lineage.queries import ExpectationShown
from answerable.publication.effects import plain
from answerable.publication.impact import BodyImpact, ExpectationImpact
from answerable.publication.standing import plain_values

IMPACT_COLUMNS = (
    "expectation",
    "organisation",
    "organisation_name",
    "duties_claimed_done",
    "duties_found_less_than_said",
    "action_from",
    "tests",
    "latest_test",
    "latest_outcome",
    "judgement",
    "verdict",
    "confidence",
    "judged_on",
    "judgement_words",
    "says_more_than_its_tests",
    "asked_again",
)
INDEX_COLUMNS = (
    "expectation",
    "text",
    "measures",
    "indicators",
    "tests",
    "judgement",
    "verdict",
    "confidence",
    "judged_on",
    "bodies_judged",
    "asked_again",
    "fictional",
)
POINT_COLUMNS = ("test", "organisation", "period", "value", "why_none", "part", "row")


def impact_rows(shown: ExpectationShown, known: ExpectationImpact) -> Iterator[tuple[object, ...]]:
    """All bodies together first, then each, A to Z."""
    for one in (known.overall, *known.bodies):
        yield impact_row(shown, one)


def impact_row(shown: ExpectationShown, one: BodyImpact) -> tuple[object, ...]:
    judged, newest = one.judgement, one.tests[0] if one.tests else None
    return (
        shown.reference,
        one.body.reference,
        one.body.name,
        sum(said.claimed.value == "done" for said in one.said),
        sum(said.gap for said in one.said),
        " | ".join(f"{date.measure} {date.on.isoformat()}" for date in one.dates),
        len(one.tests),
        newest.reference if newest else "",
        newest.outcome if newest else "",
        judged.reference if judged else "",
        judged.verdict if judged else "",
        judged.confidence if judged else "",
        judged.judged_on if judged else "",
        judged.words if judged else "",
        " ".join(judged.further) if judged else "",
        len(one.alarms),
    )


def index_row(shown: ExpectationShown, known: ExpectationImpact) -> tuple[object, ...]:
    judged = known.overall.judgement
    current = [one for one in known.measures if not one.ended_on]
    return (
        shown.reference,
        shown.text,
        len(current),
        " | ".join(one.indicator for one in current),
        sum(len(one.tests) for one in (known.overall, *known.bodies)),
        judged.reference if judged else "",
        judged.verdict if judged else "",
        judged.confidence if judged else "",
        judged.judged_on if judged else "",
        sum(one.judgement is not None for one in known.bodies),
        len(known.overall.alarms),
        shown.fictional,
    )


def impact_json(shown: ExpectationShown, known: ExpectationImpact) -> dict[str, object]:
    return {
        "expectation": shown.reference,
        "text": shown.text,
        "fictional": shown.fictional,
        "measures": [plain(one) for one in known.measures],
        "all_bodies": body_json(known.overall),
        "bodies": [body_json(one) for one in known.bodies],
        "bodies_asked_of_which_no_more_is_known": known.asked_only,
    }


def body_json(one: BodyImpact) -> dict[str, object]:
    return {
        "organisation": one.body.reference or None,
        "name": one.body.name,
        "said_and_found": plain_values([asdict(said) for said in one.said]),
        "action_from": [plain(date) for date in one.dates],
        "tests": [plain(test) for test in one.tests],
        "judgement": plain(one.judgement) if one.judgement else None,
        "tests_since_the_judgement": list(one.newer),
        "asked_again": plain_values([alarm.as_json() for alarm in one.alarms]),
    }


def point_rows(reference: str, seen: Seen) -> Iterator[tuple[object, ...]]:
    for one in seen.points:
        value: float | str = "" if one.reading.value is None else one.reading.value
        yield (
            reference,
            one.body,
            one.reading.label,
            value,
            one.reading.why,
            one.part,
            one.reading.row,
        )


def as_at_json(on: dt.date | None) -> dict[str, object]:
    return {"as_at": on.isoformat() if on else None}
