"""Front doors, plain words, the journey in Welsh and cards: axe at three widths, and a record on paper."""

from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.pages.looking import WIDTHS, problems, unfold
from tests.pages.served import fill, serving
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture
from tests.pages.world import World

pytestmark = pytest.mark.browser
PAGES = (
    "/for/families",
    "/for/boards",
    "/cy",
    "/cy/search?q=record",
    "/cy/entries/{entry}",
    "/cy/follow?subject={entry}",
    "/entries/{entry}/card",
    "/expectations/{expectation}/card",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, World]]:
    home = tmp_path_factory.mktemp("plain")
    built = fill(home)
    with serving(home) as address:
        yield address, built


def test_pages_pass_axe_and_fit(chromium: Browser, served: tuple[str, World]) -> None:  # noqa: F811
    base, world = served
    names = {name: getattr(world, name) for name in World.__slots__}
    found: list[str] = []
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        for address in PAGES:
            page.goto(base + address.format(**names))
            unfold(page)
            found += [f"{address}: {problem}" for problem in problems(page, WIDTHS)]
    assert found == []


def test_page_on_paper_holds_the_record_and_no_menus(
    chromium: Browser,  # noqa: F811
    served: tuple[str, World],
) -> None:
    base, world = served
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{base}/entries/{world.entry}")
        paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
        words = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in paper).split())
        assert 1 < len(paper) < 12
        assert "The exact words" in words, words
        for menu in ("Skip to main content", "About and methods", "Words we use", "As at a day"):
            assert menu not in words, menu
        page.emulate_media(media="print")
        assert not page.locator(".nhsuk-header__navigation").first.is_visible()
