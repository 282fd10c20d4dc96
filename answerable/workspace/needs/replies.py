"""Published replies, read and matched."""

from answerable.core.actors import Actor
from answerable.duties.queries.replies import waiting
from answerable.website.formats import counted
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def needs(by: Actor) -> list[Work]:
    if "REPLY_MATCH" not in by.permissions:
        return []
    held = waiting()
    found = []
    if held.unnamed or held.matches:
        parts = []
        if held.matches:
            parts.append(f"{counted(held.matches, 'proposal')} to accept, change or refuse")
        if held.unnamed:
            parts.append(f"{counted(held.unnamed, 'reply', 'replies')} with no body named")
        found.append(Work("Published replies", "Who answered what?", f"{ROOT}/replies", ", ".join(parts)))
    if held.unanswered:
        found.append(
            Work(
                "What seems to go unanswered",
                "Does the reply really say nothing of it?",
                f"{ROOT}/replies/unanswered",
                f"{counted(held.unanswered, 'thing asked', 'things asked')} to look at, one by one",
            )
        )
    return found
