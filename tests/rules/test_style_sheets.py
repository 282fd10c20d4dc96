"""What tests take for granted of the style sheets."""

import re
from pathlib import Path

from tests.pages.looking import NARROW

STYLES = Path(__file__).resolve().parents[2] / "answerable" / "website" / "static" / "answerable"
LIMIT = re.compile(r"\((min|max)-width:\s*([\d.]+)(em|rem|px)\)")


def test_no_style_sheet_tells_the_narrow_widths_apart() -> None:
    found = [found for sheet in STYLES.glob("*.css") for found in LIMIT.findall(sheet.read_text())]
    assert len(found) > 100
    assert [limit for limit in found if len({_holds(limit, width) for width in NARROW}) > 1] == []


def _holds(told: tuple[str, str, str], width: int) -> bool:
    which, amount, unit = told
    limit = float(amount) * (1 if unit == "px" else 16)
    return width >= limit if which == "min" else width <= limit
