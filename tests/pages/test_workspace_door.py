"""The way in and out of the workspace, and what public pages keep although there is one."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from answerable.accounts.models import Person
from answerable.accounts.operations import deactivate, make_password_link
from answerable.core.actors import PEOPLE
from answerable.workspace.addresses import making
from answerable.workspace.client import client_of
from answerable.workspace.policy import SINCE, policy_of, requires
from tests.pages.served import environment
from tests.pages.world import World
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db
SIGN_IN = "/workspace/sign-in"


@pytest.fixture
def stranger(db: None) -> Client:
    """A browser that sends tokens only where a page gave it one."""
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)


@pytest.fixture
def ada() -> Person:
    return made.person("editor", email="ada@example.org", name="Ada Quill", password=made.PASSWORD)


def token_in(response: HttpResponse) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', response.content.decode())
    assert found is not None
    return found.group(1)


def send(client: Client, address: str, **fields: str) -> HttpResponse:
    """Opens the page and sends its form, as a browser does."""
    token = token_in(client.get(address))  # type: ignore[arg-type]
    return client.post(address, {**fields, "csrfmiddlewaretoken": token})  # type: ignore[return-value]


def enter(client: Client, email: str = "ada@example.org", password: str = made.PASSWORD) -> HttpResponse:
    return send(client, SIGN_IN, email=email, password=password)


def test_person_signs_in_and_out(stranger: Client, ada: Person) -> None:
    first = enter(stranger)
    assert first.status_code == 302 and first.headers["Location"] == "/workspace"
    home = stranger.get("/workspace")
    assert 'Signed in as <a href="/workspace/account">Ada Quill</a>' in home.content.decode()
    out = stranger.post("/workspace/sign-out", {"csrfmiddlewaretoken": token_in(home)})  # type: ignore[arg-type]
    assert out.headers["Location"] == SIGN_IN
    assert stranger.get("/workspace").status_code == 302


def test_signing_in_leads_to_the_page_that_was_asked_for_and_nowhere_else(
    stranger: Client, ada: Person
) -> None:
    asked = stranger.get("/workspace?from=mail")
    assert asked.headers["Location"] == f"{SIGN_IN}?next=%2Fworkspace%3Ffrom%3Dmail"
    token = token_in(stranger.get(SIGN_IN))  # type: ignore[arg-type]
    fields = {"email": "ada@example.org", "password": made.PASSWORD, "csrfmiddlewaretoken": token}
    there = stranger.post(SIGN_IN, {**fields, "next": "/workspace?from=mail"})
    assert there.headers["Location"] == "/workspace?from=mail"
    for elsewhere in (
        "https://example.org/workspace",
        "//example.org/workspace",
        "/search",
        "/\\example.org",
    ):
        assert stranger.get(SIGN_IN, {"next": elsewhere}).headers["Location"] == "/workspace"


def test_every_refusal_reads_the_same(stranger: Client, ada: Person) -> None:
    def page(email: str) -> tuple[int, str]:
        answer = enter(stranger, email, "a wrong password")
        html = answer.content.decode().replace(email, "")
        return answer.status_code, re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)

    assert page("ada@example.org") == page("nobody@example.org")
    for _ in range(10):
        locked = page("ada@example.org")
    assert locked == page("nobody@example.org") and locked[0] == 422
    assert "too many tries" in locked[1]


def test_session_has_a_new_key_after_signing_in(stranger: Client, ada: Person) -> None:
    session = stranger.session
    session["planted"] = True
    session.save()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = planted = str(session.session_key)
    enter(stranger)
    assert stranger.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert stranger.get("/workspace").status_code == 200


def test_cookies_are_kept_from_scripts_other_sites_and_public_pages(stranger: Client, ada: Person) -> None:
    enter(stranger)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = stranger.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/workspace"
    assert stranger.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 3600


@pytest.mark.parametrize(
    ("hosts", "debug", "secure"),
    [
        ("localhost,127.0.0.1", "", False),
        ("register.example.org", "", True),
        ("register.example.org,localhost", "", True),
        ("register.example.org", "1", False),
    ],
)
def test_cookies_need_tls_unless_only_this_machine_is_served(
    tmp_path: Path, hosts: str, debug: str, secure: bool
) -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from answerable import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)",
        ],
        env={**environment(tmp_path), "ANSWERABLE_HOSTS": hosts, "ANSWERABLE_DEBUG": debug},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == [str(secure)] * 2


def test_session_ends_after_twelve_hours_however_busy(stranger: Client, ada: Person) -> None:
    enter(stranger)
    session = stranger.session
    session[SINCE] = time.time() - settings.SESSION_LONGEST_SECONDS - 1
    session.save()
    assert stranger.get("/workspace").status_code == 302
    session.flush()


def test_session_ends_with_the_account_and_with_a_new_password(stranger: Client, ada: Person) -> None:
    enter(stranger)
    link = f"/workspace/set-password/{make_password_link(by=PEOPLE, person=ada)}"
    other = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    set_again = send(other, link, password="basalt lantern orchard", again="basalt lantern orchard")
    assert set_again.headers["Location"] == f"{SIGN_IN}?password-set"
    assert stranger.get("/workspace").status_code == 302, "the old session is over"
    enter(other, password="basalt lantern orchard")
    assert other.get("/workspace").status_code == 200
    deactivate(by=PEOPLE, person=ada, reason="Left.")
    assert other.get("/workspace").status_code == 302


def test_password_link_works_once_and_says_why_not(stranger: Client) -> None:
    person = made.person(email="new@example.org")
    link = f"/workspace/set-password/{make_password_link(by=PEOPLE, person=person)}"
    assert "new@example.org" in stranger.get(link).content.decode()
    different = send(stranger, link, password=made.PASSWORD, again="another")
    assert different.status_code == 422 and "not the same" in different.content.decode()
    weak = send(stranger, link, password="short", again="short")
    assert weak.status_code == 422 and "12 characters" in weak.content.decode()
    assert send(stranger, link, password=made.PASSWORD, again=made.PASSWORD).status_code == 302
    again = stranger.get(link)
    assert again.status_code == 404 and "no longer works" in again.content.decode()


@pytest.mark.parametrize("address", ["/workspace/sign-in", "/workspace/sign-out"])
def test_form_without_its_token_is_refused_in_plain_words(
    stranger: Client, ada: Person, address: str
) -> None:
    enter(stranger)
    answer = stranger.post(address, {"email": "ada@example.org", "password": made.PASSWORD})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()
    assert stranger.get("/workspace").status_code == 200


def test_signing_out_is_no_link(stranger: Client, ada: Person) -> None:
    enter(stranger)
    assert stranger.get("/workspace/sign-out").status_code == 405
    assert stranger.get("/workspace").status_code == 200


@pytest.mark.parametrize(
    "address", ["/workspace", "/workspace/sign-in", "/workspace/no-such-page", "/workspace/set-password/x"]
)
def test_everything_in_the_workspace_is_kept_nowhere(stranger: Client, address: str) -> None:
    answer = stranger.get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_person_without_the_role_gets_a_plain_page(ada: Person) -> None:
    @requires("ROLE_GRANT")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("the inside")

    client = Client(HTTP_HOST="localhost")
    client.force_login(ada)
    request = RequestFactory().get("/workspace/x")
    request.user, request.session = ada, client.session
    request.session[SINCE] = time.time()
    answer = view(request)
    assert answer.status_code == 403 and "does not allow this" in answer.content.decode()


def workspace_patterns() -> list[URLPattern]:
    (found,) = [one for one in get_resolver().url_patterns if str(one.pattern) == "workspace"]
    assert isinstance(found, URLResolver)
    return [one for one in found.url_patterns if isinstance(one, URLPattern)]


def test_every_address_of_the_workspace_has_a_policy() -> None:
    patterns = workspace_patterns()
    assert len(patterns) >= 4
    assert [str(one.pattern) for one in patterns if not policy_of(one.callback)] == []
    is_open = [str(one.name) for one in patterns if policy_of(one.callback) == "open"]
    assert is_open == [
        "workspace-sign-in",
        "workspace-set-password",
        "workspace-second-step",
        "workspace-sign-in-passkey",
        "workspace-sign-in-organisation",
        "workspace-sign-in-organisation-back",
    ]


def test_view_without_a_policy_gets_no_address() -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    with pytest.raises(making.NoPolicyError, match="forgotten"):
        making.page("forgotten", forgotten, "forgotten")


def test_strangers_reach_no_page_but_the_door(stranger: Client) -> None:
    for pattern in workspace_patterns():
        if policy_of(pattern.callback) == "open":
            continue
        address = "/workspace" + re.sub(r"<[^>]+>", "E-0", re.sub(r"<int:[^>]+>", "1", str(pattern.pattern)))
        answers = {stranger.get(address).status_code, Client(HTTP_HOST="localhost").post(address).status_code}
        assert answers <= {302, 405} and 302 in answers, address


@pytest.mark.parametrize(
    "path", ["/", "/search?q=ward", "/entries/{entry}", "/before-you-recommend", "/healthz"]
)
def test_public_page_looks_at_no_session(world: World, ada: Person, path: str) -> None:
    address = path.format(entry=world.entry)
    plain = Client(HTTP_HOST="localhost")
    plain.get(address)
    signed = Client(HTTP_HOST="localhost")
    signed.force_login(ada)
    for client in (plain, signed):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200
        assert "Cookie" not in answer.headers.get("Vary", "") and not answer.cookies
        policy = answer.headers["Content-Security-Policy"]
        assert ("script-src 'self'" in policy) == path.startswith("/search")  # it offers names
        assert "unsafe" not in policy
        asked = " ".join(one["sql"] for one in queries).lower()
        assert "django_session" not in asked and "accounts_person" not in asked


def test_client_is_told_by_what_our_own_proxies_saw(monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(remote: str, forwarded: str = "") -> str:
        return client_of(
            RequestFactory().get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": forwarded})
        )

    assert seen("192.0.2.9", "203.0.113.5") == "192.0.2.9"
    assert seen("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"
    monkeypatch.setattr(settings, "PROXIES", 1)
    assert seen("127.0.0.1", "10.0.0.1, 203.0.113.5") == "203.0.113.5"
    assert seen("127.0.0.1", "nonsense") == "unknown"
    monkeypatch.setattr(settings, "PROXIES", 2)
    assert seen("127.0.0.1", "198.51.100.1, 203.0.113.5, 10.0.0.1") == "203.0.113.5"
