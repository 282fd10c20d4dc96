"""Ladders are reviewed data: what is wrong with one is refused with its file and line."""

from pathlib import Path

import pytest

from answerable.oversight.rungs import FOLDER, LadderError, ladders, load_ladders

RUNG = """
[[rungs]]
code = "{code}"
days = {days}
to = {to}
letter = "note"
label = "A step"
public = "A step was taken"
source = "Own rule."
"""
HEAD = 'code = "default"\nname = "All"\ninstruments = []\ngap_days = 7\ngrace_days = 28\n'
ABOVE = '[department]\nnhs_trust = "gov:lamps"\n[regulator]\nnhs_trust = "reg:lamps"\n'


def rung(code: str = "one", days: int = 1, to: str = '["officer"]') -> str:
    return RUNG.format(code=code, days=days, to=to)


def folder(at: Path, text: str, letter: str = "Subject: A line for {body}\n{list}\n") -> Path:
    (at / "letters").mkdir()
    (at / "above").mkdir()
    (at / "above" / "bodies.toml").write_text(ABOVE)
    (at / "letters" / "note.txt").write_text(letter)
    (at / "default.toml").write_text(text)
    return at


def test_shipped_ladders_load_and_each_rung_names_its_source() -> None:
    held = ladders()
    assert [ladder.code for ladder in held.all] == ["hssib", "inquiry", "pfd", "default"]
    assert held.of("rule43").code == "pfd" and held.of("review").code == "default"
    rungs = [rung for ladder in held.all for rung in ladder.rungs]
    assert all(rung.source and rung.public for rung in rungs)
    assert all(rung.after_delivery for rung in rungs if rung.is_public), "nobody is listed unheard"


def test_every_shipped_letter_is_neutral_and_can_be_filled() -> None:
    fields = dict.fromkeys(["recipient", "body", "count", "list", "date", "service", "work", "ladder"], "x")
    for one in (rung for ladder in ladders().all for rung in ladder.rungs):
        subject, body = one.letter.fill(**fields)
        assert "{" not in subject + body and len(subject) < 150
        for word in ("fail", "refus", "ignor", "silent", "breach", "must"):
            assert word not in (subject + body).lower(), one.code


def test_folder_of_one_ladder_loads(tmp_path: Path) -> None:
    held = load_ladders(folder(tmp_path, HEAD + rung() + rung("two", 10)))
    assert [one.code for one in held.of("anything").rungs] == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (HEAD + rung(days=0), 9, "not on it"),
        (HEAD + rung(to='["mayor"]'), 10, "'mayor' is nobody"),
        (HEAD + rung(to="[]"), 10, "once"),
        (HEAD + rung(days=-3, to='["board"]'), 10, "only the accountable officer"),
        (HEAD + rung() + rung("two", 3), 18, "less than 7 days"),
        (HEAD + rung().replace('label = "A step"', 'label = ""'), 12, "'label' is missing"),
        (HEAD + rung().replace("label", "lable"), 12, "'lable' is not known"),
        (HEAD + rung().replace('"note"', '"gone"'), 11, "no letter letters/gone.txt"),
        (HEAD + rung("x" * 31), 8, "at most 30"),
        (HEAD.replace("gap_days = 7", "gap_days = 0") + rung(), 4, "at least 1"),
        (HEAD.replace('"default"', '"other"') + rung(), 1, "name the file other.toml"),
        (HEAD + "\n[rungs]\n", 7, "'rungs' is missing"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, text: str, line: int, why: str) -> None:
    with pytest.raises(LadderError, match=rf"default\.toml, line {line}: .*{why}"):
        load_ladders(folder(tmp_path, text))


@pytest.mark.parametrize(
    ("letter", "why"),
    [
        ("Dear {body}\n{list}\n", "letters/note.txt, line 1: a letter begins"),
        ("Subject: x\n{list}\nDear {name}\n", "letters/note.txt, line 3: {name} is none of"),
        ("Subject: x\nNo list.\n", "{list} stands in the letter"),
        ("Subject: x\n{list\n", "letters/note.txt, line 2"),
    ],
)
def test_letter_that_cannot_be_filled_is_refused(tmp_path: Path, letter: str, why: str) -> None:
    with pytest.raises(LadderError) as refused:
        load_ladders(folder(tmp_path, HEAD + rung(), letter))
    assert why in str(refused.value)


def test_two_ladders_share_no_rung_and_no_instrument(tmp_path: Path) -> None:
    folder(tmp_path, HEAD + rung())
    other = HEAD.replace('"default"', '"other"').replace("instruments = []", 'instruments = ["reg28"]')
    (tmp_path / "other.toml").write_text(other + rung())
    with pytest.raises(LadderError, match=r"other\.toml: the rung 'one' stands in default\.toml too"):
        load_ladders(tmp_path)
    (tmp_path / "other.toml").write_text(other + rung("two"))
    third = other.replace('"other"', '"third"') + rung("three")
    (tmp_path / "third.toml").write_text(third)
    with pytest.raises(LadderError, match=r"third\.toml: 'reg28' has another ladder"):
        load_ladders(tmp_path)


def test_file_that_is_no_toml_or_missing_is_named(tmp_path: Path) -> None:
    folder(tmp_path, "code = ")
    with pytest.raises(LadderError, match=r"default\.toml: not TOML"):
        load_ladders(tmp_path)
    (tmp_path / "default.toml").unlink()
    with pytest.raises(LadderError, match=r"no default\.toml"):
        load_ladders(tmp_path)
    assert FOLDER.is_dir()
