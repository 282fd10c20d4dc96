"""Escalation, disputes and transfers."""

from answerable.core.actors import Actor
from answerable.workspace.presenters.work import Work


def needs(by: Actor) -> list[Work]:
    _ = by
    return []
