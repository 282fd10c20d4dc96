"""How far a priority list of the most repeated real expectations holds, and what making one takes.

    .venv/bin/python -m bench.priorities HOME [--items 100] [--scorers 6] [--seed 1]

HOME is a copy of a register with real reports, brought up to date (`answerable migrate` or any command that
prepares it): the exercise is written into it. The criteria that the register fills are filled from its own
facts. Those that people score are given by SIMULATED scorers, drawn from a seed: each has a leaning of their
own, each expectation a true value that nobody knows, and one score in ten is "cannot tell". What the list
says of these expectations therefore means nothing; how it behaves when weights move does.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from answerable.oversight.models import Exercise
    from answerable.oversight.priorities.record import ExerciseRecord

PLACES = 10
UNABLE = 0.1
LEANING, NOISE = 0.5, 0.7  # standard deviations, of the four steps of a scale


@contextmanager
def timed(what: str) -> Iterator[None]:
    begun, cpu = time.monotonic(), time.process_time()
    yield
    print(f"{what}: {time.monotonic() - begun:.2f} s ({time.process_time() - cpu:.2f} s of processor)")


def queries_of(record: "ExerciseRecord") -> int:
    """Queries that the public page needs."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    with CaptureQueriesContext(connection) as asked, timed("public page, first time"):
        answer = client.get(f"/priorities/{record.reference}")
    assert answer.status_code == 200
    print(f"public page: {len(asked)} queries, {len(answer.content) / 1024:.0f} KB")
    return len(asked)


def run(items: int, scorers: int, seed: int) -> None:
    from answerable.accounts.models import Person
    from answerable.accounts.operations import invite_person
    from answerable.accounts.queries import actor_of
    from answerable.core.actors import PEOPLE, Actor
    from answerable.lineage.models import Expectation
    from answerable.lineage.queries import most_repeated
    from answerable.oversight.operations.deciding import decide
    from answerable.oversight.operations.opening import close_scoring, open_exercise
    from answerable.oversight.operations.prioritising import add_items, make_exercise
    from answerable.oversight.operations.scoring import name_scorer
    from answerable.oversight.queries.exercises import record_of, replay_of

    run_by = Actor("person:0", frozenset({"EXERCISE_RUN", "EXERCISE_DECIDE"}))
    rows = most_repeated(limit=items)
    held = Expectation.objects.in_bulk([row.expectation.id for row in rows])
    print(f"{len(rows)} expectations, asked on {rows[0].here} to {rows[-1].here} occasions")
    exercise = make_exercise(
        by=run_by, title="SIMULATED: the most repeated", purpose="A benchmark.", places=PLACES
    )
    with timed(f"{items} expectations added"):
        add_items(by=run_by, exercise=exercise, expectations=[held[row.expectation.id] for row in rows])
    leave_out(run_by, exercise, [row.expectation.id for row in rows])
    people: list[Person] = []
    for number in range(scorers):
        email = f"simulated{number}.{exercise.pk}@example.org"
        people.append(invite_person(by=PEOPLE, email=email, name=f"Simulated {number}"))
        name_scorer(by=run_by, exercise=exercise, person=people[-1], role=f"Simulated scorer {number + 1}")
    with timed("opened, the register's facts filled and frozen"):
        exercise = open_exercise(by=run_by, exercise=exercise)
    with timed(f"scored by {scorers} simulated scorers"):
        given = simulate(exercise, [actor_of(Person.objects.get(pk=one.pk)) for one in people], seed)
    print(f"{given:,} scores")
    with timed("closed: list, sensitivity, two other methods, differences"):
        exercise = close_scoring(by=run_by, exercise=exercise)
    first = [row["item"] for row in exercise.figures["rows"]][:PLACES]
    chosen = list(exercise.items.filter(expectation__reference__in=first))
    decide(by=run_by, exercise=exercise, first=chosen, words="SIMULATED.")
    exercise.refresh_from_db()
    with timed("replayed from the log"):
        told = replay_of(exercise.reference)
    print("replay equals the tables:", told == record_of(exercise))
    queries_of(told)
    stable(exercise.figures)
    alone(told)


def leave_out(by: Any, exercise: "Exercise", keys: list[int]) -> None:
    """Drops criteria that the register can fill for none; the others share their weight in proportion."""
    from answerable.oversight.operations.prioritising import Weight, weigh_criteria
    from answerable.oversight.priorities.definitions import definitions
    from answerable.oversight.priorities.filling import fill
    from answerable.oversight.queries.known import known_of

    with timed(f"what the register knows of {len(keys)} expectations"):
        known = known_of(keys, exercise.as_at).values()
    kept = {
        code: one.weight
        for code, one in definitions().items()
        if not one.fact or any(fill(one.fact, each).value is not None for each in known)
    }
    if dropped := [code for code in definitions() if code not in kept]:
        print("the register can tell of none of them:", ", ".join(dropped))
    total = sum(kept.values())
    scaled = {code: (weight * 100 / total).quantize(Decimal("0.01")) for code, weight in kept.items()}
    scaled["harm"] += 100 - sum(scaled.values())
    weights = [Weight(code, weight, "SIMULATED.") for code, weight in scaled.items()]
    weigh_criteria(by=by, exercise=exercise, weights=weights)


def simulate(exercise: "Exercise", actors: list[Any], seed: int) -> int:
    """How many scores were given."""
    from answerable.oversight.operations.scoring import Given, score_item

    chance = random.Random(seed)
    asked = list(exercise.criteria.filter(source="people").values_list("code", flat=True))
    items = list(exercise.items.order_by("order"))
    true = {(item.pk, code): chance.uniform(0.5, 3.5) for item in items for code in asked}
    given = 0
    for actor in actors:
        leaning = {code: chance.gauss(0, LEANING) for code in asked}
        for item in items:
            values = {}
            for code in asked:
                value = round(true[item.pk, code] + leaning[code] + chance.gauss(0, NOISE))
                unable = chance.random() < UNABLE
                values[code] = Given(None if unable else Decimal(min(4, max(0, value))), "SIMULATED.")
            given += len(score_item(by=actor, item=item, given=values))
    return given


def stable(figures: dict[str, Any]) -> None:
    rows, k = figures["rows"], figures["places"]
    widths = [row["to"] - row["from"] for row in rows]
    top = [row["to"] - row["from"] for row in rows if row["rank"] <= k]
    robust = [row["rank"] for row in rows if row["robust"]]
    wandering = [row for row in rows if 0.05 < float(row["among"]) < 0.95]
    print(f"first {k} of {len(rows)}; {figures['draws']:,} draws; {figures['missing']} cells missing")
    print(f"stay among the first {k}: {len(robust)} (places {robust})")
    print(f"in and out of the first {k} in 5 to 95 of 100 draws: {len(wandering)}")
    print(
        f"width of the places of nine in ten draws: median {statistics.median(widths)}, of the first {k} "
        f"{statistics.median(top)}, widest {max(widths)}"
    )
    print(f"first place in {float(rows[0]['first']):.0%} of draws")
    nearest = []
    for sweep in figures["sweeps"]:
        turns = [
            abs(float(sweep[side]["weight"]) - float(sweep["weight"]))
            for side in ("below", "above")
            if sweep[side]
        ]
        if turns:
            nearest.append((min(turns), sweep["criterion"], sweep["weight"]))
    soonest = [f"{code} (weight {at}) by {by:.1f}" for by, code, at in sorted(nearest)[:3]]
    print("first place turns soonest:", ", ".join(soonest) or "by no weight alone")
    for check in figures["crosschecks"]:
        said = f"{check['shared']} of {check['ours']} shared"
        print(f"{check['method']}: rank correlation {check['agreement']}, {said}")


def alone(record: "ExerciseRecord") -> None:
    """The list by the register's own facts alone, in which nothing is simulated."""
    import dataclasses

    from answerable.oversight.priorities.figures import figures_of
    from answerable.oversight.priorities.record import REGISTER

    kept = tuple(one for one in record.criteria if not one.by_people)
    codes = {one.code for one in kept}
    scores = tuple(one for one in record.scores if one.scorer == REGISTER and one.criterion in codes)
    print("-- by the register's own facts alone, nothing simulated")
    stable(figures_of(dataclasses.replace(record, criteria=kept, scores=scores)))
    for one in kept:
        values = [float(row.value) for row in scores if row.criterion == one.code and row.value is not None]
        told = ", ".join(f"{step}: {sum(int(value) == step for value in values)}" for step in range(5))
        print(f"{one.code}: {told}; cannot be told {len(record.items) - len(values)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--scorers", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ["ANSWERABLE_HOME"] = str(given.home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    import django

    django.setup()
    run(given.items, given.scorers, given.seed)


if __name__ == "__main__":
    main()
