"""From what was asked again to what somebody found of it, in a browser: three widths, axe at each step."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.made.recurring_world import ASSURER, RecurringWorld
from tests.pages.looking import WIDTHS, look
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.pages.test_oversight_in_browser import sign_in

pytestmark = pytest.mark.browser


def test_an_alarm_is_read_looked_at_and_the_duty_opened_again(
    chromium: Browser,  # noqa: F811
    tmp_path: Path,
) -> None:
    world = RecurringWorld(**filled(tmp_path, "tests.made.recurring_world"))
    with serving(tmp_path) as base:
        page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
        public = ("/recurrence", f"/recurrence?expectation={world.expectation}", f"/entries/{world.entry}")
        for number, path in enumerate(public):
            page.goto(base + path)
            look(page, f"recurrence-{number}", WIDTHS)
        sign_in(page, base, ASSURER)
        inside = ("", f"/{world.alarm}")
        for number, path in enumerate(inside):
            page.goto(f"{base}/workspace/alarms{path}")
            look(page, f"alarms-{number}", WIDTHS)
        page.check("input[name=outcome][value=not_held]")
        page.fill("textarea[name=words]", "The audit had stopped by May.")
        page.click("button:has-text('Record it')")
        look(page, "alarm-looked-at")
        page.fill("textarea[name=reason]", "It did not hold.")
        page.click("button:has-text('Open it again')")
        page.goto(f"{base}/entries/{world.entry}")
        page.reload()  # a browser keeps a public page for a minute
        assert "The audit had stopped by May." in page.inner_text("main")
        assert "Opened again" in page.inner_text("main")
