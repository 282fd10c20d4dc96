"""How long the pages of oversight take with 100,000 duties and 1,000,000 events.

    .venv/bin/python -m bench.oversight [--duties 100000] [--events 1000000] [--home FOLDER] [--tries 30]

Fills a register of its own with made-up rows (`bench.oversight_world`), works out the spells, checks the
spells of some duties against `statuses()` on random days, and asks for each kind of page at random levels and
days, as they are now and as at a past day. Nothing is kept between two requests but what a running register
keeps. Figures go to docs/performance.md.
"""

import argparse
import datetime as dt
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--duties", type=int, default=100_000)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--tries", type=int, default=30)
    options.add_argument("--home", type=Path, help="kept, and used again where it is full")
    given = options.parse_args()
    if given.home:
        given.home.mkdir(parents=True, exist_ok=True)
        measure(given.home, given)
    else:
        with tempfile.TemporaryDirectory() as home:
            measure(Path(home), given)


def measure(home: Path, given: argparse.Namespace) -> None:
    os.environ["ANSWERABLE_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    import_module("answerable.wsgi")  # as the server begins: the collector passes over what is loaded
    from django.core.management import call_command
    from django.db import transaction

    from answerable.core.actors import FIGURES
    from answerable.duties.models import Duty
    from answerable.oversight.models import Reckoning
    from answerable.oversight.operations.reckoning import reckon
    from bench.oversight_world import Making

    call_command("migrate", verbosity=0)
    if not Duty.objects.exists():
        began = time.perf_counter()
        Making(given.duties, given.events).all(
            lambda what: print(f"{what}: {time.perf_counter() - began:.0f} s")
        )
    began = time.perf_counter()
    done = reckon(by=FIGURES)
    held = Reckoning.objects.get()
    took = time.perf_counter() - began
    print(f"spells: {held.spells:,} of {held.duties:,} duties; {done:,} worked out in {took:.0f} s")
    print(f"checked against statuses: {checked():,} equal")
    with transaction.atomic():  # of those who sign in nothing is kept
        print(json.dumps(pages(given.tries), indent=1))
        transaction.set_rollback(True)


def checked(days: int = 6, many: int = 300) -> int:
    """Spells against `statuses()` of random duties on random days. Raises AssertionError."""
    from answerable.assurance.queries.axes import statuses
    from answerable.core.calendar import end_of_day
    from answerable.duties.models import Duty
    from answerable.oversight.models import Spell
    from bench.oversight_world import DAYS, FIRST

    chance, count = random.Random(5), 0
    for _ in range(days):
        on = FIRST.date() + dt.timedelta(days=chance.randint(100, DAYS))
        keys = list(Duty.objects.filter(recorded_at__lt=end_of_day(on)).values_list("pk", flat=True))
        duties = list(Duty.objects.filter(pk__in=chance.sample(keys, min(many, len(keys)))))
        known = statuses(duties, on=on)
        spells = {
            one.duty_id: one for one in Spell.objects.filter(duty__in=duties, starts__lte=on, ends__gt=on)
        }
        for pk, status in known.items():
            spell = spells[pk]
            assert (spell.response, spell.claimed, spell.found, spell.stalled, spell.slipped) == (
                status.response.value,
                status.claimed.value,
                status.verified.value,
                status.stalled,
                status.slipped,
            ), (pk, on)
            count += 1
    return count


def pages(tries: int) -> dict[str, dict[str, int]]:
    from django.test import Client

    from answerable.organisations.models import Organisation
    from bench.oversight_world import DAYS, FIRST, PUBLISHERS
    from tests.made.overseeing import person, signed_in

    chance = random.Random(7)
    client = Client(HTTP_HOST="localhost")
    of = {
        kind: list(Organisation.objects.filter(kind=kind).values_list("reference", flat=True))
        for kind in ("nhs_region", "icb", "nhs_trust")
    }

    def past() -> str:
        return f"?as-at={FIRST.date() + dt.timedelta(days=chance.randint(365, DAYS))}"

    def day() -> str:
        return chance.choice(["", "", past()])

    def figure() -> str:
        return chance.choice(["claimed", "not-identified", "stalled", "marked-down", "open", "issue-60"])

    asked: dict[str, Callable[[], str]] = {
        "register, as it is now": lambda: "/oversight",
        "register, each time another past day": lambda: f"/oversight{past()}",
        "region": lambda: f"/oversight/regions/{chance.choice(of['nhs_region'])}{day()}",
        "board": lambda: f"/oversight/boards/{chance.choice(of['icb'])}{day()}",
        "body": lambda: f"/oversight/bodies/{chance.choice(of['nhs_trust'])}{day()}",
        "publisher": lambda: f"/oversight/publishers/made-{chance.randrange(PUBLISHERS)}{day()}",
        "list of the register": lambda: f"/oversight/list?figure={figure()}&page={chance.randint(1, 40)}",
        "list of a region": lambda: (
            f"/oversight/regions/{chance.choice(of['nhs_region'])}/list?figure={figure()}"
        ),
        "list of a body": lambda: (
            f"/oversight/bodies/{chance.choice(of['nhs_trust'])}/list?figure={figure()}"
        ),
        "figures as CSV": lambda: f"/oversight.csv{day()}",
        "flow as CSV": lambda: f"/oversight/flow.csv{day()}",
        "what was asked by year as CSV": lambda: f"/oversight/years.csv{day()}",
        "what came again": lambda: "/recurrence",
    }
    trust = Organisation.objects.get(reference=chance.choice(of["nhs_trust"]))
    overseer, officer = signed_in(person("overseer")), signed_in(person("accountable_officer", trust))
    desks = {
        "desk of an overseer": (overseer, "/workspace"),
        "desk of an overseer, oversight": (overseer, "/workspace/oversight"),
        "dashboard of the register": (overseer, "/workspace/watching/register"),
        "dashboard of a board": (
            officer,
            f"/workspace/bodies/{trust.reference}/watching",
        ),
        "desk of an accountable officer": (
            officer,
            f"/workspace/bodies/{trust.reference}/duties",
        ),
    }
    found = {}
    for name, (who, address) in [
        *((name, (client, address)) for name, address in asked.items()),
        *((name, (desk, lambda at=at: at)) for name, (desk, at) in desks.items()),
    ]:
        who.get(address())
        times = []
        for _ in range(tries):
            began = time.perf_counter()
            answer: Any = who.get(address())  # a stream has no content, and a page no stream
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            times.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200 and body, address
        times.sort()
        found[name] = {
            "p50_ms": round(statistics.median(times)),
            "p95_ms": round(times[max(0, round(0.95 * len(times)) - 1)]),
            "most_ms": round(times[-1]),
        }
        print(f"{name}: {found[name]}", flush=True)
    return found


if __name__ == "__main__":
    main()
