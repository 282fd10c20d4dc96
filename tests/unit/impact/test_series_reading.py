"""Tables to series: what is read, with which remark, and what is refused and why."""

import pytest

from answerable.impact.series.model import Series
from answerable.impact.series.reading import read_series
from answerable.impact.series.table import BadSeriesError


def table(*rows: str) -> bytes:
    return ("\n".join(rows) + "\n").encode()


def months(*values: str, heading: str = "month,value") -> bytes:
    return table(heading, *(f"2024-{at:02},{value}" for at, value in enumerate(values, start=1)))


def values(found: Series) -> list[float | None]:
    return [one.value for one in found.readings]


def refusal(content: bytes, **how: object) -> str:
    with pytest.raises(BadSeriesError) as error:
        read_series(content, **how)  # type: ignore[arg-type]
    return str(error.value)


def test_plain_table_is_read_without_a_remark() -> None:
    found = read_series(months("5", "7.5", "6"))
    assert (values(found), found.measure, found.notes) == ([5, 7.5, 6], "value", ())
    assert [(one.label, one.words, one.row) for one in found.readings][1] == ("2024-02", "February 2024", 3)


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (b"\xef\xbb\xbf" + months("5", "7"), ""),
        (months("5", "7").decode().encode("utf-16"), ""),
        (months("5", "7").replace(b"\n", b"\r\n"), ""),
        (months("5", "7").replace(b",", b";"), "Semicolons separate"),
        (months("5", "7").replace(b",", b"\t"), "Tabs separate"),
        (months("5", "7") + b"\n\n", ""),
        (table("2024-01,5", "2024-02,7"), "no row of headings"),
        (table("Restraints in England", "", "month,value", "2024-01,5", "2024-02,7"), "Row 1"),
        (table("month,value", "2024-01,5", "2024-02,7", "Source: made up"), "Row 4"),
        (table("month,value,", "2024-01,5,", "2024-02,7,"), ""),
        (table("value,month", "5,2024-01", "7,2024-02"), ""),
        (table("month,value", "01/01/2024,5", "01/02/2024,7"), "Dates were read as DD/MM/YYYY."),
    ],
)
def test_form_of_the_file_is_taken_in_and_said(content: bytes, note: str) -> None:
    found = read_series(content)
    assert values(found) == [5, 7]
    assert [one.label[:7] for one in found.readings] == ["2024-01", "2024-02"]
    assert note in " ".join(found.notes) and (note or not found.notes)


def test_semicolons_with_decimal_commas() -> None:
    found = read_series(table("month;value", "2024-01;5,5", "2024-02;7,25", "2024-03;1,234"))
    assert values(found) == [5.5, 7.25, 1.234]
    assert "Commas were read as decimal points." in found.notes


def test_rows_out_of_order_are_put_in_order_and_said() -> None:
    found = read_series(table("month,value", "2024-02,7", "2024-01,5", "2024-03,6"))
    assert values(found) == [5, 7, 6]
    assert found.notes == ("Rows are not in order of date (first at row 3); the series was put in order.",)
    newest = read_series(table("month,value", "2024-03,7", "2024-02,5", "2024-01,6"))
    assert values(newest) == [6, 5, 7] and "newest value first" in newest.notes[0]


def test_missing_month_is_named() -> None:
    found = read_series(table("month,value", "2024-01,5", "2024-02,7", "2024-05,6", "2024-06,6", "2024-07,4"))
    assert "There is no row for March 2024 and April 2024." in found.notes[0]
    daily = read_series(table("date,value", *(f"2024-01-{day:02},1" for day in (1, 2, 3, 5, 6))))
    assert "There is no row for 4 January 2024." in daily.notes[0]
    yearly = read_series(table("year,value", "2018/19,1", "2019/20,2", "2020/21,1", "2022/23,3"))
    assert "There is no row for 2021/22." in yearly.notes[0]
    quarterly = read_series(table("quarter,value", "2023/24 Q2,1", "2023/24 Q3,2", "2024/25 Q1,1"))
    assert "There is no row for 2023/24 Q4." in quarterly.notes[0]


def test_many_missing_months_are_counted_not_listed() -> None:
    found = read_series(table("month,value", "2020-01,5", "2020-02,7", "2020-03,6", "2024-01,6"))
    assert "and 39 more" in found.notes[0]


def test_suppressed_values_stay_suppressed_and_are_said() -> None:
    found = read_series(months("*", "15", "20", "<5", "10", "9999999"))
    assert values(found) == [None, 15, 20, None, 10, None]
    assert found.notes[0].startswith("3 values are suppressed, for January 2024 (row 2), April 2024 (row 5)")
    assert "too high" in found.notes[0]


def test_empty_cell_is_no_nought() -> None:
    found = read_series(months("5", "", "n/a", "6"))
    assert values(found) == [5, None, None, 6]
    assert found.notes == ("There is no value for February 2024 (row 3) and March 2024 (row 4).",)


def test_unevenly_spaced_dates_are_said() -> None:
    found = read_series(table("date,value", "2024-01-01,1", "2024-01-04,2", "2024-02-03,1", "2024-02-20,4"))
    assert "unevenly spaced" in found.notes[0]


def test_negative_values_are_doubted_unless_bounds_are_given() -> None:
    assert "below nought, for February 2024 (row 3)" in read_series(months("5", "-7", "6")).notes[0]
    assert refusal(months("5", "-7", "6"), least=0) == (
        "A value can't be used: row 3: -7 is below 0, the least you said can be."
    )
    assert read_series(months("5", "-7", "6"), least=-7).notes == ()


def test_percentages_over_a_hundred_are_doubted_unless_bounds_are_given() -> None:
    assert "over 100, for February 2024 (row 3)" in read_series(months("95%", "102%", "99%")).notes[0]
    assert "row 3: 102 is above 100" in refusal(months("95%", "102%", "99%"), most=100)
    assert read_series(months("95", "102", "99")).notes == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (table("month,value", "2024-01,5", "2024-02,7", "2024-01,5"), "Rows 2 and 4 both give January 2024"),
        (
            table("d,v", "2024-01-01,5", "2024-02-01,7", "2024-03-01,7", "2024-03-31,5"),
            "Rows 4 and 5 both give March 2024",
        ),
        (months("5", "twelve", "6"), "row 3: 'twelve' is no number: mend it, or leave the cell empty"),
        (months("5", "7 approx", "6"), "row 3: '7 approx' is a number with something else"),
        (months("5", "70%", "6"), "row 3: written with %, but row 2 without a sign: write all alike"),
        (table("m,v", "2024-01-01,5", "01/02/2024,7", "2024-03-01,6"), "in row 2, '01/02/2024' in row 3"),
        (table("m,v", "2024-01-01,5", "2024-02-30,7"), "row 3: '2024-02-30' is no day of the calendar"),
        (table("m,v", "25/01/2024,5", "01/13/2024,7"), "row 3: '01/13/2024' has no month 13"),
        (table("m,v", *(f"{m:02}/01/{y},5" for y in (2022, 2023) for m in range(1, 13))), "month first"),
        (table("m,v", "2024-01,5", "Total,12"), "row 3: 'Total' is no date that can be read"),
        (table("m,v", "2024-01,5", ",12"), "row 3: the date is missing"),
        (table("m,v", "45292,5", "45323,12"), "row 2: 45292 is a spreadsheet's number for a day"),
        (table("month;value", "2024-01;1,234", "2024-02;1,500"), "row 2: the comma may be a decimal point"),
        (table("m,v", "2024-01,1,234", "2024-02,7"), "Row 2 has 3 cells under 2 headings"),
        (table("m,v"), "headings and no row below"),
        (table("org,2024-01,2024-02,2024-03", "Ash,1,2,3"), "Dates run across row 1"),
        (table("a,b,c", "x,1,2", "y,2,3"), "No column holds dates"),
        (table("m,a,b", "2024-01,1,2", "2024-02,2,3"), "2 columns hold numbers. Say which"),
        (table("m,a,b", "2024-01,x,y", "2024-02,z,w"), "no column holds numbers"),
        (table("just words", "and more"), "one column, or is no CSV"),
        (b"", "The file is empty"),
        (b" \n ", "The file is empty"),
        (b"PK\x03\x04" + b"x" * 100, "seems to be a spreadsheet or another packed file: save it as CSV"),
        (b"%PDF-1.7 and so on", "seems to be a PDF"),
        (b'{"a": 1, "b": 2}', "seems to be JSON"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>a, b", "seems to be a web page"),
        (bytes(range(256)) * 20, "seems to be no text"),
        (table("month,value", '2024-01,"5' + "x" * 7000), "is not closed"),
    ],
)  # fmt: skip
def test_bad_table_is_refused_by_row_with_what_to_do(content: bytes, message: str) -> None:
    assert message in refusal(content)


def test_several_faults_are_told_at_once() -> None:
    said = refusal(months("a", "b", "3", "d", "e", "f", "g", "h"))
    assert said.startswith("7 values can't be used: row 2: 'a'") and "and 2 more" in said


def test_one_series_is_chosen_among_several_measures() -> None:
    content = table(
        "date,measure,count",
        *(f"2024-0{month}-01,{name},{at}{month}" for at, name in enumerate("AB", 1) for month in range(1, 5)),
    )
    said = refusal(content)
    assert "Rows 2 and 6 both give January 2024" in said and "choose with --where 'measure=...'" in said
    assert values(read_series(content, where=[("Measure", "b")])) == [21, 22, 23, 24]
    assert "No row has 'C' in the column 'measure'. It holds 'A', 'B'." in refusal(
        content, where=[("measure", "C")]
    )
    assert "There is no column 'kind'" in refusal(content, where=[("kind", "C")])


def test_providers_of_one_month_are_told_apart_by_their_column() -> None:
    said = refusal(table("2024-01-01,ASH TRUST,MHS76,5", "2024-01-01,BIRCH TRUST,MHS76,10"))
    assert "Rows 1 and 2 both give 1 January 2024" in said and "--where 'column 2=...'" in said


def test_columns_may_be_named() -> None:
    content = table("start,a,b", "2024-01-01,1,2", "2024-02-01,2,3", "2024-03-01,2,4")
    assert values(read_series(content, value_column="B")) == [2, 3, 4]
    assert values(read_series(content, date_column="start", value_column="a")) == [1, 2, 2]


def test_heading_that_two_columns_share_is_refused() -> None:
    content = table("month,value,value", "2024-01,1,2", "2024-02,2,3")
    assert "2 columns are headed 'value'" in refusal(content, value_column="value")
    assert "2 columns hold numbers" in refusal(content)


def test_years_and_counts_are_told_apart_by_their_headings() -> None:
    content = table("count,year", "2021,2019", "2024,2020", "2030,2021")
    assert values(read_series(content)) == [2021, 2024, 2030]


def test_financial_years_are_no_months() -> None:
    found = read_series(table("year,value", "2009-10,5", "2010-11,6", "2011-12,4"))
    assert [one.label for one in found.readings] == ["2009/10", "2010/11", "2011/12"]
    found = read_series(table("month,value", "2011-11,5", "2011-12,6", "2012-01,4"))
    assert [one.label for one in found.readings] == ["2011-11", "2011-12", "2012-01"]


@pytest.mark.parametrize(
    "content",
    [
        months("5", "6", "7", heading="month,rolling_12m_rate"),
        months("5", "6", "7", heading="Rolling year ending,value"),
        table("date,measure,value", *(f"2024-0{m}-01,Detentions over 12 months,{m}" for m in range(1, 5))),
        table("month,measure_id,value", *(f"2024-0{m},OAP02Y,{m}" for m in range(1, 5))),
        table(
            "PERIOD_START,PERIOD_END,VALUE",
            *(f"2023-{m:02}-01,2024-{m - 1:02}-28,{m}" for m in range(2, 9)),
        ),
    ],
)
def test_rolling_series_is_refused_with_the_reason(content: bytes) -> None:
    assert "each value holds most of the one before it" in refusal(content)


def test_periods_that_do_not_overlap_are_read_by_their_start() -> None:
    content = table(
        "PERIOD_END,PERIOD_START,VALUE", *(f"2024-{m:02}-28,2024-{m:02}-01,{m}" for m in range(1, 7))
    )
    assert read_series(content).readings[0].label == "2024-01-01"
    assert values(read_series(content)) == [1, 2, 3, 4, 5, 6]
