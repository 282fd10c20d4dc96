"""Groups, work, one ask for many, owners and successions in a browser: three widths, axe, and one journey."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.made.coordinating_world import CoordinatingWorld
from tests.pages.looking import WIDTHS, look
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.pages.test_oversight_in_browser import sign_in

pytestmark = pytest.mark.browser
PUBLIC = (
    "/groups",
    "/groups/{group}",
    "/groups/{alone}",
    "/work",
    "/consolidations",
    "/consolidations/{brought}",
    "/without-owner",
    "/expectations/{expectation}",
)
OVERSEER = (
    "/groups",
    "/groups/{alone}",
    "/consolidations",
    "/consolidations/{brought}",
    "/oversight",
    "/oversight/owners",
    "/oversight/succession",
    "/oversight/succession/bodies/{split}",
    "/oversight/succession/runs/{run}",
    "/oversight/closed-bodies",
)
OFFICER = ("/groups/{group}", "/bodies/{body}/under-way?on={expectation}", "/bodies/{body}/plan")
EDITOR = ("/positions", "/positions/{brought}")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, CoordinatingWorld]]:
    home = tmp_path_factory.mktemp("together")
    world = CoordinatingWorld(**filled(home, "tests.made.coordinating_world"))
    with serving(home) as address:
        yield address, world


def visit(page: Page, base: str, addresses: tuple[str, ...], world: CoordinatingWorld) -> None:
    for address in addresses:
        answer = page.goto(f"{base}{address.format(**vars(world))}")
        assert answer is not None and answer.ok, address
        look(page, f"together{address.partition('?')[0].replace('/', '-')}", WIDTHS)


def test_pages_pass_axe_and_fit(
    chromium: Browser,  # noqa: F811
    register: tuple[str, CoordinatingWorld],
) -> None:
    base, world = register
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        visit(context.new_page(), base, PUBLIC, world)
    desks = ((world.overseer, OVERSEER), (world.officer, OFFICER), (world.editor, EDITOR))
    for email, addresses in desks:
        with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
            page = context.new_page()
            sign_in(page, base, email)
            visit(page, f"{base}/workspace", addresses, world)


def test_overseer_finds_a_lead_an_owner_and_a_successor(
    chromium: Browser,  # noqa: F811
    register: tuple[str, CoordinatingWorld],
) -> None:
    base, world = register
    with chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, base, world.overseer)
        page.click("text=Groups without a lead")
        page.click("text=Bells that ring")
        lead = page.locator("#form-lead")
        lead.get_by_label("The body that leads from today").fill("Northmere Wards Trust")
        lead.get_by_label("Why").fill("It can.")
        lead.get_by_role("button").click()
        assert "Northmere Wards Trust leads the group." in page.locator("main").inner_text()
        page.goto(f"{base}/workspace/oversight/owners")
        assign = page.locator("#form-assign")
        assign.get_by_label("Reference of the entry").fill(world.lone)
        assign.get_by_label("The body that should answer").fill("Eastmere Trust")
        assign.get_by_role("button").click()
        assert "Say why this body should answer." in page.locator("[role=alert]").inner_text()
        assign = page.locator("#form-assign")
        assign.get_by_label("Why this body").fill("Its bell.")
        assign.get_by_role("button").click()
        assert "Eastmere Trust is asked to answer 1." in page.locator("main").inner_text()
        page.goto(f"{base}/workspace/oversight/succession/bodies/{world.split}?words=dental")
        page.get_by_label("Left Trust").check()
        page.get_by_label("Why this body").fill("Dental services moved there.")
        page.click("text=Pass them on")
        assert "1 before" not in page.locator("main").inner_text()
        assert "Split Trust to Left Trust" in page.locator("main").inner_text()
        page.goto(f"{base}/groups")
        assert "No lead" not in page.locator("main").inner_text()
