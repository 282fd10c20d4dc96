"""Notices, and how a person wants to hear of them."""

from answerable.core.actors import Actor
from answerable.workspace.presenters.work import Work


def needs(by: Actor) -> list[Work]:
    _ = by
    return []
