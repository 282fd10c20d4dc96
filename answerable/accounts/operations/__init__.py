"""Everything that writes in the accounts room."""

from answerable.accounts.operations.errors import AccountError, LinkError
from answerable.accounts.operations.granting import end_role, grant_role
from answerable.accounts.operations.people import (
    LINK_HOURS,
    deactivate,
    invite_person,
    make_password_link,
    set_password,
)
from answerable.accounts.operations.signing_in import (
    ACCOUNT_TRIES,
    CLIENT_TRIES,
    LOCKED_MINUTES,
    count_try,
    forget_tries,
    hash_again,
)

__all__ = [
    "ACCOUNT_TRIES",
    "CLIENT_TRIES",
    "LINK_HOURS",
    "LOCKED_MINUTES",
    "AccountError",
    "LinkError",
    "count_try",
    "deactivate",
    "end_role",
    "forget_tries",
    "grant_role",
    "hash_again",
    "invite_person",
    "make_password_link",
    "set_password",
]
