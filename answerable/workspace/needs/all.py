"""Everything that waits for a person, in the order in which it is shown."""

from answerable.core.actors import Actor
from answerable.workspace.needs import (
    alarms,
    answering,
    assuring,
    coordinating,
    delivering,
    editing,
    harvesting,
    measuring,
    overseeing,
    plain,
    prioritising,
    publishing,
    replies,
    reported,
    supplying,
    told,
)
from answerable.workspace.presenters.work import Work

SOURCES = (
    answering,
    delivering,
    assuring,
    alarms,
    measuring,
    overseeing,
    coordinating,
    prioritising,
    publishing,
    replies,
    told,
    editing,
    reported,
    supplying,
    harvesting,
    plain,
)


def needs_me(by: Actor) -> tuple[Work, ...]:
    """What waits for somebody with these permissions."""
    return tuple(work for source in SOURCES for work in source.needs(by))
