"""Makers of plans, evidence and claims. They only call operations; all words are made up."""

import datetime as dt
import itertools
import tempfile
from collections.abc import Sequence
from pathlib import Path

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.duties.models import Action, Claim, Duty, Evidence
from answerable.duties.operations import add_action, add_evidence, make_claim
from answerable.organisations.models import Organisation
from answerable.register.models import Entry
from answerable.uploads.models import Upload
from answerable.uploads.operations import keep_upload
from tests import make
from tests.files import pdf

_counter = itertools.count(1)
_MAY = frozenset(
    {"BODY_READ", "ANSWER_DRAFT", "PROGRESS_REPORT", "EVIDENCE_ADD", "PLAN_EDIT", "CLAIM_MAKE", "UPLOAD_KEEP"}
)


def officer(of: Organisation, number: int = 41) -> Actor:
    """The accountable officer of a body."""
    held = {name: frozenset({of.pk}) for name in _MAY - {"UPLOAD_KEEP"}}
    return Actor(f"person:{number}", _MAY, held, belongs_to=frozenset({of.pk}))


def duty(of: Organisation, text: str = "Staff did not know how to raise the alarm.") -> Duty:
    """What a report of 14 March 2023 asked of a body."""
    return Duty.objects.get(entry=make.entry(f"{text} ({next(_counter)})", to=[of]))


def entries(of: Organisation, count: int) -> list[Entry]:
    return [duty(of).entry for _ in range(count)]


def ahead(days: int) -> dt.date:
    return today() + dt.timedelta(days=days)


def action(
    duties: Sequence[Duty], words: str = "Train all staff of the ward in the alarm", **details: object
) -> Action:
    """An action of the holder's plan, finished in 100 days."""
    of = duties[0].holder
    given: dict[str, object] = {
        "by": officer(of),
        "organisation": of,
        "duties": duties,
        "words": f"{words} ({next(_counter)})",
        "owner_role": "Director of Nursing",
        "end": ahead(100),
        **details,
    }
    return add_action(**given)  # type: ignore[arg-type]


def evidence(of: Organisation, grade: str = "audit", **details: object) -> Evidence:
    """A link to something of that kind."""
    number = next(_counter)
    given: dict[str, object] = {
        "by": officer(of),
        "organisation": of,
        "grade": grade,
        "title": f"Round of alarm tests, number {number}",
        "url": f"https://trust.example.org/alarms/{number}",
        **details,
    }
    if details.get("upload"):
        given["url"] = ""
    return add_evidence(**given)  # type: ignore[arg-type]


def claim(
    of: Duty, level: str = "done", *, shown: Sequence[Evidence] | None = None, **details: object
) -> Claim:
    """A claim on a duty, with an audit behind it unless other evidence is given."""
    given: dict[str, object] = {
        "by": officer(of.holder),
        "duty": of,
        "level": level,
        "words": f"All staff know the alarm now, as round {next(_counter)} found.",
        "claimed_on": today(),
        "evidence": [evidence(of.holder)] if shown is None else shown,
        **details,
    }
    return make_claim(**given)  # type: ignore[arg-type]


def upload(
    of: Organisation | None, content: bytes = b"", name: str = "audit.pdf", by: Actor | None = None
) -> Upload:
    """A file that a body sent; a small PDF unless other bytes are given."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        path.write_bytes(content or pdf([[f"Alarm tests, round {next(_counter)}."]]))
        sender = by or (officer(of) if of else Actor("person:40", _MAY))
        return keep_upload(by=sender, path=path, name=name, organisation=of)
