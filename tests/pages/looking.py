"""What every page is looked at for: axe at several widths of the screen, and nothing to scroll sideways."""

import os
from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (320, 375, 1280)
TWO_WIDTHS = (375, 1280)
# No style sheet tells these widths apart (tests/rules/test_style_sheets.py), so colours are the same at both,
# and are looked at once: contrast takes axe longer than all its other rules together.
NARROW = (320, 375)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Nothing is fetched again for axe: no rule that looks into style sheets or media applies to our pages.
_OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,
}
_WITHOUT_CONTRAST = _OPTIONS | {"rules": {"color-contrast": {"enabled": False}}}
_SCRIPT: str = Axe().axe_script
_RUN = """async options => {
    const found = await axe.run(options);
    return {
        passes: found.passes.length,
        violations: found.violations.map(one => [one.id, one.nodes.map(node => node.target.join(' '))]),
        wide: document.documentElement.scrollWidth,
    };
}"""


def problems(page: Page, widths: Iterable[int] | None = None) -> list[str]:
    """What axe finds on the page as it stands, and where it is wider than the screen, at each width.

    Without widths, at the one that it has; otherwise it has its own again afterwards.
    """
    page.wait_for_load_state()  # with its styles, by which axe measures
    own = page.viewport_size
    assert own is not None
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_SCRIPT)
    found = []
    seen: set[int] = set()
    for width in widths or (own["width"],):
        if width != own["width"] or widths:
            page.set_viewport_size({"width": width, "height": 900})
        again = width in NARROW and not seen.isdisjoint(NARROW)
        told = page.evaluate(_RUN, _WITHOUT_CONTRAST if again else _OPTIONS)
        seen.add(width)
        assert told["passes"] > 10, f"axe looked at nothing on {page.url}"
        found += [f"{rule} at {width}: {nodes}" for rule, nodes in told["violations"]]
        if told["wide"] > width:
            found.append(f"{told['wide']} pixels wide at {width}")
    if widths:
        page.set_viewport_size(own)
    return found


def check(page: Page, where: str, widths: Iterable[int] | None = None) -> None:
    """Fails with what `problems` finds."""
    assert problems(page, widths) == [], where


def look(page: Page, name: str, widths: Iterable[int] | None = None) -> None:
    """Checks the page; keeps a picture of it at each width where ANSWERABLE_PICTURES names a folder."""
    check(page, name, widths)
    if folder := os.environ.get("ANSWERABLE_PICTURES"):
        own = page.viewport_size
        assert own is not None
        for width in widths or (own["width"],):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name.replace(' ', '-')}-{width}.png", full_page=True)
        page.set_viewport_size(own)


def unfold(page: Page) -> None:
    """Opens all that can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
