"""Alerts on searches, with the job killed again and again, against an independent oracle; and how fast.

    python -m bench.alerts [--searches 1000] [--edits 10000] [--kills 50] [--seconds 120] [--seed 8]

First one edit a second goes on for so many SECONDS beside `answerable alerts --every 15`, and the time from
an edit to its mail is taken. Then one child makes random edits as fast as it can (entries added, reworded,
withdrawn, corrected), while another tells followers and sends mail, and is killed (SIGKILL) at random moments
and started again. In the end what was told must be what bench/alerts_oracle.py says, each once in one mail,
and each mail must lie in the mailbox once and name what it tells of.
"""

import argparse
import datetime as dt
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BEGIN = 200  # entries at the beginning
VOCABULARY = 400
PER_ADDRESS = 4
KINDS = ("concern", "recommendation")
RHYTHMS = ("at_once", "at_once", "at_once", "daily", "weekly")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--searches", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--child", choices=("edit", "tell"), help=argparse.SUPPRESS)
    parser.add_argument("--pause", type=float, default=0.0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child == "edit":
        edit(given.edits, given.seed, given.pause)
        return
    if given.child == "tell":
        tell()
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:  # nosec
        os.environ["ANSWERABLE_HOME"] = folder
        start_django()
        held = prepare(given.searches, given.seed)
        quick(given.seconds, given.seed)
        began = time.perf_counter()
        killed = storm(given.edits, given.kills, given.seed)
        drain()
        check(held, killed, time.perf_counter() - began)


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    import django

    django.setup()


def prepare(count: int, seed: int) -> dict[int, Any]:
    """{follow: its search}, and a register of a few entries."""
    from answerable.core.actors import PUBLIC
    from answerable.notices.follows import secret_of
    from answerable.notices.operations import ask_to_follow, confirm_follow
    from answerable.pipeline.following.searches import subject_of
    from bench.alerts_oracle import searches, vocabulary
    from tests.migrated import migrate

    migrate()
    chance = random.Random(seed)
    held: dict[int, Any] = {}
    for place, search in enumerate(searches(count, vocabulary(VOCABULARY, random.Random(seed)), chance)):
        asked = ask_to_follow(
            by=PUBLIC,
            mail=f"reader{place // PER_ADDRESS}@example.org",
            what="search",
            subject=subject_of(search.pairs()),
            rhythm=chance.choice(RHYTHMS),
            label="a search",
        )
        assert asked is not None
        confirm_follow(by=PUBLIC, secret=secret_of(asked.follower), follow=asked.pk)
        held[asked.pk] = search
    print(f"{len(held):,} searches followed by {-(-len(held) // PER_ADDRESS):,} addresses")
    return held


def quick(seconds: int, seed: int) -> None:
    """One edit a second beside the command that runs in earnest."""
    edits = [sys.executable, "-m", "bench.alerts", "--child", "edit", "--seed", str(seed + 1)]
    alerts = [sys.executable, "-c", "from answerable.cli import main; main()", "alerts", "--every", "15"]
    child = subprocess.Popen(alerts, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        subprocess.run([*edits, "--edits", str(seconds), "--pause", "1"], cwd=ROOT, check=True)
        time.sleep(40)
    finally:
        child.kill()
        child.wait()
    from answerable.ledger.models import Event
    from answerable.notices.models import Followed

    at = dict(Event.objects.values_list("index", "recorded_at"))
    rows = Followed.objects.filter(follow__rhythm="at_once", message__sent_at__isnull=False)
    began = min(at.values()) + dt.timedelta(seconds=15)  # the first entries come all at once
    took = sorted(
        (sent - at[event]).total_seconds()
        for event, sent in rows.values_list("event", "message__sent_at")
        if sent and at[event] > began
    )
    middle, most = took[len(took) // 2], took[len(took) * 95 // 100]
    print(
        f"{seconds} edits, one a second: {len(took):,} alerts as it happens; from the edit to its mail p50 "
        f"{middle:.1f} s, p95 {most:.1f} s, longest {took[-1]:.1f} s"
    )


def storm(edits: int, kills: int, seed: int) -> int:
    """Edits as fast as they go, and a job that is killed so often. Returns how often."""
    chance = random.Random(seed + 2)
    command = [sys.executable, "-m", "bench.alerts", "--seed", str(seed + 3), "--child"]
    editor = subprocess.Popen([*command, "edit", "--edits", str(edits)], cwd=ROOT)
    done = 0
    while done < kills or editor.poll() is None:
        child = subprocess.Popen([*command, "tell"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        child.stdout.readline()  # it has begun
        time.sleep(chance.uniform(0.05, 2.5) if done < kills else 3)
        if child.poll() is not None:
            sys.exit(f"the job failed with {child.returncode}")
        child.send_signal(signal.SIGKILL)
        child.wait()
        done += 1
    if editor.returncode:
        sys.exit(f"the editor failed with {editor.returncode}")
    return done


def tell() -> None:
    """The child that is killed: tells and sends without a rest."""
    start_django()
    from answerable.core.actors import POST
    from answerable.pipeline.following import run_alerts
    from answerable.pipeline.post import send_waiting

    print("begun", flush=True)
    while True:
        run_alerts(progress=lambda *_: None)
        send_waiting(by=POST, progress=lambda *_: None)


def edit(count: int, seed: int, pause: float) -> None:
    """The child that edits, and says in a journal what it did."""
    start_django()
    from answerable.assurance.operations import correct
    from answerable.core.actors import INGEST, Actor
    from answerable.register.models import Entry
    from answerable.register.operations import record_report, withdraw_entry
    from bench.alerts_oracle import some_words, text_of, vocabulary
    from tests import make

    by = Actor("person:1", frozenset({"ENTRY_WITHDRAW", "CORRECTION_RECORD"}))
    home = Path(os.environ["ANSWERABLE_HOME"])
    chance = random.Random(seed)
    words = vocabulary(VOCABULARY, random.Random(8))
    document = make.document(f"alerts {seed}")
    live: dict[str, dict[str, Any]] = {}
    journal = (home / f"journal-{seed}.jsonl").open("a")

    def prepared(number: int, one: dict[str, Any], rank: int) -> Any:
        return make.prepared_report(
            texts=[text_of(one["words"])],
            kind=one["kind"],
            issued=dt.date.fromisoformat(one["issued"]),
            reference=f"{one['issued'][:4]}-{seed}-{number}",
            area="Far Fell",
            rank=rank,
        )

    def note(event: str, entry: str, one: dict[str, Any], before: list[str] | None = None) -> None:
        journal.write(json.dumps({"event": event, "entry": entry, **one, "before": before}) + "\n")
        journal.flush()

    number = 0

    def add() -> None:
        nonlocal number
        number += 1
        day = dt.date(2020, 1, 1) + dt.timedelta(days=chance.randrange(1500))
        one = {
            "words": some_words(words, 6, chance),
            "kind": chance.choice(KINDS),
            "issued": day.isoformat(),
            "number": number,
            "rank": 1,
        }
        report = make.report(prepared(number, one, 1))
        entry = Entry.objects.get(report=report).reference
        live[entry] = one
        note("entry.recorded", entry, one)

    for _ in range(BEGIN if not pause else 50):
        add()
    for _ in range(count):
        time.sleep(pause)
        draw = chance.random()
        entry = chance.choice(sorted(live))
        one = live[entry]
        if draw < 0.13:
            add()
        elif draw < 0.18 and len(live) > 50:
            withdraw_entry(by=by, entry=Entry.objects.get(reference=entry), why="Held twice.")
            note("entry.withdrawn", entry, live.pop(entry))
        elif draw < 0.28:
            correct(by=by, subject=entry, was="One.", now_says="Two.", why="It was wrong.")
            note("correction.recorded", entry, one)
        else:
            before = one["words"]
            kept = [word for word in before if chance.random() < 0.6]
            fresh = [word for word in some_words(words, 6, chance) if word not in kept]
            one["words"], one["rank"] = [*kept, *fresh][:6], one["rank"] + 1
            if one["words"] == before:
                continue
            record_report(by=INGEST, prepared=prepared(one["number"], one, one["rank"]), document=document)
            note("entry.reworded", entry, one, before)


def drain() -> None:
    """What is left to tell is told in the days that follow."""
    from answerable.core.actors import POST
    from answerable.core.calendar import now
    from answerable.pipeline.following import run_alerts
    from answerable.pipeline.post import send_waiting
    from tests.made.clock import clock

    begun = now()
    for hours in (0, 2, 24, 26, 24 * 8):
        with clock(begun + dt.timedelta(hours=hours)):
            run_alerts(progress=lambda *_: None)
            send_waiting(by=POST, progress=lambda *_: None)


def check(held: dict[int, Any], killed: int, took: float) -> None:
    """Compares what was told with the oracle's, and mails with what they tell of; ends with 1 if not so."""
    from django.conf import settings

    from answerable.core.mail import Mailbox
    from answerable.ledger.models import Event
    from answerable.notices.models import Followed, Message
    from answerable.pipeline.following.telling import MOST
    from bench.alerts_oracle import expected

    journal: list[dict[str, Any]] = []
    for path in sorted(Path(settings.HOME).glob("journal-*.jsonl")):
        journal += [json.loads(line) for line in path.read_text().splitlines()]
    events = [
        (index, kind, payload["subject"] if kind == "correction.recorded" else subject)
        for index, kind, subject, payload in Event.objects.filter(
            kind__in={line["event"] for line in journal}
        ).values_list("index", "kind", "subject", "payload")
    ]
    wanted = expected(held, journal, events)
    told = Counter(Followed.objects.values_list("follow", "event", "subject"))
    mails = {str(mail["Message-ID"]): mail for mail in Mailbox(settings.MAILBOX).messages()}
    files = sum(1 for part in ("new", "cur") for _ in (settings.MAILBOX / part).glob("*"))
    problems = [f"too much: {one}" for one in (told - Counter(wanted)).elements()]
    problems += [f"missing: {one}" for one in (Counter(wanted) - told).elements()]
    problems += [
        f"never mailed: {pk}" for pk in Followed.objects.filter(message=None).values_list("pk", flat=True)
    ]
    sent = Message.objects.filter(state=Message.State.SENT)
    if files != len(mails) or set(mails) != set(sent.values_list("message_id", flat=True)):
        problems.append(f"{files:,} files with {len(mails):,} mails, {sent.count():,} messages")
    leads: dict[str, set[str]] = {}
    for message_id, lead in Followed.objects.values_list("message__message_id", "subject"):
        leads.setdefault(message_id, set()).add(lead)
    for message_id, of in leads.items():
        body = mails[message_id].get_content() if message_id in mails else ""
        named = set(re.findall(r"^Entry (E-\w+)", body, re.MULTILINE))
        if not named <= of or len(named) != min(len(of), MOST):
            problems.append(f"{message_id} names {len(named):,} of {len(of):,}")
    print(
        f"{len(journal):,} edits, {killed} kills; {len(wanted):,} alerts in {len(leads):,} mails;"
        f" {took:,.0f} s"
    )
    for problem in problems[:20]:
        print(problem)
    if problems:
        sys.exit(f"{len(problems):,} differences from the oracle")
    print("Equal to the oracle: each told once, in one mail that was handed over once.")


if __name__ == "__main__":
    main()
