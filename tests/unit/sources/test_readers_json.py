"""JSON to the letter, JSON Lines, and plain text."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.sources.readers import Limits, ReadDocument, UnreadableError, read_json, read_text
from answerable.sources.readers.limits import DEFAULT
from answerable.sources.readers.registry import Task


def parsed(content: str | bytes, name: str = "x.json", limits: Limits = DEFAULT) -> ReadDocument:
    return read_json.read(
        content.encode() if isinstance(content, str) else content, Task("json", name), limits
    )


def test_value_is_given_as_it_is() -> None:
    assert parsed('{"a": [1, 2.5, null, true, "é"]}').data == {"a": [1, 2.5, None, True, "é"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_are_told_from_the_bytes(encoding: str) -> None:
    assert parsed('{"title": "Ward’s café"}'.encode(encoding)).data == {"title": "Ward’s café"}


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999", "1" * 5000])
def test_numbers_that_json_does_not_have_are_refused(word: str) -> None:
    with pytest.raises(UnreadableError, match="can't be read"):
        parsed(f'{{"n": {word}}}')


def test_broken_json_is_refused_with_its_place() -> None:
    with pytest.raises(UnreadableError, match="line 2, column 9"):
        parsed('{"a": 1,\n "b": 2 "c": 3}')


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 65 + "]" * 65])
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="nested"):
        parsed(text)


def test_brackets_inside_text_are_not_nesting() -> None:
    assert parsed(json.dumps(["[" * 500, '"[{' * 500])).data == ["[" * 500, '"[{' * 500]


def test_repeated_key_is_listed_with_its_path() -> None:
    document = parsed('{"items": [{"title": "a"}, {"title": "b", "title": "c"}]}')
    assert document.data == {"items": [{"title": "a"}, {"title": "c"}]}
    assert [problem.where for problem in document.problems] == ["$.items[1].title"]


def test_more_values_than_the_limit_are_refused() -> None:
    with pytest.raises(UnreadableError, match="values"):
        parsed("[" + "1," * 200 + "1]", limits=Limits(json_values=100))


def test_characters_that_break_databases_are_made_safe() -> None:
    assert parsed('{"a\\u0000": "x\\u0000y\\ud800"}').data == {"a": "xy\ufffd"}


def test_json_lines_give_a_list_and_bad_lines_are_listed() -> None:
    document = parsed('{"n": 1}\n\n{"n": \n{"n": NaN}\n{"n": 4}\n', "x.jsonl")
    assert document.data == [{"n": 1}, {"n": 4}]
    assert [problem.where for problem in document.problems] == ["line 3", "line 4"]


def test_json_lines_are_known_without_their_name() -> None:
    document = parsed('{"n": 1}\n{"n": 2}\n{"n": 3}\n')
    assert document.data == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert document.media_type == "application/jsonl"


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(categories=["L"])), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(json_values)
def test_what_is_written_is_read(value: object) -> None:
    assert parsed(json.dumps(value)).data == value


@given(st.text(st.sampled_from('[]{}",:\\ntru1e-. \n'), max_size=60))
def test_anything_is_refused_or_read(text: str) -> None:
    try:
        value = parsed(text).data
    except UnreadableError:
        return
    assert not (isinstance(value, float) and math.isnan(value))


def test_plain_text_keeps_its_lines_and_pages() -> None:
    document = read_text.read(b"One  \r\n\r\n  Two\0\f Three\n", Task("text"), DEFAULT)
    assert [(line.text, line.page) for line in document.lines] == [
        ("One", 1),
        ("", 1),
        ("  Two", 1),
        (" Three", 2),
    ]
    assert document.pages == 2
    plain = read_text.read(b"caf\xe9", Task("text"), DEFAULT)
    assert plain.text == "café"
    assert plain.pages is None
    assert "Windows-1252" in plain.problems[0].why
