"""Escalation replayed day by day over five simulated years, killed at random, against an independent oracle.

    python -m bench.escalation REGISTER [--duties 5000] [--years 5] [--kills 25] [--seed 4]

REGISTER is the folder of a real register (ANSWERABLE_HOME); it is copied, never written. 5,000 of its duties
are kept with their bodies, reports and dates. Simulated are answers, extensions, transfers, disputes, holds,
steps by hand, bodies that are brought on late, officers who leave, and days on which the job did not run. A
child process runs the steps "escalate" and "send" of the daily job for every day; it is killed (SIGKILL) and
started again. Then steps, letters and mails must be those of bench/escalation_oracle.py, each once.
"""

import argparse
import contextlib
import datetime as dt
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FIRST = dt.date(2018, 1, 1)
DAY = dt.timedelta(days=1)
Plan = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("register", type=Path)
    parser.add_argument("--duties", type=int, default=5000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        run_days(given.register)
        return
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as folder:
        home = Path(folder)
        os.environ["ANSWERABLE_HOME"] = str(home)
        prepare(given, home)
        began = time.perf_counter()
        kills = replay(home, given.kills, random.Random(given.seed))
        took = time.perf_counter() - began
        check(home, kills, took)


def _quick_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # nosec B108


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    import django

    django.setup()


def prepare(given: argparse.Namespace, home: Path) -> None:
    """Copies the register, keeps some duties, and writes what will happen on which day."""
    shutil.copy(given.register / "answerable.sqlite3", home / "answerable.sqlite3")
    last = FIRST + dt.timedelta(days=round(365.25 * given.years)) - DAY
    rows = _keep(home / "answerable.sqlite3", given.duties, FIRST + 20 * DAY, last - 60 * DAY, given.seed)
    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    plan = invent(rows, last, random.Random(given.seed))
    (home / "plan.json").write_text(json.dumps(plan))
    with sqlite3.connect(home / "answerable.sqlite3") as database:
        database.execute("CREATE TABLE replay_day (day TEXT PRIMARY KEY, done INTEGER)")
        for body in {row["holder"] for row in rows}:
            database.execute("UPDATE organisations_organisation SET closed = NULL WHERE id = ?", [body])
    days = (last - FIRST).days + 1
    print(
        f"{len(rows):,} duties of {len({row['holder'] for row in rows}):,} bodies, {days:,} days,"
        f" {sum(len(one) for one in plan['events'].values()):,} simulated events,"
        f" {len(plan['outages']):,} days without a run"
    )


def _keep(file: Path, count: int, first: dt.date, last: dt.date, seed: int) -> list[Plan]:
    """Deletes from the copy all duties but so many whose date lies in the window, and real replies."""
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        found = database.execute(
            """
            SELECT d.id, d.organisation_id, o.kind, r.instrument, r.issued_on,
                   COALESCE(MAX(CASE WHEN x.basis = 'stated' THEN x.due_on END), MAX(x.due_on)),
                   MAX(x.due_on)
            FROM duties_duty d
            JOIN organisations_organisation o ON o.id = d.organisation_id
            JOIN register_entry e ON e.id = d.entry_id
            JOIN register_report r ON r.id = e.report_id
            JOIN duties_duedate x ON x.duty_id = d.id
            WHERE d.kind <> 'none' AND e.withdrawn_at IS NULL
            GROUP BY d.id
            """
        ).fetchall()
        inside = [row for row in found if first.isoformat() <= row[5] <= last.isoformat()]
        kept = sorted(random.Random(seed).sample(sorted(inside), min(count, len(inside))))
        database.execute("CREATE TEMP TABLE kept (id INTEGER PRIMARY KEY)")
        database.executemany("INSERT INTO kept VALUES (?)", [(row[0],) for row in kept])
        database.execute("DELETE FROM duties_duedate WHERE duty_id NOT IN (SELECT id FROM kept)")
        database.execute("DELETE FROM duties_duty WHERE id NOT IN (SELECT id FROM kept)")
        database.execute("DELETE FROM duties_publishedreply")
    names = ("duty", "holder", "kind", "instrument", "issued", "due", "latest")
    return [dict(zip(names, row, strict=True)) for row in kept]


def invent(rows: list[Plan], last: dt.date, chance: random.Random) -> Plan:
    """What will happen: {day: events}, in an order that both the register and the oracle keep."""
    events: dict[str, list[list[Any]]] = {}

    def put(day: dt.date, *event: Any) -> None:
        events.setdefault(max(day, FIRST).isoformat(), []).append(list(event))

    bodies = sorted({row["holder"] for row in rows})
    for body in bodies:
        draw = chance.random()
        if draw < 0.93:
            day = FIRST if draw < 0.85 else FIRST + chance.randrange(1500) * DAY
            put(day, "join", body)
            if chance.random() < 0.04:
                put(day + chance.randrange(30, 900) * DAY, "leave", body)
    for row in rows:
        due = dt.date.fromisoformat(row["due"])
        draw = chance.random()
        if draw < 0.45:
            put(due + chance.randrange(-20, 25) * DAY, "answer", row["duty"])
        elif draw < 0.60:
            put(due + chance.randrange(20, 120) * DAY, "answer", row["duty"])
        if chance.random() < 0.12:
            put(due + chance.randrange(-20, 40) * DAY, "extend", row["duty"], chance.randrange(14, 60))
        if chance.random() < 0.06:
            put(due + chance.randrange(-40, 60) * DAY, "transfer", row["duty"], chance.choice(bodies))
        if chance.random() < 0.05:
            opened = due + chance.randrange(-10, 30) * DAY
            put(opened, "dispute", row["duty"])
            if chance.random() < 0.9:
                outcome = chance.choice(["not_upheld", "released"])
                put(opened + chance.randrange(5, 60) * DAY, "settle", row["duty"], outcome)
        if chance.random() < 0.05:
            held = due + chance.randrange(-15, 50) * DAY
            put(held, "hold", row["duty"])
            put(held + chance.randrange(5, 80) * DAY, "resume", row["duty"])
        if chance.random() < 0.03:
            put(due + chance.randrange(-20, 60) * DAY, "step", row["duty"], chance.randrange(6))
    outages: set[str] = set()
    while len(outages) < (last - FIRST).days // 16:
        begins, long = (
            FIRST + chance.randrange((last - FIRST).days - 40) * DAY,
            chance.choice([1, 1, 2, 5, 25]),
        )
        outages |= {(begins + day * DAY).isoformat() for day in range(long)}
    return {
        "first": FIRST.isoformat(),
        "last": last.isoformat(),
        "duties": rows,
        "events": events,
        "outages": sorted(outages),
    }


def replay(home: Path, kills: int, chance: random.Random) -> int:
    """Runs the child to the end, killing it so often on the way. Returns how often it was killed.

    Each kill comes a moment after the child has gone some days further, and so into the midst of one.
    """
    command = [sys.executable, "-m", "bench.escalation", str(home), "--child"]
    plan = json.loads((home / "plan.json").read_text())
    days = (dt.date.fromisoformat(plan["last"]) - dt.date.fromisoformat(plan["first"])).days
    targets = sorted(chance.sample(range(1, days), kills))
    done = 0
    for target in [*targets, None]:
        child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "ANSWERABLE_HOME": str(home)})
        while child.poll() is None:
            if target is not None and days_done(home) >= target:
                time.sleep(chance.uniform(0, 0.5))
                child.send_signal(signal.SIGKILL)
                child.wait()
                done += 1
                break
            time.sleep(0.2)
        if child.returncode not in (0, -signal.SIGKILL):
            sys.exit(f"the child failed with {child.returncode}")
    return done


def days_done(home: Path) -> int:
    file = f"file:{home / 'answerable.sqlite3'}?mode=ro"
    with contextlib.closing(sqlite3.connect(file, uri=True, timeout=30)) as database:
        count: int = database.execute("SELECT COUNT(*) FROM replay_day WHERE done = 1").fetchone()[0]
    return count


def run_days(home: Path) -> None:
    """The child: every day that is not done yet. What it dies in is done again by the next."""
    start_django()
    from django.db import connection, transaction

    from answerable.pipeline.daily import STEPS
    from bench.escalation_events import happen
    from tests.made.clock import clock

    plan = json.loads((home / "plan.json").read_text())
    outages = set(plan["outages"])
    day, last = dt.date.fromisoformat(plan["first"]), dt.date.fromisoformat(plan["last"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT day, done FROM replay_day")
        known = dict(cursor.fetchall())
    wanted = dict(STEPS)
    while day <= last:
        key = day.isoformat()
        if known.get(key) == 1:
            day += DAY
            continue
        with clock(day):
            if key not in known:
                with transaction.atomic(), connection.cursor() as cursor:
                    for event in plan["events"].get(key, ()):
                        happen(event, day)
                    cursor.execute("INSERT INTO replay_day VALUES (%s, 0)", [key])
            if key not in outages:
                for name in ("escalate", "send"):
                    wanted[name](day, False, lambda *_: None)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE replay_day SET done = 1 WHERE day = %s", [key])
        day += DAY


def check(home: Path, kills: int, took: float) -> None:
    """Compares steps, letters and mails with the oracle's; ends with 1 where they differ."""
    from answerable.core.mail import Mailbox
    from answerable.notices.models import Message
    from answerable.organisations.models import Organisation
    from answerable.oversight.models import Letter, Step
    from bench.escalation_oracle import Oracle

    plan = json.loads((home / "plan.json").read_text())
    keys = dict(Organisation.objects.values_list("key", "pk"))
    oracle = Oracle(plan, keys, dict(Organisation.objects.values_list("pk", "kind")))
    oracle.run()
    steps = Counter(Step.objects.values_list("duty_id", "rung", "due_on", "on", "by_rule"))
    letters = Counter(
        (rung, about, on, to, message is not None)
        for rung, about, on, to, message in Letter.objects.values_list(
            "rung", "about_id", "on", "to", "message"
        )
    )
    mails = Counter(str(mail["Message-ID"]) for mail in Mailbox(home / "mailbox").messages())
    sent = Message.objects.filter(state=Message.State.SENT, key__startswith="letter:")
    problems = [
        *_differences("step", steps, Counter(oracle.steps)),
        *_differences("letter", letters, Counter(oracle.letters)),
    ]
    if set(mails) != set(Message.objects.values_list("message_id", flat=True)) or set(mails.values()) - {1}:
        problems.append(f"{len(mails):,} mails in the mailbox, {Message.objects.count():,} messages")
    late = sum(1 for step in oracle.steps if step[3] != step[2] + oracle.days[step[1]] * DAY)
    print(
        f"{kills} kills; {len(steps):,} steps ({late:,} late, after an outage, a hold or by hand),"
        f" {len(letters):,} letters, {sent.count():,} of them mailed; {took:,.0f} s"
    )
    for problem in problems[:20]:
        print(problem)
    if problems:
        sys.exit(f"{len(problems):,} differences from the oracle")
    print("Equal to the oracle: each step and letter once, on its day.")


def _differences(what: str, held: Counter[Any], wanted: Counter[Any]) -> list[str]:
    return [f"{what} too much: {one}" for one in (held - wanted).elements()] + [
        f"{what} missing: {one}" for one in (wanted - held).elements()
    ]


if __name__ == "__main__":
    main()
