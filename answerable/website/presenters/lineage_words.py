"""The words that pages use for what was said before: how settled, how sure, how often, how long."""

import datetime as dt

from answerable.lineage.models import ExpectationChange
from answerable.lineage.queries import CONFIRMED, ExpectationFacts
from answerable.lineage.tensions.definitions import Tension, shipped
from answerable.publication.lineage import surety
from answerable.website.formats import counted, long_date

EXPECTATION_STATES = {
    "adopted": "Checked by a person",
    "draft": "Draft group made by the machine, not yet checked by a person",
    "merged": "Merged into another",
    "refused": "Draft refused",
    "retired": "No longer kept up",
    "taken_back": "Taken back",
}
SAID_BEFORE = {
    "adopted": "Part of an expectation checked by a person",
    "draft": "Part of a draft group made by a program",
}
CONTRADICTION_STATES = {
    "open": "Nobody is named yet to resolve it",
    "assigned": "A body is named to resolve it",
    "resolved": "Resolved",
}
CHANGES = {
    ExpectationChange.Kind.PROPOSED: "Put together by a program, as a draft",
    ExpectationChange.Kind.MADE: "Made",
    ExpectationChange.Kind.ADOPTED: "Checked and adopted",
    ExpectationChange.Kind.REWORDED: "Put in other words",
    ExpectationChange.Kind.JOINED: "Entries added",
    ExpectationChange.Kind.LEFT: "Entries taken out",
    ExpectationChange.Kind.SPLIT: "Split",
    ExpectationChange.Kind.MERGED: "Merged",
    ExpectationChange.Kind.REFUSED: "Draft refused",
    ExpectationChange.Kind.RETIRED: "No longer kept up",
    ExpectationChange.Kind.UNDONE: "Taken back",
}
RELATIONS = {
    "asks the same as": "Asks the same",
    "overlaps with": "Overlaps with this",
    "is a narrower form of": "Asks more broadly",
    "is a broader form of": "Asks more narrowly",
    "is about the same event as": "Is about the same event",
    "supersedes": "Is superseded by this",
    "is superseded by": "Supersedes this",
    "contradicts": "Contradicts this",
}


def who(actor: str) -> str:
    """Who did a thing, without saying which person: "person:4", "job:relate"."""
    return "a program" if actor.startswith("job:") else "an editor"


def said(state: str, score: float | None) -> str:
    """Whose word a theme or link is: "confirmed by a person", "suggested by a program: likely (0.83)"."""
    if state == CONFIRMED:
        return "confirmed by a person"
    return f"suggested by a program: {surety(score)} ({score:.2f})" if score is not None else "suggested"


def asked_words(facts: ExpectationFacts) -> str:
    """As in "Asked in 17 reports, 2013 to 2024, by 9 publishers, of 14 bodies"."""
    parts = [f"Asked in {facts.words}"]
    if span := years_words(facts.first, facts.last):
        parts.append(span)
    parts.append(f"by {counted(facts.publishers, 'publisher')}")
    if facts.bodies:
        parts.append(f"of {counted(len(facts.bodies), 'body', 'bodies')}")
    return ", ".join(parts)


def years_words(first: dt.date | None, last: dt.date | None) -> str:
    if first is None or last is None:
        return ""
    return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"


def stood_words(first: dt.date | None, on: dt.date) -> str:
    """How long a thing has been asked: "First asked on 4 March 2013, 11 years ago"."""
    if first is None:
        return ""
    years = on.year - first.year - ((on.month, on.day) < (first.month, first.day))
    ago = f"{counted(years, 'year')} ago" if years else "less than a year ago"
    return f"First asked on {long_date(first)}, {ago}"


def tension_named(key: str) -> Tension | None:
    return next((tension for tension in shipped() if tension.key == key), None)


def tension_label(value: str) -> str:
    """The side of a tension in words, of "observation:watch". The value itself where it is unknown."""
    key, _, side = value.partition(":")
    tension = tension_named(key)
    known = [one.name for one in tension.sides if one.key == side] if tension else []
    return f"{known[0]} ({tension.title.lower()})" if tension and known else value
