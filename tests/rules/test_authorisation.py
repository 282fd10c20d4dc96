"""The authorisation matrix: every address × method × role × owner is answered as its policy says.

Nothing in it is written by hand but an example for each address that names something. A new address without a
policy, or without an example, fails; so does a refusal that holds a word of what was asked for.
"""

import warnings
from collections import Counter
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from answerable.accounts.operations.keying import actor_of_key
from answerable.api import limits
from answerable.workspace.permissions import permissions_page
from tests.conftest import ROOT
from tests.pages.conftest import world as world  # a fixture
from tests.pages.world import World
from tests.rules import matrix_world
from tests.rules.matrix import (
    KEPT_OUT,
    LET_IN,
    METHODS,
    NOBODY,
    OWNERS,
    ROLES,
    Route,
    is_allowed,
    is_allowed_by_key,
    routes,
)
from tests.rules.matrix_world import SECRETS, TIED, Matrix

pytestmark = pytest.mark.django_db
SIGN_IN = "/workspace/sign-in"
ROUTES = routes()
OUTSIDE = [route for route in ROUTES if not route.inside and not route.keyed]
KEYED = list({route.pattern: route for route in ROUTES if route.keyed}.values())
INSIDE = [route for route in ROUTES if route.inside]
CASES: Counter[str] = Counter()


@pytest.fixture(scope="module")
def matrix(world: World, django_db_blocker: DjangoDbBlocker) -> Iterator[Matrix]:
    with django_db_blocker.unblock():
        yield matrix_world.build(world)


class Answer:
    """What came back, and nothing of it in the database."""

    def __init__(self, client: Client, method: str, address: str, **headers: str) -> None:
        kept = {name: morsel.value for name, morsel in client.cookies.items()}
        with transaction.atomic():
            found = client.generic(method, address, headers=headers)
            self.status = found.status_code
            streamed = getattr(found, "streaming_content", None)
            self.body = b"".join(streamed) if streamed is not None else found.content
            self.headers = found.headers
            self.location = found.headers.get("Location", "")
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(kept)

    @property
    def told(self) -> list[str]:
        words = self.body.decode(errors="replace").lower()
        return [word for word in SECRETS if word in words]


def methods_of(route: Route, address: str) -> set[str]:
    """What the address takes, as it says itself to a method that it does not take."""
    answer = Answer(Client(HTTP_HOST="localhost"), "OPTIONS", address)
    assert answer.status == 405, f"{route.pattern} answers OPTIONS with {answer.status}"
    return {one.strip() for one in answer.headers["Allow"].split(",")}


def test_every_address_has_a_policy() -> None:
    assert len(ROUTES) > 100
    assert [route.pattern for route in ROUTES if not route.policy] == []


def test_every_address_that_names_something_has_an_example(matrix: Matrix) -> None:
    for route in ROUTES:
        for owner in OWNERS:
            address = matrix.address(route, owner)
            assert "<" not in address, f"{route.pattern} ({route.name}) has an example that does not fit"


@pytest.mark.parametrize("route", INSIDE, ids=lambda route: f"{route.pattern} {route.policy}")
def test_workspace_is_answered_as_its_policy_says(matrix: Matrix, route: Route) -> None:
    wrong: list[str] = []
    for owner in OWNERS:
        address = matrix.address(route, owner)
        takes = methods_of(route, address)
        for role in ROLES:
            client = matrix.clients[role]
            allowed = is_allowed(
                route,
                matrix.actor(role),
                matrix.bodies[owner],
                tied=owner == "other" and route.pattern.startswith(TIED),
            )
            got: dict[str, Answer] = {}
            for method in METHODS:
                CASES["workspace"] += 1
                got[method] = answer = Answer(client, method, address)
                if why := _judged(route, answer, method in takes, role, allowed):
                    wrong.append(f"{method} {address} as {role} ({owner}): {answer.status} {why}")
            if "GET" in takes and not _same(got["GET"], got["HEAD"]):
                wrong.append(f"HEAD {address} as {role} ({owner}) differs from GET")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("route", OUTSIDE, ids=lambda route: route.pattern)
def test_public_pages_are_the_same_for_everybody(matrix: Matrix, route: Route) -> None:
    """What people who sign in know is in none of them: not in counts, feeds, files or errors."""
    wrong: list[str] = []
    address = matrix.address(route, "own")
    takes = methods_of(route, address)
    bodies = set()
    for role in (NOBODY, "administrator", "accountable_officer"):
        got: dict[str, Answer] = {}
        for method in METHODS:
            CASES["public"] += 1
            got[method] = answer = Answer(matrix.clients[role], method, address)
            if method not in takes:
                if answer.status != 405:
                    wrong.append(f"{method} {address} as {role}: {answer.status}")
            elif answer.status >= 500 or answer.status in (401, 403) or "zephyrine" in answer.told:
                wrong.append(f"{method} {address} as {role}: {answer.status} {answer.told}")
        if not _same(got["GET"], got["HEAD"]):
            wrong.append(f"HEAD {address} as {role} differs from GET")
        bodies.add(got["GET"].body)
    assert not wrong, "\n".join(wrong)
    assert len(bodies) == 1, f"{address} is not the same for everybody"


@pytest.mark.parametrize("route", KEYED, ids=lambda route: route.pattern)
def test_keys_are_answered_as_their_scopes_say(
    matrix: Matrix, route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session counts for nothing, and a key for what its scopes and its owner's roles both allow."""
    for name in ("MOST", "MOST_OF_KEY"):
        monkeypatch.setattr(limits, name, 1_000_000)
    wrong: list[str] = []
    actors = {name: actor_of_key(key) for name, key in matrix.keys.items()}
    for owner in OWNERS:
        address = matrix.address(route, owner)
        takes = methods_of(route, address)
        for method in METHODS:
            CASES["keys"] += 1
            signed_in = Answer(matrix.clients["accountable_officer"], method, address)
            told = _besides(address, signed_in)
            if signed_in.status != (401 if method in takes else 405) or told:
                wrong.append(f"{method} {address} with a session: {signed_in.status} {told}")
        for name, by in actors.items():
            for method in takes:
                CASES["keys"] += 1
                sent = {"Authorization": f"Bearer {matrix.words[name]}"}
                answer = Answer(Client(HTTP_HOST="localhost"), method, address, **sent)
                asked = "GET" if method == "HEAD" else method
                body, code = matrix.bodies[owner], matrix.publishers[owner]
                if is_allowed_by_key(route, asked, by, body, code):
                    if answer.status not in LET_IN:
                        wrong.append(f"{method} {address} as {name}: {answer.status}, and may")
                elif answer.status not in KEPT_OUT or _besides(address, answer):
                    wrong.append(f"{method} {address} as {name}: {answer.status} {answer.told}")
    assert not wrong, "\n".join(wrong)


def test_refusal_of_what_is_there_reads_like_that_of_what_is_not(matrix: Matrix) -> None:
    """Whether a body, or what belongs to it, exists is told to nobody who may not see it."""
    client = matrix.clients["responder"]
    there = matrix.bodies["other"].reference
    for route in INSIDE:
        if "body" not in route.parameters or "GET" not in methods_of(route, matrix.address(route, "other")):
            continue
        address = matrix.address(route, "other")
        real, none = (Answer(client, "GET", one) for one in (address, address.replace(there, "B-00000000")))
        assert (real.status, real.body) == (none.status, none.body), address


def test_matrix_is_as_large_as_it_says() -> None:
    """Run after the others: each case was asked for, unless only some of the tests were run."""
    warnings.warn(f"{sum(CASES.values()):,} cases: {dict(CASES)}", stacklevel=1)  # shown after the tests
    most = len(INSIDE) * len(METHODS) * len(ROLES) * len(OWNERS)
    assert CASES["workspace"] <= most and CASES["public"] <= len(OUTSIDE) * len(METHODS) * 3


def test_table_of_permissions_is_up_to_date() -> None:
    written = (ROOT / "docs" / "permissions.md").read_text()
    assert written == permissions_page(), "run `answerable people permissions > docs/permissions.md`"


def _judged(route: Route, answer: Answer, taken: bool, role: str, allowed: bool) -> str:
    """What is wrong with an answer; blank where nothing is."""
    if not taken:
        return "" if answer.status == 405 and not answer.body else "should be 405 with no words"
    if allowed:
        inside = answer.location.startswith(SIGN_IN) and role != NOBODY and route.policy != "open"
        if inside and answer.location != SIGN_IN:
            return "should be let in, and is sent to sign in"
        # Where there is no policy to break, 403 says that what was sent can't be trusted.
        fine = LET_IN | KEPT_OUT if route.policy == "open" else LET_IN
        return "" if answer.status in fine else "should be let in"
    if role == NOBODY:
        sent = answer.status == 302 and answer.location.startswith(SIGN_IN) and not answer.body
        return "" if sent else "should be sent to sign in"
    if answer.status not in KEPT_OUT:
        return "should be refused"
    return f"tells {answer.told}" if answer.told else ""


def _besides(address: str, answer: Answer) -> list[str]:
    """What an answer tells besides the address that was asked, which a problem names."""
    return [word for word in answer.told if word not in address]


def _same(get: Answer, head: Answer) -> bool:
    names = ("Content-Type", "Location", "Cache-Control", "Content-Disposition")
    return (
        get.status == head.status
        and not head.body
        and all(get.headers.get(name) == head.headers.get(name) for name in names)
    )
