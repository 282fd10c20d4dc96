"""Several bodies of one name, bodies that have ended or not begun: which one answers on the report's date?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from answerable.organisations.records import Body, Candidate
from answerable.organisations.resolver.index import Named
from answerable.organisations.timeline import name_on

BEGINNING = dt.timedelta(days=366)  # lists date a merger up to a year from the new body's first day


@dataclass(frozen=True, slots=True)
class Choice:
    """`body` is None when the words leave it open; `candidates` then say between whom."""

    body: Body | None
    reason: str
    candidates: tuple[Candidate, ...] = ()


def shown(body: Body, on: dt.date) -> str:
    """The body's name on the date."""
    return name_on(body.names, on) or body.name


class Chooser:
    def __init__(self, bodies: Mapping[str, Body]) -> None:
        self.bodies = bodies
        self.before: dict[str, list[Body]] = defaultdict(list)
        for body in bodies.values():
            for succeeded in body.succeeded:
                self.before[succeeded.key].append(body)

    def choose(self, named: Sequence[Named], on: dt.date, score: int, why: str) -> Choice:
        """The one body that these names mean on the date."""
        bodies = _unique(n.body for n in named if held(n, on)) or _unique(n.body for n in named)
        alive = [body for body in bodies if body.lived_on(on)]
        if len(alive) == 1:
            return Choice(alive[0], f"{why}.")
        if len(alive) > 1:
            # A place or short form of one body is no reason to doubt another's full name.
            full = _unique(n.body for n in named if n.name.kind in ("official", "alias", "post"))
            full = [body for body in full if body in alive]
            if len(full) == 1:
                return Choice(full[0], f"{why}.")
            return self._open(alive, score, f"{why}, but {len(alive)} bodies went by it on {on}")
        answering = _unique(after for body in bodies for after in self.answering(body, on))
        if len(answering) == 1:
            body = answering[0]
            return Choice(body, f"{why}; on {on} {shown(body, on)} stood in its place.")
        if answering:
            return self._open(answering, score, f"{why}; on {on} several bodies stood in its place")
        if len(bodies) == 1:
            return Choice(bodies[0], f"{why}; no body is known to have stood in its place on {on}.")
        return self._open(bodies, score, f"{why}, but none of them is known to have lived on {on}")

    def doubt(self, named: Sequence[Named], on: dt.date, score: int, why: str) -> Choice:
        """Nobody is chosen; all that come into question are shown, those alive on the date first."""
        bodies = sorted(_unique(n.body for n in named), key=lambda body: not body.lived_on(on))
        return self._open(bodies, score, why)

    def answering(self, body: Body, on: dt.date) -> list[Body]:
        """Those that stand in the body's place on a date outside its life: successors, or predecessors."""
        if body.opened and on < body.opened:
            return [b for b in self.before.get(body.key, []) if b.lived_on(on) and self._passed_on(b, body)]
        found: list[Body] = []
        seen: set[str] = set()

        def follow(now: Body) -> None:
            if now.key in seen:
                return
            seen.add(now.key)
            if now is not body and now.lived_on(on):
                found.append(now)
                return
            for after in now.succeeded:
                if after.key in self.bodies and (after.on is None or after.on <= on):
                    follow(self.bodies[after.key])

        follow(body)
        return found

    @staticmethod
    def _passed_on(before: Body, body: Body) -> bool:
        """Whether `body` began by taking over from `before`: one that it absorbed later never was it."""
        return any(
            s.key == body.key
            and s.kind != "transfer"
            and (s.on is None or body.opened is None or s.on <= body.opened + BEGINNING)
            for s in before.succeeded
        )

    @staticmethod
    def _open(bodies: Sequence[Body], score: int, reason: str) -> Choice:
        candidates = tuple(Candidate(body, min(score, 89), f"{reason}.") for body in bodies[:8])
        return Choice(None, f"{reason}.", candidates)


def held(named: Named, on: dt.date) -> bool:
    """Whether the name was the body's on the date. Official names are also used outside their time."""
    name = named.name
    if name.kind == "official":
        return True
    return (name.valid_from is None or name.valid_from <= on) and (
        name.valid_to is None or on < name.valid_to
    )


def _unique(bodies: Iterable[Body]) -> list[Body]:
    return list({body.key: body for body in bodies}.values())
