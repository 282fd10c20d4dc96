"""Boolean words, brackets, fields and dates."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.search.documents import SearchQuery
from answerable.search.index import Index
from answerable.search.language import parse
from answerable.search.tree import AllOf, AnyOf, Dated, HasPhrase, HasWord, Node, Without

LEFT_OUT = "was left out. Write a date as 2021, 2021-03 or 2021-03-31."
BAD_DATES = ["date:0000", "date:2020-13", "before:0001", "after:9999", "date:..", "year:2021..x"]


def keys(index: Index, text: str) -> set[str]:
    return set(index.keys(SearchQuery(text)))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("night OR ligature", "night OR ligature"),
        ("night AND patient OR ligature", "(night AND patient) OR ligature"),
        ("(night OR ligature) patient", "(night OR ligature) AND patient"),
        ("night NOT (agency OR crisis)", "night AND NOT (agency OR crisis)"),
        ("night -(agency OR crisis)", "night AND NOT (agency OR crisis)"),
        ('body:(fernhill OR oakmere) "crisis team"', "(body: fernhill OR body: oakmere) AND “crisis team”"),
        ("the ward OR of the unit", "ward OR unit"),
        ("NOT NOT night OR day", "night OR day"),
        ("observation(s) OR night", "observation(s) OR night"),
        ("(observation(s) OR night).", "observation(s) OR night"),
        ("(night or day) OR (ward)", "(night AND day) OR ward"),
    ],
)
def test_boolean_words_are_read_as_they_bind(text: str, reading: str) -> None:
    query = parse(text)
    assert query.exact
    assert query.reading == reading


@pytest.mark.parametrize(
    "text",
    [
        "night and day",
        "observations (hourly) at night",
        "PREVENTION OF FUTURE DEATHS AND ACTION BY THE TRUST",
        "10:30 ward: staff",
        "OR",
        "AND NOT",
        ") (",
    ],
)
def test_what_is_no_operator_stays_plain_words(text: str) -> None:
    query = parse(text)
    assert not query.exact
    assert query.tree is None


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("night OR", "“OR” with nothing on one side of it was ignored."),
        ("AND night OR day", "“AND” with nothing on one side of it was ignored."),
        ("night OR day NOT", "“NOT” with nothing after it was ignored."),
        ("(night OR day", "A bracket that was not closed was taken to close at the end."),
        ("night OR day)", "A closing bracket without its partner was ignored."),
        (
            "since:tomorrow night",
            f"“since: tomorrow” {LEFT_OUT}",
        ),
    ],
)
def test_what_makes_no_sense_is_noted_and_passed_over(words_index: Index, text: str, note: str) -> None:
    result = words_index.search(SearchQuery(text))
    assert note in result.notes
    assert "E-1" in {hit.key for hit in result.hits}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("observations OR ligature", {"E-1", "E-2"}),
        ("patient NOT night", {"E-5"}),
        ("patient AND (discharge OR roads)", {"E-5"}),
        ("NOT (patient OR training OR warnings)", {"E-4"}),
        ("body:fernhill", {"E-1", "E-3"}),
        ("to:fernhill -night", {"E-3"}),
        ('body:"fernhill mental health" OR theme:discharge', {"E-1", "E-3", "E-5"}),
        ("theme:(discharging OR nursing)", {"E-2", "E-5"}),
        ("-body:fernhill staff", set()),
        ("body:night", set()),
        ("text:observations", {"E-1"}),
        ("since:2021 until:2021-03-04", {"E-1"}),
        ("year:2018..2021", {"E-1", "E-4"}),
        ("before:2021-03-04", {"E-4"}),
        ("after:2021 team", {"E-3"}),
        ('"crisis team" OR "rural roads"', {"E-3", "E-4"}),
        ("body:oak-mere", set()),
    ],
)
def test_queries_find_what_they_say(named_index: Index, text: str, found: set[str]) -> None:
    assert keys(named_index, text) == found
    assert named_index.total(SearchQuery(text)) == len(found)


def test_each_result_says_what_of_the_query_it_has(named_index: Index) -> None:
    result = named_index.search(SearchQuery('"crisis team" OR body:fernhill OR year:2018'))
    why = {hit.key: hit.why for hit in result.hits}
    assert why["E-3"].phrase and why["E-3"].fields == ("body: fernhill",)
    assert not why["E-1"].phrase and why["E-1"].fields == ("body: fernhill",)
    assert why["E-4"].fields == ("year: 2018",)


def test_fields_narrow_and_leave_the_words_as_they_are(index: Index) -> None:
    query = parse("body:fernhill watching patients after dark")
    assert not query.exact
    assert query.said == "watching patients after dark"
    assert query.reading == "body: fernhill"


def test_the_same_as_plain_words_is_offered() -> None:
    assert parse("staff did NOT record (hourly) observations").plain == "staff did record hourly observations"
    assert parse("staff record").plain == ""


def test_among_narrows_to_keys(words_index: Index) -> None:
    both = SearchQuery("patient OR staff", among=("E-1", "E-4", "absent"))
    assert words_index.keys(both) == ["E-1"]
    assert words_index.keys(SearchQuery("patient", among=())) == []
    assert words_index.search(SearchQuery("", among=("E-2",))).total == 1


def test_brackets_without_end_are_cut_short(words_index: Index) -> None:
    for text in ("(" * 900 + "night OR day", "NOT " * 240 + "night", "a OR " * 199, "((night)" * 100):
        assert words_index.search(SearchQuery(text)).total >= 0


LEAVES = ["night", "ligature", '"crisis team"', "body:fernhill", "year:2022", "patient", "zebra"]
trees = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} AND {two[1]})"),
        inner.map(lambda one: f"NOT ({one})"),
    ),
    max_leaves=8,
)


def _meets(node: Node, has: dict[str, set[str]], key: str) -> bool:
    match node:
        case AllOf(of):
            return all(_meets(one, has, key) for one in of)
        case AnyOf(of):
            return any(_meets(one, has, key) for one in of)
        case Without(of):
            return not _meets(of, has, key)
        case HasWord(term, field):
            return key in has[f"{field}:{term.typed}" if field else term.typed]
        case HasPhrase(_, typed, _):
            return key in has[f'"{typed}"']
        case Dated():
            return key in has["year:2022"]


@settings(max_examples=150, deadline=None)
@given(trees, trees)
def test_any_tree_finds_what_its_logic_says(named_index: Index, one: str, other: str) -> None:
    text = f"{one} OR {other}"
    has = {leaf: keys(named_index, f"({leaf}) OR zebra") for leaf in LEAVES}
    tree = parse(text).tree
    assert tree is not None
    expected = {key for key in ("E-1", "E-2", "E-3", "E-4", "E-5") if _meets(tree, has, key)}
    assert keys(named_index, text) == expected


def test_dates_of_any_shape() -> None:
    (leaf,) = [parse("date:2020-02").tree]
    assert leaf == Dated(dt.date(2020, 2, 1), dt.date(2020, 2, 29), "date: 2020-02")
    for text in (*BAD_DATES, "date:\uff12\uff10\uff12\uff10"):
        query = parse(text)
        assert query.tree is None
        assert LEFT_OUT in query.notes[0]
