"""An overseer ties an indicator, tests and judges; the public reads it: three widths, axe at each step."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.made.measuring_world import MeasuringWorld
from tests.pages import looking
from tests.pages.looking import WIDTHS
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.unit.accounts.made import PASSWORD

pytestmark = pytest.mark.browser
DESK = (320, 1280)  # of the pages on the way


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, MeasuringWorld]]:
    home = tmp_path_factory.mktemp("measuring")
    world = MeasuringWorld(**filled(home, "tests.made.measuring_world"))
    with serving(home) as address:
        yield address, world


def look(page: Page, name: str, widths: tuple[int, ...] = DESK) -> None:
    looking.look(page, name, widths)


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def follow(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=words).first.click()


def test_from_an_expectation_to_what_the_public_reads(
    chromium: Browser,  # noqa: F811
    register: tuple[str, MeasuringWorld],
) -> None:
    base, world = register
    with chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=True) as context:
        page = context.new_page()
        page.goto(f"{base}/workspace/sign-in")
        page.fill("input[name=email]", world.overseer)
        page.fill("input[name=password]", PASSWORD)
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")
        page.goto(f"{base}/workspace/measuring?q=bring+calm")
        look(page, "measuring")
        follow(page, "Staff should know")
        follow(page, "Tie an indicator")
        page.fill("input[name=q]", "people subject to")
        press(page, "Search")
        look(page, "choose")
        with page.expect_navigation():
            page.locator("a[href$='/indicators/MHS76']").click()
        press(page, "Tie this indicator")  # with nothing typed
        assert page.locator(".nhsuk-error-summary").is_visible()
        look(page, "tie")
        _fill(page)
        press(page, "Tie this indicator")
        look(page, "measure")
        press(page, "Take the proposed day")
        press(page, "See what the test would be")
        look(page, "before")
        press(page, "Run this test")
        assert "Better than chance explains" in page.locator("main").inner_text()
        follow(page, "Judge whether it worked")
        follow(page, "Tarn Care NHS Trust")
        page.check("input[name=verdict][value=worse]")
        page.check("input[name=confidence][value=low]")
        page.fill("textarea[name=words]", "It fell by more than chance explains.")
        press(page, "Record this judgement")
        assert "It says more than its tests" in page.locator("main").inner_text()
        look(page, "judge")
        page.check("input[name=verdict][value=better]")
        page.check("input[name=tests]")
        press(page, "Record this judgement")
        look(page, "measured")
        for address, name in (
            ("/impact?verdict=better", "index"),
            (f"/expectations/{world.expectation}/impact", "expectation"),
            (f"/organisations/{world.trust}/impact", "organisation"),
        ):
            page.goto(f"{base}{address}")
            look(page, name, WIDTHS)
        page.goto(f"{base}/expectations/{world.expectation}/impact")
        main = page.locator("main").inner_text()
        assert "It fell by more than chance explains." in main and "Less than the body says." in main
        page.locator("a[href^='/effects/']").first.click()
        page.wait_for_url("**/effects/**")
        look(page, "effect", WIDTHS)


def _fill(page: Page) -> None:
    page.fill("textarea[name=mechanism]", "Staff are trained, so that fewer people are held.")
    page.fill("input[name=lag_months]", "0")
    page.fill("input[name=lag_why]", "It shows on the next shift.")
    page.check("input[name=comparator][value=none]")
    page.fill("input[name=comparator_why]", "All were asked at once.")
    page.fill("input[name=importance]", "10")
    page.fill("input[name=importance_why]", "A ward would notice a tenth.")
    page.fill("input[name=looks_planned]", "1")
