"""Reads of the accounts room."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from answerable.accounts.models import (
    CodeApp,
    Passkey,
    PasswordLink,
    Person,
    RecoveryCode,
    Refusal,
    RoleGrant,
    Visit,
)
from answerable.accounts.models.keys import ApiKey
from answerable.accounts.passwords import link_digest
from answerable.accounts.roles import (
    EVERYBODY,
    FOR_A_BODY,
    FOR_A_PUBLISHER,
    NEED_SECOND_FACTOR,
    PERMISSIONS,
    Role,
)
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


def people_with(*roles: str) -> list[Person]:
    """Those who hold one of the roles now, for whomever, each once."""
    grants = RoleGrant.objects.filter(role__in=roles, ended_at__isnull=True)
    return list(Person.objects.filter(pk__in=grants.values("person_id"), ended_at__isnull=True))


def belongings(people: Iterable[Person]) -> dict[int, set[int]]:
    """{person id: the bodies they hold a role for now}."""
    found: dict[int, set[int]] = {person.pk: set() for person in people}
    grants = RoleGrant.objects.filter(
        person__in=list(found), ended_at__isnull=True, organisation__isnull=False
    ).values_list("person_id", "organisation_id")
    for person_id, body in grants:
        found[person_id].add(body)
    return found


def actor_of(person: Person) -> Actor:
    """The person as the one who does a thing, with all that their roles allow: nothing for one who left."""
    if not person.is_active:
        return Actor(person.identifier)
    permissions, everywhere = set(EVERYBODY), set(EVERYBODY)
    bodies: dict[str, set[int]] = {}
    publishers: dict[str, set[str]] = {}
    sectors: dict[str, set[str]] = {}
    unbound: set[str] = set(EVERYBODY)
    held = _held(person)
    for grant in held:
        for permission in PERMISSIONS[Role(grant.role)]:
            permissions.add(permission)
            if grant.sector:
                sectors.setdefault(permission, set()).add(grant.sector)
            else:
                unbound.add(permission)
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
        {name: frozenset(codes) for name, codes in sectors.items() if name not in unbound},
    )


def needs_second_factor(person: Person) -> bool:
    """Whether the person's roles ask for more than a password, as the register is set (`SECOND_FACTOR`)."""
    if settings.SECOND_FACTOR == "optional":
        return False
    return settings.SECOND_FACTOR == "everybody" or any(
        role in NEED_SECOND_FACTOR for role in roles_of(person)
    )


def has_second_factor(person: Person) -> bool:
    """An app or a passkey; codes on paper alone are none."""
    return code_app_of(person) is not None or passkeys_of(person).exists()


def code_app_of(person: Person) -> CodeApp | None:
    return CodeApp.objects.filter(person=person, ended_at__isnull=True, confirmed_at__isnull=False).first()


def passkeys_of(person: Person) -> QuerySet[Passkey]:
    return Passkey.objects.filter(person=person, ended_at__isnull=True)


def recovery_codes_left(person: Person) -> int:
    return RecoveryCode.objects.filter(person=person, ended_at__isnull=True).count()


def keys_of(person: Person) -> QuerySet[ApiKey]:
    """The person's keys for programs that are good now, the newest first."""
    rows = ApiKey.objects.filter(person=person, ended_at__isnull=True, expires_at__gt=now())
    return rows.select_related("organisation").order_by("-pk")


def visits_of(person: Person) -> QuerySet[Visit]:
    """The person's sessions that go on, latest seen first."""
    since = now() - dt.timedelta(seconds=settings.SESSION_IDLE_SECONDS + 600)
    return Visit.objects.filter(person=person, ended_at__isnull=True, seen_at__gte=since)


def visit_goes_on(visit_id: int) -> bool:
    return Visit.objects.filter(pk=visit_id, ended_at__isnull=True).exists()


def grants_now(person: Person) -> str:
    """Which roles the person holds now, as one word that changes with them."""
    return ",".join(str(grant.pk) for grant in sorted(_held(person), key=lambda one: one.pk))


def members_of(organisation_id: int) -> list[tuple[Person, list[RoleGrant]]]:
    """Who acts for a body now, with the roles they hold for it, by name."""
    rows = RoleGrant.objects.filter(
        organisation_id=organisation_id, role__in=FOR_A_BODY, ended_at__isnull=True
    ).select_related("person")
    found: dict[int, tuple[Person, list[RoleGrant]]] = {}
    for grant in rows:
        found.setdefault(grant.person_id, (grant.person, []))[1].append(grant)
    return sorted(found.values(), key=lambda one: (one[0].name.casefold(), one[0].pk))


def officer_of(organisation_id: int) -> Person | None:
    """The accountable officer of a body, where it has one now."""
    held = people_of(organisation_id, Role.ACCOUNTABLE_OFFICER)
    return held[0] if held else None


def former_members(organisation_id: int) -> list[Person]:
    """Who acted for a body once and does so no more: what they held and were handed is to be handed on."""
    rows = RoleGrant.objects.filter(organisation_id=organisation_id, role__in=FOR_A_BODY)
    here = rows.filter(ended_at__isnull=True).values("person_id")
    return list(
        Person.objects.filter(pk__in=rows.filter(ended_at__isnull=False).values("person_id")).exclude(
            pk__in=here
        )
    )


def refusals() -> QuerySet[Refusal]:
    """What was refused, latest first."""
    return Refusal.objects.order_by("-last_at", "-pk")


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
