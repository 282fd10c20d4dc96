"""Recomputes every headline figure of /oversight from the register's bulk files, and compares.

    .venv/bin/python -m bench.recount HOME EXPORT [--simulate]

HOME is a register, EXPORT a folder that `answerable export EXPORT` filled from it. Nothing of
`answerable.oversight` is imported: each figure is counted from the columns of standing.csv by the definition
that stands beside it, and the list that the figure opens must hold those duties and no other. What
standing.csv does not tell of a duty (that an action serves it, that it was opened again) is counted from the
list alone, and said so. Ends with an error where anything differs.

`--simulate` first gives a copy of a register answers, claims, plans, verdicts and closures, each worded as
simulated, and ends: then run `answerable figures --afresh`, `answerable export`, and this again.
"""

import argparse
import csv
import datetime as dt
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, str]
ANSWERED = ("received", "late")
SILENT = ("not_identified", "historic")
FOUND_DONE = ("acceptable", "alternative")
FOUND_LESS = ("not_yet", "unacceptable", "not_lasted")
ACCEPTING = ("in_full", "in_part", "in_principle")
DONE_WORDS = ("Done.", "An acceptable alternative was done.")
# Of these, standing.csv does not tell: the list behind the figure is counted.
BY_LIST = ("planned", "recurring", "reopened")
AGES = ("issue-", "acceptance-")


def definitions(on: str) -> dict[str, Callable[[Row], bool]]:
    """As the page words them. `on` is a day like 2026-11-29."""
    return {
        "asked": lambda _: True,
        "open": lambda row: not row["closed_on"],
        "closed": lambda row: bool(row["closed_on"]),
        "closed-as-done": lambda row: row["closed_words"].startswith(DONE_WORDS),
        "due": lambda row: bool(row["due_on"]) and row["due_on"] < on,
        "not-yet-due": lambda row: row["response"] == "not_yet_due",
        "answered": lambda row: row["response"] in ANSWERED,
        "late": lambda row: row["response"] == "late",
        "not-identified": lambda row: row["response"] in SILENT,
        "not-looked-for": lambda row: row["response"] == "awaited",
        "not-required": lambda row: row["response"] == "not_required",
        "accepted": accepts,
        "accepted-not-done": lambda row: (
            accepts(row) and not row["closed_on"] and row["verified"] not in FOUND_DONE
        ),
        "under-way": lambda row: row["claimed"] in ("planned", "under_way"),
        "stalled": lambda row: row["stalled"] == "True",
        "slipped": lambda row: row["date_moved"] == "True",
        "claimed": lambda row: row["claimed"] == "done",
        "verified": lambda row: row["claimed"] == "done" and row["verified"] in FOUND_DONE,
        "marked-down": lambda row: row["claimed"] == "done" and row["verified"] in FOUND_LESS,
        "not-looked-at": lambda row: row["claimed"] == "done" and row["verified"] == "not_looked_at",
        "challenged": lambda row: row["challenged"] == "True",
    }


def accepts(row: Row) -> bool:
    """Some part of it. Where parts differ, the words name each stance."""
    return row["stance"] in ACCEPTING or (row["stance"] == "mixed" and "Accepted in" in row["stance_words"])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("home")
    options.add_argument("export", type=Path, nargs="?")
    options.add_argument("--simulate", action="store_true")
    given = options.parse_args()
    os.environ["ANSWERABLE_HOME"] = given.home
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    import django

    django.setup()
    if given.simulate:
        simulate()
        return
    from django.test import Client

    from answerable.core.calendar import today

    with (given.export / "standing.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = compare(Client(HTTP_HOST="localhost"), rows, today())
    sys.exit(f"{wrong} differ" if wrong else 0)


def compare(client: Any, rows: list[Row], on: dt.date) -> int:
    """How many figures or lists differ; each is told as it is compared."""
    told = {row["figure"]: int(row["count"]) for row in read(client, "/oversight.csv")}
    every = {row["duty"] for row in rows}
    tests = definitions(on.isoformat())
    wrong = 0
    for key, test in tests.items():
        counted = {row["duty"] for row in rows if test(row)}
        wrong += differs(key, told[key], len(counted))
        if counted != listed(client, key):
            wrong += 1
            print(f"DIFFERS the list of {key}")
    for key in told:
        if key in BY_LIST or key.startswith(AGES):
            held = listed(client, key)
            assert held <= every, key
            wrong += differs(f"{key} (from its list)", told[key], len(held))
    left = {key for key in told if key not in tests and key not in BY_LIST and not key.startswith(AGES)}
    assert not left, left
    for start, whole in (("issue-", "open"), ("acceptance-", "accepted-not-done")):
        aged = sum(count for key, count in told.items() if key.startswith(start))
        wrong += differs(f"ages that begin with {start}", aged, told[whole])
    return wrong + flow(client, told)


def flow(client: Any, told: dict[str, int]) -> int:
    """What is open or waits at the end of the last period is what is open or waits today."""
    last = read(client, "/oversight/flow.csv?step=year&from=1990-01-01")[-1]
    waiting = told["asked"] - told["not-required"] - told["answered"]
    wrong = differs("open at the end of the last year", int(last["open_at_end"]), told["open"])
    return wrong + differs("unanswered at its end", int(last["unanswered_at_end"]), waiting)


def differs(key: str, told: int, counted: int) -> int:
    print(f"{'equal  ' if told == counted else 'DIFFERS'} {key}: {told:,} told, {counted:,} counted")
    return int(told != counted)


def listed(client: Any, key: str) -> set[str]:
    rows = read(client, f"/oversight/list.csv?figure={key}")
    found = {row["duty"] for row in rows}
    assert len(found) == len(rows), key
    return found


def read(client: Any, address: str) -> list[Row]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def simulate() -> None:
    """What became of the duties of a copy, made up and worded so."""
    from answerable.core.calendar import now
    from answerable.duties.models import Answer, Duty
    from bench.oversight_world import Making

    if Answer.objects.filter(recorded_by="bench").exists():
        sys.exit("This register holds simulated answers already.")
    rows = Duty.objects.select_related("entry__report").filter(entry__withdrawn_at__isnull=True)
    duties = [
        (duty, dt.datetime.combine(issued, dt.time(10), dt.UTC))
        for duty in rows
        if (issued := duty.entry.report.issued_on) is not None
    ]
    making = Making(len(duties), 0, seed=11, label="Simulated. ")
    making.became(duties, now())
    print(f"{len(duties):,} duties: simulated answers, claims, plans, verdicts and closures")


if __name__ == "__main__":
    main()
