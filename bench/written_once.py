"""Programs write with keys while the server is killed again and again: is each request done once?

    .venv/bin/python -m bench.written_once [--kills 200] [--requests 60] [--seed 7]

With DATABASE_URL on PostgreSQL, its database must be empty; else a fresh SQLite file is used. Requests that
have no guard of their own against being done twice (a plan's actions) are sent through the whole service by a
process that is killed (SIGKILL) at a random moment, and sent again under the same Idempotency-Key until there
is an answer; then once more, as if that answer had been lost. Some are sent by two processes at one moment.
First one single request takes all the kills; then as many as are asked for take as many between them. In the
end each must stand once in the register and once in the log, with one and the same answer.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HEADERS = {"Content-Type": "application/json"}
PATIENCE = 60.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        os.environ.setdefault("ANSWERABLE_HOME", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
        os.environ["ANSWERABLE_SECOND_FACTOR"] = "optional"  # whose key it is has none
        (Path(os.environ["ANSWERABLE_HOME"]) / "static").mkdir(exist_ok=True)
        dice = random.Random(given.seed)
        world = begin()
        took = warm(world)
        print(f"a request takes {took * 1000:.0f} ms", flush=True)
        single = storm(world, [Asked("The one request", "one")], given.kills, took, dice)
        many = storm(
            world,
            [Asked(f"Action number {number}", f"many-{number}") for number in range(given.requests)],
            given.kills,
            took,
            dice,
        )
        ok = told("one request", single) & told("many requests", many)
        sys.exit(0 if ok else 1)


@dataclass
class World:
    """Where to send what, and with which key."""

    address: str
    duty: str
    key: str


@dataclass
class Asked:
    """One request: what it says, its name, and what came of sending it."""

    words: str
    name: str
    kills: int = 0
    sent: int = 0
    answers: list[str] = field(default_factory=list)


def begin() -> World:
    """A body with one duty, and a key of somebody who plans for it."""
    import django

    django.setup()
    from django.db import connections

    from answerable.api import limits
    from tests.migrated import migrate

    limits.MOST_OF_KEY = 10**9
    migrate()
    from tests import make
    from tests.made import answering, delivering
    from tests.unit.api.keyed import program

    trust = make.body("Northmere Wards Trust")
    duty = delivering.duty(trust)
    words = program(answering.member("responder", trust), "PLAN_EDIT").words
    connections.close_all()
    return World(f"/api/v1/work/bodies/{trust.reference}/actions", duty.reference, words)


def warm(world: World) -> float:
    """Loads in this process what children begin with; how long a request takes, in seconds."""
    from django.db import connections
    from django.test import Client

    from answerable.api.app import described
    from answerable.duties.words import published_words

    published_words("Nothing of anybody.")
    described()
    Client(HTTP_HOST="localhost").get(world.address)  # without a key: no database is asked

    times = []
    for number in range(4):
        began = time.monotonic()
        child, pipe = start(world, Asked(f"To warm up {number}", f"warm-{number}"))
        with os.fdopen(pipe) as read:
            read.read()
        os.waitpid(child, 0)
        times.append(time.monotonic() - began)
    connections.close_all()
    return sorted(times)[1]


def start(world: World, asked: Asked) -> tuple[int, int]:
    """A child that sends the request through the whole service: its process, and where its answer comes."""
    asked.sent += 1
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, read
    try:
        os.close(read)
        from django.test import Client

        sent = {
            "duties": [world.duty],
            "words": asked.words,
            "owner_role": "Director of Nursing",
            "end": f"{time.gmtime().tm_year + 1}-06-30",
        }
        answer = Client(HTTP_HOST="localhost").post(
            world.address,
            data=json.dumps(sent),
            content_type="application/json",
            headers={"Authorization": f"Bearer {world.key}", "Idempotency-Key": asked.name},
        )
        os.write(write, f"{answer.status_code} {answer.content.decode()}".encode())
    finally:
        os._exit(0)


def storm(world: World, requests: list[Asked], kills: int, took: float, dice: random.Random) -> list[Asked]:
    """Sends them, one after another and again from the first, until so many sendings were killed and each
    has been answered twice."""
    left = kills
    turn = 0
    while left > 0 or any(len(one.answers) < 2 for one in requests):
        one = requests[turn % len(requests)]
        turn += 1
        twins = 2 if dice.random() < 0.2 else 1
        begun = [start(world, one) for _ in range(twins)]
        if left > 0:
            time.sleep(dice.uniform(0, took * 1.1))
            for child, _ in begun:
                os.kill(child, signal.SIGKILL)
        for child, pipe in begun:
            with os.fdopen(pipe) as read:
                answer = read.read()
            os.waitpid(child, 0)
            if answer:
                one.answers.append(answer)
            elif left > 0:
                one.kills += 1
                left -= 1
    return requests


def told(what: str, requests: list[Asked]) -> bool:
    """Compares what stands with what was sent, and prints it."""
    from django.db import connection

    from answerable.accounts.models.keys import AskedBefore
    from answerable.duties.models import Action
    from answerable.ledger.models import Event

    words = [one.words for one in requests]
    stand = Counter(Action.objects.filter(words__in=words).values_list("words", flat=True))
    log = Counter(
        Event.objects.filter(kind="action.planned", payload__words__in=words).values_list("subject")
    )
    twice = [one.name for one in requests if stand[one.words] > 1]
    missing = [one.name for one in requests if stand[one.words] == 0]
    waits = Counter(answer[:3] for one in requests for answer in one.answers)
    differ = [
        one.name for one in requests if len({text for text in one.answers if text.startswith("201")}) != 1
    ]
    kept = AskedBefore.objects.filter(name__in=[one.name for one in requests], status=201).count()
    print(
        f"{what} on {connection.vendor}: {len(requests)} requests sent {sum(one.sent for one in requests)} "
        f"times, {sum(one.kills for one in requests)} of them killed; answers {dict(waits)}; facts "
        f"{sum(stand.values())}, events {sum(log.values())}, answers kept {kept}; twice {len(twice)}, "
        f"missing {len(missing)}, with two answers {len(differ)}"
    )
    strange = set(waits) - {"201", "409"}
    return not (twice or missing or differ or strange) and sum(log.values()) == kept == len(requests)


if __name__ == "__main__":
    main()
