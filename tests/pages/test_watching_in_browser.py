"""The overseer and a board secretary look from the nation to one duty: three widths, axe at each step."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.made.watching_world import WatchingWorld
from tests.pages.looking import WIDTHS, look
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.pages.test_oversight_in_browser import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, WatchingWorld]]:
    home = tmp_path_factory.mktemp("watching")
    world = WatchingWorld(**filled(home, "tests.made.watching_world"))
    with serving(home) as address:
        yield address, world


def test_from_the_nation_down_to_a_duty_and_to_an_earlier_day(
    chromium: Browser,  # noqa: F811
    register: tuple[str, WatchingWorld],
) -> None:
    base, world = register
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        sign_in(page, base, world.overseer)
        page.goto(f"{base}/workspace/watching")
        page.click("text=The whole register, for the overseer")
        assert "Disputes to settle" in page.locator("main").inner_text()
        look(page, "dashboard-overseer", WIDTHS)
        page.click("text=The same, as the public sees it")
        look(page, "oversight", WIDTHS)
        page.click("text=NHS England North of Here")
        look(page, "oversight-region", WIDTHS)
        page.click("text=NHS Moor Integrated Care Board")
        look(page, "oversight-board", WIDTHS)
        page.click("main >> text=Wending 0 NHS Foundation Trust")
        assert "no list of wards is held" in page.locator("main").inner_text()
        look(page, "oversight-body", WIDTHS)
        shown = page.locator("main a[href*='/list?figure=']").first
        count = shown.locator("xpath=ancestor::tr").locator("strong").inner_text()
        shown.click()
        assert count in page.locator("h1").inner_text()
        look(page, "oversight-list", WIDTHS)
        page.goto(f"{base}/oversight")
        page.fill("input[name=as-at]", "2015-05-01")
        page.click("main >> text=Show")
        assert "There is nothing to count on this day." in page.locator("main").inner_text()
        look(page, "oversight-before", WIDTHS)


def test_board_secretary_sees_what_waits_and_what_only_the_body_sees(
    chromium: Browser,  # noqa: F811
    register: tuple[str, WatchingWorld],
) -> None:
    base, world = register
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        sign_in(page, base, world.secretary)
        page.goto(f"{base}/workspace/watching")
        page.click("main >> text=for its board")
        assert "Answers being written" in page.locator("main").inner_text()
        look(page, "dashboard-board", WIDTHS)
