"""Shapes of published files: each is known by its content, and rows that can't be read say why."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from answerable.impact.files.model import FileRead, UnreadableFileError
from answerable.impact.files.periods import kind_of, month_in_name
from answerable.impact.files.reading import read_file
from tests.unit.impact.figures import HEADINGS, PLACEMENTS

SEPTEMBER = (dt.date(2021, 9, 1), dt.date(2021, 9, 30))


def read(*rows: str, name: str = "", encoding: str = "utf-8") -> FileRead:
    return read_file("\n".join(rows).encode(encoding), name=name)


def refusal(content: bytes, name: str = "") -> str:
    with pytest.raises(UnreadableFileError) as error:
        read_file(content, name=name)
    return str(error.value)


@pytest.mark.parametrize("date", ["01/09/2021", "2021-09-01", "30/09/2021", "Sep 2021", "2021-09"])
def test_bare_rows_are_read_in_every_form_of_date(date: str) -> None:
    found = read(f'{date},"MARROW, VALE AND TARN NHS TRUST",MHS76,*', f"{date},TARN CARE,MHS76,15")
    assert [(one.name, one.text) for one in found.cells] == [
        ("MARROW, VALE AND TARN NHS TRUST", "*"),
        ("TARN CARE", "15"),
    ]
    assert {(one.start, one.end) for one in found.cells} == {SEPTEMBER}


def test_forms_of_date_may_be_mixed_in_one_file() -> None:
    found = read("01/09/2021,TARN CARE,MHS76,5", "2021-10-01,TARN CARE,MHS76,10")
    assert [one.start.month for one in found.cells] == [9, 10]


def test_a_day_within_a_month_names_no_month() -> None:
    found = read("01/09/2021,TARN CARE,MHS76,5", "09/13/2021,TARN,MHS76,5", "04/01/2022,TARN CARE,MHS76,5")
    assert [one.row for one in found.unread] == [2, 3] and found.rows == 3
    assert "neither the first nor the last day" in found.unread[1].why


def test_placements_are_read_with_six_columns_and_with_eight() -> None:
    six = read(PLACEMENTS, "OAPs started in period,SendingProvider,ZA1,,,7", name="oaps-nov-2016.csv")
    wide = (
        "Question,Breakdown1,Breakdown1Code,Breakdown1Description,Breakdown2,Breakdown2Code,"
        "Breakdown2Description,value"
    )
    eight = read(wide, "OAPs started in period,SendingProvider,ZA1,Tarn Care,,,,7", name="oaps-dec-2016.csv")
    assert [(one.level, one.code, one.name, one.start.month) for one in (*six.cells, *eight.cells)] == [
        ("provider", "ZA1", "", 11),
        ("provider", "ZA1", "Tarn Care", 12),
    ]


def test_breakdowns_of_england_and_of_a_region_become_splits() -> None:
    found = read(
        PLACEMENTS,
        "OAPs started in period,BedType,England,,,9",
        "OAPs started in period,BedType,10,,,7",
        "OAPs started in period,region,Y54,Gender,1,4",
        "OAPs started in period,ReceivingProvider,ZA1,,,*",
        name="oaps-nov-2016.csv",
    )
    assert [(one.level, one.code, one.split) for one in found.cells] == [
        ("england", "", ""),
        ("england", "", "bed type: 10"),
        ("region", "Y54", "sex: 1"),
        ("receiving provider", "ZA1", ""),
    ]


def test_placements_without_a_month_in_the_name_are_refused() -> None:
    content = f"{PLACEMENTS}\nOAPs started in period,England,,,,7\n".encode()
    assert "--period" in refusal(content, "oaps.csv")
    assert "--period" in refusal(content, "oaps-nov-2016-to-dec-2016.csv")


def test_monthly_statistics_are_read_with_their_splits() -> None:
    found = read(
        HEADINGS,
        "01/09/2021,30/09/2021,Final,England,England,England,NONE,NONE,MHS76,,1000",
        "01/09/2021,30/09/2021,Final,Provider; Gender,ZA1,Tarn Care,1,Male,MHS76,,20",
        "01/09/2021,30/09/2021,Final,Wizards,ZA1,Tarn Care,1,Male,MHS76,,20",
    )
    assert [(one.level, one.code, one.split) for one in found.cells] == [
        ("england", "", ""),
        ("provider", "ZA1", "sex: 1"),
    ]
    assert "'Wizards'" in found.unread[0].why


def test_columns_may_come_in_another_order_and_grow() -> None:
    found = read(
        "org_code,value,colour,org_name,measure,period_end,period_start",
        "ZA1,12,blue,Tarn Care,MHS76,2021-09-30,2021-09-01",
    )
    (cell,) = found.cells
    assert (cell.code, cell.name, cell.text, cell.start, cell.end) == ("ZA1", "Tarn Care", "12", *SEPTEMBER)
    assert found.notes == ("Columns not used: colour.",)


def test_row_with_too_many_cells_is_not_guessed_at() -> None:
    found = read("01/09/2021,TARN CARE,MHS76,5", "01/09/2021,TARN CARE,MHS76,1,234", "01/09/2021,T,MHS76,5,,")
    assert [one.row for one in found.unread] == [2] and len(found.cells) == 2


def test_text_that_is_not_utf8_is_read_with_a_note() -> None:
    found = read("01/09/2021,TŶ MARROW CAFÉ,MHS76,5".replace("Ŷ", "Y"), encoding="cp1252")
    assert found.cells[0].name == "TY MARROW CAFÉ" and found.notes


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b",,,\n,,\n", "no filled cell"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x01\x02\x03\x04" * 50, "no text"),
        (
            b"Trust,Nov16 to Oct17,Nov17 to Oct18\nTarn,7,8\n",
            "Periods stand as headings ('Nov16 to Oct17', 'Nov17",
        ),
        (
            b"Trust,July to September 2020,April to June 2020,,\nTarn,90.5%,47%,,\n",
            "Periods stand as headings",
        ),
        (b"Distance,Placements,%\nunder 25 km,120,36.4\n", "No column holds a period"),
        (
            b"From,To,Stays,Admissions\n2019-04-01,2019-04-30,20,9\n",
            "Measures stand as headings ('Stays', 'Adm",
        ),
        (b"date,who,what\n2019-04-01,Tarn,Stays\n", "No column of the file holds a measure and its value"),
        (b"date,measure,value\n", "no row below them"),
        (b'date,measure,value\n2021-09-01,"MHS76,5\n' + b"x" * 7000, "not closed"),
    ],
)
def test_what_is_no_file_of_figures_is_refused(content: bytes, message: str) -> None:
    assert message in refusal(content)


def test_a_workbook_is_refused_with_the_names_of_its_sheets_and_what_to_do() -> None:
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("Admissions & stays")
    book.create_sheet("Delays")
    kept = io.BytesIO()
    book.save(kept)
    why = refusal(kept.getvalue())
    assert "a workbook, whose 2 sheets are 'Admissions & stays', 'Delays'. Save each as CSV." in why
    assert (
        "Write a row for each figure, under the headings date, period_end, level, code, name, measure" in why
    )
    hostile = io.BytesIO()
    with zipfile.ZipFile(hostile, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", '<sheet name="a"/>' + " " * 3_000_000)
    assert "seems to be a spreadsheet" in refusal(hostile.getvalue())


def test_rows_written_as_a_refusal_asks_for_are_read() -> None:
    found = read(
        "date,period_end,level,code,name,measure,value",
        "2019-04-01,2019-06-30,Provider,ZA1,Tarn Care NHS Trust,MHS24,120",
    )
    assert not found.unread and (found.cells[0].measure, found.cells[0].text) == ("MHS24", "120")


def test_periods_have_a_kind() -> None:
    assert kind_of(*SEPTEMBER) == "month"
    assert kind_of(dt.date(2021, 7, 1), dt.date(2021, 9, 30)) == "quarter"
    assert kind_of(dt.date(2021, 4, 1), dt.date(2022, 3, 31)) == "financial year"
    assert kind_of(dt.date(2021, 9, 1), dt.date(2022, 8, 31)) == "rolling year"
    assert kind_of(dt.date(2021, 9, 2), dt.date(2021, 9, 30)) == ""


def test_month_in_a_name_has_to_be_one_month() -> None:
    assert month_in_name("rstr01_Sep_2021.csv") == SEPTEMBER
    assert month_in_name("figures-2021.csv") is None
