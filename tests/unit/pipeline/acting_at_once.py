"""Two issuers, daily jobs or overseers at once, each a process of its own, on a database of their own.

`python -m tests.unit.pipeline.acting_at_once ROLE`, with DATABASE_URL and ANSWERABLE_HOME set, is called by
test_two_at_once.py. Both begin each act when both are ready for it, and do the same things in the same order.
"""

import datetime as dt
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import django

ROUNDS = 8
TEXTS = ("The lamp on the stairs was broken.",)


def prepare() -> None:
    """Makes the tables; manuscripts, two with each reference; late duties, some of a body that closed."""
    from tests.migrated import migrate

    migrate()
    from answerable.core.calendar import today
    from tests import make
    from tests.made import overseeing, publishing

    for number in range(ROUNDS):
        same = {"reference": f"2024-{number:04}", "issued_on": f"2024-03-{number + 1:02}"}
        publishing.manuscript(**same)
        publishing.manuscript("Nobody checked the lamp.", **same)
    for number in range(ROUNDS):
        body = make.body(f"Late Trust {number}")
        overseeing.officer(body)
        overseeing.duty(body, issued=today() - dt.timedelta(days=60))
    for number in range(ROUNDS):
        overseeing.duty(make.body(f"Disputed Trust {number}"), issued=today())
    make.body("First Trust")
    make.body("Second Trust")


def publish(number: int) -> Counter[str]:
    """Every manuscript is published by both, and half of them have a reference that another has."""
    from answerable.pipeline.publishing import publish
    from answerable.register.models import Manuscript
    from answerable.register.operations import PublishingError
    from tests.made import publishing

    by, found = publishing.issuer(), Counter[str]()
    for held in list(Manuscript.objects.select_related("publisher").order_by("pk")):
        try:
            publish(by=by, manuscript=held, revision=held.revision)
            found["published"] += 1
        except PublishingError as error:
            said = str(error)
            assert any(words in said for words in ("already", "a moment ago")), (number, said)
            found["published before"] += 1
    return found


def daily(_: int) -> Counter[str]:
    from answerable.core.calendar import today
    from answerable.pipeline.daily import run_daily

    done = run_daily(today(), dry_run=False, progress=lambda *_: None)
    return Counter({one.step: one.count for one in done})


def oversee(number: int) -> Counter[str]:
    """Both hold each duty, let it go on, and pass it on: each to another body."""
    from answerable.core.actors import Actor
    from answerable.core.calendar import today
    from answerable.duties.models import Duty
    from answerable.duties.operations import DutyError, transfer_duty
    from answerable.organisations.models import Organisation
    from answerable.oversight.operations import EscalationError, resume_escalation, stop_escalation

    by = Actor(f"person:{80 + number}", frozenset({"ESCALATION_STOP", "DUTY_TRANSFER"}))
    to = Organisation.objects.get(name=("First Trust", "Second Trust")[number - 1])
    duties = list(Duty.objects.filter(holder__name__startswith="Disputed").order_by("pk"))
    found = Counter[str]()
    for duty in duties:
        try:
            stop_escalation(by=by, duty=duty, reason=f"Being looked at by {number}.")
            found["held"] += 1
        except EscalationError as error:
            assert "held already" in str(error), error
    meet("oversee-2", number)
    for duty in duties:
        try:
            resume_escalation(by=by, duty=duty, reason=f"It was looked at by {number}.")
            found["resumed"] += 1
        except EscalationError as error:
            assert "is not held" in str(error), error
        try:
            transfer_duty(by=by, duty=duty, to=to, on=today(), why="assigned", note="It does this now.")
            found["passed"] += 1
        except DutyError as error:
            assert "meanwhile" in str(error), error
            found["passed before"] += 1
    return found


def report() -> dict[str, int]:
    """What stands in the end."""
    from answerable.duties.models import Duty, Transfer
    from answerable.ledger.models import Event
    from answerable.notices.models import Message, Notice
    from answerable.oversight.models import Letter, Step, Stop
    from answerable.register.models import Manuscript, Report

    def events(kind: str) -> int:
        return Event.objects.filter(kind=kind).count()

    return {
        "reports": Report.objects.filter(publisher_reference__startswith="2024-").count(),
        "manuscripts": Manuscript.objects.filter(published_at__isnull=False).count(),
        "published events": events("report.published"),
        "steps": Step.objects.count(),
        "step events": events("duty.escalated"),
        "letters": Letter.objects.count(),
        "messages": Message.objects.count(),
        "sent": Message.objects.filter(state=Message.State.SENT).count(),
        "tries": sum(Message.objects.values_list("tries", flat=True)),
        "notices": Notice.objects.count(),
        "held": Stop.objects.count(),
        "held now": Stop.objects.filter(ended_at__isnull=True).count(),
        "transfers": Transfer.objects.count(),
        "duties held as passed": sum(
            duty.holder_id == duty.transfers.get().after_id
            for duty in Duty.objects.filter(organisation__name__startswith="Disputed")
        ),
        "gaps in the log": Event.objects.latest("index").index + 1 - Event.objects.count(),
    }


def meet(act: str, number: int) -> None:
    """Waits until the other has come as far."""
    home = Path(os.environ["ANSWERABLE_HOME"])
    (home / f"{act}-{number}").touch()
    deadline = time.monotonic() + 120
    while not (home / f"{act}-{3 - number}").exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"the other never came to {act}")
        time.sleep(0.001)


ACTS: dict[str, Callable[[int], Counter[str]]] = {"publish": publish, "daily": daily, "oversee": oversee}


def race(number: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, act in ACTS.items():
        meet(name, number)
        found |= {f"{name}: {what}": count for what, count in act(number).items()}
    return found


def main(role: str) -> None:
    django.setup()
    if role == "prepare":
        prepare()
    else:
        json.dump(report() if role == "report" else race(int(role)), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
