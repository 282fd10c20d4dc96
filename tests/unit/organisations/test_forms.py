"""Lists are known by their content; what can't be used is said, row by row. All rows here are made up."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.organisations.forms import UnknownListError, read_list
from answerable.organisations.forms.rows import UnreadableListError

ETR_HEADER = (
    "organisation_code,name,national_grouping,high_level_health_geography,address_1,address_2,address_3,"
    "address_4,address_5,postcode,open_date,close_date\n"
)
ETR_ROW = "{code},{name},Y60,QZZ,MARROW HOUSE,,,TARNWICK,,TW1 1AA,{opened},{closed}\n"


def etr(*rows: tuple[str, str, str, str], header: bool = True) -> bytes:
    lines = [ETR_ROW.format(code=c, name=n, opened=o, closed=e) for c, n, o, e in rows]
    return ((ETR_HEADER if header else "") + "".join(lines)).encode()


@pytest.mark.parametrize("header", [True, False])
def test_trusts_of_a_year_are_known_with_and_without_header(header: bool) -> None:
    read = read_list(etr(("ZA1", "TARNWICK CARE NHS TRUST", "20010401", "20190331"), header=header))
    (body,) = read.bodies
    assert (body.key, body.name) == ("ods:ZA1", "Tarnwick Care NHS Trust")
    assert (body.opened, body.closed) == (dt.date(2001, 4, 1), dt.date(2019, 4, 1))
    assert read.left_out == []


def test_the_date_of_a_list_is_the_last_day_that_it_mentions() -> None:
    read = read_list(etr(("ZA1", "A NHS TRUST", "20010401", ""), ("ZA2", "B NHS TRUST", "20170601", "")))
    assert {body.cited.dated for body in read.bodies} == {dt.date(2017, 6, 1)}


def test_bad_rows_are_named_and_the_rest_is_used() -> None:
    read = read_list(
        etr(
            ("ZA1", "A NHS TRUST", "20010401", ""),
            ("ZA2", "B NHS TRUST", "20011301", ""),
            ("ZA3", "C NHS TRUST", "20100401", "20050401"),
            ("", "D NHS TRUST", "20100401", ""),
        )
    )
    assert [body.key for body in read.bodies] == ["ods:ZA1"]
    assert [left.where for left in read.left_out] == ["row 3", "row 4", "row 5"]
    assert "month must be in 1..12" in read.left_out[0].why
    assert "before it opens" in read.left_out[1].why


def test_sites_are_dated_names_of_their_trust_and_only_such_as_tell_of_one_place() -> None:
    row = "{code},{name},Y60,QZZ,MARROW ROAD,,,,,TW1 1AA,{opened},{closed},A,B,{trust},{opened},,,,,,0,,,,,\n"
    sites = [
        ("ZA101", "RAVELFELL HOSPITAL", "20010401", "20190331", "ZA1"),
        ("ZA102", "RAVELFELL HOSPITAL", "20190401", "", "ZA1"),  # another code for the same place
        ("ZA103", "DAY HOSPITAL", "20010401", "", "ZA1"),
        ("ZA104", "SKELDER HOUSE", "20010401", "", "ZA1"),
        ("ZB204", "SKELDER HOUSE", "20010401", "", "ZB2"),
        ("ZB205", "MARROW ROAD STORES", "20010401", "", "ZB2"),
        ("ZB206", "GRAYFELL UNIT", "20011301", "", "ZB2"),
    ]
    text = "".join(row.format(code=c, name=n, opened=o, closed=e, trust=t) for c, n, o, e, t in sites)
    read = read_list(text.encode())
    (name,) = read.names
    assert (name.key, name.text, name.kind) == ("ods:ZA1", "Ravelfell Hospital", "site")
    assert (name.valid_from, name.valid_to, read.bodies) == (dt.date(2001, 4, 1), None, [])
    why = [left.why for left in read.left_out]
    assert len(why) == 5 and sum("2 trusts have a site" in one for one in why) == 2
    assert any("common words alone" in one for one in why) and any("month must be" in one for one in why)


def test_one_list_is_one_citation_under_any_file_name() -> None:
    content = etr(("ZA1", "A NHS TRUST", "20010401", ""))
    assert read_list(content).bodies[0].cited == read_list(content).bodies[0].cited


def test_successors_take_the_last_date_of_a_pair() -> None:
    read = read_list(
        b"old_code,new_code,date\nZA1,ZA2,2004-04-01\nZA1,ZA2,2006-04-01\nZA3,ZA3,2006-04-01\nZA4,ZA5,31/04/2006\n"
    )
    (one,) = read.successions
    assert (one.predecessor_key, one.successor_key, one.on) == ("ods:ZA1", "ods:ZA2", dt.date(2006, 4, 1))
    assert [left.where for left in read.left_out] == ["row 4", "row 5"]


def test_a_trusts_board_is_the_one_with_the_largest_share() -> None:
    read = read_list(
        b"nhs_trust22_code,icb22_code,proportion_trust_came_from_icb\nZA1,E1,0.2\nZA1,E2,0.7\nZA1,E3,x\n"
    )
    assert [(link.child_key, link.parent_key) for link in read.links] == [("ods:ZA1", "gss:E2")]
    assert len(read.left_out) == 1


REVIEWED = "key,name,kind,opened,closed,ods,gss,mental_health,abbreviations,aliases,source\n"


def test_reviewed_bodies_carry_their_names_and_codes() -> None:
    row = "gov:marrow,Marrow Office,department,2001-04-01,,,,,MO|MaO,Office of Marrow,Made up"
    read = read_list(f"{REVIEWED}{row}\n".encode())
    assert [(name.text, name.kind) for name in read.names] == [
        ("Office of Marrow", "alias"),
        ("MO", "abbreviation"),
        ("MaO", "abbreviation"),
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("marrow,Marrow Office,department,,,,,,,,Made up", "key is 'marrow'"),
        ("gov:marrow,Marrow Office,office,,,,,,,,Made up", "kind is 'office'"),
        ("gov:marrow,Marrow Office,department,1/4/2001,,,,,,,Made up", "opened is '1/4/2001'"),
        ("gov:marrow,Marrow Office,department,2005-01-01,2001-01-01,,,,,,Made up", "before opened"),
        ("gov:marrow,,department,,,,,,,,Made up", "name is blank"),
        ("gov:marrow,Marrow Office,department,,,,,,,,", "source is blank"),
        ("gov:marrow,Marrow Office,department", "3 columns"),
    ],
)
def test_a_reviewed_row_that_breaks_its_form_is_left_out_with_the_reason(row: str, why: str) -> None:
    read = read_list(f"{REVIEWED}{row}\n".encode())
    assert read.bodies == []
    assert why in read.left_out[0].why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\n , \n", "no filled cell"),
        (b"a\0b,c", "NUL"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "spreadsheet"),
        (b"fruit,colour\napple,red\n", "'fruit', 'colour'"),
        (b'key,name,kind,source\ngov:a,"' + b"x" * 10_000, "quote is probably not closed"),
    ],
)
def test_a_file_that_is_no_list_says_so(content: bytes, why: str) -> None:
    with pytest.raises((UnknownListError, UnreadableListError), match=why):
        read_list(content)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    try:
        read_list(content)
    except (UnknownListError, UnreadableListError) as error:
        assert str(error)
