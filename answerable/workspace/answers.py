"""What an editor can answer on the desk, by which keys, and with which reason where they type none.

The reasons are the definitions that pairs were labelled by, so that what is recorded means the same whoever
decides.
"""

from dataclasses import dataclass

from answerable.lineage.models import Relation
from answerable.register.models import EntryVersion, Report

UNDO_KEY, SKIP_KEY, REASON_KEY = "u", "k", "/"


@dataclass(frozen=True, slots=True)
class Answer:
    """One button. `turned`: the second entry is the one that does it."""

    key: str  # what the form sends
    label: str
    keys: tuple[str, ...]
    value: str  # what holds then; blank for a refusal
    reason: str
    turned: bool = False
    proposed: bool = False

    @property
    def is_refusal(self) -> bool:
        return not self.value


_PART = "All that the one asks is a part of what the other asks."
_IN_PLACE = "The later is meant to take the place of the earlier."

SAME = Answer(
    "same_ask",
    "Same ask",
    ("1", "s"),
    Relation.SAME_ASK,
    "A full answer to one would fully answer the other.",
)
OVERLAPS = Answer(
    "overlaps",
    "Overlaps",
    ("2", "o"),
    Relation.OVERLAPS,
    "They share a core gap, and one or both ask for other things too.",
)
A_NARROWER = Answer("a_narrower", "A narrower", ("3", "a"), Relation.NARROWER, _PART)
B_NARROWER = Answer("b_narrower", "B narrower", ("4", "b"), Relation.NARROWER, _PART, turned=True)
SAME_EVENT = Answer(
    "same_event", "Same event", ("5", "e"), Relation.SAME_EVENT, "Both are about one and the same event."
)
A_SUPERSEDES = Answer("a_supersedes", "A supersedes B", ("6", "p"), Relation.SUPERSEDES, _IN_PLACE)
B_SUPERSEDES = Answer(
    "b_supersedes", "B supersedes A", ("6", "p"), Relation.SUPERSEDES, _IN_PLACE, turned=True
)
CONTRADICTS = Answer(
    "contradicts",
    "Contradict",
    ("7", "c"),
    Relation.CONTRADICTS,
    "Both cannot be done as they stand.",
)
RELATED = Answer(
    "related", "Same topic, another ask", ("8", "r"), "", "The same topic, but a different gap or remedy."
)
UNRELATED = Answer("unrelated", "Unrelated", ("9", "n"), "", "The two are unrelated.")
UNUSABLE = Answer(
    "unusable",
    "Nothing to compare",
    ("0", "x"),
    "",
    "One of the two is only narrative or standard words.",
)
REFUSALS = (RELATED, UNRELATED, UNUSABLE)
_LINKS = (
    *(SAME, OVERLAPS, A_NARROWER, B_NARROWER, SAME_EVENT, A_SUPERSEDES, B_SUPERSEDES, CONTRADICTS),
    *REFUSALS,
)

# On a candidate contradiction.
CONFLICT = Answer("conflict", "They contradict", (), Relation.CONTRADICTS, "")
NO_CONFLICT = (
    Answer("other_subject", "Not the same subject", (), "", "They differ in subject or setting."),
    Answer("both_can", "Both can be done", (), "", "Both can be done as they stand."),
    Answer("misread", "Misread", (), "", "One of the two does not ask what the machine read in it."),
)

SCOPES = (
    Answer("yes", "Yes", ("1", "y"), Report.Scope.YES, "The report is about mental health care in hospital."),
    Answer(
        "likely",
        "Likely",
        ("2", "l"),
        Report.Scope.LIKELY,
        "The report does not say so, but is likely to be about mental health care in hospital.",
    ),
    Answer("no", "No", ("3", "n"), Report.Scope.NO, "The report is about other care, or care elsewhere."),
)
HOLDS = Answer("holds", "Yes", ("1", "y"), "holds", "")
IN_PASSING = Answer("passing", "Only mentioned", ("2", "m"), "", "It is only mentioned in passing.")
NOT_SO = Answer("not", "No", ("3", "n"), "", "The words do not mean it.")


def links_between(left: EntryVersion, right: EntryVersion) -> tuple[Answer, ...]:
    """The relations that may be given. Of two dates, only the later may supersede the earlier."""
    a, b = left.entry.report.issued_on, right.entry.report.issued_on
    superseding = B_SUPERSEDES if a and b and b > a else A_SUPERSEDES
    return (SAME, OVERLAPS, A_NARROWER, B_NARROWER, SAME_EVENT, superseding, CONTRADICTS)


def named(answers: tuple[Answer, ...], key: str) -> Answer | None:
    """The one of these answers that a form has sent."""
    return next((answer for answer in answers if answer.key == key), None)


def link_answer(key: str) -> Answer | None:
    return named(_LINKS, key)


def scope_answer(key: str) -> Answer | None:
    return named(SCOPES, key)


def value_answer(key: str) -> Answer | None:
    return named((HOLDS, IN_PASSING, NOT_SO), key)
