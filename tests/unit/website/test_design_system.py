"""The vendored stylesheet is the recorded one, and asks nothing of any other origin."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

import answerable.website

WEBSITE = Path(answerable.website.__file__).parent
STYLES = WEBSITE / "static" / "answerable"
RECORD = tomllib.loads((WEBSITE / "design" / "record.toml").read_text())


def test_stylesheet_is_the_one_that_the_record_describes() -> None:
    made = hashlib.sha256((STYLES / "design-system.css").read_bytes()).hexdigest()
    assert made == RECORD["stylesheet_sha256"]


def test_theme_has_not_changed_since_the_stylesheet_was_made() -> None:
    theme = hashlib.sha256((WEBSITE / "design" / "theme.scss").read_bytes()).hexdigest()
    assert theme == RECORD["theme_sha256"], "run answerable/website/design/build"


@pytest.mark.parametrize("name", ["design-system.css", "site.css"])
def test_stylesheets_fetch_nothing(name: str) -> None:
    css = (STYLES / name).read_text()
    assert "url(" not in css
    assert "@import" not in css
    assert "http" not in css


def test_nothing_of_the_nhs_identity_is_taken() -> None:
    css = "".join(path.read_text() for path in STYLES.glob("*.css")).lower()
    for mark in ("frutiger", "#005eb8", "#003087", "assets.nhs", "gds transport", "gds-transport"):
        assert mark not in css


def test_a_font_is_named_for_the_page_and_for_its_controls() -> None:
    css = (STYLES / "site.css").read_text()
    rule = re.search(r"html,\s*body,\s*button,\s*input,\s*select,\s*textarea\s*\{([^}]*)\}", css)
    assert rule and "font-family: var(--sans)" in rule[1]
