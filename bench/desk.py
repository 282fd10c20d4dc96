"""How much of an editor's time the review desk itself takes: the server's, for an answer and the next item.

    .venv/bin/python bench/desk.py --home DIRECTORY [--items 200]

DIRECTORY is an ANSWERABLE_HOME with open suggestions, best a copy: answers are given at random and stay.
Pages are asked for in this process, over Django's own client, so that no network is counted.
"""

import argparse
import os
import random
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

DESKS = ("links", "themes", "scope")
ANSWERS = {
    "links": ("same_ask", "overlaps", "a_narrower", "related", "unrelated", "unusable"),
    "scope": ("yes", "likely", "no"),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--items", type=int, default=200)
    given = parser.parse_args()
    os.environ |= {"ANSWERABLE_HOME": str(given.home), "DJANGO_SETTINGS_MODULE": "answerable.settings"}
    import django

    django.setup()
    client = editor()
    random.seed(20261128)
    for desk in DESKS:
        times = work(client, desk, given.items)
        if not times:
            print(f"{desk}: nothing is open")
            continue
        walls = sorted(wall for wall, _ in times)
        works = sorted(work for _, work in times)
        p50, p95, at_work = (at(walls, 0.5), at(walls, 0.95), at(works, 0.95))
        print(
            f"{desk}: {len(times)} answers, each with the next item: p50 {p50 * 1000:.0f} ms, p95 "
            f"{p95 * 1000:.0f} ms (processor alone: p95 {at_work * 1000:.0f} ms), longest "
            f"{walls[-1] * 1000:.0f} ms; at p95 the desk has time for {3600 / p95:,.0f} an hour"
        )


def editor() -> "Client":
    """A browser in which a new editor has signed in."""
    from django.test import Client

    from answerable.accounts.operations import grant_role, invite_person
    from answerable.accounts.queries import active_person
    from answerable.core.actors import PEOPLE
    from answerable.workspace.policy import SINCE

    email = f"bench{time.time_ns()}@example.org"
    person = invite_person(by=PEOPLE, email=email, name="Bench")
    grant_role(by=PEOPLE, person=person, role="editor", reason="To measure the desk.")
    found = active_person(person.pk)
    assert found is not None
    client = Client(HTTP_HOST="localhost")
    client.force_login(found)
    session = client.session
    session[SINCE] = time.time()
    session.save()
    return client


def work(client: "Client", desk: str, items: int) -> list[tuple[float, float]]:
    """(seconds on the clock, seconds of the processor) for each answer and the page that follows it."""
    address = f"/workspace/review/{desk}"
    page = client.get(address).content.decode()
    times: list[tuple[float, float]] = []
    while len(times) < items and f'action="{address}/decide"' in page:
        fields = form(page, desk)
        wall, own = time.perf_counter(), time.process_time()
        client.post(f"{address}/decide", fields)
        page = client.get(address).content.decode()
        times.append((time.perf_counter() - wall, time.process_time() - own))
        assert "ws-notice--wrong" not in page, page
    return times


def form(page: str, desk: str) -> dict[str, str | list[str]]:
    fields: dict[str, str | list[str]] = {}
    for name in ("item", "suggestion", "entry"):
        found = re.search(rf'name="{name}" value="([^"]*)"', page)
        if found:
            fields[name] = found.group(1)
    if desk == "themes":
        fields["seen"] = re.findall(r'name="seen" value="(\d+)"', page)
        fields["theme"] = re.findall(r'name="theme" value="(\w+)" checked', page)[:4]
    else:
        fields["answer"] = random.choice(ANSWERS[desk])
    return fields


def at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
