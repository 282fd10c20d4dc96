"""Places on publishers' sites that were not understood."""

from answerable.core.actors import Actor
from answerable.sources.queries import odd_places
from answerable.website.formats import counted
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def needs(by: Actor) -> list[Work]:
    if "PLACE_DECIDE" not in by.permissions or not (waiting := odd_places().count()):
        return []
    return [
        Work(
            "Publishers’ sites",
            "Has a page changed its form?",
            f"{ROOT}/harvest",
            f"{counted(waiting, 'place')} not understood",
        )
    ]
