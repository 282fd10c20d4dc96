"""Two officers who claim at once, each a process of its own, on a database of their own.

`python -m tests.unit.duties.claiming_at_once ROLE`, with DATABASE_URL and ANSWERABLE_HOME set, is called by
test_claims_at_once.py. Both try every duty, in the same order, once the file GO exists.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django

ROUNDS = 20


def prepare() -> None:
    """Makes the tables, the duties, and a piece of evidence for each that a third person will withdraw."""
    from tests.migrated import migrate

    migrate()
    from tests import make
    from tests.made import delivering as made

    trust = make.body("Northmere Wards Trust")
    for number in range(ROUNDS):
        made.duty(trust, f"Alarm {number} was not heard.")
        made.evidence(trust, title=f"Audit {number}")


def act(number: int) -> Counter[str]:
    """What one person achieved: officers 1 and 2 claim on every duty, 3 withdraws every audit."""
    from answerable.core.calendar import today
    from answerable.duties.models import Duty, Evidence
    from answerable.duties.operations import DutyError, make_claim, withdraw_evidence
    from answerable.organisations.models import Organisation
    from tests.made import delivering as made

    by = made.officer(Organisation.objects.get(name="Northmere Wards Trust"), number)
    duties = list(Duty.objects.order_by("pk"))
    audits = list(Evidence.objects.order_by("pk"))
    home = Path(os.environ["ANSWERABLE_HOME"])
    (home / f"ready-{number}").touch()
    while not (home / "GO").exists():
        time.sleep(0.001)
    found: Counter[str] = Counter()
    for duty, audit in zip(duties, audits, strict=True):
        try:
            if number == 3:
                withdraw_evidence(by=by, evidence=audit, why="It was wrong.")
                found["withdrawn"] += 1
            else:
                make_claim(
                    by=by, duty=duty, level="done", words=f"Said by {number}.", claimed_on=today(),
                    evidence=[audit], seen=0,
                )  # fmt: skip
                found["claimed"] += 1
        except DutyError as error:
            found["too late" if "while you wrote" in str(error) else "withdrawn before"] += 1
    return found


def report() -> dict[str, int]:
    """What stands in the end."""
    from answerable.duties.models import Claim, Duty
    from answerable.duties.queries.claims import standing_claims
    from answerable.ledger.models import Event

    last = Event.objects.order_by("-index").first()
    assert last is not None
    facts = standing_claims(list(Duty.objects.all())).values()
    return {
        "claims": Claim.objects.count(),
        "duties claimed": Claim.objects.values("duty").distinct().count(),
        "unsupported": sum(one.unsupported for one in facts),
        "claim events": Event.objects.filter(kind="claim.made").count(),
        "withdrawn events": Event.objects.filter(kind="evidence.withdrawn").count(),
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
        sys.stdout.write(json.dumps(act(int(role))))


if __name__ == "__main__":
    main()
