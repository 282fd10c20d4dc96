"""From weights to a decision in a browser, without a script: axe and the width of the screen at each step."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.made.prioritising_world import PrioritisingWorld
from tests.pages.looking import WIDTHS, look
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.pages.test_oversight_in_browser import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, PrioritisingWorld]]:
    home = tmp_path_factory.mktemp("priorities")
    world = PrioritisingWorld(**filled(home, "tests.made.prioritising_world"))
    with serving(home) as address:
        yield address, world


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_exercise_is_prepared_scored_and_decided(
    chromium: Browser,  # noqa: F811
    register: tuple[str, PrioritisingWorld],
) -> None:
    base, world = register
    here, sheet = (f"{base}/workspace/{area}/{world.exercise}" for area in ("priorities", "scoring"))
    with chromium.new_context(java_script_enabled=True) as desk, chromium.new_context() as home:
        page, other = desk.new_page(), home.new_page()
        sign_in(page, base, world.overseer)
        page.goto(here)
        look(page, "prepared", WIDTHS)
        page.get_by_text("Change criteria and weights").click()
        page.fill("#weight-harm", "45")
        press(page, "Save the weights")
        assert "The weights add up to 105: 5 more than 100." in page.locator("main").inner_text()
        look(page, "weights-refused", WIDTHS)
        page.fill("#weight-harm", "40")
        press(page, "Save the weights")
        page.get_by_text("Ask somebody to score").click()
        page.fill("#email", world.scorer)
        page.fill("#role", "Carer")
        press(page, "Ask them")
        press(page, "Open scoring")
        sign_in(other, base, world.scorer)
        other.goto(sheet)
        look(other, "sheet", WIDTHS)
        for place, value in (("1", "4"), ("2", "1")):
            other.goto(f"{sheet}/{place}")
            for code in ("harm", "cost"):
                other.check(f"input[name=value-{code}][value='{value}']")
                other.fill(f"#reason-{code}", f"Because of {code}.")
            if place == "1":
                look(other, "scoring", WIDTHS)
            press(other, "Save and go on" if place == "1" else "Save")
        page.goto(here)
        look(page, "open", WIDTHS)
        press(page, "Close scoring")
        look(page, "closed", WIDTHS)
        page.fill("#decide-words", "The lamps go first: people fall in the dark.")
        press(page, "Record the decision")
        page.goto(f"{base}/workspace/assessments/entries/{world.entry}")
        look(page, "assess", WIDTHS)
        public = home.new_page()
        for address in (
            "/priorities",
            f"/priorities/{world.exercise}",
            f"/priorities/{world.exercise}/items/{world.first}",
            "/assessments",
        ):
            public.goto(base + address)
            look(public, f"public{address.replace('/', '-')}", WIDTHS)
        public.goto(f"{base}/priorities/{world.exercise}")
        words = public.locator("main").inner_text()
        assert "people fall in the dark" in words and "Stays at the top" in words
