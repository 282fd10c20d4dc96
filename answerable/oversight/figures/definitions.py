"""What each figure counts, of how many, and who is in it. All of them count duties: one body asked one thing.

A condition is {a column of a spell, with how it is compared: value}, so that the database and this program
read the same words: the one of spells that are kept, the other of those worked out since.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from answerable.assurance import axes
from answerable.duties.models import ClaimLevel
from answerable.duties.queries.answers import ResponseAxis
from answerable.oversight.figures.signature import Standing
from answerable.oversight.models import Spell

Condition = Mapping[str, Any]
ON = object()  # stands for the day asked for

_DONE = tuple(sorted(axes.DONE))
_DOWN = tuple(sorted(axes.DOWN))
_CLAIMED: Condition = {"claimed": ClaimLevel.DONE.value}
_ANSWERED = (ResponseAxis.RECEIVED.value, ResponseAxis.LATE.value)
_SILENT = (ResponseAxis.NOT_IDENTIFIED.value, ResponseAxis.HISTORIC.value)


@dataclass(frozen=True, slots=True)
class Definition:
    """`of` is the key of the figure that it is a part of; blank for the first."""

    key: str
    label: str
    of: str
    who: str
    condition: Condition
    group: str
    shown: bool = True  # as a figure of its own; others only serve as denominators


GROUPS: dict[str, str] = {
    "asked": "What was asked",
    "reply": "Replies",
    "work": "What bodies say of the work",
    "found": "What others found",
    "end": "Closed, and open again",
}

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "asked",
        "Asked",
        "",
        "Every duty held on the day: one body asked one thing, unless what asked it was withdrawn.",
        {},
        "asked",
    ),
    Definition(
        "open",
        "Open",
        "asked",
        "Not closed, whatever was said or found of it.",
        {"closed_on__isnull": True},
        "asked",
    ),
    Definition(
        "due",
        "Reply due",
        "asked",
        "The date by which a reply was due had gone by, whether or not one came.",
        {"due_on__lt": ON},
        "reply",
    ),
    Definition(
        "not-yet-due",
        "Reply not yet due",
        "asked",
        "The date by which a reply is due had not gone by, and none had come.",
        {"response": ResponseAxis.NOT_YET_DUE.value},
        "reply",
    ),
    Definition(
        "answered",
        "Reply received",
        "asked",
        "An answer is held, or a published reply of the body that was asked or holds the duty was found.",
        {"response__in": _ANSWERED},
        "reply",
    ),
    Definition(
        "late",
        "Received late",
        "answered",
        "Of those received: dated after the day by which they were due. Only where both days are known.",
        {"response": ResponseAxis.LATE.value},
        "reply",
    ),
    Definition(
        "not-identified",
        "No response identified",
        "due",
        "Due, looked for since in the sources checked, and not found there. A reply may exist elsewhere.",
        {"response__in": _SILENT},
        "reply",
    ),
    Definition(
        "not-looked-for",
        "Awaited, or not looked for since",
        "asked",
        "No date is known, or nobody looked after it, or it is not known which body wrote a reply.",
        {"response": ResponseAxis.AWAITED.value},
        "reply",
    ),
    Definition(
        "not-required",
        "No reply required",
        "asked",
        "No rule was found that asks for one, or the overseer found that the duty was not theirs.",
        {"response": ResponseAxis.NOT_REQUIRED.value},
        "reply",
    ),
    Definition(
        "accepted",
        "Accepted",
        "answered",
        "The answer that stands accepts something of what was asked: in full, in part or in principle.",
        {"accepted_on__isnull": False},
        "reply",
    ),
    Definition(
        "accepted-not-done",
        "Accepted, and not found done",
        "accepted",
        "Accepted, open, and not found done by anybody independent of the body.",
        {"accepted_on__isnull": False, "closed_on__isnull": True, "found__not_in": _DONE},
        "work",
    ),
    Definition(
        "planned",
        "With an action",
        "asked",
        "At least one action of the body's plan serves it.",
        {"planned": True},
        "work",
    ),
    Definition(
        "slipped",
        "With a date that moved",
        "planned",
        "At least one date of its actions was moved since it was first promised.",
        {"slipped": True},
        "work",
    ),
    Definition(
        "under-way",
        "Said to be planned or under way",
        "asked",
        "The latest claim of the body says so.",
        {"claimed__in": (ClaimLevel.PLANNED.value, ClaimLevel.UNDER_WAY.value)},
        "work",
    ),
    Definition(
        "stalled",
        "Nothing heard for three months",
        "under-way",
        "Said to be planned or under way, and no claim, progress, evidence or date was recorded for 90 days.",
        {"stalled": True},
        "work",
    ),
    Definition(
        "claimed",
        "Said to be done",
        "asked",
        "The latest claim of the body says that it is done.",
        _CLAIMED,
        "work",
    ),
    Definition(
        "verified",
        "Found done",
        "claimed",
        "Somebody independent of the body looked at what it claims now, and found it done.",
        {**_CLAIMED, "found__in": _DONE},
        "found",
    ),
    Definition(
        "marked-down",
        "Found less than said",
        "claimed",
        "Somebody independent of the body looked and found less, or found later that it had not lasted.",
        {**_CLAIMED, "found__in": _DOWN},
        "found",
    ),
    Definition(
        "not-looked-at",
        "Not looked at yet",
        "claimed",
        "Nobody else has looked at what the body claims now. It is neither done nor not done.",
        {**_CLAIMED, "found": axes.NOT_LOOKED_AT},
        "found",
    ),
    Definition(
        "been-done",
        "Ever said, found or closed as done",
        "asked",
        "On this day or an earlier one.",
        {"been_done": True},
        "found",
        shown=False,
    ),
    Definition(
        "recurring",
        "Asked again since",
        "been-done",
        "Once said, found or closed as done, and a later report asks it again of this body or another. "
        "Left out where somebody looked and found that it is not the same ask.",
        {"recurring": True},
        "found",
    ),
    Definition(
        "closed", "Closed", "asked", "Closed, for whatever reason.", {"closed_on__isnull": False}, "end"
    ),
    Definition(
        "closed-as-done",
        "Closed as done",
        "closed",
        "Closed because it was done, or an acceptable alternative was, as somebody independent had found.",
        {"closed_as__in": ("alternative", "done")},
        "end",
    ),
    Definition(
        "been-closed",
        "Ever closed",
        "asked",
        "On this day or an earlier one.",
        {"been_closed": True},
        "end",
        shown=False,
    ),
    Definition(
        "reopened",
        "Open again after it was closed",
        "been-closed",
        "It was closed, was opened again, and is not closed now.",
        {"reopened": True, "closed_on__isnull": True},
        "end",
    ),
    Definition(
        "challenged",
        "With a challenge not answered yet",
        "asked",
        "Somebody said that what is shown of it is wrong, and the register had not answered.",
        {"challenged": True},
        "end",
    ),
)
BY_KEY: dict[str, Definition] = {one.key: one for one in DEFINITIONS}

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "": lambda held, value: held == value,
    "in": lambda held, value: held in value,
    "not_in": lambda held, value: held not in value,
    "isnull": lambda held, value: (held is None) == value,
    "lt": lambda held, value: held is not None and held < value,
    "lte": lambda held, value: held is not None and held <= value,
    "gt": lambda held, value: held is not None and held > value,
}


def q(condition: Condition, on: dt.date) -> Q:
    """The condition as the database asks it."""
    found = Q()
    for name, value in condition.items():
        column, _, how = name.partition("__")
        given = on if value is ON else value
        found &= ~Q(**{f"{column}__in": given}) if how == "not_in" else Q(**{name: given})
    return found


def meets(spell: Spell | Standing, condition: Condition, on: dt.date) -> bool:
    """The same, of a spell that no table holds, or of as much of one as its number tells."""
    for name, value in condition.items():
        column, _, how = name.partition("__")
        if not _COMPARED[how](getattr(spell, column), on if value is ON else value):
            return False
    return True
