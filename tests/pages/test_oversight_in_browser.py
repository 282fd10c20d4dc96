"""Oversight, letters and notices in a browser: two widths, axe at each step, no script needed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.made.overseeing_world import OverseeingWorld
from tests.pages.looking import TWO_WIDTHS as WIDTHS
from tests.pages.looking import look as look
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.unit.accounts.made import PASSWORD

pytestmark = pytest.mark.browser
OVERSEER = (
    "",
    "/oversight",
    "/oversight/duties/{duty}",
    "/oversight/letters",
    "/oversight/letters?undelivered=1",
    "/oversight/letters/{letter}",
    "/oversight/rungs",
    "/oversight/bodies",
    "/oversight/closed-bodies",
    "/oversight/disputes",
    "/oversight/disputes/{dispute}",
    "/notices",
    "/notices/preferences",
)
OFFICER = ("/notices", "/bodies/{body}/letters", "/bodies/{body}/letters/{letter}")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, OverseeingWorld]]:
    home = tmp_path_factory.mktemp("oversight")
    world = OverseeingWorld(**filled(home, "tests.made.overseeing_world"))
    with serving(home) as address:
        yield address, world


def sign_in(page: Page, base: str, email: str) -> None:
    page.goto(f"{base}/workspace/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")


def test_pages_of_oversight_pass_axe_and_fit(
    chromium: Browser,  # noqa: F811
    register: tuple[str, OverseeingWorld],
) -> None:
    base, world = register
    for email, pages in ((world.overseer, OVERSEER), (world.officer, OFFICER)):
        with chromium.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=True
        ) as context:
            page = context.new_page()
            sign_in(page, base, email)
            for address in pages:
                answer = page.goto(f"{base}/workspace{address.format(**vars(world))}")
                assert answer is not None and answer.ok, address
                look(page, f"workspace{address.partition('?')[0].replace('/', '-')}", WIDTHS)


def test_public_page_of_escalation_passes_axe_and_fits(
    chromium: Browser,  # noqa: F811
    register: tuple[str, OverseeingWorld],
) -> None:
    base, _ = register
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{base}/escalation")
        assert "Northmere Wards Trust" in page.locator("main").inner_text()
        look(page, "escalation", WIDTHS)
