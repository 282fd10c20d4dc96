"""Signing in through an organisation: against a real provider, over real HTTP, on this machine."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from answerable.accounts import outside
from answerable.accounts.models import OutsideIdentity, Person, Refusal
from answerable.accounts.operations import deactivate
from answerable.core.actors import PEOPLE
from answerable.ledger.models import Event
from tests.conftest import ROOT
from tests.pages.served import free_port
from tests.provider.tokens import CLIENT, SECRET
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db
START, BACK = "/workspace/sign-in/organisation", "/workspace/sign-in/organisation/back"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address."""
    port, folder = free_port(), tmp_path_factory.mktemp("provider")
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "tests.provider.site", str(port), str(folder)],
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            until = time.monotonic() + 120
            while time.monotonic() < until and running.poll() is None:
                try:
                    urllib.request.urlopen(f"http://localhost:{port}/ready", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.2)
            else:
                raise RuntimeError((folder / "log").read_text())
            yield f"http://localhost:{port}"
        finally:
            running.terminate()
            running.wait(timeout=20)


@dataclass
class Door:
    """A browser that goes through both sites."""

    client: Client
    provider: str

    def out(self) -> str:
        """Leaves for the provider. The address it is sent to."""
        return str(self.client.get(START).headers["Location"])

    def there(self, address: str, name: str) -> str:
        """Signs in with the provider. The address that sends it back."""
        with requests.Session() as browser:
            browser.get(f"{self.provider}/login?as={name}", allow_redirects=False, timeout=60)
            answer = browser.get(address, allow_redirects=False, timeout=60)
        assert answer.status_code == 302, answer.text[:300]
        return str(answer.headers["Location"])

    def back(self, address: str) -> HttpResponse:
        split = urlsplit(address)
        assert f"{split.scheme}://{split.netloc}{split.path}" == f"http://localhost{BACK}"
        return self.client.get(f"{split.path}?{split.query}")  # type: ignore[return-value]

    def through(self, name: str) -> HttpResponse:
        return self.back(self.there(self.out(), name))

    def is_in(self) -> bool:
        return self.client.get("/workspace").status_code == 200


@pytest.fixture
def door(provider: str, monkeypatch: pytest.MonkeyPatch) -> Door:
    monkeypatch.setattr(settings, "OIDC_ISSUER", f"{provider}/o")
    monkeypatch.setattr(settings, "OIDC_CLIENT", CLIENT)
    monkeypatch.setattr(settings, "OIDC_SECRET", SECRET)
    return Door(Client(HTTP_HOST="localhost"), provider)


def invited(name: str) -> Person:
    return made.person("editor", email=f"{name}@example.org")


def test_invited_person_is_linked_once_and_known_afterwards(door: Door) -> None:
    ada = invited("ada")
    assert door.through("ada").headers["Location"] == "/workspace"
    assert door.is_in()
    link = OutsideIdentity.objects.get()
    assert link.person == ada and link.issuer == settings.OIDC_ISSUER
    assert Event.objects.get(kind="identity.linked").payload == {"issuer": settings.OIDC_ISSUER}
    Person.objects.filter(pk=ada.pk).update(email="ada.quill@example.org")
    again = Door(Client(HTTP_HOST="localhost"), door.provider)
    assert again.through("ada").status_code == 302 and again.is_in(), "by issuer and subject, not by address"
    assert OutsideIdentity.objects.count() == 1


def test_browser_is_sent_with_state_nonce_and_a_challenge(door: Door) -> None:
    asked = parse_qs(urlsplit(door.out()).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    assert len(asked["state"][0]) >= 32 and len(asked["nonce"][0]) >= 32
    assert asked["redirect_uri"] == [f"http://localhost{BACK}"]


def test_second_step_is_still_asked_for(door: Door) -> None:
    secret = made.with_app(invited("ada"))
    assert door.through("ada").headers["Location"] == "/workspace/sign-in/second-factor"
    assert not door.is_in()
    door.client.post("/workspace/sign-in/second-factor", {"second_factor_code": made.code(secret)})
    assert door.is_in()


@pytest.mark.parametrize(
    "name",
    [
        "expired",
        "old",
        "audience",
        "two-audiences",
        "issuer",
        "nonce",
        "nobody",
        "unsigned",
        "stranger",
        "shared-secret",
        "unverified-eve",
    ],
)
def test_token_that_cannot_be_trusted_lets_nobody_in(door: Door, name: str) -> None:
    invited(name.removeprefix("unverified-"))
    answer = door.through(name)
    assert answer.status_code == 403 and "could not be signed in this way" in answer.content.decode()
    assert not door.is_in() and not OutsideIdentity.objects.exists()
    assert Refusal.objects.get(kind="outside").times == 1


def test_nobody_is_created(door: Door) -> None:
    assert door.through("mallory").status_code == 403
    assert not Person.objects.exists() and not door.is_in()


def test_state_is_of_this_browser_and_good_once(door: Door) -> None:
    invited("ada")
    address = door.there(door.out(), "ada")
    other = Door(Client(HTTP_HOST="localhost"), door.provider)
    assert other.back(address).status_code == 403, "another browser began nothing"
    other.out()
    assert other.back(address).status_code == 403, "or something else"
    assert door.back(address.replace("state=", "state=x")).status_code == 403
    assert door.back(address).status_code == 403, "a state that was tried is spent"
    assert not door.is_in() and not other.is_in()


def test_code_is_good_once(door: Door) -> None:
    invited("ada")
    address = door.there(door.out(), "ada")
    kept = dict(door.client.session["outside"])
    assert door.back(address).status_code == 302
    other = Door(Client(HTTP_HOST="localhost"), door.provider)
    session = other.client.session
    session["outside"] = kept
    session.save()
    other.client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    assert other.back(address).status_code == 403


def test_code_needs_the_verifier_it_was_asked_for_with(door: Door) -> None:
    invited("ada")
    address = door.there(door.out(), "ada")
    session = door.client.session
    session["outside"] = {**session["outside"], "verifier": "x" * 64}
    session.save()
    assert door.back(address).status_code == 403


def test_person_who_left_is_not_let_in_by_an_old_link(door: Door) -> None:
    ada = invited("ada")
    door.through("ada")
    deactivate(by=PEOPLE, person=ada, reason="Left.")
    again = Door(Client(HTTP_HOST="localhost"), door.provider)
    assert again.through("ada").status_code == 403 and not again.is_in()


def test_address_that_is_linked_is_linked_to_no_other_account(door: Door) -> None:
    ada = invited("ada")
    door.through("ada")
    OutsideIdentity.objects.update(subject="another account with this provider")
    again = Door(Client(HTTP_HOST="localhost"), door.provider)
    assert again.through("ada").status_code == 403 and not again.is_in()
    assert OutsideIdentity.objects.get().person == ada


def test_refusal_by_the_provider_is_told_plainly(door: Door) -> None:
    state = parse_qs(urlsplit(door.out()).query)["state"][0]
    answer = door.client.get(BACK, {"state": state, "error": "access_denied"})
    assert answer.status_code == 403 and "password" in answer.content.decode()


@pytest.mark.parametrize(
    "issuer",
    [
        "http://id.example.org",
        "ftp://localhost/o",
        "https://user@id.example.org",
        "http://localhost.example.org",
    ],
)
def test_provider_is_reached_by_https_or_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, issuer: str
) -> None:
    monkeypatch.setattr(settings, "OIDC_ISSUER", issuer)
    with pytest.raises(outside.OutsideError, match="https"):
        outside.provider()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"issuer": "http://localhost:1/else"}, "something else"),
        ({"authorization_endpoint": "https://elsewhere.example.org/a"}, "another host"),
        ({"token_endpoint": "http://elsewhere.example.org/t"}, "https"),
        ({"jwks_uri": "http://elsewhere.example.org/k"}, "https"),
    ],
)
def test_provider_sends_nothing_elsewhere(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], why: str
) -> None:
    at = "http://localhost:1/o"
    said = {
        "issuer": at,
        "authorization_endpoint": f"{at}/a",
        "token_endpoint": f"{at}/t",
        "jwks_uri": f"{at}/k",
    }
    monkeypatch.setattr(settings, "OIDC_ISSUER", at)
    monkeypatch.setattr(outside, "_fetch", lambda address: {**said, **changed})
    with pytest.raises(outside.OutsideError, match=why):
        outside.provider()


def test_nothing_is_offered_where_none_is_named(client: Client) -> None:
    assert settings.OIDC_ISSUER == ""
    assert client.get(START, HTTP_HOST="localhost").status_code == 404
    assert client.get(BACK, HTTP_HOST="localhost").status_code == 403
    page = client.get("/workspace/sign-in", HTTP_HOST="localhost").content.decode()
    assert "sign-in/organisation" not in page
