"""Two editors who decide on the same replies at once, each a process of its own, on a database of their own.

`python -m tests.unit.duties.replies_at_once ROLE`, with DATABASE_URL and ANSWERABLE_HOME set, is called by
test_replies_at_once.py. Both try every proposal, in the same order, once the file GO exists.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django

ROUNDS = 12


def prepare() -> None:
    from tests.migrated import migrate

    migrate()
    from tests import make
    from tests.made import replies

    trust = make.body(replies.TRUST)
    for number in range(ROUNDS):
        report = make.report(texts=replies.CONCERNS, to=[trust], url=f"https://example.org/reports/{number}/")
        replies.take(replies.draft(report, url=f"https://example.org/replies/{number}-2-May-2023.pdf"))


def act(number: int) -> Counter[str]:
    """What one editor achieved."""
    from answerable.duties.models import ReplyMatch
    from answerable.duties.operations.errors import DutyError
    from answerable.duties.operations.reply_decisions import decide_reply_match
    from tests.made import replies

    matches = list(ReplyMatch.objects.filter(entry__position="1").order_by("pk"))
    home = Path(os.environ["ANSWERABLE_HOME"])
    (home / f"ready-{number}").touch()
    while not (home / "GO").exists():
        time.sleep(0.001)
    found: Counter[str] = Counter()
    for match in matches:
        try:
            decide_reply_match(
                by=replies.editor(number),
                match=match,
                verdict="accepted",
                answered_on=replies.REPLY_DAY,
            )
            found["decided"] += 1
        except DutyError as error:
            found["told" if "Somebody else decided this already" in str(error) else str(error)] += 1
    return found


def report() -> dict[str, int]:
    """What stands in the end."""
    from answerable.duties.models import Answer, AnswerPart, ReplyMatchDecision
    from answerable.ledger.models import Event

    return {
        "answers": Answer.objects.count(),
        "parts": AnswerPart.objects.count(),
        "decisions": ReplyMatchDecision.objects.filter(superseded_at__isnull=True).count(),
        "events": Event.objects.filter(kind="answer.published").count(),
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
