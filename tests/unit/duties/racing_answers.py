"""What the processes of test_two_answerers.py do: `prepare`, `1` and `2`, and `report`."""

import json
import sys
import time
from collections import Counter
from pathlib import Path

import django

ROUNDS = 25


def prepare() -> None:
    from answerable.core.calendar import today
    from answerable.duties.models import Duty
    from tests import make
    from tests.made.answering import actor, draft
    from tests.migrated import migrate

    migrate()
    body = make.body("Racing Wards Trust")
    make.report(texts=[f"Ask number {number}." for number in range(2 * ROUNDS)], to=[body], issued=today())
    for held in Duty.objects.order_by("pk"):
        draft(actor("responder", body), body, [held])


def race(number: int, home: Path) -> None:
    """Sends the first half of the drafts and saves over the rest, as fast as it can, beside the other."""
    from answerable.duties.content import Content
    from answerable.duties.models import Draft
    from answerable.duties.operations import OvertakenError, save_draft, submit_answer
    from answerable.organisations.models import Organisation
    from tests.made.answering import actor, none_closed

    body = Organisation.objects.get(name="Racing Wards Trust")
    by = actor("accountable_officer", body, number)
    drafts = list(Draft.objects.order_by("pk"))
    (home / f"ready-{number}").touch()
    while not (home / "GO").exists():
        time.sleep(0.002)
    done: Counter[str] = Counter()
    for held in drafts[:ROUNDS]:
        answer = submit_answer(by=by, draft=held, revision=held.revision, is_closed=none_closed)
        done["sent" if answer.recorded_by == by.identifier else "sent before"] += 1
    for held in drafts[ROUNDS:]:
        try:
            save_draft(by=by, draft=held, revision=held.revision, content=Content(f"Words of {number}"))
        except OvertakenError as error:
            assert "Words of" in error.held.content["words"]
            done["overtaken"] += 1
        else:
            done["saved"] += 1
    sys.stdout.write(json.dumps(done))


def report() -> None:
    from answerable.duties.models import Answer, AnswerPart, Draft
    from answerable.ledger.models import Event

    sys.stdout.write(
        json.dumps(
            {
                "answers": Answer.objects.count(),
                "parts": AnswerPart.objects.count(),
                "events": Event.objects.filter(kind="answer.submitted").count(),
                "revisions": sum(Draft.objects.values_list("revision", flat=True)),
            }
        )
    )


if __name__ == "__main__":
    import os

    django.setup()
    role = sys.argv[1]
    if role == "prepare":
        prepare()
    elif role == "report":
        report()
    else:
        race(int(role), Path(os.environ["ANSWERABLE_HOME"]))
