"""More than a password: at the door and before what others rely on; and sessions that changed hands."""

import re
import time

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from answerable.accounts.models import CodeApp, Person, Refusal, Visit
from answerable.accounts.operations import grant_role, make_recovery_codes
from answerable.accounts.queries import active_person, actor_of, has_second_factor
from answerable.core.actors import PEOPLE
from answerable.notices.models import Notice
from answerable.workspace import visit
from answerable.workspace.policy import requires
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db
SIGN_IN, SECOND = "/workspace/sign-in", "/workspace/sign-in/second-factor"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEWER = FIREFOX.replace("140.0", "151.0")
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Safari/537.36"


@pytest.fixture(autouse=True)
def asked_of_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SECOND_FACTOR", "roles")


@pytest.fixture
def browser() -> Client:
    return Client(HTTP_HOST="localhost", HTTP_USER_AGENT=FIREFOX)


@pytest.fixture
def ove() -> Person:
    return made.person("overseer", email="ove@example.org", name="Ove Sedge", password=made.PASSWORD)


def enter(client: Client, email: str = "ove@example.org") -> str:
    """Types the password, and says where that leads."""
    answer = client.post(SIGN_IN, {"email": email, "password": made.PASSWORD})
    return answer.headers.get("Location", str(answer.status_code))


def prove(client: Client, code: str) -> int:
    return int(client.post(SECOND, {"second_factor_code": code}).status_code)


def html(answer: object) -> str:
    content: bytes = answer.content  # type: ignore[attr-defined]
    return content.decode()


def test_role_that_binds_others_is_led_to_set_up_a_second_step(browser: Client, ove: Person) -> None:
    assert enter(browser) == "/workspace"
    for address in ("/workspace", "/workspace/account", "/workspace/contradictions"):
        led = browser.get(address)
        assert led.status_code == 302 and led.headers["Location"].startswith(
            "/workspace/account/second-factor?next="
        )
    assert "needs more than a password" in html(browser.get("/workspace/account/second-factor"))
    page = html(browser.get("/workspace/account/app"))
    secret = re.search(r'ws-secret">([A-Z2-7 ]+)<', page)
    assert secret is not None and "<svg" in page
    wrong = browser.post("/workspace/account/app", {"code": "000000"})
    assert wrong.status_code == 422 and "not the code" in html(wrong) and secret.group(1) in html(wrong)
    done = browser.post("/workspace/account/app", {"code": made.code(secret.group(1).replace(" ", ""))})
    assert len(re.findall(r"<code>[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}</code>", html(done))) == 10
    assert browser.get("/workspace").status_code == 200
    assert has_second_factor(ove)


def test_role_that_binds_nobody_needs_none(browser: Client) -> None:
    made.person("editor", email="ada@example.org", password=made.PASSWORD)
    enter(browser, "ada@example.org")
    assert browser.get("/workspace").status_code == 200


def test_second_step_is_asked_for_after_the_password(browser: Client, ove: Person) -> None:
    secret = made.with_app(ove)
    assert prove(browser, made.code(secret)) == 302 and browser.get("/workspace").status_code == 302
    assert enter(browser) == SECOND
    assert browser.get("/workspace").status_code == 302, "the password alone opens nothing"
    assert browser.get(SECOND).status_code == 200
    assert prove(browser, "000000") == 422
    code = made.code(secret)
    assert prove(browser, code) == 302
    assert browser.get("/workspace").status_code == 200
    other = Client(HTTP_HOST="localhost")
    enter(other)
    assert prove(other, code) == 422, "a code seen by somebody else is worth nothing"
    assert Refusal.objects.get(kind="code", person=ove.identifier).times == 2


def test_half_way_in_ends_after_ten_minutes_and_with_a_new_password(browser: Client, ove: Person) -> None:
    secret = made.with_app(ove)
    enter(browser)
    session = browser.session
    session["half-way-in"] = {**session["half-way-in"], "at": time.time() - 601}
    session.save()
    assert browser.post(SECOND, {"second_factor_code": made.code(secret)}).headers["Location"] == SIGN_IN
    enter(browser)
    Person.objects.filter(pk=ove.pk).update(sessions=5)
    assert browser.post(SECOND, {"second_factor_code": made.code(secret)}).headers["Location"] == SIGN_IN
    assert browser.get("/workspace").status_code == 302


def test_code_on_paper_opens_once(browser: Client, ove: Person) -> None:
    made.with_app(ove)
    code = make_recovery_codes(by=actor_of(ove), person=ove)[3]
    enter(browser)
    assert prove(browser, code) == 302 and browser.get("/workspace").status_code == 200
    other = Client(HTTP_HOST="localhost")
    enter(other)
    assert prove(other, code) == 422


def test_second_step_locks_like_the_first(browser: Client, ove: Person) -> None:
    secret = made.with_app(ove)
    enter(browser)
    for _ in range(8):
        assert prove(browser, "000000") == 422
    assert prove(browser, made.code(secret)) == 422, "the right code is not even looked at"
    assert CodeApp.objects.get().last_step < time.time() // 30
    assert Refusal.objects.filter(kind="locked").exists()


def guarded(client: Client, who: Person, fields: dict[str, str], method: str = "post") -> HttpResponse:
    """A form for an act that others rely on, sent in the client's session."""

    @requires("ESCALATION_STOP")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("done: " + "&".join(sorted(request.POST)))

    request = getattr(RequestFactory(), method)("/workspace/x", fields, headers={"User-Agent": FIREFOX})
    found = active_person(who.pk)
    assert found is not None
    request.user, request.session = found, client.session
    answer = view(request)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return answer


def entered(client: Client, who: Person) -> str:
    secret = made.with_app(who)
    enter(client)
    assert prove(client, made.code(secret)) == 302
    return secret


def older(client: Client, seconds: int) -> None:
    session = client.session
    session[visit.PROVED] -= seconds
    session.save()


def test_act_that_others_rely_on_asks_again_and_keeps_what_was_typed(browser: Client, ove: Person) -> None:
    secret = entered(browser, ove)
    assert html(guarded(browser, ove, {"reason": "Because"})) == "done: reason"
    older(browser, settings.PROOF_SECONDS + 1)
    assert html(guarded(browser, ove, {}, "get")) == "done: ", "reading asks for nothing"
    asked = guarded(browser, ove, {"reason": "Because <b>"})
    assert asked.status_code == 422
    assert 'name="reason" value="Because &lt;b&gt;"' in html(asked)
    wrong = guarded(browser, ove, {"reason": "Because", "second_factor_code": "000000"})
    assert wrong.status_code == 422 and "not accepted" in html(wrong)
    before = browser.session.session_key
    code = made.code(secret, steps=1)
    done = guarded(browser, ove, {"reason": "Because", "second_factor_code": code})
    assert html(done) == "done: reason", "the code goes no further"
    assert browser.session.session_key != before, "the session has a new key"
    assert html(guarded(browser, ove, {"reason": "Again"})) == "done: reason"


def test_new_role_takes_the_proof_away(browser: Client, ove: Person) -> None:
    entered(browser, ove)
    grant_role(by=PEOPLE, person=ove, role="administrator", reason="x")
    led = browser.get("/workspace")
    assert led.status_code == 302 and led.headers["Location"].startswith("/workspace/prove?")
    assert browser.get("/workspace/prove").status_code == 200


def test_stolen_cookie_ends_the_session_and_its_owner_is_told(browser: Client, ove: Person) -> None:
    entered(browser, ove)
    assert browser.get("/workspace", HTTP_USER_AGENT=NEWER).status_code == 200, "an update is no theft"
    thief = Client(HTTP_HOST="localhost", HTTP_USER_AGENT=CHROME)
    thief.cookies[settings.SESSION_COOKIE_NAME] = str(browser.session.session_key)
    assert thief.get("/workspace").status_code == 302
    assert browser.get("/workspace").status_code == 302, "and is over for both"
    assert Visit.objects.get().why == "moved"
    assert Refusal.objects.get(kind="moved").person == ove.identifier
    assert "another kind of browser" in Notice.objects.get(person=ove).words


def test_sessions_are_listed_and_ended_one_by_one_or_all_at_once(browser: Client, ove: Person) -> None:
    secret = entered(browser, ove)
    other = Client(HTTP_HOST="localhost", HTTP_USER_AGENT=CHROME)
    enter(other)
    prove(other, made.code(secret, steps=1))
    page = html(browser.get("/workspace/account"))
    assert "Firefox on Linux (this one)" in page and "Chrome on Windows" in page
    theirs = Visit.objects.get(browser="Chrome on Windows")
    stranger = Client(HTTP_HOST="localhost")
    made.person("editor", email="ada@example.org", password=made.PASSWORD)
    enter(stranger, "ada@example.org")
    stranger.post("/workspace/account/sessions/end", {"session": theirs.pk})
    assert other.get("/workspace").status_code == 200, "nobody ends the session of another"
    browser.post("/workspace/account/sessions/end", {"session": theirs.pk})
    assert other.get("/workspace").status_code == 302
    assert browser.get("/workspace").status_code == 200


def test_new_password_ends_the_other_sessions_and_not_this_one(browser: Client) -> None:
    made.person("editor", email="ada@example.org", password=made.PASSWORD)
    enter(browser, "ada@example.org")
    other = Client(HTTP_HOST="localhost", HTTP_USER_AGENT=CHROME)
    enter(other, "ada@example.org")
    new = {"password": "basalt lantern orchard", "again": "basalt lantern orchard"}
    wrong = browser.post("/workspace/account/password", {**new, "old": "not it"})
    assert wrong.status_code == 422 and other.get("/workspace").status_code == 200
    done = browser.post("/workspace/account/password", {**new, "old": made.PASSWORD})
    assert done.status_code == 302
    assert browser.get("/workspace").status_code == 200 and other.get("/workspace").status_code == 302


def test_removing_the_app_asks_for_a_proof_and_ends_the_other_sessions(browser: Client, ove: Person) -> None:
    secret = entered(browser, ove)
    older(browser, settings.PROOF_SECONDS + 1)
    assert browser.post("/workspace/account/app/end").status_code == 422 and has_second_factor(ove)
    code = made.code(secret, steps=1)
    browser.post("/workspace/account/app/end", {"second_factor_code": code})
    assert not has_second_factor(ove)


def test_stolen_session_adds_no_factor_of_its_own(browser: Client, ove: Person) -> None:
    entered(browser, ove)
    older(browser, settings.PROOF_SECONDS + 1)
    for address in ("/workspace/account/passkey", "/workspace/account/app"):
        assert browser.get(address).headers["Location"].startswith("/workspace/prove?next=")
    assert browser.post("/workspace/account/codes").status_code == 422


def test_signing_in_has_the_same_answers_for_everybody(browser: Client, ove: Person) -> None:
    made.with_app(ove)

    def page(email: str) -> tuple[int, str]:
        answer = browser.post(SIGN_IN, {"email": email, "password": "a wrong password"})
        text = html(answer).replace(email, "")
        return answer.status_code, re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)

    assert page("ove@example.org") == page("nobody@example.org")


def test_refusals_are_shown_to_an_administrator(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = made.person("editor", email="ada@example.org", name="Ada Quill", password=made.PASSWORD)
    enter(browser, "ada@example.org")
    for _ in range(3):
        assert browser.get("/workspace/people").status_code == 403
    row = Refusal.objects.get()
    assert (row.kind, row.person, row.page, row.times) == (
        "not_allowed",
        ada.identifier,
        "workspace-people",
        3,
    )
    assert "127.0.0.1" not in row.client
    made.person("administrator", email="adm@example.org", password=made.PASSWORD)
    monkeypatch.setattr(settings, "SECOND_FACTOR", "optional")
    boss = Client(HTTP_HOST="localhost")
    enter(boss, "adm@example.org")
    page = html(boss.get("/workspace/people/refusals"))
    assert "Ada Quill" in page and "roles do not allow" in page
