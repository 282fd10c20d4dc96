"""Files of tensions: what ships is whole and sourced, and what is wrong is refused with place and reason."""

import subprocess
import sys
from pathlib import Path

import pytest

from answerable.lineage.tensions import BadTensionError, read_tension, read_tensions, shipped
from answerable.lineage.tensions.definitions import FOLDER

GOOD = """
key = "umbrellas"
title = "Open and closed umbrellas"
question = "Should umbrellas be open?"
explanation = "Some want them open, some closed."
status = "Not settled."
anchors = ["umbrella"]
unless = ["beach"]

[[subjects]]
name = "umbrellas indoors"
settings = ["care-home"]
cues = ["umbrellas?"]

[sides.open]
name = "Open them"
direction = "Up"
asks = ["should be open"]

[sides.closed]
name = "Close them"
direction = "Down"
regrets = ["was not closed"]

[[sources]]
title = "A study of umbrellas"
url = "https://example.org/umbrellas"
"""


def written(folder: Path, text: str, name: str = "umbrellas") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    tension = read_tension(written(tmp_path, GOOD))
    assert (tension.key, [side.key for side in tension.sides]) == ("umbrellas", ["open", "closed"])
    assert tension.side("closed").name == "Close them"
    assert tension.side("closed").asks is None
    assert tension.subjects[0].settings == {"care-home"}
    assert tension.sources[0].url == "https://example.org/umbrellas"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('key = "umbrellas"', 'key = "parasols"', "must be the file's name"),
        ('title = "Open and closed umbrellas"', 'title = " "', "needs a `title`"),
        ("be open?", "be open.", "end with a question mark"),
        ("[sides.closed]", "[other.closed]", "there is no field “other”"),
        ("unless", "except", "there is no field “except”"),
        ('anchors = ["umbrella"]', "anchors = []", "needs `anchors`"),
        ('anchors = ["umbrella"]', 'anchors = ["Umbrella"]', "small letters"),
        ('anchors = ["umbrella"]', 'anchors = ["u"]', "too short"),
        ('["care-home"]', '["moon"]', "there is no setting “moon”"),
        ('cues = ["umbrellas?"]', "cues = []", "needs `cues`"),
        ('cues = ["umbrellas?"]', 'cues = ["(umbrella"]', "can't be read as a pattern"),
        ('asks = ["should be open"]', "", "needs cues"),
        ('asks = ["should be open"]', "asks = [1]", "list of words in quotes"),
        ('name = "Close them"', 'name = "open them"', "both sides have the same name"),
        ("https://example.org/umbrellas", "a book", "needs a web address"),
        ("[[sources]]", "[sources]", "who says that there is this tension"),
        ("[[subjects]]", "[subjects]", "needs at least one of [[subjects]]"),
        ('key = "umbrellas"', "key = ", "can't be read"),
        ("[sides.closed]", "[sides.open]", "can't be read"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(BadTensionError) as caught:
        read_tension(written(tmp_path, GOOD.replace(old, new)))
    assert "umbrellas.toml" in str(caught.value)
    assert message in str(caught.value)


def test_three_sides_are_refused(tmp_path: Path) -> None:
    third = '[sides.half]\nname = "Half"\ndirection = "Up"\nasks = ["half"]\n'
    with pytest.raises(BadTensionError, match="exactly two"):
        read_tension(written(tmp_path, GOOD + third))


def test_a_subject_twice_and_a_title_twice_are_refused(tmp_path: Path) -> None:
    again = '[[subjects]]\nname = "Umbrellas indoors"\ncues = ["umbrellas?"]\n'
    with pytest.raises(BadTensionError, match="stands there twice"):
        read_tension(written(tmp_path, GOOD + again))
    written(tmp_path, GOOD)
    written(tmp_path, GOOD.replace('"umbrellas"', '"parasols"'), "parasols")
    with pytest.raises(BadTensionError, match="the same title"):
        read_tensions(tmp_path)


def test_a_folder_without_tensions_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadTensionError, match="holds no tensions"):
        read_tensions(tmp_path)


def test_what_ships_is_whole() -> None:
    tensions = shipped()
    assert len(tensions) == len(list(FOLDER.glob("*.toml"))) >= 12
    for tension in tensions:
        assert len(tension.explanation) > 80, tension.key
        assert tension.status, tension.key
        addresses = [source.url for source in tension.sources]
        assert len(set(addresses)) == len(addresses), tension.key
        assert {side.key for side in tension.sides}.isdisjoint({""}), tension.key


def test_the_package_needs_no_django() -> None:
    """It is used by tools over texts, where no database is set up."""
    code = "import sys, answerable.lineage.tensions as t; t.sides('x'); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
