"""The page on a draft in a browser: its answer too, which no address reaches."""

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.looking import WIDTHS, check
from tests.pages.test_in_browser import chromium, served  # noqa: F401  # fixtures
from tests.pages.world import World

pytestmark = pytest.mark.browser

DRAFTS = {
    "Recommendations, of an inquiry or investigation": (
        "1. North Vale Care NHS Trust should consider how to tell the family when leave is given.\n\n"
        "2. The Trust should fit alarms by 1 May 2031.\n\n3. We thank all who came to speak with us."
    ),
    "Concerns, of a coroner": "There was no agreed way to tell the family when leave was given.",
}


def _send(page: Page, base: str, kind: str, draft: str) -> None:
    page.goto(f"{base}/before-you-recommend")
    page.get_by_label(kind).check()
    page.get_by_label("Your draft").fill(draft)
    page.get_by_role("button", name="Look at my draft").click()


def test_answers_pass_axe_and_fit_the_screen(
    chromium: Browser,  # noqa: F811
    served: tuple[str, World],  # noqa: F811
) -> None:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    for kind, draft in [*DRAFTS.items(), ("Concerns, of a coroner", "Alarms")]:
        _send(page, served[0], kind, draft)
        check(page, draft, WIDTHS)


def test_draft_is_looked_at_by_keyboard_alone_and_without_javascript(
    chromium: Browser,  # noqa: F811
    served: tuple[str, World],  # noqa: F811
) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{served[0]}/before-you-recommend")
    page.get_by_label("Recommendations, of an inquiry").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("There was no agreed way to tell the family when leave was given.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Concern 1", exact=True).wait_for(timeout=20_000)
    assert page.get_by_role("heading", name="What was asked before").count() == 1
    assert page.get_by_label("Your draft").input_value().startswith("There was no agreed way")
