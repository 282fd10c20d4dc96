"""Whose account is changed is held first, and for a body the body before its people: always in this order."""

from django.db.models import QuerySet

from answerable.accounts.models import Person
from answerable.accounts.operations.errors import AccountError


def hold(person: Person) -> Person:
    """The account as it stands, which nobody else changes until the operation ends."""
    return Person.objects.select_for_update().get(pk=person.pk)


def hold_open(person: Person) -> Person:
    """As `hold`. Raises AccountError for one that was closed meanwhile."""
    held = hold(person)
    if not held.is_active:
        raise AccountError("This account was closed.")
    return held


def hold_all(people: QuerySet[Person]) -> list[Person]:
    return list(people.select_for_update().order_by("pk"))
