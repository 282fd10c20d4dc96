"""How long the audit view takes over a long log.

    .venv/bin/python -m bench.audit HOME [--events 1000000] [--tries 40]

HOME is a copy of a register, which is filled: made-up events are put behind those it has, about its duties,
reports, people and files. Each kind of page is asked for with Django's client: of the whole register, and of
the body with most duties, whose events are found by everything that is its own. Figures go to
docs/performance.md.
"""

import argparse
import datetime as dt
import os
import random
import secrets
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from answerable.accounts.models import Person
    from answerable.organisations.models import Organisation

KINDS = (
    ("answer.submitted", "duty"),
    ("claim.made", "duty"),
    ("duty.escalated", "duty"),
    ("action.planned", "duty"),
    ("duties.recorded", "report"),
    ("entry.reworded", "report"),
    ("role.granted", "person"),
    ("upload.kept", "upload"),
)
BATCH = 50_000
COLUMNS = ("index", "recorded_at", "actor", "kind", "subject", "payload", "canonical", "leaf_hash")
INSERT = f"""INSERT INTO ledger_event ("{'", "'.join(COLUMNS)}") VALUES ({", ".join(["%s"] * 8)})"""
PAYLOAD = '{"words": "Made up."}'


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("home", type=Path)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--tries", type=int, default=40)
    given = options.parse_args()
    os.environ["ANSWERABLE_HOME"] = str(given.home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.SECOND_FACTOR = "optional"  # signing in is not what is measured
    call_command("migrate", verbosity=0)
    fill(given.events)
    measure(given.tries)


def fill(wanted: int) -> None:
    from django.db import connection, transaction
    from django.db.models import Max

    from answerable.core.calendar import now
    from answerable.duties.models import Duty
    from answerable.ledger.models import Event
    from answerable.register.models import Report

    last = Event.objects.aggregate(last=Max("index"))["last"]
    first = 0 if last is None else last + 1
    chance = random.Random(1)
    of = {
        "duty": list(Duty.objects.values_list("reference", flat=True)),
        "report": list(Report.objects.values_list("reference", flat=True)),
        "person": [f"person:{number}" for number in range(1, 2000)],
        "upload": [f"upload:{number}" for number in range(1, 20_000)],
    }
    began = time.perf_counter()
    at, step = now() - dt.timedelta(days=3000), dt.timedelta(days=3000) / max(1, wanted - first)
    for start in range(first, wanted, BATCH):
        rows = []
        for index in range(start, min(wanted, start + BATCH)):
            kind, about = chance.choice(KINDS)
            moment = (at + step * (index - first)).strftime("%Y-%m-%d %H:%M:%S.%f")
            by, what = f"person:{chance.randrange(1, 2000)}", chance.choice(of[about])
            rows.append((index, moment, by, kind, what, PAYLOAD, b"{}", b"0" * 32))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(INSERT, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{Event.objects.count():,} events, made in {time.perf_counter() - began:.0f} s")


def somebody(role: str, body: "Organisation | None" = None) -> "Person":
    from answerable.accounts.operations import grant_role, invite_person
    from answerable.accounts.queries import active_person
    from answerable.core.actors import PEOPLE

    made = invite_person(by=PEOPLE, email=f"{secrets.token_hex(6)}@example.org", name="Some Body")
    grant_role(by=PEOPLE, person=made, role=role, organisation=body, reason="To measure.")
    found = active_person(made.pk)
    assert found is not None
    return found


def measure(tries: int) -> None:
    from django.db.models import Count

    from answerable.accounts.queries import officer_of
    from answerable.core.calendar import today
    from answerable.duties.models import Duty
    from answerable.organisations.models import Organisation
    from tests.made.overseeing import signed_in

    top = Duty.objects.order_by().values("holder").annotate(count=Count("pk")).order_by("-count")[0]
    body = Organisation.objects.get(pk=top["holder"])
    administrator = signed_in(somebody("administrator"))
    officer = signed_in(officer_of(body.pk) or somebody("accountable_officer", body))
    print(f"{body.name} holds {top['count']:,} duties")
    of_all, of_body = "/workspace/audit", f"/workspace/bodies/{body.reference}/audit"
    day = (today() - dt.timedelta(days=1500)).isoformat()
    span = f"?since={day}&until={day}"
    narrowed = ("", "?kind=claim", "?by=person:77", span, "?before=400000", "?kind=letter")
    for client, here in ((administrator, of_all), (officer, of_body)):
        client.get(here)  # what a running service has loaded already
        for query in narrowed:
            took, busy = [], []
            for _ in range(tries):
                began, used = time.perf_counter(), time.process_time()
                answer = client.get(here + query)
                took.append(1000 * (time.perf_counter() - began))
                busy.append(1000 * (time.process_time() - used))
                assert answer.status_code == 200, answer.status_code
            p95, cpu = (statistics.quantiles(one, n=20)[-1] for one in (took, busy))
            whose = "register" if here == of_all else "body"
            print(
                f"{whose} {query or 'newest'}: p50 {statistics.median(took):.0f} ms, p95 {p95:.0f} ms, "
                f"of which the processor's p95 {cpu:.0f} ms"
            )


if __name__ == "__main__":
    main()
