"""Who it is that knocks: an e-mail address and a password, looked at no faster than the lock allows."""

from django.contrib.auth.hashers import make_password, verify_password

from answerable.accounts.models import Person
from answerable.accounts.operations import count_try, forget_tries, hash_again
from answerable.accounts.passwords import LONGEST, keyed_digest
from answerable.accounts.queries import person_by_email
from answerable.core.actors import SIGN_IN


def who_signs_in(email: str, password: str, client: str) -> Person | None:
    """The person with this e-mail address and password, who comes from the address `client`; or None.

    None says nothing else: there may be no such account, the password wrong, or a lock down. A password is
    hashed once whether or not there is an account, and not at all behind a lock.
    """
    account, caller = keyed_digest("account", email.strip().lower()), keyed_digest("client", client)
    if not count_try(by=SIGN_IN, account=account, client=caller):
        return None
    person = person_by_email(email)
    right, outdated = verify_password(password[:LONGEST], person.password if person else make_password(None))
    if person is None or not right or len(password) > LONGEST:
        return None
    forget_tries(by=SIGN_IN, account=account, client=caller)
    return hash_again(by=SIGN_IN, person=person, password=password) if outdated else person
