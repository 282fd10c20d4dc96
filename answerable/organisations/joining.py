"""Whose is a place? The provider that a list names is found among the bodies that are held.

A provider's code decides. The Care Quality Commission registers NHS trusts under their ODS code, and the ODS
code of a place begins with its provider's. Else the name decides, among bodies that were while the place was
registered, and at last the name of the group. Two that fit are none: a person says which, in a list.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from answerable.organisations.facts import Left, LocationFact
from answerable.organisations.models import (
    CodeScheme,
    Joined,
    NameKind,
    Organisation,
    OrganisationCode,
    OrganisationName,
)
from answerable.organisations.naming import name_key

_FORM = re.compile(r"(?: (?:limited|ltd|plc|llp|cic|c i c|community interest company))+$")
_NAMED = "named:"  # how keys begin of bodies that only reports name


@dataclass(frozen=True, slots=True)
class Provider:
    """`joined`: by what it was taken to be the provider."""

    pk: int
    joined: str


@dataclass(slots=True)
class Found:
    found: list[tuple[LocationFact, Provider]] = field(default_factory=list)
    left_out: list[Left] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Held:
    key: str
    name: str
    opened: dt.date | None
    closed: dt.date | None


class _NoneError(LookupError):
    """No one body is the provider. The message says why."""


@dataclass(slots=True)
class Providers:
    """Bodies by code and by name."""

    bodies: dict[int, _Held]
    by_code: dict[str, int]
    by_name: dict[str, set[int]]

    @classmethod
    def held(cls) -> "Providers":
        bodies = {
            pk: _Held(key, name, opened, closed)
            for pk, key, name, opened, closed in Organisation.objects.values_list(
                "pk", "key", "name", "opened", "closed"
            )
        }
        codes = OrganisationCode.objects.filter(scheme__in=[CodeScheme.ODS, CodeScheme.CQC])
        by_code = dict(
            codes.order_by("citation__rank", "-organisation__key").values_list("code", "organisation")
        )
        by_name: dict[str, set[int]] = defaultdict(set)
        for pk, text in OrganisationName.objects.filter(
            kind__in=[NameKind.OFFICIAL, NameKind.ALIAS]
        ).values_list("organisation", "text"):
            by_name[_plain(text)].add(pk)
        return cls(bodies, by_code, by_name)

    def join(self, facts: Iterable[LocationFact], on: dt.date | None) -> Found:
        """`on`: the day of the list."""
        done = Found()
        for fact in facts:
            try:
                done.found.append((fact, self.of(fact, on)))
            except _NoneError as error:
                done.left_out.append(Left(fact.where, f"{fact.name} ({fact.code}): {error}"))
        return done

    def of(self, fact: LocationFact, on: dt.date | None) -> Provider:
        """Raises _NoneError."""
        if (pk := self.by_code.get(fact.provider_code.upper())) is not None:
            return Provider(pk, Joined.CODE)
        named = self._alive(fact, on, self.by_name.get(_plain(fact.provider_name), set()))
        at = self.by_code.get(fact.nhs_code.upper()[:3]) if len(fact.nhs_code) == 5 else None
        if at is not None:
            if named and at not in named:
                names = " and ".join(sorted({self.bodies[at].name, *(self.bodies[pk].name for pk in named)}))
                raise _NoneError(f"its code and its provider's name lead to two bodies, {names}.")
            return Provider(at, Joined.PLACE)
        if named:
            return Provider(self._one(named, f"its provider's name, {fact.provider_name!r},"), Joined.NAME)
        group = self._alive(
            fact, on, self.by_name.get(_plain(fact.group_name), set()) if fact.group_name else set()
        )
        if group:
            return Provider(self._one(group, f"its group's name, {fact.group_name!r},"), Joined.GROUP)
        raise _NoneError(
            f"its provider {fact.provider_name!r} ({fact.provider_code}) is no body held at the time. "
            "Add it to a list of bodies, with its code in the column cqc, and load this file again."
        )

    def _alive(self, fact: LocationFact, on: dt.date | None, pks: Iterable[int]) -> list[int]:
        """Those that were while the place was registered. Of these, listed bodies before those of reports."""
        held = [pk for pk in pks if _overlaps(fact, on, self.bodies[pk])]
        listed = [pk for pk in held if not self.bodies[pk].key.startswith(_NAMED)]
        return sorted(listed or held)

    def _one(self, pks: Sequence[int], what: str) -> int:
        if len(pks) > 1:
            keys = ", ".join(self.bodies[pk].key for pk in pks)
            raise _NoneError(
                f"{what} is the name of {len(pks)} bodies ({keys}). Give one of them its cqc code."
            )
        return pks[0]


def _overlaps(fact: LocationFact, on: dt.date | None, body: _Held) -> bool:
    began = body.opened is None or fact.closed is None or body.opened < fact.closed
    until = fact.opened or fact.closed or on
    return began and (body.closed is None or until is None or until < body.closed)


def _plain(name: str) -> str:
    """Names that differ only in their legal form are one."""
    return _FORM.sub("", name_key(name))
