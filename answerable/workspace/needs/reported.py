"""Errors that readers reported."""

from answerable.core.actors import Actor
from answerable.oversight.queries.reported import errors_to_answer
from answerable.website.formats import counted
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def needs(by: Actor) -> list[Work]:
    if "ERROR_ANSWER" not in by.permissions or not (waiting := errors_to_answer().count()):
        return []
    return [
        Work(
            "Reported errors",
            "Is the page wrong, and what is to be done?",
            f"{ROOT}/reported",
            f"{counted(waiting, 'error')} to answer",
        )
    ]
