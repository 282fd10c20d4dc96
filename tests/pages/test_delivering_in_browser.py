"""A body plans, slips a date, shows evidence and claims, in a browser at three widths, axe at each step."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.pages.looking import WIDTHS, look
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.unit.accounts.made import PASSWORD

pytestmark = pytest.mark.browser
EMAIL = "officer{}@example.org"


@dataclass(frozen=True, slots=True)
class World:
    body: str
    duty: str
    end: str
    later: str
    today: str


def main() -> None:
    """Run in a process of its own, on the home of the server."""
    from answerable.accounts.operations import grant_role
    from answerable.core.actors import PEOPLE
    from answerable.core.calendar import today
    from tests import make
    from tests.made import delivering as made
    from tests.migrated import migrate
    from tests.unit.accounts import made as people

    migrate()
    trust = make.body("Vale and Moor Partnership NHS Foundation Trust")
    duty = made.duty(trust).reference
    officer = people.person(email=EMAIL.format(0), password=PASSWORD)
    grant_role(
        by=PEOPLE, person=officer, role="accountable_officer", organisation=trust, reason="A test needs it."
    )
    world = World(
        trust.reference,
        duty,
        made.ahead(60).isoformat(),
        made.ahead(90).isoformat(),
        today().isoformat(),
    )
    sys.stdout.write(json.dumps(asdict(world)))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, World]]:
    home = tmp_path_factory.mktemp("delivering")
    world = World(**filled(home, "tests.pages.test_delivering_in_browser"))
    with serving(home) as address:
        yield address, world


def test_body_plans_slips_shows_and_claims(
    served: tuple[str, World],
    chromium: Browser,  # noqa: F811
    tmp_path: Path,
) -> None:
    base, world = served
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{base}/workspace")
    page.fill("#email", EMAIL.format(0))
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    here = f"{base}/workspace/bodies/{world.body}"
    page.goto(f"{here}/plan")
    look(page, "plan", WIDTHS)
    page.goto(f"{here}/duties/{world.duty}/delivery")
    look(page, "delivery before", WIDTHS)
    page.fill("#plan-words", "Test all alarms of ward 4")
    page.fill("#plan-role", "Dr Jane Thornbury")
    page.fill("#plan-end", world.end)
    page.click("text=Plan it")
    look(page, "delivery refused", WIDTHS)
    assert page.input_value("#plan-words") == "Test all alarms of ward 4"
    page.fill("#plan-role", "Head of Estates")
    page.click("text=Plan it")
    page.click("text=Test all alarms of ward 4")
    page.click("summary:has-text('Move a date')")
    page.fill("#move-due", world.later)
    page.fill("#move-reason", "Parts came late.")
    page.click("text=Move it")
    assert "Parts came late." in page.inner_text("main")
    look(page, "action", WIDTHS)
    page.goto(f"{here}/evidence")
    audit = tmp_path / "audit.csv"
    audit.write_text("Ward,Alarms,Answered\nRowan,12,11\nElm,9,9\n")
    if page.locator("#title").is_hidden():
        page.click("summary:has-text('Add evidence')")
    look(page, "evidence", WIDTHS)
    page.fill("#title", "Audit of ward 4")
    page.check("#grade-4")
    page.set_input_files("#file", str(audit))
    page.click("text=Keep it")
    look(page, "evidence piece", WIDTHS)
    assert "virus scanner" in page.inner_text("main")
    page.goto(f"{here}/duties/{world.duty}/delivery")
    page.click("summary:has-text('Claim how far the work is')")
    page.check("#claim-level-4")
    page.fill("#claim-words", "All alarms work and are answered.")
    page.fill("#claim-on", world.today)
    page.click("form[action$='/claim'] button")
    assert "evidence of the kind “Audit”" in page.inner_text("main")
    page.check("text=Audit of ward 4")
    page.click("form[action$='/claim'] button")
    assert "Done, as at" in page.inner_text("main")
    look(page, "delivery after", WIDTHS)
    page.goto(f"{here}/plan/sheet")
    look(page, "sheet", WIDTHS)
