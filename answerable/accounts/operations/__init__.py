"""Everything that writes in the accounts room."""

from answerable.accounts.operations.errors import AccountError, CodeError, LinkError
from answerable.accounts.operations.factors import (
    MOST_PASSKEYS,
    add_passkey,
    begin_code_app,
    confirm_code_app,
    link_identity,
    make_recovery_codes,
    remove_factor,
    reset_factors,
    use_code,
    use_passkey,
)
from answerable.accounts.operations.granting import end_role, grant_role
from answerable.accounts.operations.members import (
    end_membership,
    hand_over_office,
    invite_member,
    leave_body,
)
from answerable.accounts.operations.people import (
    LINK_HOURS,
    change_password,
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
from answerable.accounts.operations.visits import (
    KEPT_DAYS,
    begin_visit,
    end_own_visits,
    end_visit,
    note_refusal,
    see_visit,
)

__all__ = [
    "ACCOUNT_TRIES",
    "CLIENT_TRIES",
    "KEPT_DAYS",
    "LINK_HOURS",
    "LOCKED_MINUTES",
    "MOST_PASSKEYS",
    "AccountError",
    "CodeError",
    "LinkError",
    "add_passkey",
    "begin_code_app",
    "begin_visit",
    "change_password",
    "confirm_code_app",
    "count_try",
    "deactivate",
    "end_membership",
    "end_own_visits",
    "end_role",
    "end_visit",
    "forget_tries",
    "grant_role",
    "hand_over_office",
    "hash_again",
    "invite_member",
    "invite_person",
    "leave_body",
    "link_identity",
    "make_password_link",
    "make_recovery_codes",
    "note_refusal",
    "remove_factor",
    "reset_factors",
    "see_visit",
    "set_password",
    "use_code",
    "use_passkey",
]
