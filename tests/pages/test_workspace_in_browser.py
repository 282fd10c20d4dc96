"""The review desk in a browser: by keys alone, at three widths, axe at each step, and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.desk_world import DeskWorld
from tests.pages.looking import WIDTHS, unfold
from tests.pages.looking import check as check
from tests.pages.served import filled, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.unit.accounts.made import PASSWORD

pytestmark = pytest.mark.browser
FOCUSED = "(document.activeElement.innerText || document.activeElement.name || '').trim()"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, DeskWorld]]:
    home = tmp_path_factory.mktemp("desk")
    world = DeskWorld(**filled(home, "tests.pages.desk_world"))
    with serving(home) as address:
        yield address, world


def press_for_a_page(page: Page, key: str) -> None:
    """Presses a key that leads to another page, and waits for it."""
    with page.expect_navigation():
        page.keyboard.press(key)


def tab_to(page: Page, words: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == words:
            return
    raise AssertionError(f"Tab never reaches “{words}”")


def sign_in_by_keys(page: Page, base: str, email: str) -> None:
    page.goto(f"{base}/workspace")
    tab_to(page, "email")
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    press_for_a_page(page, "Enter")


def progress(page: Page) -> str:
    return page.locator(".ws-line").inner_text()


def test_ten_pairs_are_decided_by_keys_alone(
    chromium: Browser,  # noqa: F811
    desk: tuple[str, DeskWorld],
) -> None:
    base, world = desk
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{base}/workspace")
    check(page, "sign in", WIDTHS)
    sign_in_by_keys(page, base, world.ada)
    check(page, "what needs me", WIDTHS)
    tab_to(page, "Review desk")
    press_for_a_page(page, "Enter")
    check(page, "review desk", WIDTHS)
    tab_to(page, "Links")
    press_for_a_page(page, "Enter")
    check(page, "first pair", WIDTHS)
    before = int(progress(page).partition(" ")[0])
    seen = set()
    for number, key in enumerate(("1", "o", "a", "4", "e", "8", "r", "9", "n", "0"), start=1):
        seen.add(page.locator("input[name=item]").input_value())
        press_for_a_page(page, key)
        assert progress(page).startswith(f"{before + number} decided by you today"), key
        assert page.evaluate("document.activeElement.id") == "item", "the focus is on what is new"
        check(page, f"after {number}", WIDTHS if number == 1 else None)
    assert len(seen) == 10
    press_for_a_page(page, "u")
    assert progress(page).startswith(f"{before + 9} decided by you today")
    assert page.locator("input[name=item]").input_value() in seen
    check(page, "after undo", WIDTHS)
    page.keyboard.press("?")
    assert page.locator("#keys dl").is_visible()
    check(page, "the list of keys", WIDTHS)
    page.keyboard.press("?")
    assert not page.locator("#keys dl").is_visible()
    press_for_a_page(page, "k")
    assert page.locator("input[name=item]").input_value() not in seen
    tab_to(page, "Sign out")
    press_for_a_page(page, "Enter")
    assert page.url.endswith("/workspace/sign-in")
    page.goto(f"{base}/workspace/review/links")
    assert "/workspace/sign-in" in page.url
    context.close()


def test_reason_is_typed_without_pressing_any_button(
    chromium: Browser,  # noqa: F811
    desk: tuple[str, DeskWorld],
) -> None:
    page = chromium.new_page()
    sign_in_by_keys(page, desk[0], desk[1].bea)
    page.goto(f"{desk[0]}/workspace/review/links")
    item = page.locator("input[name=item]").input_value()
    page.keyboard.press("/")
    page.keyboard.type("8 skus, 1 of them new?")
    assert page.locator("#reason").input_value() == "8 skus, 1 of them new?"
    assert page.locator("input[name=item]").input_value() == item
    page.keyboard.press("Escape")
    press_for_a_page(page, "r")
    assert "refused. 8 skus, 1 of them new?" in page.locator(".ws-after").inner_text()
    press_for_a_page(page, "u")
    page.close()


def test_key_that_is_pressed_again_and_again_decides_once(
    chromium: Browser,  # noqa: F811
    desk: tuple[str, DeskWorld],
) -> None:
    page = chromium.new_page()
    sign_in_by_keys(page, desk[0], desk[1].bea)
    page.goto(f"{desk[0]}/workspace/review/links")
    before = int(progress(page).partition(" ")[0])
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    with page.expect_navigation():
        page.evaluate(
            "for (let i = 0; i < 5; i += 1)"
            " document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '9', bubbles: true}))"
        )
    assert progress(page).startswith(f"{before + 1} decided by you today")
    assert len(sent) == 1
    press_for_a_page(page, "u")
    page.close()


def test_themes_are_ticked_by_letters_and_confirmed_with_enter(
    chromium: Browser,  # noqa: F811
    desk: tuple[str, DeskWorld],
) -> None:
    page = chromium.new_page()
    sign_in_by_keys(page, desk[0], desk[1].bea)
    page.goto(f"{desk[0]}/workspace/review/themes")
    page.keyboard.press("2")
    page.keyboard.press("s")
    ticked = page.locator("input[name=theme]:checked")
    assert sorted(one.get_attribute("value") or "" for one in ticked.all()) == [
        "observation",
        "records",
        "staffing",
    ]
    press_for_a_page(page, "Enter")
    assert progress(page).startswith("1 decided by you today")
    press_for_a_page(page, "u")
    assert progress(page).startswith("0 decided by you today")
    page.close()


def test_other_pages_pass_axe_and_fit_the_screen(
    chromium: Browser,  # noqa: F811
    desk: tuple[str, DeskWorld],
) -> None:
    base, world = desk
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in_by_keys(page, base, world.ada)
    pages = [
        *(f"review/{of}" for of in ("themes", "scope", "settings", "populations", "contradictions")),
        "expectations",
        f"expectations/{world.draft}",
        "contradictions",
        "no-such-page",
    ]
    for address in pages:
        page.goto(f"{base}/workspace/{address}")
        unfold(page)
        check(page, address, WIDTHS)
    page.goto(f"{base}/workspace/expectations/{world.draft}")
    page.locator("#form-refuse summary").click()
    page.get_by_role("button", name="Refuse this draft").click()
    check(page, "a form that was not taken", WIDTHS)
    context.close()


def test_everything_works_without_scripts(
    chromium: Browser,  # noqa: F811
    desk: tuple[str, DeskWorld],
) -> None:
    base, world = desk
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/workspace/review/links")
    page.get_by_label("E-mail address").fill(world.ada)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert page.url.endswith("/workspace/review/links"), "signing in leads to the page asked for"
    before = int(progress(page).partition(" ")[0])
    item = page.locator("input[name=item]").input_value()
    page.get_by_role("button", name="Unrelated").click()
    assert progress(page).startswith(f"{before + 1} decided by you today")
    page.get_by_role("button", name="Undo").click()
    assert page.locator("input[name=item]").input_value() == item
    page.get_by_role("button", name="Skip").click()
    assert page.locator("input[name=item]").input_value() != item
    page.goto(f"{base}/workspace/review/contradictions")
    page.get_by_role("button", name="They contradict").first.click()
    assert "/workspace/contradictions/C-" in page.url
    page.get_by_label("Vale and Moor Partnership").first.check()
    page.get_by_label("To be resolved by").fill("2099-01-31")
    page.get_by_role("button", name="Name this body").click()
    assert "by 31 January 2099" in page.locator("main").inner_text()
    page.get_by_role("button", name="Sign out").click()
    assert page.url.endswith("/workspace/sign-in")
    context.close()
