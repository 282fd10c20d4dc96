"""The changes of 2024 to 2027 applied to real duties: none lost, none doubled, each with a visible note.

    python -m bench.succession REGISTER [--kills 3] [--seed 6]

REGISTER is the folder of a real register (ANSWERABLE_HOME); it is copied, never written. The reviewed lists
are loaded anew, and what is only announced (NHS England to the department, HSSIB into the regulator, the end
of Healthwatch England) is supposed to be in force on 1 April 2027. With the clock at 2 April 2027, first all
that closed before 2024 is worked through, then each day of a change in order; a child process does it, and is
killed (SIGKILL) and started again. Where no successor is sure, a person is supposed to choose the first
candidate. One choice is taken back, and made again. Then an oracle that shares no code, and reads the tables
by itself, must find every duty where the lists say, as often as before, each step with a note and an event.
"""

import argparse
import csv
import datetime as dt
import html
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
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LISTS = ROOT / "data" / "organisations"
NOW, FORCE = dt.date(2027, 4, 2), dt.date(2027, 4, 1)
FIRST = dt.date(2024, 1, 1)
SUPPOSED = {"nat:nhs_england": "gov:dhsc", "nat:hssib": "reg:cqc", "nat:healthwatch": ""}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("register", type=Path)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child()
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ["ANSWERABLE_HOME"] = str(home)
        shutil.copy(given.register / "answerable.sqlite3", home / "answerable.sqlite3")
        prepare()
        before = holders(home)
        early = before_force()
        began = time.perf_counter()
        kills = replay(home, given.kills, random.Random(given.seed))
        took = time.perf_counter() - began
        check(home, before, kills, took, early)


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    import django

    django.setup()


def prepare() -> None:
    """Brings the copy up to date, and loads the lists of bodies anew."""
    start_django()
    from django.core.management import call_command

    from answerable.core.actors import ORGANISATIONS_LOADER
    from answerable.organisations.loading import load_shipped

    call_command("migrate", verbosity=0)
    load_shipped(by=ORGANISATIONS_LOADER, progress=lambda *_: None)


def before_force() -> int:
    """How many duties of bodies whose end is only announced would pass by the day: none may."""
    from answerable.organisations.models import Organisation
    from answerable.oversight.succession.previewing import preview

    found = preview(NOW)
    named = set(Organisation.objects.filter(key__in=SUPPOSED).values_list("pk", flat=True))
    passing = sum(len(one.duties) for one in found.ready if one.body.pk in named)
    assert passing == 0, "an announced change passed duties on before its day"
    return sum(one.duties for one in found.announced)


def suppose() -> None:
    """Puts in force what is announced."""
    from answerable.core.actors import ORGANISATIONS_LOADER
    from answerable.organisations.facts import BodyFact, ListRead, SuccessionFact, cite_words
    from answerable.organisations.models import Organisation
    from answerable.organisations.operations import load_list

    cited = cite_words("Supposed for a drill: the Health Bill 2026 in force", dated=FORCE)
    bodies = [
        BodyFact(one.key, one.name, one.kind, cited, one.opened, FORCE)
        for one in Organisation.objects.filter(key__in=SUPPOSED)
    ]
    successions = [
        SuccessionFact(old, new, "absorption", cited, FORCE) for old, new in SUPPOSED.items() if new
    ]
    load_list(by=ORGANISATIONS_LOADER, read=ListRead("drill", bodies=bodies, successions=successions))


def replay(home: Path, kills: int, chance: random.Random) -> int:
    """Runs the child to its end, killed on the way. How often it was."""
    killed = 0
    while True:
        process = subprocess.Popen([sys.executable, "-m", "bench.succession", str(home), "--child"], cwd=ROOT)
        try:
            process.wait(timeout=chance.uniform(2, 5) if killed < kills else None)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
            continue
        assert process.returncode == 0, "the child failed"
        return killed


def child() -> None:
    """Works through each day, chooses where nobody is sure, and takes one choice back and makes it again."""
    start_django()
    from answerable.core.actors import Actor
    from answerable.oversight.models import SuccessionRun
    from answerable.oversight.operations.succeeding import take_back_run
    from answerable.oversight.succession.running import work_through
    from tests.made.clock import clock

    by = Actor("person:0", frozenset({"DUTY_TRANSFER"}))
    with clock(NOW):
        suppose()
        for day in days():
            if not SuccessionRun.objects.filter(on=day, finished_at__isnull=False).exists():
                work_through(by=by, on=day)
        if not SuccessionRun.objects.filter(undone_at__isnull=False).exists():
            choose(by)
            first = SuccessionRun.objects.filter(passings__chosen=True).order_by("pk").first()
            assert first is not None, "the lists leave something to a person"
            take_back_run(by=by, run=first, why="Tried out in a drill.")
    with clock(NOW + dt.timedelta(days=1)):
        choose(by)


def choose(by: Any) -> None:
    """As a person might, for the bodies that closed in these years: the first candidate that lives."""
    from answerable.oversight.operations.succeeding import choose_successor
    from answerable.oversight.succession.previewing import preview

    for one in preview(NOW).waits:
        living = [each for each in one.candidates if not each.closed or each.closed > NOW]
        if living and one.body.closed and one.body.closed >= FIRST:
            choose_successor(
                by=by, body=one.body, to=living[0], duties=one.duties, why="Supposed for a drill."
            )


def days() -> list[dt.date]:
    """The day before 2024, and each day since on which the lists say that a body came after another."""
    changes = {row["on"] for row in successions() if row["on"] and row["certainty"] != "announced"}
    found = sorted(day for day in map(dt.date.fromisoformat, changes) if FIRST <= day <= FORCE)
    return [FIRST - dt.timedelta(days=1), *found, FORCE]


def successions() -> list[dict[str, str]]:
    with (LISTS / "successions.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def holders(home: Path) -> dict[str, str]:
    """{reference of a duty: key of the body that holds it}, from the tables."""
    with sqlite3.connect(home / "answerable.sqlite3") as database:
        return dict(
            database.execute(
                "SELECT d.reference, o.key FROM duties_duty d "
                "JOIN organisations_organisation o ON o.id = d.holder_id"
            ).fetchall()
        )


def expected(home: Path, before: dict[str, str]) -> dict[str, tuple[list[str], bool]]:
    """{duty: (the bodies that the lists lead to one by one, whether the last lives)}, of the tables alone."""
    with sqlite3.connect(home / "answerable.sqlite3") as database:
        closed = dict(database.execute("SELECT key, closed FROM organisations_organisation").fetchall())
        withdrawn = {
            row[0]
            for row in database.execute(
                "SELECT d.reference FROM duties_duty d JOIN register_entry e ON e.id = d.entry_id "
                "WHERE e.withdrawn_at IS NOT NULL"
            )
        }
        held = database.execute(
            'SELECT predecessor_key, successor_key, kind, "on", certainty FROM organisations_successionclaim'
        ).fetchall()
    after: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for old, new, kind, on, certainty in held:
        if certainty != "announced" and (not on or on <= NOW.isoformat()):
            after[old][new] = (kind, certainty)
    found: dict[str, tuple[list[str], bool]] = {}
    for duty, body in before.items():
        way = [body]
        while duty not in withdrawn and closed[way[-1]] and closed[way[-1]] <= NOW.isoformat():
            ways = after.get(way[-1], {})
            sure = [new for new, said in ways.items() if said[1] == "sure" and said[0] != "split"]
            if len(ways) != 1 or not sure or sure[0] not in closed or sure[0] in way:
                break
            way.append(sure[0])
        lives = not closed[way[-1]] or closed[way[-1]] > NOW.isoformat() or duty in withdrawn
        found[duty] = (way, lives)
    return found


def seen_in_public(home: Path, moved: set[str], chance: random.Random) -> int:
    """Of some duties that passed, the page of the entry says from whom to whom, and why."""
    from django.test import Client

    with sqlite3.connect(home / "answerable.sqlite3") as database:
        rows = database.execute(
            "SELECT d.reference, e.reference, t.note FROM duties_transfer t "
            "JOIN duties_duty d ON d.id = t.duty_id JOIN register_entry e ON e.id = d.entry_id"
        ).fetchall()
    notes = [row for row in rows if row[0] in moved]
    client = Client(HTTP_HOST="localhost")
    picked = chance.sample(notes, min(25, len(notes)))
    for _, entry, note in picked:
        page = html.unescape(client.get(f"/entries/{entry}").content.decode())
        assert note[:60] in page, f"the note is not on the page of {entry}"
    return len(picked)


def check(home: Path, before: dict[str, str], kills: int, took: float, early: int) -> None:
    """Fails where a duty is lost, doubled, elsewhere than the lists say, or without a note or an event."""
    after = holders(home)
    assert before.keys() == after.keys(), "a duty was lost or made"
    with sqlite3.connect(home / "answerable.sqlite3") as database:
        doubled = database.execute(
            "SELECT COUNT(*) FROM (SELECT 1 FROM duties_duty GROUP BY entry_id, organisation_id "
            "HAVING COUNT(*) > 1)"
        ).fetchone()[0]
        steps = database.execute(
            "SELECT d.reference, b.key, a.key, t.note, t.why FROM duties_transfer t "
            "JOIN duties_duty d ON d.id = t.duty_id JOIN organisations_organisation b ON b.id = t.before_id "
            "JOIN organisations_organisation a ON a.id = t.after_id ORDER BY t.id"
        ).fetchall()
        chosen = {
            row[0]
            for row in database.execute(
                "SELECT d.reference FROM oversight_passing p JOIN duties_duty d ON d.id = p.duty_id "
                "WHERE p.chosen"
            )
        }
        events = database.execute(
            "SELECT kind, payload FROM ledger_event WHERE kind IN ('duties.passed_on', 'duties.given_back')"
        ).fetchall()
        runs = database.execute(
            'SELECT "on", before, after FROM oversight_successionrun ORDER BY id'
        ).fetchall()
    assert doubled == 0, "two duties of one body on one entry"
    assert all(note.strip() for _, _, _, note, _ in steps), "a step without a note"
    at = dict(before)
    for duty, old, new, _, _ in steps:
        assert at[duty] == old, f"{duty} passed from a body that did not hold it"
        at[duty] = new
    assert at == after, "a holder that no step explains"
    told: Counter[str] = Counter()
    for _, payload in events:
        telling: dict[str, Any] = json.loads(payload)
        told.update({duty: len(telling.get("to") or [1]) for duty in telling["duties"]})
    assert told == Counter(duty for duty, *_ in steps), "a step that no event tells, or one told twice"
    should = expected(home, before)
    waiting = 0
    for duty, body in after.items():
        way, lives = should[duty]
        if duty in chosen:
            continue
        waiting += not lives
        assert body == way[-1] if lives else body in way, f"{duty}: at {body}, and the lists lead to {way}"
    assert all(json.loads(row[2])["balances"] for row in runs), "an account that does not balance"
    moved = {duty for duty, *_ in steps}
    seen = seen_in_public(home, moved, random.Random(1))
    print(f"{len(before):,} duties before and after")
    print(f"{early:,} of bodies whose end is only announced: none passes before it is in force")
    print(f"{len(moved):,} passed in {len(runs)} runs, {kills} kills, {took:.0f} s")
    print(f"{len(steps):,} steps, each with a note and an event; {seen} pages looked at, each with its note")
    print(f"{len(chosen):,} by a person's choice; {waiting:,} wait for one; 0 lost, 0 doubled, 0 unexplained")
    for day, _, said in runs:
        found = json.loads(said)
        if found["passed"]:
            print(f"  {day}: {found['passed']:,} passed, {found['waiting']:,} wait")


if __name__ == "__main__":
    main()
