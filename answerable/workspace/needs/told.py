"""Notices, and how a person wants to hear of them."""

from answerable.core.actors import Actor
from answerable.notices.queries import unread_count
from answerable.website.formats import counted
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def needs(by: Actor) -> list[Work]:
    number = by.identifier.removeprefix("person:")
    unread = unread_count(int(number)) if number.isdigit() else 0
    if not unread:
        return []
    return [Work("Notices", "What you were told", f"{ROOT}/notices", f"{counted(unread, 'notice')} not read")]
