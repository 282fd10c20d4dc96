"""Who asks: the key in `Authorization`, with what its owner may at this moment. No session counts here."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja.security.http import HttpAuthBase

from answerable.accounts.models import Refusal
from answerable.accounts.models.keys import ApiKey
from answerable.accounts.operations import note_refusal
from answerable.accounts.operations.keying import BEGINS, actor_of_key, use_key
from answerable.accounts.passwords import keyed_digest
from answerable.accounts.queries import has_second_factor, needs_second_factor
from answerable.api.asked import look_at
from answerable.api.limits import count, count_key
from answerable.api.problems import ProblemError
from answerable.core.actors import SIGN_IN, Actor
from answerable.core.references import BadReferenceError, parse_reference
from answerable.organisations.models import Organisation
from answerable.sources.models import Publisher
from answerable.website.client import client_of

REALM = 'Bearer realm="answerable"'
_LONGEST = 200
NO_KEY = (
    "This needs a key: send it as “Authorization: Bearer ans_...”. Whoever signs in to the workspace makes "
    "one under “Your account”."
)
NO_GOOD = (
    "That key is not known, or is good no longer. Its owner sees why in the workspace, under “Your account”."
)


@dataclass(frozen=True, slots=True)
class Needs:
    """What an address asks of a key. `each`: whether it is held for the "body" or "publisher" it names.

    `others` do as well as `permission`: a file, say, is sent for whatever it goes with.
    """

    permission: str  # blank: any key that is good
    each: str = ""
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = " or ".join((self.permission, *self.others)) or "any key"
        return f"{named} for the {self.each}" if self.each else named

    def met_by(self, by: Actor, body: int | None, publisher: str) -> bool:
        """Whether somebody may, for the body or publisher that an address names."""
        asked = (self.permission, *self.others)
        if self.each == "body":
            return body is not None and any(by.may_for(one, body) for one in asked)
        if self.each == "publisher":
            return bool(publisher) and any(by.may_publish(one, publisher) for one in asked)
        return not self.permission or any(one in by.permissions for one in asked)


NEEDS: dict[tuple[str, str], Needs] = {}  # by method and route, as Django names it


@dataclass(slots=True)
class Asker:
    """A key and its owner as they are now. `body` or `publisher` is the one that the address names."""

    key: ApiKey
    by: Actor
    body: Organisation | None = None
    publisher: Publisher | None = None
    ready: Any = None  # what `making.post` had looked at before the transaction


class Key(HttpAuthBase):
    """As OpenAPI knows it: the name of this class is that of the scheme."""

    openapi_scheme = "bearer"
    openapi_description = "A key of a person's own programs, which begins with ans_."

    def __call__(self, request: HttpRequest) -> Asker:
        """Raises ProblemError with 401, or with 403 where its owner has yet to set up a second step."""
        kind, _, words = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not words.strip():
            count(request)
            raise ProblemError(401, NO_KEY, **{"WWW-Authenticate": REALM})
        words = words.strip()
        known = words.startswith(BEGINS) and len(words) <= _LONGEST and words.isascii()
        key = use_key(by=SIGN_IN, words=words) if known else None
        if key is None:
            count(request)
            note(request, Refusal.Kind.KEY)
            raise ProblemError(401, NO_GOOD, **{"WWW-Authenticate": f'{REALM}, error="invalid_token"'})
        left, _ = count_key(key.pk)
        request.questions_left = left  # type: ignore[attr-defined]
        if needs_second_factor(key.person) and not has_second_factor(key.person):
            note(request, Refusal.Kind.NOT_ALLOWED, key.person.identifier)
            raise ProblemError(403, "Its owner has to set up a second step in the workspace first.")
        one = Asker(key, actor_of_key(key))
        _let_in(request, one)
        from answerable.api.app import described  # it describes this too

        look_at(request, described)
        return one


def asker(request: HttpRequest) -> Asker:
    """Who asks, where `Key` let them in."""
    held: object = getattr(request, "auth", None)
    assert isinstance(held, Asker)
    return held


def for_body(request: HttpRequest) -> tuple[Actor, Organisation]:
    """Who asks, and the body that the address names, for which they may."""
    one = asker(request)
    assert one.body is not None
    return one.by, one.body


def for_publisher(request: HttpRequest) -> tuple[Actor, Publisher]:
    one = asker(request)
    assert one.publisher is not None
    return one.by, one.publisher


def _let_in(request: HttpRequest, one: Asker) -> None:
    """Lets in only whom the key allows it, before anything that was sent is read.

    Raises ProblemError with 403. A body that is not there is answered as one that they may do nothing for.
    """
    match = request.resolver_match
    assert match is not None
    needs = NEEDS[request.method or "", match.route]
    named = match.kwargs
    if needs.each == "body":
        one.body = _body(named["body"])
    elif needs.each == "publisher":
        one.publisher = Publisher.objects.filter(code=named["publisher"]).first()
    body, publisher = one.body.pk if one.body else None, one.publisher.code if one.publisher else ""
    if not needs.met_by(one.by, body, publisher):
        raise not_allowed(request, one, needs.permission)


def not_allowed(request: HttpRequest, one: Asker, permission: str = "") -> ProblemError:
    """What to raise where the key does not allow something; the try is noted."""
    note(request, Refusal.Kind.NOT_ALLOWED, one.by.identifier)
    scope = f', scope="{permission}"' if permission else ""
    whose = f"It needs {permission}. " if permission else ""
    return ProblemError(
        403,
        f"This key does not allow that here. {whose}A key does what its scopes name, as far as its owner may "
        "now.",
        **{"WWW-Authenticate": f'{REALM}, error="insufficient_scope"{scope}'},
    )


def note(request: HttpRequest, kind: str, person: str = "") -> None:
    """Notes what was refused, for an administrator to see."""
    match = request.resolver_match
    note_refusal(
        by=SIGN_IN,
        kind=kind,
        person=person,
        client=keyed_digest("client", client_of(request)),
        page=(match.view_name if match else "") or "",
    )


def _body(written: str) -> Organisation | None:
    try:
        return Organisation.objects.filter(reference=parse_reference(written, "B")).first()
    except BadReferenceError:
        return None
