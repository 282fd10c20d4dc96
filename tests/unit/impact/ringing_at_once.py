"""Two jobs that ring, and two assurers who look, at once: each a process of its own, on one database.

`python -m tests.unit.impact.ringing_at_once ROLE`, with DATABASE_URL and ANSWERABLE_HOME set, is called by
test_two_ringers.py. Both go through the same duties, in the same order, once the file GO exists.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django

ROUNDS = 8


def prepare() -> None:
    """Makes the tables, and duties that are closed as done and asked again."""
    from tests.migrated import migrate

    migrate()
    from tests import make
    from tests.made import answering, recurring

    trust = make.body("Northmere Wards Trust")
    answering.member("assurer", None, email="assurer@example.org", name="Ada Quill")
    for _ in range(ROUNDS):
        recurring.again(recurring.closed(trust))


def ring(number: int) -> Counter[str]:
    """What one process achieved: each alarm is raised, and looked at, by one of the two."""
    from answerable.core.actors import RECURRENCE
    from answerable.duties.models import Duty
    from answerable.impact.models import Alarm
    from answerable.impact.operations.alarming import raise_alarms, reassess, settle_alarms
    from answerable.impact.operations.errors import AlarmError
    from tests.made import assuring

    closed = list(Duty.objects.filter(closures__isnull=False).order_by("pk").values_list("pk", flat=True))
    home = Path(os.environ["ANSWERABLE_HOME"])
    (home / f"ready-{number}").touch()
    while not (home / "GO").exists():
        time.sleep(0.001)
    found: Counter[str] = Counter()
    for key in closed:
        found["raised"] += settle_alarms(by=RECURRENCE, duties=[key])
        (alarm,) = Alarm.objects.filter(duty=key, withdrawn_at=None).select_related("duty")
        try:
            reassess(by=assuring.assurer(number), alarm=alarm, outcome="not_held", words="It stopped.")
            found["looked"] += 1
        except AlarmError as error:
            assert "Read it first" in str(error), error
            found["looked before"] += 1
    found["raised"] += raise_alarms()
    return found


def report() -> dict[str, int]:
    from answerable.impact.models import Alarm, Reassessment
    from answerable.ledger.models import Event
    from answerable.notices.models import Notice

    return {
        "alarms": Alarm.objects.count(),
        "looks": Reassessment.objects.count(),
        "told": Notice.objects.filter(kind="alarm.raised").count(),
        "events": Event.objects.filter(kind__in=("alarm.raised", "alarm.reassessed")).count(),
        "gaps in the log": Event.objects.latest("index").index + 1 - Event.objects.count(),
    }


def main(role: str) -> None:
    django.setup()
    if role == "prepare":
        prepare()
    else:
        json.dump(report() if role == "report" else ring(int(role)), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
