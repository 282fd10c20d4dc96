"""Draws pages of versions of a register, and looks for names in them that the register knows of.

    ANSWERABLE_HOME=DIRECTORY .venv/bin/python -m bench.versions [--each 200]

For each kind of thing: processor time of its list of versions and of its last version, drawn by Django's own
client, the most questions to the database, and the most versions that one has. Then every version of those
things is read, and any full name of somebody who died that its reports hold is counted: there must be none.
"""

import argparse
import os
import random
import time
from collections.abc import Iterable
from typing import Any


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=200, help="things of each kind, drawn by lot")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, reset_queries
    from django.test import Client

    settings.DEBUG = True  # so that questions are counted
    client = Client(HTTP_HOST="localhost")
    client.get("/indicators/MHS76/versions")  # templates and lists of names are read once
    hits = 0
    for folder, keys in _things(random.Random(given.seed), given.each):
        took, most, asked, read = [], 0, 0, 0
        for key in keys:
            last = _drawn(client, f"/{folder}/{key}/versions.json").json()["versions"]
            most = max(most, len(last))
            for end in ("versions", *([f"versions/{len(last)}"] if last else [])):
                reset_queries()
                began = time.process_time()
                _drawn(client, f"/{folder}/{key}/{end}")
                took.append(1000 * (time.process_time() - began))
                asked = max(asked, len(connection.queries))
            found, versions = _named(folder, key)
            hits, read = hits + found, read + versions
        took.sort()
        middle, late = took[len(took) // 2], took[int(0.95 * len(took))]
        print(
            f"{folder}: {len(keys)} things, {read} versions, most {most}; page p50 {middle:.0f} ms, "
            f"p95 {late:.0f} ms, longest {took[-1]:.0f} ms of a processor; at most {asked} questions"
        )
    print(f"names of people who died in versions: {hits}")


def _drawn(client: Any, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


def _things(dice: random.Random, each: int) -> Iterable[tuple[str, list[str]]]:
    from answerable.duties.models import Answer
    from answerable.impact.definitions import shipped
    from answerable.lineage.models import Standing
    from answerable.organisations.models import Organisation
    from answerable.register.models import Entry, Report

    live = Standing.objects.filter(superseded_at=None, state__in=["draft", "adopted"])
    for folder, keys in (
        ("entries", Entry.objects.filter(withdrawn_at=None).values_list("reference", flat=True)),
        ("reports", Report.objects.values_list("reference", flat=True)),
        ("expectations", live.values_list("expectation__reference", flat=True)),
        ("organisations", Organisation.objects.values_list("reference", flat=True)),
        ("responses", Answer.objects.filter(withdrawn_at=None).values_list("reference", flat=True)),
        ("indicators", shipped()),
    ):
        every = sorted(keys)
        if every:
            yield folder, dice.sample(every, min(each, len(every)))


def _named(folder: str, key: str) -> tuple[int, int]:
    """(full names found, versions read)."""
    from answerable.register.models import Report
    from answerable.website.presenters.versions import find_history

    of = {
        "entries": "entries__reference",
        "reports": "reference",
        "expectations": "entries__servings__expectation__reference",
        "responses": "entries__answer_parts__answer__reference",
    }.get(folder)
    history = find_history(folder, key)
    if of is None:
        return 0, history.last
    reports = Report.objects.filter(**{of: key}).values_list("deceased", flat=True)
    names = {name for people in reports for name in people if " " in name.strip()}
    told = " ".join(f"{step.why} {history.read(step.number)}" for step in history.steps)
    return sum(name in told for name in names), history.last


if __name__ == "__main__":
    main()
