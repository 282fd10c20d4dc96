"""Reports: what they say is what the register counts, the same each time, on a page and as a tagged PDF."""

import ctypes
import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.cli.report import report
from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.impact.series.model import Series, readings_of
from answerable.impact.series.steps import Step
from answerable.oversight.figures import World, figures, of_body
from answerable.publication.packs import (
    ChartBlock,
    PackError,
    Table,
    board_pack,
    national_pack,
    period_asked,
    undone_pack,
)
from answerable.publication.packs.model import Pack, block_data, json_of
from answerable.publication.packs.parts import charted
from answerable.website.formats import long_date
from answerable.website.packs.drawing import Drawn, DrawnSection, drawn_sections, typst_blocks
from answerable.website.packs.pdf import pdf_of
from tests import make
from tests.made import answering, assuring

pytestmark = pytest.mark.django_db
START = today() - dt.timedelta(days=200)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def duty() -> Duty:
    """Accepted, claimed as done, and found less; a second of the same body says nothing yet."""
    body = make.body("Wending Water NHS Foundation Trust")
    held = assuring.duty(body, issued=today() - dt.timedelta(days=100))
    answering.answer(body, [held])
    assuring.verdict(assuring.claim(held), "not_yet", "under_way")
    assuring.duty(body, issued=today() - dt.timedelta(days=90))
    return held


def table(pack: Pack, caption: str) -> Table:
    return next(
        block
        for section in pack.sections
        for block in section.blocks
        if isinstance(block, Table) and block.caption == caption
    )


def text_of(cell: object) -> str:
    return str(getattr(cell, "text", cell))


def test_board_is_told_what_the_register_counts(duty: Duty) -> None:
    asked = period_asked(START, today())
    pack = board_pack(duty.holder, asked)
    counted = figures(of_body(duty.holder), world=World(asked.on))
    told = {
        text_of(row[0]): row[-2]
        for section in pack.sections
        if section.title == "How it stands"
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
    }
    for one in counted.figures:
        assert told[one.label] == (f"{one.value:,} of {one.of:,}" if one.of is not None else f"{one.value:,}")
    assert told["Found less than said"] == "1 of 1" and told["Asked"] == "2"
    (row,) = table(pack, "Found less than said").rows
    assert text_of(row[0]) == duty.entry.reference and text_of(row[-1]) == "Not done yet"


def test_accepted_and_not_done_names_body_and_day(duty: Duty) -> None:
    pack = undone_pack(period_asked(START, today()))
    (row,) = table(pack, f"{duty.holder.name}: 1").rows
    assert text_of(row[0]) == duty.entry.reference
    assert [text_of(cell) for cell in row[-2:]] == ["Done", "Not done yet"]


def test_nation_is_told_of_all_and_of_what_is_missing(duty: Duty) -> None:
    make.report(texts=["Nobody came."], reference="2018-0004", issued=dt.date(2018, 3, 1))
    pack = national_pack(period_asked(START, today()))
    assert table(pack, "Numbers of judiciary-pfd").rows
    said = json_of(pack)
    assert "3 things" not in said and "the register held 2 duties" in said
    assert "judiciary-pfd: no data since" in said


def test_same_question_gives_the_same_bytes_and_another_day_another_report(duty: Duty) -> None:
    asked = period_asked(START, today())
    one, two = (board_pack(duty.holder, asked) for _ in range(2))
    assert json_of(one) == json_of(two) and one.digest == two.digest
    assert pdf_of(one, base="http://localhost") == pdf_of(two, base="http://localhost")
    assuring.duty(duty.holder)
    assert board_pack(duty.holder, asked).digest != one.digest


@pytest.mark.parametrize(
    ("start", "end", "on", "why"),
    [
        (0, -1, None, "before it starts"),
        (0, 1, 1, "up to today"),
        (-10, 0, -20, "after the day"),
        (-4000, 0, None, "longer than"),
        (-300, -200, -250, "held nothing yet"),
    ],
)
def test_period_that_cannot_be_told_says_what_can(
    duty: Duty, start: int, end: int, on: int | None, why: str
) -> None:
    day = dt.timedelta(days=1)
    as_at = None if on is None else today() + on * day
    with pytest.raises(PackError, match=why):
        period_asked(today() + start * day, today() + end * day, as_at)


def test_register_of_nothing_has_no_report() -> None:
    with pytest.raises(PackError, match="nothing"):
        period_asked(START, today())


def test_chart_needs_enough_and_says_so() -> None:
    dates = [dt.date(2024, month, 1) for month in range(1, 13)]
    series = Series("Restraints", "a month", tuple(readings_of(dates, [5.0] * 12)), Step(months=1), ())
    said, drawn = charted("restraints", "Here", series)
    assert "nothing varies" in getattr(said, "text", "")
    assert isinstance(drawn, ChartBlock) and len(drawn.table.rows) == 12
    empty = Series("Restraints", "a month", tuple(readings_of(dates, [None] * 12)), Step(months=1), ())
    (alone,) = charted("restraints", "Here", empty)
    assert "no chart" in getattr(alone, "text", "")


def test_pdf_prints_two_years_of_a_long_chart_and_says_where_the_rest_is() -> None:
    dates = [dt.date(2021 + place // 12, place % 12 + 1, 1) for place in range(40)]
    series = Series("Falls", "a month", tuple(readings_of(dates, [*range(40)])), Step(months=1), ())
    _, block = charted("falls", "Here", series)
    section = DrawnSection("a", "A", (Drawn("chart", block),))
    (made,) = typst_blocks(section)
    rows = made["table"]["rows"]
    assert [rows[0][0]["text"], rows[-1][0]["text"], len(rows)] == ["1 May 2022", "1 April 2024", 24]
    assert made["note"] in made["alt"] and "holds every figure" not in made["alt"]
    assert "the latest 24 periods; 16 earlier ones are in this report as JSON" in made["note"]
    assert isinstance(block, ChartBlock) and len(block_data(block)["table"]["rows"]) == 40
    _, block = charted("falls", "Here", replace(series, readings=series.readings[:24]))
    (whole,) = typst_blocks(DrawnSection("a", "A", (Drawn("chart", block),)))
    assert "note" not in whole and "holds every figure" in whole["alt"]


def kinds(page: pypdfium2.PdfPage) -> list[tuple[str, str]]:
    """(type of the element, its alternative text) of the structure of one page, in order."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    found: list[tuple[str, str]] = []

    def string(of: object, element: object) -> str:
        size = of(element, None, 0)  # type: ignore[operator]
        buffer = ctypes.create_string_buffer(size)
        of(element, buffer, size)  # type: ignore[operator]
        return buffer.raw.decode("utf-16-le").rstrip("\0")

    def walk(element: object) -> None:
        if not element:
            return
        kind = string(pdfium.FPDF_StructElement_GetType, element)
        found.append((kind, string(pdfium.FPDF_StructElement_GetAltText, element)))
        for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
            walk(pdfium.FPDF_StructElement_GetChildAtIndex(element, place))

    for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place))
    pdfium.FPDF_StructTree_Close(tree)
    return found


def test_pdf_is_tagged_for_those_who_hear_it(duty: Duty) -> None:
    for number in range(14):
        make.report(
            texts=["Nobody came."], to=[duty.holder], issued=today() - dt.timedelta(days=35 * number + 5)
        )
    made = pdf_of(board_pack(duty.holder, period_asked(START, today())), base="http://localhost")
    document = pypdfium2.PdfDocument(made)
    assert b"pdfuaid:part>1<" in made and b"/Lang" in made
    assert "Wending Water" in document.get_metadata_value("Title")
    tags = [one for page in document for one in kinds(page)]
    names = {kind for kind, _ in tags}
    assert {"H1", "H2", "P", "L", "Table", "THead", "TH", "TD", "Figure", "Link"} <= names
    assert [kind for kind, _ in tags].count("H1") == 1
    assert all(words for kind, words in tags if kind == "Figure")


def test_days_are_written_one_way_and_a_heading_once(duty: Duty) -> None:
    pack = board_pack(duty.holder, period_asked(START, today()))
    drawn = [one for section in drawn_sections(pack) for one in typst_blocks(section)]
    texts = {cell["text"] for one in drawn if one["type"] == "table" for row in one["rows"] for cell in row}
    held = [dt.date.fromisoformat(day) for day in re.findall(r'"text":"(\d{4}-\d\d-\d\d)"', json_of(pack))]
    assert held and {long_date(day) for day in held} <= texts
    assert not {day.isoformat() for day in held} & texts
    assert any(one["repeats"] for one in drawn)


def test_pages_offer_the_same_as_pdf_and_json(duty: Duty) -> None:
    client = Client(HTTP_HOST="localhost")
    query = f"from={START}&to={today()}&as-at={today()}"
    asked = client.get(
        "/report", {"kind": "board", "body": duty.holder.name, "from": str(START), "to": str(today())}
    )
    assert asked.status_code == 302 and asked.headers["Location"].startswith("/report/board/B-")
    answer = client.get(asked.headers["Location"])
    html = LexborHTMLParser(answer.content.decode())
    (heading,) = html.css("h1")
    assert duty.holder.name in heading.text() and not html.css("main script, main [style]")
    told = json.loads(client.get(f"/report/board/{duty.holder.reference}.json?{query}").content)
    assert f"SHA-256 of what this report says: {told['sha256']}" in html.text()
    pdf = client.get(f"/report/board/{duty.holder.reference}.pdf?{query}")
    assert pdf.headers["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert client.get(f"/report/national?{query}").status_code == 200
    assert client.get(f"/report/undone.pdf?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("kind=board", "body"),
        ("kind=board&body=Nowhere+Trust", "body"),
        ("kind=national&from=soon", "from"),
        ("kind=national&from=2026-02-01&to=2026-01-01", "from"),
        ("kind=everything", "kind-board"),
    ],
)
def test_form_says_what_to_put_right(duty: Duty, query: str, wrong: str) -> None:
    answer = Client(HTTP_HOST="localhost").get(f"/report?{query}")
    html = LexborHTMLParser(answer.content.decode())
    link = html.css_first(".nhsuk-error-summary__list a")
    assert answer.status_code == 422 and link is not None and link.attributes["href"] == f"#{wrong}"
    assert html.css_first(f"#{wrong}") is not None


def test_command_writes_a_whole_file_or_none(duty: Duty, tmp_path: Path) -> None:
    out = tmp_path / "board.pdf"
    days = ["--from", str(START), "--to", str(today())]
    done = CliRunner().invoke(report, ["body", duty.holder.reference, *days, "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"%PDF") and list(tmp_path.iterdir()) == [out]
    page = tmp_path / "nation.html"
    assert CliRunner().invoke(report, ["national", *days, "--out", str(page)]).exit_code == 0
    assert "<h1>National report" in page.read_text()
    for arguments, why in (
        (["body", "nobody", *days, "--out", str(out)], "No body is known"),
        (["national", *days, "--out", str(tmp_path / "x.docx")], "the ending says"),
        (["national", *days, "--out", str(tmp_path / "none" / "x.pdf")], "no folder"),
        (["undone", "--from", "2020-01-02", "--to", "2020-01-01", "--out", str(out)], "before it starts"),
    ):
        refused = CliRunner().invoke(report, arguments)
        assert refused.exit_code == 1 and why in refused.output
