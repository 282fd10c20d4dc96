"""What the pages of accounts show: sessions, members and what was refused."""

import datetime as dt
from dataclasses import dataclass

from answerable.accounts.models import Person, Refusal, RoleGrant
from answerable.accounts.queries import members_of, names_of, refusals, visits_of
from answerable.accounts.roles import FOR_A_BODY, GIVEN_BY_OFFICER, Role
from answerable.core.calendar import LONDON
from answerable.organisations.models import Organisation
from answerable.website.formats import long_date
from answerable.workspace.security import ROOT


@dataclass(frozen=True, slots=True)
class Session:
    number: int
    browser: str
    begun: str
    seen: str
    here: bool


@dataclass(frozen=True, slots=True)
class Member:
    number: int
    name: str
    email: str
    roles: str
    officer: bool
    may_end: bool
    since: str


@dataclass(frozen=True, slots=True)
class Refused:
    when: str
    what: str
    who: str
    client: str
    page: str
    times: int


@dataclass(frozen=True, slots=True)
class Held:
    number: int
    role: str
    of: str
    since: str


def sessions(person: Person, here: int) -> list[Session]:
    """Those that go on, this one first."""
    rows = [
        Session(visit.pk, visit.browser, _moment(visit.begun_at), _moment(visit.seen_at), visit.pk == here)
        for visit in visits_of(person)
    ]
    return sorted(rows, key=lambda one: not one.here)


def bodies_of(person: Person) -> list[tuple[str, str]]:
    """(name, address of the page that says who acts for it) of each body the person acts for."""
    rows = Organisation.objects.filter(
        role_grants__person=person, role_grants__ended_at__isnull=True, role_grants__role__in=FOR_A_BODY
    ).distinct()
    return [(body.name, f"{ROOT}/bodies/{body.reference}/members") for body in rows.order_by("name")]


def members(body: Organisation) -> list[Member]:
    return [
        Member(
            person.pk,
            person.name,
            person.email,
            ", ".join(Role(grant.role).label.partition(",")[0] for grant in grants),
            any(grant.role == Role.ACCOUNTABLE_OFFICER for grant in grants),
            all(grant.role in GIVEN_BY_OFFICER for grant in grants),
            long_date(min(grant.granted_at for grant in grants).astimezone(LONDON).date()),
        )
        for person, grants in members_of(body.pk)
    ]


def roles_held(grants: list[RoleGrant]) -> list[Held]:
    return [
        Held(
            grant.pk,
            Role(grant.role).label,
            grant.organisation.name if grant.organisation else grant.publisher or grant.sector,
            long_date(grant.granted_at.astimezone(LONDON).date()),
        )
        for grant in grants
    ]


def refused(most: int) -> list[Refused]:
    rows = list(refusals()[:most])
    names = names_of(row.person for row in rows if row.person)
    return [
        Refused(
            _moment(row.last_at),
            Refusal.Kind(row.kind).label,
            names.get(row.person, row.person) or "A stranger",
            row.client[:8],
            row.page.removeprefix("workspace-"),
            row.times,
        )
        for row in rows
    ]


def _moment(at: dt.datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{long_date(local.date())} at {local:%H:%M}"
