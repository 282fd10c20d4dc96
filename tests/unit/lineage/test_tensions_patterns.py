"""The small language of cues, and what it refuses."""

import re

import pytest

from answerable.lineage.tensions.patterns import BadPatternError, any_of, expression, plain


def fits(cue: str, text: str) -> bool:
    return bool(re.search(expression(cue), plain(text)))


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        ("belts?", "The Belt was loose.", True),
        ("belts?", "A seatbelted chair.", False),
        ("belt", "A lap-belt.", False),  # a hyphen is no edge of a word
        ("belt ... chair", "the belt of the old chair", True),
        ("belt ... chair", "the belt; nobody sat in the chair", False),
        ("belt ... chair", f"the belt {'very ' * 20}far from the chair", False),
        ("chair & belt", "a belt on a chair", True),
        ("chair & belt", "a belt on a bed", False),
        ("{should} ... locked", "doors must at all times be locked", True),
        ("{never} be locked", "it should not be locked", True),
        ("{no} ... searched", "bags weren't always searched", True),
        (r"\d{1,2} hours", "after 12 hours", True),
    ],
)
def test_cues(cue: str, text: str, expected: bool) -> None:
    assert fits(cue, text) is expected


def test_typographic_dashes_apostrophes_and_spaces_are_made_plain() -> None:
    assert plain("  The  nurse’s\nlap–belt ") == "the nurse's lap-belt"


@pytest.mark.parametrize(
    ("cue", "message"),
    [
        ("", "empty"),
        (" belt", "begins or ends with a space"),
        ("^belt", "can't have"),
        ("belt$", "can't have"),
        ("(belt", "can't be read"),
        ("{would} belt", "no group of words {would}"),
        ("(?:belt)?", "fits no words at all"),
    ],
)
def test_bad_cues_are_refused_by_name(cue: str, message: str) -> None:
    with pytest.raises(BadPatternError, match=re.escape(message)):
        any_of(["strap", cue])
