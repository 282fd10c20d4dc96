"""One of two processes that score, close or decide at one moment. See test_priorities_at_once.py."""

import json
import sys
import time
from decimal import Decimal
from pathlib import Path


def main(role: str) -> None:
    import django

    django.setup()
    from answerable.core.actors import Actor
    from answerable.oversight.models import Exercise
    from answerable.oversight.operations.deciding import decide
    from answerable.oversight.operations.errors import PriorityError
    from answerable.oversight.operations.opening import close_scoring
    from answerable.oversight.operations.scoring import give_score
    from tests.made import prioritising
    from tests.migrated import migrate

    if role == "fill":
        migrate()
        where = prioritising.world()
        for scorer in where.scorers:
            for item in where.items:
                prioritising.score(scorer, item, harm="2", cost="2")
        print(json.dumps({"scorer": int(where.people[0].identifier.removeprefix("person:"))}))  # noqa: T201
        return
    what, number, start = role.split(":")
    exercise = Exercise.objects.get()
    items = list(exercise.items.order_by("order"))
    runs = Actor("person:0", frozenset({"EXERCISE_RUN", "EXERCISE_DECIDE"}))
    while not Path(start).exists():
        time.sleep(0.005)
    done = refused = 0
    try:
        if what == "score":
            by = Actor(f"person:{number}", frozenset({"EXERCISE_SCORE"}))
            criterion = exercise.criteria.get(code="harm")
            give_score(by=by, item=items[0], criterion=criterion, value=Decimal(4), reason="At once.")
        elif what == "close":
            close_scoring(by=runs, exercise=exercise)
        else:
            decide(by=runs, exercise=exercise, first=items[:1], words="At once.", departs="Because.")
        done = 1
    except PriorityError as error:
        refused = 1
        assert str(error), "a refusal says why"
    print(json.dumps({"done": done, "refused": refused}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
