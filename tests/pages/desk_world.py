"""A register with work on the review desk: what the machine has suggested, and nothing decided. Made up."""

import json
import sys
from dataclasses import asdict, dataclass

from answerable.accounts.models import Person
from answerable.core.actors import RELATE
from answerable.lineage.models import Kind, Relation
from answerable.lineage.operations import (
    Draft,
    Proposed,
    begin_run,
    propose_expectation,
    record_suggestions,
)
from answerable.organisations.models import Organisation
from answerable.pipeline.index import rebuild_index
from answerable.register.models import Entry
from tests import make
from tests.migrated import migrate
from tests.unit.accounts import made

PAIRS = 24
SUBJECTS = ("alarms", "handovers", "leave", "observations", "records", "families", "beds", "medicines")
FIRST = "Staff on the ward did not write down {}. Nobody checked that {} were looked at again."
SECOND = "The trust has no rule on who looks at {}. Staff did not check that {} were looked at again."


@dataclass(frozen=True, slots=True)
class DeskWorld:
    ada: str  # e-mail addresses
    bea: str
    overseer: str
    reader: str
    draft: str  # references
    second_draft: str
    trust: str
    entries: list[str]


def build_desk(pairs: int = PAIRS) -> DeskWorld:
    """Two editors and what they need: pairs, themes, scopes, candidates and two drafts."""
    trust = make.body("Vale and Moor Partnership NHS Foundation Trust")
    entries = _entries(trust, 2 * pairs)
    run = begin_run(by=RELATE, method={"repeats": "made-up/1"})
    links = [
        Proposed(
            kind=Kind.LINK,
            value=Relation.SAME_ASK if number % 3 else Relation.OVERLAPS,
            score=0.5 + number / 100,
            words=_sentences(number),
            entry=entries[2 * number],
            other=entries[2 * number + 1],
        )
        for number in range(pairs)
    ]
    conflicts = [
        Proposed(
            kind=Kind.LINK,
            value=Relation.CONTRADICTS,
            score=0.9 - number / 10,
            words={**_sentences(0), "tension": "observe-or-sleep", "subject": "observations at night"},
            entry=entries[number],
            other=entries[number + 10],
        )
        for number in range(3)
    ]
    themes = [
        Proposed(kind=Kind.THEME, value=value, score=score, words=["looked", "write"], entry=entry)
        for entry in entries[:6]
        for value, score in (("records", 0.8), ("observation", 0.4))
    ]
    others = [
        Proposed(kind=Kind.SCOPE, value="likely", score=0.6, words=["ward"], report=entries[0].report),
        Proposed(kind=Kind.SCOPE, value="yes", score=0.7, words=["ward"], report=entries[1].report),
        Proposed(kind=Kind.SETTING, value="prison", score=0.6, words=["ward"], entry=entries[0]),
        Proposed(kind=Kind.POPULATION, value="women", score=0.6, words=["staff"], entry=entries[1]),
    ]
    record_suggestions(
        by=RELATE, run=run, method="made-up", version="1", proposed=[*links, *conflicts, *themes, *others]
    )
    return DeskWorld(
        ada=_person("ada@example.org", "Ada Quill", "editor").email,
        bea=_person("bea@example.org", "Bea Sand", "editor").email,
        overseer=_person("ove@example.org", "Ove Sedge", "overseer").email,
        reader=_person("rea@example.org", "Rea Fen", "reader").email,
        draft=_draft("Providers should look at alarms again after each shift.", entries[:6]),
        second_draft=_draft("Providers should say who looks at records.", entries[6:9]),
        trust=trust.reference,
        entries=[entry.reference for entry in entries],
    )


def _person(email: str, name: str, role: str) -> Person:
    return made.person(role, email=email, name=name, password=made.PASSWORD)


def _entries(trust: Organisation, count: int) -> list[Entry]:
    found = []
    for number in range(count):
        subject = SUBJECTS[number // 2 % len(SUBJECTS)]
        text = (SECOND if number % 2 else FIRST).format(subject, subject)
        report = make.report(texts=[text], to=[trust], area=f"Fell {number}", scope="yes")
        found.append(report.entries.get())
    return found


def _sentences(number: int) -> dict[str, object]:
    subject = SUBJECTS[number % len(SUBJECTS)]
    return {
        "sentence": f"Nobody checked that {subject} were looked at again.",
        "other_sentence": f"Staff did not check that {subject} were looked at again.",
        "shared": [subject],
    }


def _draft(text: str, entries: list[Entry]) -> str:
    draft = Draft(text=text, entries=entries, scores={entry.pk: 0.8 for entry in entries})
    return propose_expectation(by=RELATE, draft=draft, method="made-up/1").reference


def main() -> None:
    """Fills the register of ANSWERABLE_HOME and prints what is in it, for another process to show it."""
    migrate()
    world = build_desk(pairs=44)
    rebuild_index()
    json.dump(asdict(world), sys.stdout)
