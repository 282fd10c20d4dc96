"""Published replies in a browser, by forms alone: axe at each step, at three widths."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.replies_world import EDITOR
from tests.pages.served import environment, serving
from tests.pages.test_in_browser import WIDTHS, chromium  # noqa: F401  # a fixture
from tests.pages.test_workspace_in_browser import check
from tests.unit.accounts.made import PASSWORD

pytestmark = pytest.mark.browser
FILL = "import django; django.setup(); from tests.pages.replies_world import main; main()"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("replies")
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", FILL], env=environment(home), check=True, cwd=root)
    with serving(home) as address:
        yield address


def look(page: Page, where: str) -> None:
    """Checks the page, and keeps a picture of it where SCREENSHOTS names a folder."""
    check(page, where)
    if folder := os.environ.get("SCREENSHOTS"):
        size = page.viewport_size
        assert size is not None
        page.screenshot(path=f"{folder}/{where}-{size['width']}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_editor_names_a_writer_and_decides_by_forms_alone(
    chromium: Browser,  # noqa: F811
    desk: str,
    width: int,
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{desk}/workspace")
    page.fill("[name=email]", EDITOR)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{desk}/workspace")
    page.goto(f"{desk}/workspace/replies")
    look(page, "queue")
    page.click(".ws-work h2 a >> nth=0")
    look(page, "reply")
    if page.locator("#writer").count():  # the first width names it for the others
        page.click("#writer button")
        look(page, "reply-refused")
        page.check("#writer input[name=body] >> nth=0")
        page.click("#writer button")
    page.goto(f"{desk}/workspace/replies/unanswered")
    look(page, "unanswered")
    page.click("text=Say otherwise")
    page.fill("[name=passages]", "7")
    page.click("text=Record this")  # without a reason
    look(page, "unanswered-refused")
    assert page.locator(".nhsuk-error-summary").inner_text().endswith("A change needs a reason.")
    context.close()
