import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.references import ALPHABET, BadReferenceError, make_reference, parse_reference

KEYS = st.text(min_size=1, max_size=60)
KINDS = st.sampled_from("ERDBP")


@given(KINDS, KEYS)
def test_reference_survives_how_people_type_it(kind: str, key: str) -> None:
    reference = make_reference(kind, key)
    assert parse_reference(reference) == reference
    assert parse_reference(f"  {reference.lower().replace('-', ' ')} ", kind) == reference
    assert parse_reference(reference.replace("0", "o").replace("1", "l")) == reference


@given(KINDS, KEYS, st.data())
def test_one_wrong_character_is_caught(kind: str, key: str, data: st.DataObject) -> None:
    reference = make_reference(kind, key)
    at = data.draw(st.integers(2, len(reference) - 1))
    wrong = data.draw(st.sampled_from(ALPHABET).filter(lambda c: c != reference[at]))
    with pytest.raises(BadReferenceError):
        parse_reference(reference[:at] + wrong + reference[at + 1 :])


@given(KINDS, KEYS, st.data())
def test_two_swapped_characters_are_caught(kind: str, key: str, data: st.DataObject) -> None:
    reference = make_reference(kind, key)
    one = data.draw(st.integers(2, len(reference) - 2))
    other = data.draw(st.integers(one + 1, len(reference) - 1))
    characters = list(reference)
    characters[one], characters[other] = characters[other], characters[one]
    swapped = "".join(characters)
    if swapped != reference:
        with pytest.raises(BadReferenceError):
            parse_reference(swapped)


@given(st.text(alphabet=string.printable, max_size=20))
def test_any_text_is_a_reference_or_refused_in_words(text: str) -> None:
    try:
        assert parse_reference(parse_reference(text))
    except BadReferenceError as error:
        assert str(error)


def test_kind_is_part_of_the_check() -> None:
    body = make_reference("E", "a key")[1:]
    with pytest.raises(BadReferenceError, match="mistyped"):
        parse_reference("R" + body)
    with pytest.raises(BadReferenceError, match="another kind"):
        parse_reference(make_reference("E", "a key"), "R")


def test_attempts_give_other_references() -> None:
    made = {make_reference("E", "same", attempt) for attempt in range(50)}
    assert len(made) == 50
