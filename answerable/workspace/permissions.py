"""The table of who may do what, written from the roles and the addresses (`docs/permissions.md`)."""

from collections.abc import Iterator

from answerable.accounts.roles import (
    EVERYBODY,
    FOR_A_BODY,
    FOR_A_PUBLISHER,
    NEED_SECOND_FACTOR,
    PERMISSIONS,
    STEP_UP,
    Role,
)
from answerable.workspace.policy import policy_of

HEAD = """# Permissions

Written by `answerable people permissions` from `answerable/accounts/roles.py` and the addresses of the
workspace; a test fails where it is out of date. `tests/rules/test_authorisation.py` asks for every address by
every method, as every role, for one's own body or publisher and for another, and looks that the answer is the
one written here.

Whoever is not signed in is sent to sign in; whoever may not is answered 403, or 404 where even that would
tell something. What a role is held for bounds all that it allows.
"""


def permissions_page() -> str:
    return "\n".join([HEAD, *_roles(), "", *_permissions(), "", *_addresses(), ""])


def _roles() -> Iterator[str]:
    yield "## Roles\n"
    yield "| role | held for | second factor |"
    yield "|---|---|---|"
    for role in Role:
        held = (
            "one body"
            if role in FOR_A_BODY
            else "one publisher"
            if role in FOR_A_PUBLISHER
            else "the register"
        )
        yield f"| {role.label} | {held} | {'needed' if role in NEED_SECOND_FACTOR else 'as they like'} |"


def _permissions() -> Iterator[str]:
    yield "## Permissions\n"
    yield "Those marked * ask for a proof of who one is, unless there was one in the last 15 minutes.\n"
    yield "| permission | roles |"
    yield "|---|---|"
    for name in sorted(EVERYBODY.union(*PERMISSIONS.values())):
        roles = [role.value for role in Role if name in PERMISSIONS[role]]
        who = "everybody who may sign in" if name in EVERYBODY else ", ".join(roles)
        yield f"| {name}{' *' if name in STEP_UP else ''} | {who} |"


def _addresses() -> Iterator[str]:
    from answerable.workspace.urls import urlpatterns  # it imports every view

    yield "## Addresses of the workspace\n"
    yield "| address | policy |"
    yield "|---|---|"
    for one in sorted(urlpatterns, key=lambda pattern: str(pattern.pattern)):
        yield f"| `/workspace{one.pattern}` | {policy_of(one.callback)} |"
