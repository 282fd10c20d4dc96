"""Missing reports that somebody offered, and sources that have gone quiet."""

from answerable.core.actors import Actor
from answerable.oversight.queries.missing import silences, supplies_to_answer
from answerable.website.formats import counted
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def needs(by: Actor) -> list[Work]:
    found: list[Work] = []
    if "SUPPLY_ANSWER" in by.permissions and (waiting := supplies_to_answer().count()):
        found.append(
            Work(
                "Missing reports",
                "Is a report there that the register lacks?",
                f"{ROOT}/supplies",
                f"{counted(waiting, 'offer')} to look at",
            )
        )
    if by.permissions & {"SUPPLY_ANSWER", "OVERSIGHT_READ"}:
        quiet = [one for one in silences() if one.silent]
        if quiet:
            found.append(
                Work(
                    "Sources that have gone quiet",
                    "Was nothing published, or not taken in?",
                    "/coverage",
                    f"{counted(len(quiet), 'source')} without anything new for longer than usual",
                )
            )
    return found
