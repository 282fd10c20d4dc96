"""Challenges and assurance in a browser: each role at two widths, axe at each step, no script needed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.made.assuring_world import AssuringWorld, address_of
from tests.pages.looking import TWO_WIDTHS as WIDTHS
from tests.pages.looking import look
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.unit.accounts.made import PASSWORD

pytestmark = pytest.mark.browser
PAGES = {
    "assurer": ("", "/verify", "/verify/{duty}", "/verify/{marked_down}", "/verify/{closed}", "/challenges"),
    "issuer": ("", "/judge", "/judge/{duty}"),
    "lived_experience": ("", "/panel", "/panel/{duty}"),
    "editor": ("", "/challenges", "/challenges/{challenge}", "/corrections"),
    "accountable_officer": ("/bodies/{trust}/duties/{marked_down}/challenge",),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, AssuringWorld]]:
    home = tmp_path_factory.mktemp("assuring")
    world = AssuringWorld(**filled(home, "tests.made.assuring_world"))
    with serving(home) as address:
        yield address, world


def sign_in(page: Page, base: str, role: str) -> None:
    page.goto(f"{base}/workspace/sign-in")
    page.fill("input[name=email]", address_of(role))
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")


def test_reader_challenges_and_follows_it_without_a_script(
    chromium: Browser,  # noqa: F811
    desk: tuple[str, AssuringWorld],
) -> None:
    base, world = desk
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=True)
    page = context.new_page()
    page.goto(f"{base}/entries/{world.entry}/challenge?duty={world.duty}")
    look(page, "challenge", WIDTHS)
    page.click("button[type=submit] >> nth=-1")
    look(page, "challenge-refused", WIDTHS)
    assert "There is a problem" in page.inner_text("main")
    page.check("#about-fact")
    page.fill("#words", "The ward closed in 2021.")
    page.click("text=Send it")
    assert "We have received it" in page.inner_text("main")
    look(page, "challenge-sent", WIDTHS)
    for address in ("challenges", "corrections", "claimed-and-found"):
        page.goto(f"{base}/{address}")
        look(page, f"public-{address}", WIDTHS)
    context.close()


@pytest.mark.parametrize("role", PAGES)
def test_pages_of_each_role_pass_axe_and_fit(
    chromium: Browser,  # noqa: F811
    desk: tuple[str, AssuringWorld],
    role: str,
) -> None:
    base, world = desk
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, base, role)
    named = {name: getattr(world, name) for name in ("duty", "marked_down", "closed", "challenge", "trust")}
    for place, address in enumerate(PAGES[role]):
        answer = page.goto(f"{base}/workspace{address.format(**named)}")
        assert answer is not None and answer.status == 200, address
        look(page, f"{role}-{place}", WIDTHS)
    context.close()


def test_assurer_marks_a_claim_down_by_the_form_alone(
    chromium: Browser,  # noqa: F811
    desk: tuple[str, AssuringWorld],
) -> None:
    base, world = desk
    context = chromium.new_context(viewport={"width": 375, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, base, "assurer")
    page.goto(f"{base}/workspace/verify")
    page.click(f"a[href='/workspace/verify/{world.duty}'] >> nth=0")
    for label in ("Not done yet", "Under way", "Documents"):
        page.check(f"#form-verdict label:has-text('{label}') >> nth=0")
    page.check("#form-verdict input[name=evidence]")
    page.fill("#verdict-reason", "The audit covers two of the four wards.")
    page.click("text=Record the verdict")
    assert "Your verdict is recorded" in page.inner_text(".ws-notice")
    assert "Said to be done, found less" in page.inner_text("main")
    context.close()
