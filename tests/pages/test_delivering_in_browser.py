"""A body plans, slips a date, shows evidence and claims, in a browser at three widths, axe at each step."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.served import environment, serving
from tests.pages.test_in_browser import WIDTHS, chromium  # noqa: F401  # a fixture
from tests.pages.test_workspace_in_browser import check
from tests.unit.accounts.made import PASSWORD

pytestmark = pytest.mark.browser
FILL = "import django; django.setup(); from tests.pages.test_delivering_in_browser import fill; fill()"
EMAIL = "officer{}@example.org"


@dataclass(frozen=True, slots=True)
class World:
    body: str
    duties: list[str]
    end: str
    later: str
    today: str


def fill() -> None:
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
    duties = [made.duty(trust).reference for _ in WIDTHS]
    officer = people.person(email=EMAIL.format(0), password=PASSWORD)
    grant_role(
        by=PEOPLE, person=officer, role="accountable_officer", organisation=trust, reason="A test needs it."
    )
    world = World(
        trust.reference,
        duties,
        made.ahead(60).isoformat(),
        made.ahead(90).isoformat(),
        today().isoformat(),
    )
    sys.stdout.write(json.dumps(asdict(world)))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, World]]:
    home = tmp_path_factory.mktemp("delivering")
    made = subprocess.run(
        [sys.executable, "-c", FILL],
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    with serving(home) as address:
        yield address, World(**json.loads(made.stdout))


def look(page: Page, where: str) -> None:
    """Axe, and a picture of the page where `ANSWERABLE_PICTURES` names a folder."""
    check(page, where)
    if folder := os.environ.get("ANSWERABLE_PICTURES"):
        size = page.viewport_size
        assert size is not None
        page.screenshot(path=f"{folder}/{where.replace(' ', '-')}-{size['width']}.png", full_page=True)


@pytest.mark.parametrize(("number", "width"), list(enumerate(WIDTHS)))
def test_body_plans_slips_shows_and_claims(
    number: int,
    width: int,
    served: tuple[str, World],
    chromium: Browser,  # noqa: F811
    tmp_path: Path,
) -> None:
    base, world = served
    duty = world.duties[number]
    page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(f"{base}/workspace")
    page.fill("#email", EMAIL.format(0))
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    here = f"{base}/workspace/bodies/{world.body}"
    page.goto(f"{here}/plan")
    look(page, "plan")
    page.goto(f"{here}/duties/{duty}/delivery")
    look(page, "delivery before")
    page.fill("#plan-words", f"Test all alarms of ward {number}")
    page.fill("#plan-role", "Dr Jane Thornbury")
    page.fill("#plan-end", world.end)
    page.click("text=Plan it")
    look(page, "delivery refused")
    assert page.input_value("#plan-words") == f"Test all alarms of ward {number}"
    page.fill("#plan-role", "Head of Estates")
    page.click("text=Plan it")
    page.click(f"text=Test all alarms of ward {number}")
    page.click("summary:has-text('Move a date')")
    page.fill("#move-due", world.later)
    page.fill("#move-reason", "Parts came late.")
    page.click("text=Move it")
    assert "Parts came late." in page.inner_text("main")
    look(page, "action")
    page.goto(f"{here}/evidence")
    audit = tmp_path / "audit.csv"
    audit.write_text("Ward,Alarms,Answered\nRowan,12,11\nElm,9,9\n")
    if page.locator("#title").is_hidden():
        page.click("summary:has-text('Add evidence')")
    look(page, "evidence")
    page.fill("#title", f"Audit of ward {number}")
    page.check("#grade-4")
    page.set_input_files("#file", str(audit))
    page.click("text=Keep it")
    look(page, "evidence piece")
    assert "virus scanner" in page.inner_text("main")
    page.goto(f"{here}/duties/{duty}/delivery")
    page.click("summary:has-text('Claim how far the work is')")
    page.check("#claim-level-4")
    page.fill("#claim-words", "All alarms work and are answered.")
    page.fill("#claim-on", world.today)
    page.click("form[action$='/claim'] button")
    assert "evidence of the kind “Audit”" in page.inner_text("main")
    page.check(f"text=Audit of ward {number}")
    page.click("form[action$='/claim'] button")
    assert "Done, as at" in page.inner_text("main")
    look(page, "delivery after")
    page.goto(f"{here}/plan/sheet")
    look(page, "sheet")
