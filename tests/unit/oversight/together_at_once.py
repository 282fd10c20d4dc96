"""Two overseers at once, each a process of its own, on a database of their own.

`python -m tests.unit.oversight.together_at_once ROLE`, with DATABASE_URL and ANSWERABLE_HOME set, is called
by test_two_overseers.py. Both do the same things in the same order, once the file GO exists.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

ROUNDS = 5


def prepare() -> None:
    """Groups with minutes, work to join, asks to bring into one, and duties of bodies that closed."""
    from tests.migrated import migrate

    migrate()
    from answerable.core.calendar import today
    from answerable.oversight.operations.consolidating import record_position
    from answerable.oversight.operations.minuting import add_note
    from tests import make
    from tests.made import coordinating as made
    from tests.made import overseeing
    from tests.made.answering import duty

    by, editor = made.overseer(), overseeing.actor("editor")
    lead, heir = make.body("Northmere Trust"), make.body("Heir Trust")
    for name in ("One Trust", "Two Trust", "Joiner Trust"):
        make.body(name)
    for number in range(ROUNDS):
        asked = made.expectation(f"Ash {number}", f"Birch {number}")
        group = made.group(by, lead, asked)
        add_note(by=by, group=group, kind="minutes", on=today(), title="First", words="Dark wards.")
        made.work(by, lead, made.expectation(f"Cedar {number}"), open_to_others=True)
        brought = made.consolidation(by, asked)
        for row in brought.positions.all():
            record_position(
                by=editor,
                consolidation=brought,
                publisher=row.publisher,
                stand="agrees",
                said_on=today(),
                source="Letter",
            )
        closed = make.body(f"Closed {number} Trust", closed=today())
        make.succession(closed, heir, today())
        duty(closed, f"Lamp {number}."), duty(closed, f"Bell {number}.")


def act(number: int) -> Counter[str]:
    """What one overseer achieved: each act is done, or found done by the other."""
    from answerable.accounts.roles import PERMISSIONS, Role
    from answerable.core.actors import Actor
    from answerable.core.calendar import today
    from answerable.organisations.models import Organisation
    from answerable.oversight.models import Consolidation, Group, GroupNote, Work
    from answerable.oversight.operations.consolidating import make_consolidation
    from answerable.oversight.operations.errors import CoordinationError
    from answerable.oversight.operations.grouping import hand_over_lead
    from answerable.oversight.operations.minuting import replace_note
    from answerable.oversight.operations.working import join_work, record_work
    from answerable.oversight.succession.running import work_through
    from tests.made import coordinating as made

    by = Actor(f"person:9{number}", PERMISSIONS[Role.OVERSEER])
    own = Organisation.objects.get(name=("One Trust", "Two Trust")[number - 1])
    joiner = Organisation.objects.get(name="Joiner Trust")
    groups, notes = list(Group.objects.order_by("pk")), list(GroupNote.objects.order_by("pk"))
    pieces, asks = list(Work.objects.order_by("pk")), list(Consolidation.objects.order_by("pk"))
    asked = [one.expectations.get().expectation for one in groups]
    home = Path(os.environ["ANSWERABLE_HOME"])
    (home / f"ready-{number}").touch()
    while not (home / "GO").exists():
        time.sleep(0.001)
    found: Counter[str] = Counter()
    found["passed"] = len(work_through(by=by, on=today()).after or {})
    for place in range(ROUNDS):
        note = {"note": notes[place], "on": today(), "title": "First", "words": "Lit.", "why": "Amended."}
        work = {"organisation": own, "described": made.described(), "expectations": [asked[place]]}
        acts: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {
            "replaced": (replace_note, note),
            "handed over": (hand_over_lead, {"group": groups[place], "to": own, "why": "It can."}),
            "recorded": (record_work, work),
            "joined": (join_work, {"work": pieces[place], "organisation": joiner}),
            "made": (make_consolidation, {"consolidation": asks[place]}),
        }
        for what, (do, details) in acts.items():
            try:
                do(by=by, **details)
                found[what] += 1
            except CoordinationError as error:
                found[f"{what}: {str(error).split('(')[0][:40]}"] += 1
    return found


def report() -> dict[str, int]:
    from answerable.duties.models import Duty, Transfer
    from answerable.ledger.models import Event
    from answerable.oversight.models import (
        GroupNote,
        Membership,
        Passing,
        SuccessionRun,
        Work,
        WorkExpectation,
    )

    leads = Membership.objects.filter(role="lead", ended_at=None)
    runs = SuccessionRun.objects.all()
    return {
        "leads": leads.count(),
        "groups led": leads.values("group").distinct().count(),
        "notes": GroupNote.objects.filter(superseded_at=None).count(),
        "joined": WorkExpectation.objects.filter(organisation__isnull=False).count(),
        "work": Work.objects.count(),
        "consolidated": Event.objects.filter(kind="consolidation.made").count(),
        "passed": Passing.objects.count(),
        "transfers": Transfer.objects.count(),
        "left": Duty.objects.filter(holder__closed__isnull=False).count(),
        "unbalanced": sum(not (one.after or {}).get("balances") for one in runs),
        "gaps in the log": Event.objects.latest("index").index + 1 - Event.objects.count(),
    }


def main(role: str) -> None:
    django.setup()
    if role == "prepare":
        prepare()
    else:
        json.dump(report() if role == "report" else act(int(role)), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
