"""Reads of the accounts room."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from answerable.accounts.models import PasswordLink, Person, RoleGrant
from answerable.accounts.passwords import link_digest
from answerable.accounts.roles import EVERYBODY, FOR_A_BODY, FOR_A_PUBLISHER, PERMISSIONS, Role
from answerable.core.actors import Actor
from answerable.core.calendar import now

_PERSON = "person:"


def people() -> QuerySet[Person]:
    """Everybody, those who left too, with the roles they hold now."""
    held = RoleGrant.objects.filter(ended_at__isnull=True).select_related("organisation")
    return Person.objects.prefetch_related(Prefetch("grants", queryset=held, to_attr="held"))


def active_person(pk: int) -> Person | None:
    """Somebody who may sign in, with the roles they hold now: two queries."""
    return people().filter(pk=pk, ended_at__isnull=True).first()


def person_by_email(email: str) -> Person | None:
    """The active account of this e-mail address, however it is capitalised."""
    return people().filter(email=email.strip().lower(), ended_at__isnull=True).first()


def roles_of(person: Person) -> list[Role]:
    """The roles that the person holds now, in the order given."""
    return [Role(grant.role) for grant in _held(person)]


def people_of(organisation_id: int, *roles: str) -> list[Person]:
    """Those who hold one of the roles (any, where none is named) for this body now, oldest account first."""
    grants = RoleGrant.objects.filter(
        organisation_id=organisation_id, ended_at__isnull=True, person__ended_at__isnull=True
    )
    if roles:
        grants = grants.filter(role__in=roles)
    return list(people().filter(pk__in=grants.values("person_id")))


def actor_of(person: Person) -> Actor:
    """The person as the one who does a thing, with all that their roles allow: nothing for one who left."""
    if not person.is_active:
        return Actor(person.identifier)
    permissions, everywhere = set(EVERYBODY), set(EVERYBODY)
    bodies: dict[str, set[int]] = {}
    publishers: dict[str, set[str]] = {}
    held = _held(person)
    for grant in held:
        for permission in PERMISSIONS[Role(grant.role)]:
            permissions.add(permission)
            if grant.role in FOR_A_BODY and grant.organisation_id is not None:
                bodies.setdefault(permission, set()).add(grant.organisation_id)
            elif grant.role in FOR_A_PUBLISHER:
                publishers.setdefault(permission, set()).add(grant.publisher)
            else:
                everywhere.add(permission)
    return Actor(
        person.identifier,
        frozenset(permissions),
        {name: frozenset(ids) for name, ids in bodies.items() if name not in everywhere},
        {name: frozenset(codes) for name, codes in publishers.items() if name not in everywhere},
        frozenset(grant.organisation_id for grant in held if grant.organisation_id is not None),
    )


def names_of(identifiers: Iterable[str]) -> dict[str, str]:
    """{identifier: name} of the people among these, for pages that only colleagues see."""
    keys = {int(one.removeprefix(_PERSON)) for one in identifiers if one.removeprefix(_PERSON).isdigit()}
    return {person.identifier: person.name for person in Person.objects.filter(pk__in=keys)}


def person_of_link(token: str, *, at: dt.datetime | None = None) -> Person | None:
    """Whose password this link may set; None where it is unknown, used, replaced or too old."""
    link = (
        PasswordLink.objects.filter(
            digest=link_digest(token), ended_at__isnull=True, person__ended_at__isnull=True
        )
        .select_related("person")
        .first()
    )
    return link.person if link and link.expires_at > (at or now()) else None


def _held(person: Person) -> list[RoleGrant]:
    """From what was fetched with the person, where it was."""
    if hasattr(person, "held"):
        held: list[RoleGrant] = person.held
        return held
    return list(person.grants.filter(ended_at__isnull=True))
