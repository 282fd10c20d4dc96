"""Pages of indicators in a browser: for assistive technology and small screens."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.pages.served import environment, serving
from tests.pages.test_in_browser import RULES, WIDTHS, chromium  # noqa: F401  # fixture
from tests.unit.impact.figures import written

pytestmark = pytest.mark.browser
PAGES = ("/indicators", "/indicators/MHS24", "/indicators/OAP01", "/indicators/MHS67")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("indicators")
    months = [f"2021-{at:02}-01,Bed days in RP,{1000 + 5 * at}" for at in (1, 2, 4, 5)]
    file = written(home, "beds.csv", ["date,measure,value", *months, "2021-06-01,Bed days in RP,*"])
    command = "from answerable.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", command, "indicators", "load", str(file)], env=environment(home), check=True
    )
    with serving(home) as found:
        yield found


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_pass_axe_and_fit_the_screen(
    chromium: Browser,  # noqa: F811
    address: str,
    width: int,
) -> None:
    page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
    for path in PAGES:
        page.goto(address + path)
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert len(results.response["passes"]) > 10
        assert [found["id"] for found in results.response["violations"]] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_figures_are_shown_with_what_limits_them(
    chromium: Browser,  # noqa: F811
    address: str,
) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/indicators/MHS24")
    assert page.get_by_role("row", name="February 2021 1,010").count() == 1
    assert page.get_by_text("There is no row for March 2021").count() == 1
