"""A front door for each kind of reader. What each says is reviewed data: data/doors.toml."""

import functools
import tomllib
from dataclasses import dataclass
from typing import Any

from django.conf import settings

THINGS = 3


class DoorError(ValueError):
    """data/doors.toml can't be used. The message says why."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A form of one field, answered by a page that is there anyway. `fixed` goes with it."""

    action: str
    name: str
    label: str
    hint: str
    button: str
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the three."""

    key: str
    question: str
    words: str
    links: tuple[tuple[str, str], ...]
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """`before` is what to know before relying on it; with `support`, those to talk to stand beside it."""

    key: str
    title: str
    short: str
    lead: str
    before: str
    support: bool
    things: tuple[Thing, ...]

    @property
    def href(self) -> str:
        return f"/for/{self.key}"


@functools.cache
def doors() -> dict[str, Door]:
    """{key: door}, in the order of the file. Raises DoorError."""
    with (settings.DEFINITIONS / "doors.toml").open("rb") as file:
        read = [_door(one) for one in tomllib.load(file)["door"]]
    return {door.key: door for door in read}


def _door(written: dict[str, Any]) -> Door:
    things = tuple(_thing(one) for one in written.pop("thing", ()))
    if len(things) != THINGS:
        raise DoorError(
            f"The door {written.get('key')!r} has {len(things)} things to come for, and not three."
        )
    return Door(things=things, **written)


def _thing(written: dict[str, Any]) -> Thing:
    ask = written.pop("ask", None)
    links = tuple((text, href) for text, href in written.pop("links"))
    if ask:
        ask = Ask(**{**ask, "fixed": tuple((name, value) for name, value in ask.get("fixed", ()))})
    return Thing(links=links, ask=ask, **written)
