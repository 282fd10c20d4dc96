"""Every address of the site with its policy, and what each policy says of who asks for what. See
`test_authorisation.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from answerable.accounts.roles import Role
from answerable.api.problems import WORK
from answerable.api.writing.keys import NEEDS
from answerable.core.actors import Actor
from answerable.organisations.models import Organisation
from answerable.workspace.policy import policy_of

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NOBODY = "none"
ROLES = (NOBODY, *(role.value for role in Role))
OWNERS = ("own", "other")  # of the body or publisher that the address names
LET_IN = frozenset({200, 302, 303, 400, 404, 409, 410, 422})
KEPT_OUT = frozenset({403, 404})
PUBLIC = "public"
BODY = " for the body"


@dataclass(frozen=True, slots=True)
class Route:
    """One address, as the URL configuration holds it."""

    name: str
    pattern: str
    policy: str
    parameters: tuple[str, ...]

    @property
    def inside(self) -> bool:
        return self.pattern.startswith("/workspace")

    @property
    def keyed(self) -> bool:
        """Whether it is for programs that have a key."""
        return self.pattern.startswith(WORK)

    @property
    def permission(self) -> str:
        """Blank where being signed in, or nothing at all, is enough."""
        bare = self.policy.removesuffix(BODY)
        return bare if bare.isupper() else ""


def routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, "/"))


def is_allowed(route: Route, by: Actor | None, body: Organisation, *, tied: bool) -> bool:
    """What the policy of a route says of somebody: `body` is the one its address names.

    `tied`: the address names a thing of another publisher or body, so that whoever holds the permission for
    some alone is kept out.
    """
    if route.policy in (PUBLIC, "open"):
        return True
    if by is None:
        return False
    if not route.permission:
        return True
    if route.policy.endswith(BODY):
        return by.may_for(route.permission, body.pk)
    bounded = route.permission in by.bodies or route.permission in by.publishers
    return route.permission in by.permissions and not (tied and bounded)


def is_allowed_by_key(route: Route, method: str, by: Actor, body: Organisation, publisher: str) -> bool:
    """What a key may do that does all that `by` may: `body` and `publisher` are those its address names."""
    needs = NEEDS[method, route.pattern.strip("/")]
    asked = {needs.permission, *needs.others}
    if needs.each == "body":
        return any(by.may_for(one, body.pk) for one in asked)
    if needs.each == "publisher":
        return any(by.may_publish(one, publisher) for one in asked)
    return not needs.permission or bool(asked & by.permissions)


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, before + str(one.pattern))
            continue
        address = (before + str(one.pattern)).replace("//", "/")
        inside = address.startswith("/workspace")
        policy = policy_of(one.callback) if inside else PUBLIC
        yield Route(str(one.name), address, policy, tuple(one.pattern.converters))
