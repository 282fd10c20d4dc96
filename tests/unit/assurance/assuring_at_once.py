"""Two assurers at once, each a process of its own, on a database of their own.

`python -m tests.unit.assurance.assuring_at_once ROLE`, with DATABASE_URL and ANSWERABLE_HOME set, is called
by test_two_assurers.py. Both try every duty, in the same order, once the file GO exists.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django

ROUNDS = 15


def prepare() -> None:
    """Makes the tables, and duties that were claimed as done and challenged by a reader."""
    from tests.migrated import migrate

    migrate()
    from answerable.assurance.operations import challenge
    from answerable.core.actors import PUBLIC
    from tests import make
    from tests.made import assuring

    trust = make.body("Northmere Wards Trust")
    for number in range(ROUNDS):
        duty = assuring.duty(trust)
        assuring.claim(duty)
        challenge(
            by=PUBLIC,
            entry=duty.entry,
            duty=duty,
            about="fact",
            words=f"Ward {number} is closed.",
            mail=f"reader{number}@example.org",
        )


def assure(number: int) -> Counter[str]:
    """What one assurer achieved: each act is done, or found done by the other."""
    from answerable.assurance.models import Challenge
    from answerable.assurance.operations import AssuranceError, OvertakenError, answer_challenge, close
    from answerable.duties.models import Claim
    from tests.made import assuring

    by = assuring.assurer(number)
    claims = list(Claim.objects.select_related("duty__entry__report__publisher").order_by("pk"))
    challenges = list(Challenge.objects.order_by("pk"))
    home = Path(os.environ["ANSWERABLE_HOME"])
    (home / f"ready-{number}").touch()
    while not (home / "GO").exists():
        time.sleep(0.001)
    found: Counter[str] = Counter()
    for claim, made in zip(claims, challenges, strict=True):
        try:
            answer_challenge(by=by, challenge=made, outcome="upheld", reply=f"Yes {number}.", shown=False)
            found["answered"] += 1
        except AssuranceError as error:
            assert "was answered on" in str(error) or "a verdict of yours" in str(error), error
            found["answered before"] += 1
        try:
            assuring.verdict(claim, by=by)
            found["verified"] += 1
        except AssuranceError as error:
            overtaken = isinstance(error, OvertakenError) and "Read it first" in str(error)
            assert overtaken or "was closed on" in str(error), error
            found["verified before"] += 1
        try:
            close(by=by, duty=claim.duty, reason="done", words="It was done and seen.")
            found["closed"] += 1
        except AssuranceError as error:
            assert "was closed on" in str(error), error
            found["closed before"] += 1
    return found


def report() -> dict[str, int]:
    from answerable.assurance.models import Challenge, Closure, Recheck, Verification
    from answerable.ledger.models import Event
    from answerable.notices.models import Message

    return {
        "verifications": Verification.objects.count(),
        "closures": Closure.objects.count(),
        "rechecks": Recheck.objects.count(),
        "answered": Challenge.objects.filter(answered_at__isnull=False).count(),
        "messages": Message.objects.count(),
        "events": Event.objects.filter(
            kind__in=("claim.verified", "duty.closed", "challenge.answered")
        ).count(),
        "gaps in the log": Event.objects.latest("index").index + 1 - Event.objects.count(),
    }


def main(role: str) -> None:
    django.setup()
    if role == "prepare":
        prepare()
    else:
        json.dump(report() if role == "report" else assure(int(role)), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
