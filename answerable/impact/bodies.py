"""Which body a file of statistics means, by its code or its exact name, on a day.

Statistics name whole bodies as lists do, so that only a code or an exact name counts: nearly the same name is
another body often enough ("Barnardo's Harrow" is not Barnardo's). A figure stays with the body that is named,
also after its end: the body that took over is larger, and its figures are others.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from answerable.organisations.models import Organisation
from answerable.organisations.queries import all_bodies
from answerable.organisations.records import Body, BodyName
from answerable.organisations.resolver.tokens import key_of

# What files write where no body is meant.
NO_BODY = frozenset(
    key_of(text)
    for text in ("unknown", "not known", "organisation not in scope", "organisaiton not in scope", "invalid",
                 "unknown provider", "unknown ccg", "unknown region", "other")
)  # fmt: skip
NO_CODE = frozenset({"999", "unknown", "england", "invalid"})
_NAME_KINDS = ("official", "alias")


@dataclass(frozen=True, slots=True)
class Meant:
    """`body` is None where `why` says that it can't be told; a body with `why` is told with a doubt."""

    body: Body | None
    how: str = "none"  # of models.Line.How
    why: str = ""
    flag: str = ""  # of figures.FLAGS
    by_day: bool = False  # another day may give another body


@dataclass(slots=True)
class Bodies:
    """Every body in memory; make one for many rows."""

    by_code: dict[str, list[Body]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, ...], list[tuple[Body, BodyName]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    names: dict[int, str] = field(default_factory=dict)
    codes_written: dict[str, str] = field(default_factory=dict)  # of codes that files give with a name
    _found: dict[tuple[str, str, dt.date], Meant] = field(default_factory=dict)

    @classmethod
    def of(cls, bodies: Iterable[Body]) -> "Bodies":
        made = cls()
        for body in bodies:
            made.add(body)
        return made

    @classmethod
    def from_database(cls) -> "Bodies":
        named = (
            Body(row.key, row.reference, row.name, row.kind, (BodyName(row.name),), pk=row.pk)
            for row in Organisation.objects.filter(key__startswith="named:").order_by("key")
        )
        return cls.of([*all_bodies(), *named])

    def add(self, body: Body) -> None:
        if body.ods:
            self.by_code[body.ods].append(body)
        for name in body.names or (BodyName(body.name),):
            if name.kind in _NAME_KINDS:
                self.by_name[key_of(name.text)].append((body, name))
        self.names[body.pk] = body.name
        self._found.clear()

    def learn(self, written: Iterable[tuple[str, str]]) -> None:
        """Codes that files give beside a name. A code with several names tells nothing."""
        names: dict[str, set[str]] = defaultdict(set)
        for code, name in written:
            names[code].add(name)
        self.codes_written = {code: found.pop() for code, found in names.items() if len(found) == 1}
        self._found.clear()

    def knows(self, code: str, name: str) -> bool:
        """Whether some body has the code or the name, on whatever day."""
        return bool(self.by_code.get(code.upper()) if code else None) or key_of(name) in self.by_name

    def meant(self, code: str, name: str, on: dt.date) -> Meant:
        """The body of a code or a name on a day."""
        found = self._found.get((code, name, on))
        if found is None:
            found = self._found[code, name, on] = self._look(code, name, on)
        return found

    def _look(self, code: str, name: str, on: dt.date) -> Meant:
        if code.casefold() in NO_CODE or (name and key_of(name) in NO_BODY) or not (code or name):
            return Meant(None, why=f"{name or code!r} is no body")
        coded = self.by_code.get(code.upper(), []) if code else []
        if coded:
            return _on_the_day(coded, on, "code")
        name = name or self.codes_written.get(code, "")
        if not name:
            return Meant(None, why=f"no list held gives the code {code!r} to a body, and no file its name")
        held = self.by_name.get(key_of(name), [])
        listed = [pair for pair in held if not pair[0].key.startswith("named:")]
        if not held:
            return Meant(None, why=f"no list held has a body of the name {name!r}")
        if not listed:
            return Meant(held[0][0], "made")
        if len({body.key for body, _ in listed}) > 1:  # a name may pass from one body to another
            valid = [pair for pair in listed if _holds(pair[1], on)]
            listed = valid or listed
        return _on_the_day(list({body.key: body for body, _ in listed}.values()), on, "name")


def _on_the_day(bodies: list[Body], on: dt.date, how: str) -> Meant:
    alive = [body for body in bodies if body.lived_on(on)]
    if len(alive) > 1 or (not alive and len(bodies) > 1):
        names = " and ".join(sorted(body.name for body in alive or bodies))
        return Meant(
            None, why=f"{'code' if how == 'code' else 'name'} of more than one body: {names}", by_day=True
        )
    if alive:
        return Meant(alive[0], how)
    body = bodies[0]
    if body.closed and on >= body.closed:
        return Meant(body, how, f"named after it ended on {body.closed}", "ended")
    return Meant(body, how, f"named before it began on {body.opened}", "not yet")


def _holds(name: BodyName, on: dt.date) -> bool:
    return (name.valid_from is None or name.valid_from <= on) and (
        name.valid_to is None or on < name.valid_to
    )
