"""What editors wrote in plain words of entries whose words have changed since."""

from answerable.core.actors import Actor
from answerable.register.plain import overtaken
from answerable.website.formats import counted
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def needs(by: Actor) -> list[Work]:
    if "SUMMARY_WRITE" not in by.permissions or not (waiting := overtaken().count()):
        return []
    return [
        Work(
            "Plain words that were overtaken",
            "Say anew what an entry says now.",
            f"{ROOT}/plain-words",
            counted(waiting, "entry", "entries"),
        )
    ]
