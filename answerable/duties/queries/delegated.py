"""Who in a body sees which of its duties: a contributor only those that were handed to them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from answerable.accounts.models import Person
from answerable.core.actors import Actor
from answerable.duties.models import Delegation, Duty
from answerable.duties.queries.holding import duties_held

_ALL_OF_THE_BODY = "DUTY_READ"


def sees_all(by: Actor, organisation_id: int) -> bool:
    """False for a contributor, who sees what was handed to them alone."""
    return by.may_for(_ALL_OF_THE_BODY, organisation_id)


def duties_seen(by: Actor, organisation_id: int) -> QuerySet[Duty]:
    """The duties of the body that this person may see."""
    rows = duties_held(organisation_id)
    if sees_all(by, organisation_id):
        return rows
    if not by.may_for("BODY_READ", organisation_id):
        return rows.none()
    return rows.filter(pk__in=handed_to(by.identifier).values("duty"))


def may_work_on(by: Actor, duty: Duty) -> bool:
    """Whether the person may see this duty, and draft and report on it: the body's, and handed to them."""
    return duties_seen(by, duty.holder_id).filter(pk=duty.pk).exists()


def handed_to(identifier: str) -> QuerySet[Delegation]:
    """What is with this person ("person:<id>") now."""
    number = identifier.removeprefix("person:")
    rows = Delegation.objects.filter(superseded_at__isnull=True)
    return rows.filter(person_id=int(number)) if number.isdigit() else rows.none()


def handed_out(duty_ids: Iterable[int]) -> dict[int, list[Person]]:
    """{duty id: whom it is with}."""
    found: dict[int, list[Person]] = defaultdict(list)
    rows = Delegation.objects.filter(duty_id__in=list(duty_ids), superseded_at__isnull=True)
    for row in rows.select_related("person").order_by("pk"):
        found[row.duty_id].append(row.person)
    return found
