"""The table of coroners' reports."""

import datetime as dt
import re
from pathlib import Path

import pytest

from answerable.sources.adapters import pfd_table
from answerable.sources.adapters.coroner_lists import read_area, read_categories
from answerable.sources.adapters.deceased import all_deceased
from answerable.sources.drafts import Adapted, ReportDraft
from answerable.sources.readers.document import Table, UnreadableError
from answerable.sources.readers.reading import read

COLUMNS = ("url", "id", "date", "coroner", "area", "receiver", "investigation", "circumstances", "concerns")


def adapt_sample(samples: Path) -> Adapted:
    document = read(samples / "pfd" / "reports.csv")
    assert pfd_table.recognises(document)
    return pfd_table.adapt(document.tables[0])


def one(**cells: str) -> ReportDraft:
    row = {"url": "https://example.org/jo-bloggs/", "id": "2023-0001", "date": "2023-05-01", "area": "Surrey"}
    row |= {"receiver": "Marrowdale Council", "concerns": "There is no handrail on the quay."} | cells
    columns = tuple(dict.fromkeys([*COLUMNS, *row]))
    return pfd_table.adapt(Table("", columns, [tuple(row.get(c, "") for c in columns)])).reports[0]


def test_row_becomes_a_report_with_both_views_of_it(samples: Path) -> None:
    report = adapt_sample(samples).reports[0]
    assert (report.instrument, report.reference, report.area, report.where) == (
        "reg28",
        "2023-0901",
        "Norfolk",
        "row 2",
    )
    assert report.issued.date == dt.date(2023, 1, 18)
    assert report.response_due
    assert report.response_due.date == dt.date(2023, 3, 15)
    assert report.categories == [
        "Mental Health",
        "Hospital Death (Clinical Procedures and medical management)",
    ]
    assert report.addressees == ["Chief Executive, Norwold Mental Health NHS Foundation Trust"]
    assert report.deceased == ["Wilfred Ashby Thornhill"]
    assert report.reply_urls == ["https://example.org/a.pdf", "https://example.org/b.pdf"]
    assert report.document_url == "https://example.org/thornhill-2023-0901.pdf"
    assert [(s.source, s.date and s.date.date) for s in report.sights] == [
        ("pfd-dataset", dt.date(2023, 1, 18)),
        ("pfd-tracker", dt.date(2023, 1, 18)),
    ]
    assert report.sights[1].values["addressees"] == "Norwold Trust"


def test_concern_keeps_its_number_and_its_place_in_the_cell(samples: Path) -> None:
    second = adapt_sample(samples).reports[0].entries[1]
    assert (second.kind, second.number) == ("concern", "2.")
    assert second.text == "The door could be opened by anyone who followed a visitor out."
    assert (second.passage.row, second.passage.column) == (2, "concerns")
    cell = read(samples / "pfd" / "reports.csv").tables[0].rows[0][8]
    assert cell[second.passage.start : second.passage.end] == second.text


def test_boilerplate_only_and_missing_concerns_are_left_out_with_their_reason(samples: Path) -> None:
    adapted = adapt_sample(samples)
    reasons = {remark.where: remark.why for remark in adapted.left_out}
    assert "only the form's own sentences" in reasons["row 3"]
    assert "not found" in reasons["row 5"]
    assert [r.where for r in adapted.reports if not r.entries] == list(reasons)


def test_second_source_stands_in_where_the_first_says_nothing(samples: Path) -> None:
    report = adapt_sample(samples).reports[1]
    assert report.addressees == ["Penhallow Health Trust"]
    assert report.reference == "2022-0902"
    assert {"addressees-from-second-source", "reference-from-address"} <= set(report.flags)


def test_unreadable_dates_are_said_and_guessed_nowhere(samples: Path) -> None:
    adapted = adapt_sample(samples)
    impossible, year_only = adapted.reports[2], adapted.reports[3]
    assert impossible.issued.date is None
    assert impossible.issued.flags == ("date-impossible",)
    assert year_only.issued.flags == ("date-incomplete",)
    assert {w.where for w in adapted.warnings} == {"row 4", "row 5"}


def test_date_after_today_is_not_believed_while_another_source_has_one() -> None:
    columns = (*COLUMNS, "tracker_date_raw")
    row = ("", "2023-0001", "2031-05-01", "", "Surrey", "", "", "", "No light.", "01/05/2021")
    (report,) = pfd_table.adapt(Table("", columns, [row]), today=dt.date(2026, 1, 1)).reports
    assert report.issued.date == dt.date(2021, 5, 1)
    assert "date-from-second-source" in report.flags
    assert report.sights[0].date
    assert report.sights[0].date.flags == ("date-out-of-range",)


def test_messages_hold_no_long_cell_that_could_name_anyone() -> None:
    row = (
        "",
        "2023-0001",
        "31 February 2021 Deceased name: Jo Bloggs",
        "",
        "Surrey",
        "",
        "",
        "",
        "No light.",
    )
    adapted = pfd_table.adapt(Table("", COLUMNS, [row]))
    assert adapted.warnings
    assert "Bloggs" not in adapted.warnings[0].why


def test_several_dead_are_all_known(samples: Path) -> None:
    assert adapt_sample(samples).reports[3].deceased == ["Ansel Loxley", "Bronte Loxley"]


def test_reference_given_twice_is_parted_by_the_second_source_or_flagged(samples: Path) -> None:
    first, second = adapt_sample(samples).reports[4:]
    assert (first.reference, second.reference) == ("2024-0905", "2024-0905A")
    both = Table("", COLUMNS, [("", "2024-0905", *[""] * 6, "No light.")] * 2)
    assert all("reference-repeated" in report.flags for report in pfd_table.adapt(both).reports)


def test_reference_in_another_form_is_put_right_or_refused() -> None:
    assert one(id="2013 – 0231").reference == "2013-0231"
    blank, odd = one(id=""), one(id="ABC/12")
    assert (blank.reference, odd.reference) == ("", "")
    assert "reference-blank" in blank.flags
    assert "reference-malformed" in odd.flags


def test_report_from_before_july_2013_is_a_rule_43_report() -> None:
    assert one(date="2013-07-24").instrument == "rule43"
    assert one(date="2013-07-25").instrument == "reg28"


def test_letter_in_the_receiver_cell_is_not_taken_for_addressees() -> None:
    columns = (*COLUMNS, "tracker_sent_to_raw")
    row = (
        "",
        "2023-0001",
        "2023-05-01",
        "",
        "Surrey",
        "We write in answer. " * 200,
        "",
        "",
        "No light.",
        "Marrowdale Council",
    )
    adapted = pfd_table.adapt(Table("", columns, [row]))
    assert adapted.reports[0].addressees == ["Marrowdale Council"]
    assert "addressees-hold-a-letter" in adapted.reports[0].flags
    assert "letter" in adapted.warnings[0].why


def test_cell_longer_than_any_report_is_left_out_and_the_rest_goes_on() -> None:
    huge = "word " * 60_000
    table = Table(
        "", COLUMNS, [("", "2023-0001", *[""] * 6, huge), ("", "2023-0002", *[""] * 6, "No light.")]
    )
    adapted = pfd_table.adapt(table)
    assert [bool(r.entries) for r in adapted.reports] == [False, True]
    assert "characters" in adapted.left_out[0].why


def test_nul_bytes_and_private_bullets_do_no_harm() -> None:
    report = one(
        concerns="\x00The MATTERS OF CONCERN are as follows:\n\uf0b7 No light on the quay.\n\uf0b7"
        " No\x00 rail."
    )
    assert [entry.text for entry in report.entries] == ["No light on the quay.", "No rail."]


def test_numbers_of_rows_follow_the_file() -> None:
    table = Table("", COLUMNS, [("", "2023-0001", *[""] * 6, "No light.")], first_row=2, numbers=[17])
    assert pfd_table.adapt(table).reports[0].where == "row 17"


def test_file_without_the_second_source_is_read() -> None:
    report = one()
    assert [sight.source for sight in report.sights] == ["pfd-dataset"]
    assert report.response_due is None


def test_missing_column_is_named_with_what_was_found() -> None:
    with pytest.raises(
        UnreadableError, match=r"lacks the column.* id, receiver.*It has: url, date, area, concerns"
    ):
        pfd_table.adapt(Table("", ("url", "date", "area", "concerns"), []))


def test_usual_column_that_is_missing_is_a_warning() -> None:
    adapted = pfd_table.adapt(Table("", ("url", "id", "date", "area", "receiver", "concerns", "coroner"), []))
    assert [w.why for w in adapted.warnings] == [
        "There is no column investigation; the reports are read without it.",
        "There is no column circumstances; the reports are read without it.",
    ]


@pytest.mark.parametrize(
    ("written", "area"),
    [
        ("London Inner North", "Inner North London"),
        ("Inner London North", "Inner North London"),
        ("Greater Manchester South", "Manchester South"),
        ("Manchester (West).", "Manchester West"),
        ("SWANSEA & NEATH PORT TALBOT", "Swansea and Neath Port Talbot"),
        ("The Black Country Jurisdiction", "Black Country"),
        ("Derby and Derbyshire 2", "Derby and Derbyshire"),
        ("Birmingham and Solihull Category", "Birmingham and Solihull"),
        ("South Yorkshire (East District)", "South Yorkshire (East)"),
        ("West Yorkshire Western", "West Yorkshire (West)"),
    ],
)
def test_area_has_one_spelling(written: str, area: str) -> None:
    assert read_area(written) == (area, ())


def test_area_that_is_not_known_stays_as_written() -> None:
    assert read_area("Atlantis") == ("Atlantis", ("area-unknown",))
    assert read_area("Other") == ("", ("area-missing",))


def test_categories_are_parted_but_not_at_their_commas() -> None:
    cell = (
        "Alcohol, drug and medication related deaths |\xa0Suicide (from 2015); Other related"
        " deaths | Prevention of Future Deaths"
    )
    assert read_categories(cell) == (["Alcohol, drug and medication", "Suicide (from 2015)", "Other"], ())
    assert read_categories("Weather related deaths") == (["Weather related deaths"], ("category-unknown",))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I commenced an investigation into the death of Mr Piers DUNNOCK, aged 34.", ["Piers DUNNOCK"]),
        ("An inquest touching the death of Maud O’Reardon who died at home.", ["Maud O’Reardon"]),
        ("On 3 May 2019 Lorne van der Velde, aged 9, died at home.", ["Lorne van der Velde"]),
        (
            "An investigation into the deaths of Ann Ives, Bo Ives and Cy Ives.",
            ["Ann Ives", "Bo Ives", "Cy Ives"],
        ),
        ("The inquest into Ada Finch’s death was opened.", ["Ada Finch"]),
        ("Name of Deceased: Rufus Tarrant\nMedical cause: sepsis", ["Rufus Tarrant"]),
        ("The death of Sam Lane, Larch Unit, Mill Lane, Warrington.", ["Sam Lane"]),
        ("The cause of death was hanging. The death of [REDACTED] was sudden.", []),
    ],
)
def test_names_of_the_dead_are_taken_from_the_text(text: str, names: list[str]) -> None:
    assert all_deceased(text, "") == names


def test_address_adds_a_name_that_the_text_spells_otherwise() -> None:
    url = "https://example.org/prevention-of-future-death-reports/jon-dunnock-prevention-of-future-deaths-report-2/"
    assert all_deceased("The death of John Dunnock.", url) == ["John Dunnock", "Jon Dunnock"]
    assert all_deceased("The death of Jon Dunnock.", url) == ["Jon Dunnock"]


@pytest.mark.shared
def test_real_table_gives_entries_or_a_reason_for_every_report(shared_dir: Path) -> None:
    document = read(shared_dir / "data" / "pfd" / "reports.csv")
    adapted = pfd_table.adapt(document.tables[0])
    assert len(adapted.reports) == 4865
    assert all(report.entries or report.left_out for report in adapted.reports)
    assert sum(bool(report.entries) for report in adapted.reports) / 4865 > 0.99
    assert sum(len(report.entries) for report in adapted.reports) > 15_000
    entries = [entry for report in adapted.reports for entry in report.entries]
    assert sum(entry.text.endswith(":") and not entry.parts for entry in entries) <= 5
    assert not [e.number for e in entries if not re.search(r"[^\W\d_]", e.text.replace("[REDACTED]", ""))]
    assert not [e.number for e in entries if "summary of matters of concern)" in e.text]
    assert sum(report.issued.date is None for report in adapted.reports) <= 10
    assert not [r.where for r in adapted.reports if r.area == "" and "area-missing" not in r.flags]
    cells = [dict(zip(document.tables[0].columns, row, strict=True)) for row in document.tables[0].rows]
    for report, row in zip(adapted.reports, cells, strict=True):
        for entry in report.entries:
            start, end = entry.passage.start, entry.passage.end
            assert start is not None
            assert end is not None
            assert entry.text.split()[0] in " ".join(row["concerns"][start:end].split())
