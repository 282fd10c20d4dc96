"""The lock that falls after too many tries to sign in. No facts of the register, and so no events."""

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.db.models import F

from answerable.accounts.models import Person, Tries
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation

ACCOUNT_TRIES = 8
CLIENT_TRIES = 40  # an office may share one address
LOCKED_MINUTES = 15


@operation("SIGN_IN", no_fact=True)
def count_try(log: Log, *, by: Actor, account: str, client: str) -> bool:
    """Counts a try before its password is looked at, so that many at once get no further than one by one.

    False, and nothing counted, once `CLIENT_TRIES` came from the client or `ACCOUNT_TRIES` went to the
    account with less than `LOCKED_MINUTES` between each and the next. Both are digests: there may be no such
    account.
    """
    at = now()
    Tries.objects.filter(last__lte=at - dt.timedelta(minutes=LOCKED_MINUTES)).delete()
    return _count(client, CLIENT_TRIES, at) and _count(account, ACCOUNT_TRIES, at)


@operation("SIGN_IN", no_fact=True)
def forget_tries(log: Log, *, by: Actor, account: str, client: str) -> None:
    """The password was right: it counts as no failure, and those before it are forgiven the account."""
    Tries.objects.filter(key=client, failures__gt=0).update(failures=F("failures") - 1)
    Tries.objects.filter(key=account).delete()  # after the client, as tries are counted


@operation("SIGN_IN", no_fact=True)
def hash_again(log: Log, *, by: Actor, person: Person, password: str) -> Person:
    """The same password, hashed as it is done today."""
    Person.objects.filter(pk=person.pk, password=person.password).update(password=make_password(password))
    person.refresh_from_db(fields=["password"])
    return person


def _count(key: str, most: int, at: dt.datetime) -> bool:
    rows = Tries.objects.select_for_update()  # none is forgiven between being found and being counted
    held, first = rows.get_or_create(key=key, defaults={"failures": 1, "last": at})
    if first:
        return True
    if held.failures >= most:
        return False
    held.failures, held.last = held.failures + 1, at
    held.save(update_fields=["failures", "last"])
    return True
