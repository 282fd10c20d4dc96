"""What a regulator's list of places says, row by row: what is taken, what is not ours, what can't be read."""

import datetime as dt
import io
import tracemalloc
import zipfile
from collections import Counter

import pytest

from answerable.organisations.forms import UnknownListError, read_list
from answerable.organisations.forms.location_columns import LISTED_TWICE, NO_HOSPITAL
from answerable.organisations.forms.rows import UnreadableListError
from answerable.organisations.forms.sheets import is_sheet
from tests.made.place_lists import (
    ACTIVE,
    DIRECTORY,
    active,
    as_csv,
    deactivated,
    lines,
    place,
    spreadsheet,
)


def test_every_row_of_the_list_of_places_in_use_is_accounted_for() -> None:
    read = read_list(
        active(
            place(),
            place(code="1-10500", name="SKELDER HOUSE", provider="1-2000", provider_name="Skelder Limited"),
            place(code="1-10501", name="Marrow Dental", hospital=""),
            place(code="1-10502", opened="13/13/2015"),
            place(code="?"),
            place(code="1-10503", provider_name=""),
            place(code="1-10504", closed="x", opened="31/04/2015"),
        )
    )
    assert [(one.code, one.name, one.opened, one.closed, one.in_scope) for one in read.locations] == [
        ("ZA101", "Ravelfell Hospital", dt.date(2015, 4, 1), None, True),
        ("1-10500", "Skelder House", dt.date(2015, 4, 1), None, True),
    ]
    assert read.out_of_scope == Counter({NO_HOSPITAL: 1})
    assert [left.where for left in read.left_out] == ["row 6", "row 7", "row 8", "row 9"]
    why = [left.why for left in read.left_out]
    assert "month must be in 1..12" in why[0] and "no code of a place" in why[1]
    assert "name of the provider is blank" in why[2] and "day is out of range" in why[3]
    assert read.locations_cited is not None and read.locations_cited.dated == dt.date(2026, 9, 1)
    assert (
        read.locations_cited.title
        == "Places registered with the Care Quality Commission, as at 1 September 2026"
    )


def test_the_spreadsheet_says_what_its_sheet_saved_as_csv_says() -> None:
    rows = [place(), place(code="1-10501", hospital=""), place(code="1-10500", group="BRAND Marrow & Sons")]
    packed = spreadsheet(
        {
            "README": [["Places in use"], ["Source: CQC database as at 01 September 2026"]],
            "HSCA_Active_Locations": lines(ACTIVE, rows),
            "Dual_Registration_Locations": [
                ["Location ID", "Location Name", "Primary ID"],
                ["ZA101", "R", "1-1"],
            ],
        }
    )
    read, plain = read_list(packed), read_list(active(*rows))
    assert read.locations_cited is not None and read.locations_cited.dated == dt.date(2026, 9, 1)
    assert [(one.code, one.opened, one.group_name) for one in read.locations] == [
        (one.code, one.opened, one.group_name) for one in plain.locations
    ]
    assert read.locations[1].group_name == "Marrow & Sons"
    assert read.locations[0].where == "HSCA_Active_Locations, row 2"
    assert read.out_of_scope[NO_HOSPITAL] == plain.out_of_scope[NO_HOSPITAL] == 1
    assert LISTED_TWICE not in read.out_of_scope  # that sheet has another form, and is passed by


def test_a_closed_place_ends_on_the_day_after_its_last_and_its_list_tells_less_of_what_it_was() -> None:
    read = read_list(
        deactivated(
            place(closed="30/06/2026"),
            place(code="ZA102", name="Marrow Road Stores", closed="2026-06-30"),
            place(code="1-9", category="Dentists", closed="30/Jun/2026"),
            place(code="ZA103", closed=""),
            place(code="ZA104", closed="01/01/2001"),
        )
    )
    assert {one.closed for one in read.locations} == {dt.date(2026, 7, 1)}
    assert [(one.code, one.in_scope) for one in read.locations] == [
        ("ZA101", True),
        ("ZA102", False),
        ("1-9", False),
    ]
    assert ["no last day" in read.left_out[0].why, "before it opens" in read.left_out[1].why] == [True, True]


def test_the_weekly_directory_is_read_below_its_first_lines() -> None:
    def row(code: str, services: str) -> dict[str, str]:
        values = (
            "Ravelfell Hospital",
            "",
            "TW1 1AA",
            services,
            "09/Jan/2018 - 00:00",
            "Tarnwick Care NHS Trust",
        )
        return dict(zip(DIRECTORY, (*values, "Tarnshire", "", code, "ZA1"), strict=True))

    table = lines(
        DIRECTORY, [row("ZA101", "Hospital|Hospitals - Mental health/capacity"), row("ZA102", "Dentist")]
    )
    read = read_list(
        as_csv([["CQC Locations data"], ["This data was produced on 16 September 2026"], *table])
    )
    assert [(one.code, one.opened, one.area) for one in read.locations] == [("ZA101", None, "Tarnshire")]
    assert read.locations_cited is not None and read.locations_cited.dated == dt.date(2026, 9, 16)
    assert read.out_of_scope == Counter({NO_HOSPITAL: 1})


def test_a_code_listed_twice_is_taken_once_where_the_rows_agree_and_never_where_they_do_not() -> None:
    read = read_list(active(place(), place(), place(code="ZA102"), place(code="ZA102", name="Grayfell Unit")))
    assert [one.code for one in read.locations] == ["ZA101"]
    why = [left.why for left in read.left_out]
    assert "in the same words" in why[0] and "neither is taken" in why[1] and "more than once" in why[2]


def test_a_list_without_the_line_of_its_day_is_of_the_last_day_it_mentions() -> None:
    read = read_list(as_csv(lines(ACTIVE, [place(), place(code="ZA102", opened="02/03/2024")])))
    assert read.locations_cited is not None and read.locations_cited.dated == dt.date(2024, 3, 2)
    assert "not before 2 March 2024" in read.locations_cited.title


RATINGS = [
    ["Location ID", "Location Name", "Domain", "Latest Rating", "Provider ID", "Provider Name"],
    ["x"] * 6,
]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (as_csv(RATINGS), "a list of ratings"),
        (as_csv(lines(ACTIVE[:4], [place()])), "lacks the column 'location name'"),
        (
            as_csv(lines(tuple(one for one in ACTIVE if "type" not in one and "Cat" not in one), [place()])),
            "hospital",
        ),
        (
            as_csv(lines(DIRECTORY, [{"Name": "A", "Service types": "Hospitals - Mental health/capacity"}])),
            "no code of a place",
        ),
        (spreadsheet({"Sheet1": [["Beds", "Wards"], ["1", "2"]]}), "there are 'Sheet1'"),
        (
            spreadsheet({"A": lines(ACTIVE, [place()])}, '<!DOCTYPE a [<!ENTITY b "c">]>'),
            "entities of its own",
        ),
        (spreadsheet({"A": lines(ACTIVE, [place()])})[:-400], "a damaged one"),
        (as_csv([*lines(ACTIVE, [place()]), ["1-1", "2"]]), "2 columns, where the header has 16"),
    ],
)
def test_another_file_or_a_broken_one_is_told_from_a_list_of_places(content: bytes, why: str) -> None:
    try:
        said = "; ".join(left.why for left in read_list(content).left_out)
    except (UnreadableListError, UnknownListError) as error:
        said = str(error)
    assert why in said


def test_a_spreadsheet_that_would_unpack_without_end_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = spreadsheet({"A": lines(ACTIVE, [place(name="x" * 200)] * 3)})
    monkeypatch.setattr("answerable.organisations.forms.sheets.MOST_UNPACKED", 500)
    with pytest.raises(UnreadableListError, match="unpacks to over 500 bytes"):
        read_list(packed)


def test_a_row_said_to_stand_a_billion_times_is_refused() -> None:
    packed = _altered("<table:table-row>", '<table:table-row table:number-rows-repeated="99999999">')
    with pytest.raises(UnreadableListError, match="more than 1,000,000 rows"):
        read_list(packed)


def test_what_has_no_end_is_refused_before_it_is_in_memory() -> None:
    much = "a" * (2 << 20)
    cell = _altered("<table:table-row>", f"<table:table-row><table:table-cell><text:p>{much}<<")
    with pytest.raises(UnreadableListError, match="more than 6,000 characters"):
        read_list(cell)
    value = _altered("<table:table-row>", f'<table:table-row><table:table-cell office:value="{much}"/>')
    with pytest.raises(UnreadableListError, match="has no end"):
        read_list(value)
    kind = io.BytesIO(_altered("", "", mimetype="a" * (8 << 20)))
    tracemalloc.start()
    assert not is_sheet(kind)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


def _altered(
    markup: str, instead: str, mimetype: str = "application/vnd.oasis.opendocument.spreadsheet"
) -> bytes:
    """A list of places of one row, with this in the place of that."""
    packed = spreadsheet({"A": lines(ACTIVE, [place()])})
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        content = opened.read("content.xml").decode().replace(markup, instead)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        again.writestr("mimetype", mimetype)
        again.writestr("content.xml", content)
    return out.getvalue()
