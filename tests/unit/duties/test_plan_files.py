"""Plans as spreadsheets: read by row, taken whole or not at all, and the same sheet twice changes nothing."""

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from answerable.duties.models import Action, Progress, TargetDate
from answerable.duties.operations import PlanRefusedError, import_plan, preview_plan
from answerable.duties.plans.columns import BadCellError, day_of
from answerable.duties.plans.limits import MOST_ROWS
from answerable.duties.plans.reading import CSV, EXCEL, SheetError, SheetRead, read_sheet
from answerable.duties.plans.template import HEADER, template_rows
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from answerable.publication.csvsafe import csv_lines
from tests import make
from tests.files import workbook
from tests.made import delivering as made

pytestmark = pytest.mark.django_db


def row(body: Organisation, key: str, duty: str, **cells: str) -> tuple[str, ...]:
    given = {
        "Body": body.reference,
        "Your key": key,
        "Duties": duty,
        "What will be done": f"Test the alarms ({key})",
        "Post that owns it": "Head of Estates",
        "To be finished by": made.ahead(60).isoformat(),
        **cells,
    }
    return tuple(given.get(column, "") for column in HEADER)


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    return "".join(csv_lines(HEADER, rows)).encode()


def read(folder: Path, rows: Sequence[Sequence[object]], kind: str = CSV) -> SheetRead:
    content = as_csv(rows) if kind == CSV else workbook({"Plan": [HEADER, *rows]})  # type: ignore[arg-type]
    return read_bytes(folder, content, kind)


def read_bytes(folder: Path, content: bytes, kind: str) -> SheetRead:
    path = folder / "sheet"
    path.write_bytes(content)
    return read_sheet(path, kind)


@pytest.mark.parametrize("kind", [CSV, EXCEL])
def test_sheet_is_brought_in_and_a_second_time_changes_nothing(tmp_path: Path, kind: str) -> None:
    trust = make.body("Northmere Wards Trust")
    first, second = made.duty(trust), made.duty(trust)
    progress = {"Progress": "Under way", "What was done": "Half are tested.", "Progress as at": "14/03/2024"}
    rows = [
        row(trust, "A1", f"{first.reference}; {second.reference}", **progress),
        row(trust, "A2", second.reference),
    ]
    sheet = read(tmp_path, rows, kind)
    assert sheet.errors == []
    by = made.officer(trust)
    before = Event.objects.count()
    assert preview_plan(by=by, organisation=trust, rows=sheet.rows) == {"planned": 2, "reported": 1}
    assert not Action.objects.exists() and Event.objects.count() == before
    done = import_plan(by=by, organisation=trust, rows=sheet.rows, sha256="a" * 64)
    assert done == {"planned": 2, "reported": 1}
    assert set(Action.objects.values_list("own_key", flat=True)) == {"A1", "A2"}
    events = Event.objects.count()
    assert import_plan(by=by, organisation=trust, rows=sheet.rows, sha256="a" * 64) == {"same": 2}
    assert Event.objects.count() == events and Progress.objects.count() == 1


@pytest.mark.parametrize("kind", [CSV, EXCEL])
def test_template_sent_back_as_it_is_changes_nothing(tmp_path: Path, kind: str) -> None:
    trust = make.body("Northmere Wards Trust")
    made.action([made.duty(trust)], "=1+1 is what the form says, and it must stay")
    made.duty(trust)
    sheet = read(tmp_path, list(template_rows(trust)), kind) if kind == CSV else _excel(tmp_path, trust)
    assert (len(sheet.rows), sheet.blank, sheet.errors) == (1, 1, [])
    by = made.officer(trust)
    assert import_plan(by=by, organisation=trust, rows=sheet.rows, sha256="b") == {"same": 1}


def _excel(folder: Path, trust: Organisation) -> SheetRead:
    from answerable.workspace.views.delivering_sheets import _workbook

    return read_bytes(folder, _workbook(trust), EXCEL)


def test_one_row_that_is_wrong_keeps_all_out_and_each_says_why(tmp_path: Path) -> None:
    trust, other = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    duty, theirs = made.duty(trust), made.duty(other)
    rows = [
        row(trust, "A1", duty.reference),
        row(trust, "A2", theirs.reference),
        row(other, "A3", duty.reference),
        row(trust, "A4", duty.reference, **{"Post that owns it": "Dr Jane Thornbury"}),
        row(trust, "A5", duty.reference, **{"To be finished by": "2020-01-01"}),
        row(trust, "A6", ""),
        row(trust, "", duty.reference),
        row(trust, "A8", duty.reference, **{"What was done": "Something."}),
    ]
    sheet = read(tmp_path, rows)
    assert sheet.errors == []
    with pytest.raises(PlanRefusedError) as refused:
        import_plan(by=made.officer(trust), organisation=trust, rows=sheet.rows, sha256="c")
    found = [(error.row, error.why) for error in refused.value.errors]
    assert [number for number, _ in found] == [3, 4, 5, 6, 7, 8, 9]
    for (_, why), said in zip(
        found,
        ("has no duty", "another body", "post", "is past", "Duties", "Your key is missing", "how far"),
        strict=True,
    ):
        assert said in why
    assert not Action.objects.exists() and not Event.objects.filter(kind="action.planned").exists()


def test_date_moves_only_with_its_reason(tmp_path: Path) -> None:
    trust = make.body("Northmere Wards Trust")
    duty, by = made.duty(trust), made.officer(trust)
    import_plan(
        by=by, organisation=trust, rows=read(tmp_path, [row(trust, "A1", duty.reference)]).rows, sha256=""
    )
    later = {"To be finished by": made.ahead(90).strftime("%d/%m/%Y")}
    moved = read(tmp_path, [row(trust, "A1", duty.reference, **later)])
    with pytest.raises(PlanRefusedError) as refused:
        import_plan(by=by, organisation=trust, rows=moved.rows, sha256="")
    assert "say why the date moved" in refused.value.errors[0].why
    reason = {"Why the date moved": "Parts came late.", "Post that owns it": "Director of Estates"}
    moved = read(tmp_path, [row(trust, "A1", duty.reference, **later, **reason)])
    done = import_plan(by=by, organisation=trust, rows=moved.rows, sha256="")
    assert done == {"moved": 1, "described": 1}
    assert list(TargetDate.objects.order_by("pk").values_list("due_on", "reason")) == [
        (made.ahead(60), ""),
        (made.ahead(90), "Parts came late."),
    ]
    assert import_plan(by=by, organisation=trust, rows=moved.rows, sha256="") == {"same": 1}


def test_words_of_an_action_are_not_changed_in_silence(tmp_path: Path) -> None:
    trust = make.body("Northmere Wards Trust")
    duty, by = made.duty(trust), made.officer(trust)
    import_plan(
        by=by, organisation=trust, rows=read(tmp_path, [row(trust, "A1", duty.reference)]).rows, sha256=""
    )
    other = read(tmp_path, [row(trust, "A1", duty.reference, **{"What will be done": "Nothing at all"})])
    with pytest.raises(PlanRefusedError) as refused:
        import_plan(by=by, organisation=trust, rows=other.rows, sha256="")
    assert "under another key" in refused.value.errors[0].why


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-03-14", "2026-03-14"),
        ("14/03/2026", "2026-03-14"),
        ("14.3.2026", "2026-03-14"),
        ("14 March 2026", "2026-03-14"),
        ("14 Mar 2026", "2026-03-14"),
        ("1st May 2026", "2026-05-01"),
        ("2026-03-14T00:00:00", "2026-03-14"),
        ("29/02/2028", "2028-02-29"),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(written: str, read_as: str | None) -> None:
    found = day_of(written, "End")
    assert (found.isoformat() if found else None) == read_as


@pytest.mark.parametrize(
    "written",
    ["03/14/2026", "14/03/26", "2026-02-30", "soon", "Q3 2026", "46000", "29/02/2027", "14 Foo 2026"],
)
def test_what_is_no_day_is_said_to_be_none(written: str) -> None:
    with pytest.raises(BadCellError, match=r"End: .*Write it as"):
        day_of(written, "End")


def test_every_row_that_can_not_be_read_is_listed_with_its_number(tmp_path: Path) -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust).reference
    rows = [
        row(trust, "A1", duty, **{"To be finished by": "soon"}),
        row(trust, "A2", "D-NOPE"),
        row(trust, "A3", duty, Progress="Nearly"),
        row(trust, "A4", duty),
        row(trust, "a4", duty),
        row(trust, "A" * 61, duty),
        row(trust, "A7", duty, Body="Northmere"),
    ]
    errors = read(tmp_path, rows).errors
    assert [error.row for error in errors] == [2, 3, 4, 6, 7, 8]


def test_formulas_merged_cells_and_hidden_rows_are_named_by_row(tmp_path: Path) -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust).reference
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    for key in ("A1", "A2", "A3", "A4"):
        sheet.append(row(trust, key, duty))
    sheet["E2"] = "=1+1"
    sheet.merge_cells("C3:C4")
    sheet.row_dimensions[5].hidden = True
    hidden = book.create_sheet("Old")
    hidden.append(HEADER)
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    found = read_bytes(tmp_path, out.getvalue(), EXCEL)
    said = {error.row: error.why for error in found.errors}
    assert "formula" in said[2] and "merged" in said[3] and "hidden" in said[5]
    assert found.remarks == ["Sheet Old: The sheet is hidden and was not read."]


def test_sheet_of_10000_rows_is_refused_with_what_to_do(tmp_path: Path) -> None:
    trust = make.body("Northmere Wards Trust")
    one = row(trust, "A1", "D-1")
    for kind in (CSV, EXCEL):
        with pytest.raises(SheetError, match=f"10,000 rows filled in; at most {MOST_ROWS} are taken at once"):
            read(tmp_path, [one] * 10_000, kind)


def test_sheet_without_its_columns_is_refused(tmp_path: Path) -> None:
    for content, kind, why in (
        (b"Ward,Alarms,Answered\r\nRowan,1,2\r\nElm,1,2\r\n", CSV, "lacks the columns “Your key”"),
        (workbook({"Plan": [["Ward"], ["Rowan"]]}), EXCEL, "No visible sheet has a column “Your key”"),
        (b"x", "application/pdf", "CSV or XLSX"),
        (workbook({"Plan": [[*HEADER, "Your key"], ["x"] * 13]}), EXCEL, "stands twice"),
    ):
        with pytest.raises(SheetError, match=why):
            read_bytes(tmp_path, content, kind)


def test_export_is_defused() -> None:
    trust = make.body("Northmere Wards Trust")
    made.action([made.duty(trust)], '=HYPERLINK("https://x.example","see")')
    written = as_csv(list(template_rows(trust))).decode()
    assert "'=HYPERLINK" in written and ',"=HYPERLINK' not in written and ",=HYPERLINK" not in written
