"""A body's people at work in a browser: from what needs them to an answer sent, axe at each step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.answering_world import AnsweringWorld
from tests.pages.looking import TWO_WIDTHS as WIDTHS
from tests.pages.looking import look
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.unit.accounts.made import PASSWORD

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, AnsweringWorld]]:
    home = tmp_path_factory.mktemp("answering")
    world = AnsweringWorld(**filled(home, "tests.pages.answering_world"))
    with serving(home) as address:
        yield address, world


def signed_in(chromium: Browser, base: str, email: str, width: int, *, script: bool = True) -> Page:  # noqa: F811
    context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{base}/workspace/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{base}/workspace")
    return page


def test_every_page_of_a_body_passes_axe_and_fits(
    chromium: Browser,  # noqa: F811
    served: tuple[str, AnsweringWorld],
) -> None:
    base, world = served
    page = signed_in(chromium, base, world.officer, 1280)
    look(page, "needs-me", WIDTHS)
    here = f"{base}/workspace/bodies/{world.body}"
    for name, address in (
        ("body", here),
        ("duties", f"{here}/duties"),
        ("duty", f"{here}/duties/{world.duty}"),
        ("hand-over", f"{here}/hand-over"),
    ):
        page.goto(address)
        look(page, name, WIDTHS)
    page.goto(f"{here}/duties/{world.parts}")
    page.click("text=Go on with the draft")
    look(page, "draft", WIDTHS)
    page.click("text=Save and check")
    look(page, "check", WIDTHS)
    page.goto(f"{here}/duties/{world.duty}")
    page.locator("#form-dispute summary").click()
    page.click("text=Put it on the record")
    assert "There is a problem" in page.inner_text("main")
    look(page, "duty-wrong", WIDTHS)
    page.context.close()
    for who, name, address in (
        (world.issuer, "more-time", f"{base}/workspace/publishing/reports/{world.report}/time"),
        (world.overseer, "whose-duty", f"{base}/workspace/oversight/whose"),
    ):
        page = signed_in(chromium, base, who, 1280)
        page.goto(address)
        look(page, name, WIDTHS)
        page.context.close()


def test_draft_saves_itself_and_goes_out_after_sign_off(
    chromium: Browser,  # noqa: F811
    served: tuple[str, AnsweringWorld],
) -> None:
    base, world = served
    writer = signed_in(chromium, base, world.responder, 1280)
    writer.clock.install()
    writer.goto(f"{base}/workspace/bodies/{world.body}/duties/{world.duty}")
    writer.click("text=Write the answer")
    writer.select_option("select[name^='stance-']", "in_part")
    writer.fill("textarea[name^='words-']", "We have put an alarm by every bed.")
    with writer.expect_response(lambda answer: answer.request.method == "POST") as told:
        writer.clock.fast_forward(21_000)
    assert told.value.json()["saved"] is True
    writer.wait_for_function(
        "document.querySelector('[data-autosave-told]').textContent.includes('Saved at')"
    )
    writer.reload()
    assert writer.locator("textarea[name^='words-']").input_value() == "We have put an alarm by every bed."
    address = writer.url
    officer = signed_in(chromium, base, world.officer, 375, script=False)
    officer.goto(f"{address}/check")
    assert "We have put an alarm by every bed." in officer.inner_text("main")
    officer.click("text=Submit the answer")
    assert "on the record and public" in officer.inner_text("main")
    assert "Accepted in part" in officer.inner_text("main")
    writer.context.close()
    officer.context.close()
