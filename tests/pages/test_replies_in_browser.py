"""Published replies in a browser, by forms alone: axe at each step, at three widths."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.pages.looking import WIDTHS, look
from tests.pages.replies_world import EDITOR
from tests.pages.served import environment, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
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


def test_editor_names_a_writer_and_decides_by_forms_alone(
    chromium: Browser,  # noqa: F811
    desk: str,
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{desk}/workspace")
    page.fill("[name=email]", EDITOR)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{desk}/workspace")
    page.goto(f"{desk}/workspace/replies")
    look(page, "queue", WIDTHS)
    page.click(".ws-work h2 a >> nth=0")
    look(page, "reply", WIDTHS)
    page.click("#writer button")
    look(page, "reply-refused", WIDTHS)
    page.check("#writer input[name=body] >> nth=0")
    page.click("#writer button")
    page.goto(f"{desk}/workspace/replies/unanswered")
    look(page, "unanswered", WIDTHS)
    page.click("text=Say otherwise")
    page.fill("[name=passages]", "7")
    page.click("text=Record this")  # without a reason
    look(page, "unanswered-refused", WIDTHS)
    assert page.locator(".nhsuk-error-summary").inner_text().endswith("A change needs a reason.")
    context.close()
