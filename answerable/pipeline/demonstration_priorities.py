"""What was weighed in the demonstration (data/demo/priorities.toml): one exercise decided, one open."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from answerable.accounts.queries import person_by_email
from answerable.ledger.meeting import again_if_met
from answerable.lineage.models import Expectation, Wording
from answerable.organisations.models import Organisation
from answerable.oversight.models import Exercise, Item
from answerable.oversight.operations.assessing import Weighed, assess_expectation
from answerable.oversight.operations.deciding import decide
from answerable.oversight.operations.opening import close_scoring, open_exercise
from answerable.oversight.operations.prioritising import Weight, add_items, make_exercise, weigh_criteria
from answerable.oversight.operations.scoring import Given, name_scorer, score_item
from answerable.pipeline.demonstration_people import actor

OVERSEER, EDITOR = "oona@example.org", "edda@example.org"


def weigh_demonstration(folder: Path) -> int:
    """Writes the exercises that are not there yet: how many. Without the expectations it writes none."""
    with (folder / "priorities.toml").open("rb") as file:
        told = tomllib.load(file)
    named = {name: found for name in ("contact", "agency") if (found := _expectation(told[name]))}
    if len(named) < 2 or Exercise.objects.exists():
        return 0
    again_if_met(lambda: _all_of_it(told, named))
    return len(told["exercises"])


@transaction.atomic  # or nothing, so that a run that was cut short begins again
def _all_of_it(told: Mapping[str, Any], named: Mapping[str, Expectation]) -> None:
    assess_expectation(by=actor(EDITOR), expectation=named["contact"], weighed=Weighed.of(told["assessment"]))
    for one in told["exercises"]:
        _exercise(one, named)


def _expectation(text: str) -> Expectation | None:
    row = Wording.objects.filter(
        text=text, superseded_at__isnull=True, expectation__fictional=True
    ).select_related("expectation")
    found = row.first()
    return found.expectation if found else None


def _exercise(told: Mapping[str, Any], named: Mapping[str, Expectation]) -> None:
    overseer = actor(OVERSEER)
    begun = make_exercise(by=overseer, title=told["title"], purpose=told["purpose"], places=told["places"])
    weights = [Weight.of(*row) for row in told["weights"]]
    weigh_criteria(by=overseer, exercise=begun, weights=weights)
    add_items(by=overseer, exercise=begun, expectations=[named[one] for one in told["expectations"]])
    for one in told["scorers"]:
        person = person_by_email(one["email"])
        assert person is not None
        body = Organisation.objects.get(key=one["body"]) if "body" in one else None
        name_scorer(
            by=overseer,
            exercise=begun,
            person=person,
            role=one["role"],
            organisation=body,
            interests=one["interests"],
        )
    opened = open_exercise(by=overseer, exercise=begun)
    items = {item.expectation_id: item for item in opened.items.all()}
    for row in told["scores"]:
        _score(items[named[row["of"]].pk], row)
    if decision := told.get("decision"):
        closed = close_scoring(by=overseer, exercise=opened)
        first = [items[named[one].pk] for one in decision["first"]]
        decide(by=overseer, exercise=closed, first=first, words=decision["words"])


def _score(item: Item, row: Mapping[str, Any]) -> None:
    given = {code: Given.of(*value) for code, value in row.items() if code not in ("by", "of")}
    score_item(by=actor(row["by"]), item=item, given=given)
