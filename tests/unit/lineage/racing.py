"""Two editors at once, each a process of its own, on a database of their own.

`python -m tests.unit.lineage.racing ROLE`, with DATABASE_URL and ANSWERABLE_HOME set, is called by the test
test_two_editors.py. Both editors try every subject, in the same order, once the file GO exists.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django

ROUNDS = 25


def prepare() -> None:
    """Makes the tables, and what the two will decide."""
    from tests.migrated import migrate

    migrate()
    from answerable.core.actors import RELATE
    from answerable.lineage.operations import Draft, propose_expectation
    from tests import make

    entries = [make.entry(f"Alarm {n} was not heard.") for n in range(ROUNDS + 1)]
    make.suggested(
        *(make.link(entries[n], entries[n + 1]) for n in range(ROUNDS)),
        *(make.theme(entries[n], key) for n in range(ROUNDS) for key in ("training", "records")),
    )
    for n in range(ROUNDS):
        draft = Draft(f"Alarm {n} is heard", entries[n : n + 2])
        propose_expectation(by=RELATE, draft=draft, method="groups/1")


def edit(number: int) -> Counter[str]:
    """What one editor achieved: each act is done, or found done by the other."""
    from answerable.lineage.models import Expectation, Suggestion
    from answerable.lineage.operations import (
        AlreadyDecidedError,
        ExpectationError,
        adopt_expectation,
        decide,
        decide_themes,
        refuse_draft,
        take_hold,
    )
    from answerable.register.models import Entry
    from tests import make

    editor = make.editor(number)
    links = list(Suggestion.objects.filter(kind="link").select_related("entry", "other").order_by("pk"))
    entries = list(Entry.objects.order_by("pk"))[:ROUNDS]
    drafts = list(Expectation.objects.order_by("pk"))
    home = Path(os.environ["ANSWERABLE_HOME"])
    (home / f"ready-{number}").touch()
    while not (home / "GO").exists():
        time.sleep(0.001)
    found: Counter[str] = Counter()
    for row, entry, draft in zip(links, entries, drafts, strict=True):
        found["held"] += take_hold(by=editor, item=row.subject)
        try:
            if number == 1:
                decide(by=editor, suggestion=row, verdict="accepted")
            else:
                decide(by=editor, suggestion=row, verdict="refused", reason="No.")
            found["decided"] += 1
        except AlreadyDecidedError:
            found["decided before"] += 1
        try:
            decide_themes(by=editor, entry=entry, themes=["training" if number == 1 else "records"])
            found["themes"] += 1
        except AlreadyDecidedError:
            found["themes before"] += 1
        try:
            if number == 1:
                adopt_expectation(by=editor, expectation=draft, text="In words of my own")
            else:
                refuse_draft(by=editor, expectation=draft, reason="No.")
            found["settled"] += 1
        except ExpectationError:
            found["settled before"] += 1
    return found


def report() -> dict[str, int]:
    """What stands in the end."""
    from answerable.ledger.models import Event
    from answerable.lineage.models import Decision, Standing

    current = Decision.objects.filter(superseded_at__isnull=True)
    mixed = sum(
        len(set(current.filter(kind="theme", entry=entry).values_list("decided_by", flat=True))) > 1
        for entry in set(current.filter(kind="theme").values_list("entry", flat=True))
    )
    last = Event.objects.order_by("-index").first()
    assert last is not None
    return {
        "links": current.filter(kind="link").count(),
        "link subjects": current.filter(kind="link").values("subject").distinct().count(),
        "themes": current.filter(kind="theme").count(),
        "entries decided by both": mixed,
        "settled": Standing.objects.filter(superseded_at__isnull=True).exclude(state="draft").count(),
        "decided events": Event.objects.filter(kind="suggestion.decided").count(),
        "gaps in the log": last.index + 1 - Event.objects.count(),
    }


def main() -> None:
    django.setup()
    role = sys.argv[1]
    if role == "prepare":
        prepare()
    elif role == "report":
        sys.stdout.write(json.dumps(report()))
    else:
        sys.stdout.write(json.dumps(edit(int(role))))


if __name__ == "__main__":
    main()
