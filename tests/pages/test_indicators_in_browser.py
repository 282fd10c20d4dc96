"""Pages of indicators in a browser: for assistive technology and small screens."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT
from tests.pages.looking import WIDTHS, check
from tests.pages.served import environment, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # fixture
from tests.unit.impact.figures import written

pytestmark = pytest.mark.browser
PAGES = (
    "/indicators",
    "/indicators/MHS24",
    "/indicators/MHS24/england",
    "/indicators/OAP01",
    "/indicators/MHS67",
    "/indicators/MHS96",
    "/indicators/MHS96/england?target=15",
    "/indicators/MHS96/comparison",
    "/indicators/MHS24/comparison",
    "/indicators/DETENTION-RATE/equality",
)
NAMES = ("Alder", "Beck", "Crag", "Dale", "Ewe", "Fell", "Gill", "Howe", "Ing", "Keld")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home, files = tmp_path_factory.mktemp("indicators"), tmp_path_factory.mktemp("files")
    months = [f"2021-{at:02}-01,Bed days in RP,{1000 + 5 * at}" for at in (1, 2, 4, 5)]
    written(files, "beds.csv", ["date,measure,value", *months, "2021-06-01,Bed days in RP,*"])
    rates = [
        f"2021-{month:02}-01,,,MHS96,{20 + (month % 3) + (30 if month == 12 else 0)}"
        for month in range(1, 13)
    ]
    for at, name in enumerate(NAMES):
        for month in (9, 10, 11, 12):
            who = f"2021-{month:02}-01,Z{at:03},{name} Care NHS Trust"
            rates += [f"{who},MHS24,{2000 + 500 * at}", f"{who},MHS96,{70 if not at else 20 + at % 3}"]
    written(files, "rates.csv", ["date,code,name,measure,value", *rates])
    groups = [
        f"2024-04-01,2025-03-31,England,DETENTION-RATE{limit},ethnicity: {group},{value}"
        for group, three in (("White", (65.8, 65, 66.6)), ("Black or Black British", (262.4, 255, 270)))
        for limit, value in zip(("", " lower 95% limit", " upper 95% limit"), three, strict=True)
    ]
    written(files, "groups.csv", ["date,period_end,level,measure,split,value", *groups])
    command = "from answerable.cli import main; main()"
    for arguments in (["-m", "tests.migrated"], ["-c", command, "indicators", "load", str(files)]):
        subprocess.run([sys.executable, *arguments], env=environment(home), check=True, cwd=ROOT)
    with serving(home) as found:
        yield found


def test_pages_pass_axe_and_fit_the_screen(
    chromium: Browser,  # noqa: F811
    address: str,
) -> None:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    for path in PAGES:
        page.goto(address + path)
        check(page, path, WIDTHS)


def test_figures_are_shown_with_what_limits_them(
    chromium: Browser,  # noqa: F811
    address: str,
) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/indicators/MHS24/england")
    page.get_by_text("The same figures as a table").click()
    assert page.get_by_role("row", name="February 2021 1,010").count() == 1
    assert page.get_by_text("There is no row for March 2021").count() == 1
    page.goto(f"{address}/indicators/MHS96/england")
    chart = page.get_by_role("img", name="Higher than chance explains")
    assert chart.count() == 1 and "December 2021" in str(chart.text_content())
