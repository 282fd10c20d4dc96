"""What the pages of whether it worked, and of what came again, take in a big register: questions and time.

    .venv/bin/python -m bench.impact_pages HOME [--measured 200] [--tries 15]

HOME is a copy of a register with duties that are said to be done and alarms, as `bench.recount HOME X
--simulate` and `answerable daily` leave it: never one that is kept. Where nothing is measured yet,
expectations of ten bodies each are tied to an indicator with made-up figures, dated, tested and judged. Each
page is asked for at random subjects, and also as at a day.
"""

import argparse
import datetime as dt
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

BODIES = 10


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("home", type=Path)
    options.add_argument("--measured", type=int, default=200)
    options.add_argument("--tries", type=int, default=15)
    given = options.parse_args()
    os.environ["ANSWERABLE_HOME"] = str(given.home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    import django

    django.setup()
    from answerable.impact.models import Alarm, Measure

    if not Measure.objects.exists():
        made(given.measured)
    print(f"{Measure.objects.count():,} measures, {Alarm.objects.count():,} alarms")
    for name, address in asked(random.Random(3)):
        measure(name, address, given.tries)


def made(count: int) -> None:
    """Expectations that are measured, each of duties of ten bodies, every body tested and judged."""
    from django.conf import settings

    from answerable.duties.models import Duty
    from answerable.impact.effects.finding import Outcome
    from answerable.organisations.models import Organisation
    from tests.made import measuring

    chance = random.Random(11)
    bodies = [
        one
        for one in Organisation.objects.filter(kind="nhs_trust", duties_held__isnull=False).distinct()[:400]
        if one.codes.exists()
    ][:60]
    outcomes = [one.value for one in Outcome if one.value in ("better", "worse", "no_change", "cannot_tell")]
    with tempfile.TemporaryDirectory() as folder:
        settings.DOCUMENTS = Path(folder) / "documents"
        measuring.figures(
            Path(folder),
            [(body, measuring.stepped(40, 20, 100, 70, seed=body.pk)) for body in bodies],
            dt.date(2019, 1, 1),
        )
        for _ in range(count):
            mine = chance.sample(bodies, BODIES)
            duties = [chance.choice(list(Duty.objects.filter(holder=body)[:40])) for body in mine]
            expectation = measuring.expectation(duties)
            found = measuring.measure(expectation)
            for body in mine:
                measuring.acted(found, body, dt.date(2022, 6, 1))
                measuring.tested(found, body, chance.choice(outcomes))
                measuring.judgement(expectation, body)
            measuring.judgement(expectation, None)


def asked(chance: random.Random) -> Iterator[tuple[str, Callable[[], str]]]:
    from answerable.core.calendar import today
    from answerable.impact.models import Alarm, EffectTest, Measure
    from answerable.lineage.themes.taxonomy import taxonomy

    expectations = list(Measure.objects.values_list("expectation__reference", flat=True))
    bodies = list(EffectTest.objects.values_list("organisation__reference", flat=True).distinct())
    tests = list(EffectTest.objects.values_list("reference", flat=True))
    rung = list(Alarm.objects.values_list("duty__holder__reference", flat=True).distinct()[:200])
    themes = [one.key for one in taxonomy().themes]
    day = today().isoformat()
    yield "/impact", lambda: "/impact"
    yield "/impact, a page", lambda: f"/impact?page={chance.randint(1, 4)}"
    yield "/impact, as at a day", lambda: f"/impact?as-at={day}"
    yield "impact of an expectation", lambda: f"/expectations/{chance.choice(expectations)}/impact"
    yield "impact of a body", lambda: f"/organisations/{chance.choice(bodies)}/impact"
    yield "a test of effect", lambda: f"/effects/{chance.choice(tests)}"
    yield "/recurrence", lambda: "/recurrence"
    yield "/recurrence, as at a day", lambda: f"/recurrence?as-at={day}"
    if rung:
        yield "/recurrence of a body", lambda: f"/recurrence?organisation={chance.choice(rung)}"
    yield "/recurrence of a theme", lambda: f"/recurrence?theme={chance.choice(themes)}"


def measure(name: str, address: Callable[[], str], tries: int) -> None:
    """The first asking is told by itself: what a running register keeps is not there yet."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    cache.clear()
    walls, busy, questions = [], [], 0
    for _ in range(tries + 1):
        href = address()
        began, worked = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as queries:
            answer: Any = client.get(href)
        assert answer.status_code == 200, (href, answer.status_code)
        walls.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - worked) * 1000)
        questions = max(questions, len(queries) if len(walls) > 1 else 0)
    first, *rest = walls
    rest.sort()
    later = sorted(busy[1:])
    at = max(0, round(0.95 * len(rest)) - 1)
    print(
        f"{name}: first {first:.0f} ms; then p50 {statistics.median(rest):.0f}, p95 {rest[at]:.0f} ms; "
        f"processor p50 {statistics.median(later):.0f}, p95 {later[at]:.0f} ms; {questions} questions",
        flush=True,
    )


if __name__ == "__main__":
    main()
