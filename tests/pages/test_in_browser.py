"""Pages in a browser: for assistive technology, on small screens, by keyboard, without JavaScript."""

import os
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.pages.looking import WIDTHS as WIDTHS
from tests.pages.looking import problems, unfold
from tests.pages.served import fill, serving
from tests.pages.world import World

pytestmark = pytest.mark.browser

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = (
    "/",
    "/search",
    "/search?q=ward&kind=concern&since=2020-01-01",
    "/search?q=%28ward+OR+leave%29+NOT+obsevration",
    "/search/places",
    "/search/how",
    "/search?q=zzyzx+qqq&kind=concern",
    "/entries/{entry}",
    "/entries/{part}",
    "/entries/{reworded}",
    "/entries/{entry}?as-at=2023-12-31",
    "/entries/{withdrawn}",
    "/entries/E-00000",
    "/entries/{entry}?as-at=nonsense",
    "/reports/{report}",
    "/reports/{inquiry}?page=2",
    "/reports/{plain_report}",
    "/reports/{empty_report}",
    "/organisations",
    "/organisations?letter=V&kind=nhs_trust",
    "/organisations/{trust}",
    "/organisations/{closed}",
    "/publishers",
    "/publishers/{publisher}",
    "/about",
    "/data",
    "/glossary",
    "/support",
    "/accessibility",
    "/before-you-recommend",
    "/expectations",
    "/expectations?state=draft&theme=family_carers",
    "/expectations/{expectation}",
    "/expectations/{draft}",
    "/expectations/{merged}",
    "/over-time",
    "/over-time?q=ward&organisation={trust}",
    "/themes",
    "/themes/observation",
    "/cross-purposes",
    "/cross-purposes/{contradiction}",
    "/no-such-page",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not here, and CI must have it")
        pytest.skip("Chromium is not here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, World]]:
    home = tmp_path_factory.mktemp("served")
    built = fill(home)
    with serving(home) as address:
        yield address, built


def addresses(served: tuple[str, World]) -> list[str]:
    base, world = served
    names = {name: getattr(world, name) for name in World.__slots__}
    return [base + page.format(**names) for page in PAGES]


def test_pages_pass_axe_fit_the_screen_and_ask_nothing_elsewhere(
    chromium: Browser, served: tuple[str, World]
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    found: list[str] = []
    for address in addresses(served):
        page.goto(address)
        unfold(page)
        found += [f"{address}: {problem}" for problem in problems(page, WIDTHS)]
    context.close()
    assert found == []
    assert len(asked) > len(PAGES)
    hosts = {urlsplit(url).netloc for url in asked}
    assert hosts == {urlsplit(served[0]).netloc}


def test_whole_journey_works_without_javascript(chromium: Browser, served: tuple[str, World]) -> None:
    base, world = served
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base)
    page.get_by_role("searchbox", name="Search by words or meaning").fill("observation record")
    page.get_by_role("button", name="Search", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Search results"
    page.get_by_role("link", name="Concern 86").or_(
        page.locator(".app-facets a", has_text="Concern")
    ).first.click()
    assert "kind=concern" in page.url
    page.locator(f".app-list__title a[href='/entries/{world.entry}']").click()
    assert "Nobody on the ward knew" in page.locator(".app-words").inner_text()
    page.get_by_role("link", name="All of the report").click()
    assert f"/reports/{world.report}" in page.url
    page.get_by_role("link", name="Vale and Moor Partnership NHS Foundation Trust").first.click()
    assert f"/organisations/{world.trust}" in page.url
    page.get_by_text("The same figures as a table").first.click()
    assert page.get_by_role("table").first.is_visible()
    context.close()


FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    what: one.tagName + ' ' + (one.textContent || one.name || '').trim().slice(0, 40),
    shown: box.width > 1 && box.height > 1 && box.right > 0 && box.left < innerWidth,
    marked: style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && style.outlineWidth !== '0px'),
  };
}"""


def tab_stops(page: Page, most: int) -> list[dict[str, Any]]:
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=ward",
        "/entries/{entry}",
        "/organisations/{trust}",
        "/expectations",
        "/expectations/{expectation}",
        "/over-time",
        "/cross-purposes/{contradiction}",
    ],
)
def test_every_control_can_be_reached_by_keyboard_and_shows_it(
    chromium: Browser, served: tuple[str, World], path: str
) -> None:
    base, world = served
    page = chromium.new_page()
    page.goto(base + path.format(**{name: getattr(world, name) for name in World.__slots__}))
    controls = page.evaluate(
        "Array.from(document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]'))"
        ".filter(one => one.type !== 'hidden' && one.checkVisibility()).length"
    )
    stops = tab_stops(page, controls * 4)
    assert stops[0]["what"].startswith("A Skip to main content")
    assert [stop["what"] for stop in stops if not (stop["shown"] and stop["marked"])] == []
    assert len(stops) >= controls  # a date field takes several stops
    page.close()


def test_skip_link_leads_past_the_header(chromium: Browser, served: tuple[str, World]) -> None:
    page = chromium.new_page()
    page.goto(served[0] + "/about")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()


def test_search_can_be_done_by_keyboard_alone(chromium: Browser, served: tuple[str, World]) -> None:
    page = chromium.new_page()
    page.goto(served[0] + "/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("observation record")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator(".app-list__title").count() > 0
    page.close()


def test_charts_show_in_forced_colours(chromium: Browser, served: tuple[str, World]) -> None:
    base, world = served
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{base}/organisations/{world.trust}")
    fill_of = "one => getComputedStyle(one).fill"
    bar = page.locator(".app-chart__bar").first.evaluate(fill_of)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert bar != paper
    context.close()


def test_printed_page_leaves_out_what_only_works_on_screen(
    chromium: Browser, served: tuple[str, World]
) -> None:
    base, world = served
    page = chromium.new_page()
    page.goto(f"{base}/entries/{world.entry}")
    page.emulate_media(media="print")
    assert page.locator(".app-words").is_visible()
    assert not page.locator(".nhsuk-header__navigation").is_visible()
    assert not page.locator(".nhsuk-breadcrumb").is_visible()
    page.close()
