"""A list of themes with a theme twice, a circle, or a family that is not there is refused, and says where."""

from pathlib import Path

import pytest

from answerable.lineage.themes.taxonomy import BadTaxonomyError, Taxonomy, taxonomy


def read(folder: Path, *themes: str) -> Taxonomy:
    path = folder / "themes.toml"
    path.write_text('version = "1"\n[families]\nrisk = "Risk"\n' + "".join(themes), encoding="utf-8")
    return Taxonomy.read(path)


def theme(key: str, extra: str = "") -> str:
    return f'[themes.{key}]\nname = "{key.upper()}"\ndefinition = "{key}"\n{extra}\n'


def test_theme_may_be_part_of_another(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        theme("doors", 'parent = "building"'),
        theme("building"),
        theme("locks", 'parent = "doors"'),
        theme("staff"),
    )
    assert found.theme("doors").parent == "building" and found.theme("building").parent == ""
    assert found.under("building") == ("building", "doors", "locks")
    assert found.under("staff") == ("staff",)
    with pytest.raises(KeyError):
        found.theme("windows")


@pytest.mark.parametrize(
    ("themes", "message"),
    [
        ([theme("a", 'parent = "b"')], "theme a: there is no theme “b”"),
        ([theme("a", 'parent = "a"')], "go round in a circle: a in a"),
        (
            [theme("a", 'parent = "b"'), theme("b", 'parent = "c"'), theme("c", 'parent = "a"')],
            "go round in a circle: a in b in c in a",
        ),
        (
            [theme("top", 'parent = "a"'), theme("a", 'parent = "b"'), theme("b", 'parent = "a"')],
            "go round in a circle: a in b in a",
        ),
        ([theme("a", "parent = 3")], "theme a: `parent` must be the key of a theme"),
        ([theme("a"), theme("a")], "can't be read"),
        ([theme("a"), theme("b").replace('"B"', '"a"')], "more than one theme is called a"),
        ([theme("a", 'families = ["risk", "risk"]')], "theme a: a family or category is named twice"),
        ([theme("a", 'families = ["care"]')], "theme a: there is no family “care”"),
        ([theme("a", 'families = "risk"')], "must be lists of words"),
    ],
)
def test_bad_list_says_where(tmp_path: Path, themes: list[str], message: str) -> None:
    with pytest.raises(BadTaxonomyError, match=message):
        read(tmp_path, *themes)


def test_absent_list_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadTaxonomyError, match="can't be read"):
        Taxonomy.read(tmp_path / "absent.toml")


def test_shipped_list_is_read_once() -> None:
    assert taxonomy() is taxonomy() and len(taxonomy().keys) == 24
