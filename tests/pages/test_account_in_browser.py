"""Accounts in a browser: a passkey of a virtual device, an app without JavaScript, and each page by axe."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.pages.looking import TWO_WIDTHS, check
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium as chromium  # a fixture
from tests.unit.accounts import made

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
Site = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Passkeys are for names, not for numbers: the address says localhost."""
    home = tmp_path_factory.mktemp("accounts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANSWERABLE_SECOND_FACTOR", "roles")
        told = filled(home, "tests.pages.account_world")
        with serving(home) as address:
            yield address.replace("127.0.0.1", "localhost"), told


def type_password(page: Page, base: str, email: str) -> None:
    page.goto(f"{base}/workspace")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(made.PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def plug_in(context: BrowserContext, page: Page) -> None:
    """A device with a finger on it."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


@pytest.mark.parametrize(("width", "email"), [(375, "ove@example.org"), (1280, "asa@example.org")])
def test_passkey_is_set_up_and_then_stands_for_both(
    chromium: Browser,
    site: Site,
    width: int,
    email: str,
) -> None:
    base, _ = site
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    plug_in(context, page)
    type_password(page, base, email)
    assert "/workspace/account/second-factor" in page.url
    check(page, "which second step")
    page.get_by_role("link", name="A passkey").click()
    check(page, "add a passkey")
    page.get_by_label("What you call it").fill("My telephone")
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("heading", name="Codes on paper").wait_for()
    check(page, "codes on paper")
    page.get_by_role("link", name="I have them").click()
    page.get_by_role("link", name="Ove Sedge" if width == 375 else "Asa Mere").click()
    assert page.get_by_text("Passkey: My telephone").is_visible()
    check(page, "account")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in with a passkey").click()
    check(page, "sign in with a passkey")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="What needs me").wait_for()
    page.get_by_role("button", name="Sign out").click()
    type_password(page, base, email)
    assert page.url.endswith("/workspace/sign-in/second-factor")
    check(page, "second step")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="What needs me").wait_for()
    context.close()


def test_device_of_somebody_else_opens_nothing(chromium: Browser, site: Site) -> None:
    base, _ = site
    context = chromium.new_context()
    page = context.new_page()
    plug_in(context, page)
    page.goto(f"{base}/workspace/sign-in/passkey")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("The passkey was not used. Try again.").wait_for()
    context.close()


def test_app_with_codes_needs_no_script(chromium: Browser, site: Site) -> None:
    base, _ = site
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 375, "height": 900})
    page = context.new_page()
    type_password(page, base, "rob@example.org")
    page.get_by_role("link", name="An app with codes").click()
    secret = page.locator(".ws-secret").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(made.code(secret))
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("link", name="I have them").click()
    assert page.get_by_role("heading", name="What needs me").is_visible()
    page.get_by_role("button", name="Sign out").click()
    type_password(page, base, "rob@example.org")
    page.get_by_label("Code").fill(made.code(secret, steps=1))
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("heading", name="What needs me").is_visible()
    context.close()


def test_pages_of_accounts_pass_axe_and_fit(chromium: Browser, site: Site) -> None:
    base, world = site
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    type_password(page, base, "adm@example.org")
    for _ in range(4):  # a code is good once: the next comes within half a minute
        page.get_by_label("Code").fill(made.code(world["secret"]))
        page.get_by_role("button", name="Sign in").click()
        if "second-factor" not in page.url:
            break
        time.sleep(15)
    for path in (
        "account",
        "account/password",
        "people",
        f"people/{world['adm']}",
        "people/refusals",
        f"bodies/{world['trust']}/members",
    ):
        answer = page.goto(f"{base}/workspace/{path}")
        assert answer is not None and answer.status == 200, path
        for one in page.locator("summary").all():
            one.click()
        check(page, path, TWO_WIDTHS)
    page.goto(f"{base}/workspace/people")
    page.locator("#email").fill("new@example.org")  # and no name
    page.locator("main").get_by_role("button", name="Invite").click()
    assert page.get_by_role("alert").is_visible()
    check(page, "people, with an error", TWO_WIDTHS)
    context.close()
