"""What hostile files do to the web process: all of tests/made/hostile, sent to `answerable serve`.

    python -m bench.uploads

Each file is sent as evidence by somebody of a body, to one server process on a home of its own.
Prints for all of them together how many were handled as expected, the longest time, and how far the memory of
the web process rose above what it was once every kind of good file had been sent (resident set, sampled every
10 ms; the processes that read files are others, with ceilings of their own). Exits with 1 where one was not
handled as expected.
"""

import html
import http.client
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import django
import psutil  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
django.setup()

from tests.made.hostile import Sent, sent  # noqa: E402
from tests.pages.served import environment, serving  # noqa: E402

TOKEN = "c" * 32  # nosec B105  # of the form: any will do that the cookie holds too
OFFICERS = 4  # one may send 200 files a day
EVERY = 0.01  # seconds between two looks at the memory
MARK_MB, MARK_SECONDS = 50, 10


@dataclass(frozen=True, slots=True)
class World:
    body: str
    sessions: list[str]


def build() -> None:
    """Run in a process of its own, on the home of the server: prints a `World`."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command

    from answerable.accounts.operations import grant_role, invite_person
    from answerable.core.actors import PEOPLE
    from answerable.workspace.policy import SINCE
    from tests import make

    call_command("migrate", verbosity=0)
    trust = make.body("Northmere Wards Trust")
    store = import_module(settings.SESSION_ENGINE).SessionStore
    sessions = []
    for number in range(OFFICERS):
        person = invite_person(by=PEOPLE, email=f"officer{number}@example.org", name=f"Some Body {number}")
        grant_role(by=PEOPLE, person=person, role="responder", organisation=trust, reason="A measurement.")
        session = store()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session[SINCE] = time.time()
        session.save()
        sessions.append(session.session_key)
    sys.stdout.write(json.dumps({"body": trust.reference, "sessions": sessions}))


def form(one: Sent, content: bytes) -> tuple[bytes, str]:
    """The form as a browser sends it, and its content type."""
    border = "border-of-the-form"
    name = one.name.replace("\\", "\\\\").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    fields = {"csrfmiddlewaretoken": TOKEN, "title": f"Evidence: {one.label}", "grade": "audit"}
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name or "file"}"\r\n\r\n'
    parts += [head.encode("utf-8", "replace"), content, f"\r\n--{border}--\r\n".encode()]
    return b"".join(parts), f"multipart/form-data; boundary={border}"


def send(address: str, world: World, session: str, one: Sent) -> tuple[int, str, float]:
    """(status, what the page says is wrong, seconds)."""
    body, kind = form(one, one.make())
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    headers = {"Content-Type": kind, "Cookie": f"session={session}; csrf={TOKEN}", "Host": "localhost"}
    started = time.perf_counter()
    connection.request("POST", f"/workspace/bodies/{world.body}/evidence/add", body, headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    took = time.perf_counter() - started
    connection.close()
    wrong = re.search(r'error-summary__list">\s*<li><a[^>]*>(.*?)</a>', page, re.DOTALL)
    return answer.status, html.unescape(wrong[1]) if wrong else "", took


def web_processes(port: int) -> list[psutil.Process]:
    """The server's own processes: not those that read files."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or ())
        if f":{port}" in line and "gunicorn" in line:
            found.append(process)
    return found


class Watch(threading.Thread):
    """Looks at the memory of the server until told to stop."""

    def __init__(self, processes: list[psutil.Process]) -> None:
        super().__init__(daemon=True)
        self._processes = processes
        self._over = threading.Event()
        self.peak = 0

    def now(self) -> int:
        return max(int(process.memory_info().rss) for process in self._processes)

    def run(self) -> None:
        while not self._over.wait(EVERY):
            self.peak = max(self.peak, self.now())

    def stop(self) -> None:
        self._over.set()
        self.join()


def as_expected(one: Sent, status: int, why: str) -> bool:
    if one.kept == "any":
        return status in (302, 422)
    if one.kept:
        return status == 302
    # A file far over the limit stops before it is looked at, and the page says so in words of its own.
    return status == 422 and bool(why) and (one.why in why or "larger than the largest" in why)


def main() -> None:
    if sys.argv[1:] == ["build"]:
        build()
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = subprocess.run(
            [sys.executable, "-m", "bench.uploads", "build"],
            env=environment(home),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        world = World(**json.loads(made.stdout))
        with serving(home) as address:
            measure(address, world, home)


def measure(address: str, world: World, home: Path) -> None:
    files = list(sent())
    for one in files:
        if one.label.startswith("good ") and "ending" not in one.label:
            send(address, world, world.sessions[-1], one)
    watch = Watch(web_processes(urlsplit(address).port or 0))
    before = watch.now()
    watch.start()
    counts: Counter[str] = Counter()
    slowest, slow_label = 0.0, ""
    for number, one in enumerate(files):
        status, why, took = send(address, world, world.sessions[number % (OFFICERS - 1)], one)
        counts["kept" if status == 302 else "refused"] += 1
        if took > slowest:
            slowest, slow_label = took, one.label
        if not as_expected(one, status, why):
            counts["not as expected"] += 1
            sys.stdout.write(f"NOT AS EXPECTED: {one.label}: {status} {why}\n")
    watch.stop()
    left = list((home / "uploads").rglob(".incoming-*"))
    rose = (watch.peak - before) / 1e6
    sys.stdout.write(
        f"{platform.platform()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}\n"
        f"{len(files)} files: {counts['kept']} kept, {counts['refused']} refused, "
        f"{counts['not as expected']} not as expected; {len(left)} half files left\n"
        f"slowest {slowest:.1f} s ({slow_label}); mark {MARK_SECONDS} s\n"
        f"web process {before / 1e6:.0f} MB before, at most {rose:+.1f} MB while; mark +{MARK_MB} MB\n"
    )
    if counts["not as expected"] or left or rose > MARK_MB or slowest > MARK_SECONDS:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
