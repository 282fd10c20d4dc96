"""Figures are added once, whole or not at all; every row is accounted for; what is hidden stays so."""

import datetime as dt
import itertools
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from answerable.core.actors import INGEST, NotPermittedError
from answerable.impact.bodies import Bodies
from answerable.impact.definitions import shipped
from answerable.impact.files.reading import read_file
from answerable.impact.loading import LoadReport
from answerable.impact.models import Line, Place, Rejected, SeriesFile, Value
from answerable.impact.operations import load_figures
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from answerable.sources.models import Document
from tests.unit.impact.figures import HEADINGS, PLACEMENTS, body, load, reasons, taken_over, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS = tmp_path / "documents"


@pytest.fixture(autouse=True)
def some_bodies() -> None:
    body("ods:ZA1", "Tarn Care NHS Trust", code="ZA1")
    body("ods:ZA2", "Vale NHS Trust", code="ZA2")


def counted(report: LoadReport) -> dict[str, int]:
    names = ("rows", "loaded", "suppressed", "protected", "empty", "repeated", "rejected")
    return {name: report.sum(name) for name in names if report.sum(name)}


def held() -> list[tuple[Any, ...]]:
    """Every value, apart from primary keys."""
    return sorted(
        Value.objects.values_list(
            "line__indicator", "line__place__level", "line__place__code", "line__place__name", "line__split",
            "line__organisation__key", "line__how", "start", "end", "value", "why", "flags", "row",
            "file__document__sha256",
        ),
        key=str,
    )  # fmt: skip


def test_every_row_is_loaded_hidden_empty_repeated_or_rejected(tmp_path: Path) -> None:
    rows = [
        "01/09/2021,TARN CARE NHS TRUST,MHS76,15",
        "01/09/2021,VALE NHS TRUST,MHS76,*",
        "01/09/2021,MARROW HOUSE LTD,MHS76,",
        "01/09/2021,TARN CARE NHS TRUST,MHS76,15",
        "01/09/2021,VALE NHS TRUST,MHS67,20",
        "01/09/2021,VALE NHS TRUST,Bed days in RP,-5",
        "01/09/2021,TARN CARE NHS TRUST,Bed days in RP,12.5",
        "01/09/2021,MARROW HOUSE LTD,Bed days in RP,lots",
    ]
    report = load(written(tmp_path, "a.csv", rows))
    assert counted(report) == {
        "rows": 8, "loaded": 1, "suppressed": 1, "empty": 1, "repeated": 1, "rejected": 4,
    }  # fmt: skip
    assert [row for row, _, _ in reasons(report)] == [5, 6, 7, 8]
    assert "no indicator is known by the name 'MHS67'" in reasons(report)[0][2]
    assert "below 0" in reasons(report)[1][2]
    assert Value.objects.filter(why="suppressed", value=None).count() == 1


def test_loading_again_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", ["01/09/2021,TARN CARE NHS TRUST,MHS76,15"])
    load(path)
    before, events = held(), Event.objects.count()
    load(path, written(tmp_path, "the same under another name.csv", path.read_text().splitlines()))
    assert held() == before
    assert SeriesFile.objects.count() == 1
    kinds = set(Event.objects.filter(index__gte=events).values_list("kind", flat=True))
    assert kinds <= {"document.kept"}  # the other place at which the same bytes stood


def test_files_in_any_order_give_the_same(tmp_path: Path) -> None:
    files = [
        written(
            tmp_path, "oaps-nov-2016.csv", [PLACEMENTS, "OAPs started in period,SendingProvider,ZX9,,,7"]
        ),
        written(
            tmp_path,
            "named.csv",
            ["date,org_code,org_name,measure,value", "2021-09-01,ZX9,Fell View Ltd,MHS76,25"],
        ),
        written(tmp_path, "bare.csv", ["01/10/2021,FELL VIEW LTD,MHS76,30"]),
    ]
    seen = []
    for order in itertools.permutations(files):
        mark = transaction.savepoint()
        for path in order:
            load(path)
        seen.append(held())
        transaction.savepoint_rollback(mark)
    assert all(one == seen[0] for one in seen)
    assert len({row[5] for row in seen[0]}) == 1 and seen[0][0][5].startswith("named:")


def test_hidden_figure_is_not_left_to_be_worked_out(tmp_path: Path) -> None:
    rows = [
        PLACEMENTS,
        "OAPs started in period,England,,,,100",
        "OAPs started in period,Region,Y1,,,60",
        "OAPs started in period,Region,Y2,,,40",
        "OAPs started in period,Region,Y1,BedType,10,35",
        "OAPs started in period,Region,Y1,BedType,11,*",
        "OAPs started in period,Region,Y1,BedType,12,20",
        "OAPs started in period,Region,Y2,BedType,10,*",
        "OAPs started in period,Region,Y2,BedType,11,*",
        "OAPs started in period,Region,Y2,BedType,12,30",
    ]
    report = load(written(tmp_path, "oaps-nov-2016.csv", rows))
    assert counted(report) == {"rows": 9, "loaded": 5, "suppressed": 3, "protected": 1}
    (withheld,) = Value.objects.filter(why="protected").select_related("line__place")
    assert (withheld.line.place.code, withheld.line.split, withheld.value) == ("Y1", "bed type: 12", None)


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        # A person counts under each type of restraint, but has one age.
        ("RestrictiveIntType", {"rows": 3, "loaded": 2, "suppressed": 1}),
        ("Age", {"rows": 3, "loaded": 1, "suppressed": 1, "protected": 1}),
    ],
)
def test_people_counted_under_several_parts_give_nothing_away_but_by_what_they_are(
    tmp_path: Path, kind: str, found: dict[str, int]
) -> None:
    rows = [
        HEADINGS,
        "01/09/2021,30/09/2021,Final,England,England,England,NONE,NONE,MHS76,,100",
        f"01/09/2021,30/09/2021,Final,England; {kind},England,England,1,1,MHS76,,80",
        f"01/09/2021,30/09/2021,Final,England; {kind},England,England,2,2,MHS76,,*",
    ]
    assert counted(load(written(tmp_path, "a.csv", rows))) == found


def test_where_the_hidden_part_is_all_there_is_the_total_is_withheld(tmp_path: Path) -> None:
    rows = [
        PLACEMENTS,
        "OAPs started in period,England,,,,6",
        "OAPs started in period,Gender,1,,,0",
        "OAPs started in period,Gender,2,,,*",
    ]
    load(written(tmp_path, "oaps-nov-2016.csv", rows))
    (withheld,) = Value.objects.filter(why="protected").select_related("line__place")
    assert (withheld.line.place.level, withheld.line.split) == ("england", "")


def test_month_given_twice_with_two_figures_gives_neither(tmp_path: Path) -> None:
    rows = [
        "01/09/2021,TARN CARE NHS TRUST,MHS76,15",
        "01/10/2021,TARN CARE NHS TRUST,MHS76,15",
        "01/09/2021,TARN CARE NHS TRUST,MHS76,20",
        "01/09/2021,TARN CARE NHS TRUST,MHS76,15",
    ]
    report = load(written(tmp_path, "a.csv", rows))
    assert counted(report) == {"rows": 4, "loaded": 1, "rejected": 3}
    assert reasons(report) == [(1, 3, "rows 1 and 3 give '15' and '20' for September 2021: none is used")]


def test_one_body_under_two_names_in_one_month_gives_neither(tmp_path: Path) -> None:
    rows = ["01/09/2021,TARN CARE NHS TRUST,MHS76,15", "01/09/2021,TARN CARE NHS FT,MHS76,20"]
    body("ods:ZA1", "Tarn Care NHS FT")
    from answerable.core.actors import ORGANISATIONS_LOADER
    from answerable.organisations.facts import ListRead, NameFact, cite_words
    from answerable.organisations.operations import load_list

    alias = NameFact("ods:ZA1", "Tarn Care NHS FT", "alias", cite_words("An alias made up"))
    load_list(by=ORGANISATIONS_LOADER, read=ListRead("test", names=[alias]))
    report = load(written(tmp_path, "a.csv", rows))
    assert "one body under two names" in reasons(report)[0][2] and not Value.objects.exists()


def test_name_without_a_list_becomes_a_body_of_its_own(tmp_path: Path) -> None:
    rows = [
        "01/09/2021,FELL (NORTH) LTD,MHS76,15",
        "01/09/2021,FELL (SOUTH) LTD,MHS76,20",
        "01/09/2021,UNKNOWN,MHS76,25",
    ]
    load(written(tmp_path, "a.csv", rows))
    made = Organisation.objects.filter(key__startswith="named:").order_by("name")
    assert [one.name for one in made] == ["Fell (North) Ltd", "Fell (South) Ltd"]
    assert sorted(Line.objects.values_list("how", flat=True)) == ["made", "made", "none"]


def test_nearly_the_same_name_is_another_body(tmp_path: Path) -> None:
    load(written(tmp_path, "a.csv", ["01/09/2021,TARN CARES NHS TRUST HARROW,MHS76,15"]))
    assert Line.objects.get().how == "made"


def test_body_named_after_its_end_keeps_its_figure_and_a_flag(tmp_path: Path) -> None:
    old = body("ods:ZA8", "Marrow NHS Trust", closed=dt.date(2021, 10, 1), code="ZA8")
    new = body("ods:ZA9", "Marrow and Vale NHS Trust", opened=dt.date(2021, 10, 1), code="ZA9")
    taken_over(old, new, dt.date(2021, 10, 1))
    rows = [f"01/{month:02}/2021,MARROW NHS TRUST,MHS76,15" for month in (9, 10)]
    load(written(tmp_path, "a.csv", rows))
    values = Value.objects.order_by("start").values_list("line__organisation__key", "flags")
    assert list(values) == [("ods:ZA8", ""), ("ods:ZA8", "ended")]


def test_name_passed_on_is_told_by_the_date(tmp_path: Path) -> None:
    body("ods:ZB1", "Beck NHS Trust", closed=dt.date(2021, 10, 1), code="ZB1")
    body("ods:ZB2", "Beck NHS Trust", opened=dt.date(2021, 10, 1), code="ZB2")
    rows = [f"01/{month:02}/2021,BECK NHS TRUST,MHS76,15" for month in (9, 10)]
    load(written(tmp_path, "a.csv", rows))
    values = Value.objects.order_by("start").values_list("line__organisation__key", flat=True)
    assert list(values) == ["ods:ZB1", "ods:ZB2"]


def test_name_of_two_bodies_at_once_is_not_guessed(tmp_path: Path) -> None:
    body("ods:ZB1", "Beck NHS Trust")
    body("ods:ZB2", "Beck NHS Trust")
    load(written(tmp_path, "a.csv", ["01/09/2021,BECK NHS TRUST,MHS76,15"]))
    line = Line.objects.get()
    assert line.organisation is None and "more than one body" in line.why


def test_code_is_told_once_a_list_gives_it(tmp_path: Path) -> None:
    path = written(
        tmp_path, "oaps-nov-2016.csv", [PLACEMENTS, "OAPs started in period,SendingProvider,ZC1,,,7"]
    )
    load(path)
    assert Line.objects.get().organisation is None
    body("ods:ZC1", "Gill NHS Trust", code="ZC1")
    assert load(path).settled == 1
    line = Line.objects.get()
    assert (line.organisation and line.organisation.key, line.how) == ("ods:ZC1", "code")


def test_rolling_year_of_a_monthly_indicator_is_rejected(tmp_path: Path) -> None:
    rows = [HEADINGS, "01/10/2020,30/09/2021,Final,England,England,England,NONE,NONE,MHS76,,1000"]
    report = load(written(tmp_path, "a.csv", rows))
    assert "is a rolling year, and MHS76 is given by month" in reasons(report)[0][2]


def test_figures_written_with_a_power_of_ten_are_flagged(tmp_path: Path) -> None:
    rows = [PLACEMENTS, "Total recorded costs over the period,England,,,,6.7639e+006"]
    load(written(tmp_path, "oaps-nov-2016.csv", rows))
    value = Value.objects.get()
    assert (value.value, value.flags) == (Decimal(6763900), "six digits")


def test_unrounded_figure_of_a_rounded_indicator_is_flagged(tmp_path: Path) -> None:
    load(written(tmp_path, "a.csv", ["01/09/2021,TARN CARE NHS TRUST,MHS76,17"]))
    assert Value.objects.get().flags == "not rounded"


def test_unusable_files_leave_nothing_and_say_why(tmp_path: Path) -> None:
    empty = written(tmp_path, "empty.csv", [])
    across = written(tmp_path, "across.csv", ["Trust,Nov16 to Oct17", "Tarn Care,5", "Vale,6"])
    good = written(tmp_path, "good.csv", ["01/09/2021,TARN CARE NHS TRUST,MHS76,15"])
    report = load(tmp_path / "nowhere.csv", empty, across, good)
    assert [(one.file.rpartition("/")[2], one.rows) for one in report.refused] == [
        ("nowhere.csv", 0), ("empty.csv", 0), ("across.csv", 2),
    ]  # fmt: skip
    assert SeriesFile.objects.count() == Document.objects.count() == 1


def test_failure_part_way_leaves_nothing_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Rejected.objects, "bulk_create", fail)
    path = written(tmp_path, "a.csv", ["01/09/2021,TARN CARE NHS TRUST,MHS76,15"])
    with pytest.raises(OSError), transaction.atomic():
        load(path)
    assert not (SeriesFile.objects.exists() or Value.objects.exists() or Place.objects.exists())


def test_loading_needs_the_permission(tmp_path: Path) -> None:
    load(written(tmp_path, "a.csv", ["01/09/2021,TARN CARE NHS TRUST,MHS76,15"]))
    with pytest.raises(NotPermittedError):
        load_figures(
            by=INGEST,
            document=Document.objects.get(),
            name="a.csv",
            read=read_file(b"01/09/2021,TARN CARE NHS TRUST,MHS76,15"),
            bodies=Bodies(),
            indicators=shipped(),
        )
