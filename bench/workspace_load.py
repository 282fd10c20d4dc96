"""Five hundred people of answerable bodies answer within an hour: is anything lost, and how quick is it?

    .venv/bin/python -m bench.workspace_load --home COPY [--pairs 250] [--minutes 10]

COPY is a copy of an ANSWERABLE_HOME with real duties: answers are submitted and stay. In each of as many
bodies as there are pairs, a responder reads the duty, begins an answer, saves it four times (twice as the
script of the page does) and asks for sign-off; the accountable officer reads it, signs, submits, and sends
the same form again. The journeys begin evenly over the minutes: with fewer than 60, the hour is squeezed.
The server is that of `answerable serve` (two workers), the load comes from another process on the same
machine. Afterwards the database is compared with what was sent.
"""

import argparse
import http.client
import os
import platform
import random
import re
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = "/workspace"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
PATIENCE = 60


@dataclass
class Pair:
    """Two people of one body, and the duty that they answer."""

    body: str
    duty: str
    key: str  # of the part in the form
    responder: str  # session keys
    officer: str
    words: str
    times: list[tuple[str, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Browser:
    """One person's browser: keeps its cookies, and measures each request."""

    def __init__(self, port: int, session: str, pair: Pair) -> None:
        self.port, self.pair = port, pair
        self.cookies = {"session": session}

    def ask(self, what: str, method: str, path: str, fields: list[tuple[str, str]] | None = None) -> str:
        """The page, followed through one redirect. The address it ended at is in `self.at`."""
        body = urlencode(fields) if fields is not None else None
        headers = {
            "Host": "localhost",
            "User-Agent": BROWSER,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if what == "autosave":
            headers["Accept"] = "application/json"
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        self.pair.times.append((what, time.perf_counter() - started))
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        self.at = path
        if answer.status in (301, 302, 303):
            self.at = answer.getheader("Location", "")
            return self.ask(f"after {what}", "GET", self.at)
        if answer.status != 200:
            self.pair.wrong.append(f"{what} {path}: {answer.status}")
        return text

    def send(self, what: str, page: str, path: str, *fields: tuple[str, str]) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        return self.ask(what, "POST", path, [("csrfmiddlewaretoken", token[1] if token else ""), *fields])


def revision(page: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', page)
    return found[1] if found else "0"


def journey(port: int, pair: Pair, chance: random.Random) -> None:
    here = f"{ROOT}/bodies/{pair.body}"
    writer = Browser(port, pair.responder, pair)
    writer.ask("home", "GET", ROOT)
    writer.ask("body", "GET", here)
    page = writer.ask("duty", "GET", f"{here}/duties/{pair.duty}")
    page = writer.send("begin", page, f"{here}/duties/answer", ("duty", pair.duty))
    draft = writer.at
    for step in range(4):
        last = step == 3
        fields = [
            ("revision", revision(page)),
            ("words", ""),
            ("part", pair.key),
            (f"stance-{pair.key}", "in_full"),
            (f"words-{pair.key}", pair.words if last else f"{pair.words} Draft {step}."),
            ("then", "check" if last else "save"),
        ]
        what = "autosave" if step in (1, 2) else "save"
        sent = writer.send(what, page, draft, *fields)
        page = sent if step in (0, 3) else writer.ask("draft", "GET", draft)
        time.sleep(chance.uniform(0.2, 1.5))
    writer.send("ask", page, f"{draft}/ask", ("revision", revision(page)))
    officer = Browser(port, pair.officer, pair)
    officer.ask("home", "GET", ROOT)
    page = officer.ask("check", "GET", f"{draft}/check")
    page = officer.send("sign", page, f"{draft}/sign", ("revision", revision(page)))
    said = (("revision", revision(page)), ("confirmed", "yes"))
    officer.send("submit", page, f"{draft}/submit", *said)
    officer.send("submit again", page, f"{draft}/submit", *said)


def prepare(count: int) -> list[Pair]:
    """Two people in each of `count` bodies that hold a duty nobody has answered, signed in."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    from answerable.accounts.operations import grant_role, invite_person
    from answerable.accounts.queries import active_person
    from answerable.core.actors import PEOPLE
    from answerable.duties.content import key_of
    from answerable.duties.models import Duty
    from answerable.duties.queries import things_asked
    from answerable.workspace.visit import enter

    def session(role: str, duty: Duty, number: int) -> str:
        body = duty.holder
        person = invite_person(by=PEOPLE, email=f"{role}{number}@example.org", name=f"Bench {number}")
        grant_role(by=PEOPLE, person=person, role=role, reason="To measure.", organisation=body)
        found = active_person(person.pk)
        assert found is not None
        request = RequestFactory().get("/", headers={"User-Agent": BROWSER})
        request.session = SessionStore()
        enter(request, found, proved=True)
        request.session.save()
        return str(request.session.session_key)

    free = Duty.objects.filter(answer_parts__isnull=True, entry__withdrawn_at__isnull=True)
    taken: dict[int, Duty] = {}
    for duty in free.select_related("holder", "entry").order_by("-pk").iterator():
        if len(taken) < count and duty.holder.closed is None:
            taken.setdefault(duty.holder_id, duty)
    pairs = []
    for number, duty in enumerate(taken.values()):
        asked = things_asked([duty])[duty.pk][0]
        pairs.append(
            Pair(
                duty.holder.reference,
                duty.reference,
                key_of(duty.pk, asked.pk),
                session("responder", duty, number),
                session("accountable_officer", duty, number),
                f"We have looked at this ({number}) and have written down who does what, and by when.",
            )
        )
    return pairs


def compare(pairs: list[Pair]) -> list[str]:
    """What of the answers differs from what was sent; empty where each is there once, in its words."""
    from django.db.models import Max, Min

    from answerable.duties.models import Answer, AnswerPart, Draft
    from answerable.ledger.models import Event

    wrong = []
    for pair in pairs:
        parts = list(AnswerPart.objects.filter(duty__reference=pair.duty))
        if [part.words_original for part in parts] != [pair.words]:
            wrong.append(f"{pair.duty}: {len(parts)} answers")
    drafts = Draft.objects.count()
    if drafts != len(pairs) or Answer.objects.filter(draft__isnull=False).count() != len(pairs):
        wrong.append(f"{drafts} drafts, {Answer.objects.count()} answers, {len(pairs)} were begun")
    ledger = Event.objects.aggregate(first=Min("index"), last=Max("index"))
    if ledger["last"] - ledger["first"] + 1 != Event.objects.count():
        wrong.append("the ledger has gaps")
    return wrong


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--home", type=Path, required=True)
    said.add_argument("--pairs", type=int, default=250)
    said.add_argument("--minutes", type=float, default=10)
    given = said.parse_args()
    os.environ |= {"ANSWERABLE_HOME": str(given.home), "DJANGO_SETTINGS_MODULE": "answerable.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    pairs = prepare(given.pairs)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = "from answerable.cli import main; main()"
    with (given.home / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", command, "serve", "--port", str(port)], stdout=log, stderr=log
        )
    try:
        wait(port)
        chance, threads = random.Random(4), []
        started = time.monotonic()
        for number, pair in enumerate(pairs):
            time.sleep(max(0.0, started + number * given.minutes * 60 / len(pairs) - time.monotonic()))
            threads.append(threading.Thread(target=journey, args=(port, pair, chance)))
            threads[-1].start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - started
    finally:
        server.terminate()
        server.wait(timeout=30)
    tell(pairs, took)


def wait(port: int) -> None:
    for _ in range(PATIENCE * 5):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise SystemExit("The server did not answer.")


def tell(pairs: list[Pair], took: float) -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    times = [(what, seconds) for pair in pairs for what, seconds in pair.times]
    print(f"{2 * len(pairs)} people, {len(times)} requests in {took / 60:.1f} minutes")
    writes = {"begin", "save", "autosave", "ask", "sign", "submit", "submit again"}
    for name, kept in (
        ("writes", [s for what, s in times if what in writes]),
        ("submit", [s for what, s in times if what == "submit"]),
        ("reads", [s for what, s in times if what not in writes]),
    ):
        ordered = sorted(kept)
        p50, p95, p99 = (
            ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95, 0.99)
        )
        print(f"{name}: {len(ordered)}, p50 {p50 * 1000:.0f}, p95 {p95 * 1000:.0f}, p99 {p99 * 1000:.0f} ms")
    refused = [line for pair in pairs for line in pair.wrong]
    wrong = compare(pairs)
    print(f"requests not answered as they should be: {len(refused)} {refused[:3] or ''}")
    print(f"lost, doubled or changed: {len(wrong)} {wrong[:3] or ''}")


if __name__ == "__main__":
    main()
