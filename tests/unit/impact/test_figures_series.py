"""Series of held figures: revised by later files, never showing what was hidden, their limits said."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from answerable.core import calendar
from answerable.impact.definitions import shipped
from answerable.impact.models import Place
from answerable.impact.queries import attribution, held_indicators, series, series_of_place, shifts, splits_of
from answerable.impact.queries.rates import RateRefusedError, worked_out
from answerable.impact.queries.series import UnknownIndicatorError
from answerable.impact.series.model import Series
from answerable.impact.spc.chart import xmr_chart
from answerable.organisations.models import Organisation
from tests.unit.impact.figures import HEADINGS, PLACEMENTS, body, load, taken_over, written

pytestmark = pytest.mark.django_db
NAME = "TARN CARE NHS TRUST"


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def trust() -> Organisation:
    return body("ods:ZA1", "Tarn Care NHS Trust", code="ZA1")


def months(*figures: str, measure: str = "MHS76", name: str = NAME) -> list[str]:
    return [
        f"01/{at:02}/2021,{name},{measure},{figure}" for at, figure in enumerate(figures, start=1) if figure
    ]


def values(found: Series) -> list[float | None]:
    return [one.value for one in found.readings]


def said(found: Series, words: str) -> str:
    return next((note for note in found.notes if words in note), "")


def test_series_is_what_a_chart_takes(tmp_path: Path, trust: Organisation) -> None:
    load(
        written(
            tmp_path, "a.csv", months("15", "20", "15", "25", "20", "15", "20", "25", "15", "20", "15", "20")
        )
    )
    found = series("MHS76", trust)
    assert (found.measure, found.unit, found.step.months) == (
        "People subject to a restrictive intervention",
        "people",
        1,
    )
    assert [(one.label, one.words, one.row) for one in found.readings][1] == ("2021-02", "February 2021", 2)
    assert xmr_chart(found.readings, better=shipped()["MHS76"].better).phases[0].limits is not None


def test_gaps_and_hidden_months_are_said(tmp_path: Path, trust: Organisation) -> None:
    load(written(tmp_path, "a.csv", months("15", "", "*", "20")))
    found = series("MHS76", trust)
    assert [(one.value, one.why) for one in found.readings] == [(15, ""), (None, "suppressed"), (20, "")]
    assert said(found, "no row for February 2021") and said(found, "suppressed, for March 2021")
    assert said(found, "rounded to the nearest 5")


def test_rows_out_of_order_make_the_same_series(tmp_path: Path, trust: Organisation) -> None:
    load(written(tmp_path, "a.csv", list(reversed(months("15", "20", "25")))))
    assert values(series("MHS76", trust)) == [15, 20, 25]


def test_later_publication_revises_and_says_so(tmp_path: Path, trust: Organisation) -> None:
    load(written(tmp_path, "new.csv", months("15", "30")), published=dt.date(2021, 6, 1))
    load(written(tmp_path, "old.csv", months("10", "30", "25")), published=dt.date(2021, 5, 1))
    found = series("MHS76", trust)
    assert values(found) == [15, 30, 25]
    assert said(found, "Revised by a later publication: January 2021.")


def test_files_of_one_vintage_that_disagree_give_nothing(tmp_path: Path, trust: Organisation) -> None:
    load(written(tmp_path, "a.csv", months("15", "30")))
    load(written(tmp_path, "b.csv", months("20", "30")))
    found = series("MHS76", trust)
    assert [(one.value, one.why) for one in found.readings] == [(None, "files disagree"), (30, "")]
    assert said(found, "Files disagree")


def test_vintage_said_later_settles_a_disagreement(tmp_path: Path, trust: Organisation) -> None:
    load(written(tmp_path, "a.csv", months("15", "30")))
    later = written(tmp_path, "b.csv", months("20", "30"))
    load(later)
    load(later, published=dt.date(2021, 6, 1))
    assert values(series("MHS76", trust)) == [20, 30]


@pytest.mark.parametrize("first", ["hidden", "shown"])
def test_what_a_later_file_hides_is_hidden_as_at_any_day(
    tmp_path: Path, trust: Organisation, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    old, new = ("*", "15") if first == "hidden" else ("15", "*")
    day = dt.datetime(2021, 5, 1, 12, tzinfo=dt.UTC)
    monkeypatch.setattr("answerable.impact.operations.figures.now", lambda: day)
    load(written(tmp_path, "a.csv", months(old)), published=dt.date(2021, 5, 1))
    monkeypatch.setattr("answerable.impact.operations.figures.now", calendar.now)
    load(written(tmp_path, "b.csv", months(new)), published=dt.date(2021, 6, 1))
    assert values(series("MHS76", trust)) == ([15] if first == "hidden" else [None])
    assert values(series("MHS76", trust, on=dt.date(2021, 5, 2))) == [None]
    assert values(series("MHS76", trust, on=dt.date(2021, 4, 1))) == []


def test_what_was_held_on_a_day_is_shown_as_it_stood(
    tmp_path: Path, trust: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = dt.datetime(2021, 5, 1, 12, tzinfo=dt.UTC)
    monkeypatch.setattr("answerable.impact.operations.figures.now", lambda: day)
    load(written(tmp_path, "a.csv", months("15")), published=dt.date(2021, 5, 1))
    monkeypatch.setattr("answerable.impact.operations.figures.now", calendar.now)
    load(written(tmp_path, "b.csv", months("25")), published=dt.date(2021, 6, 1))
    assert values(series("MHS76", trust, on=dt.date(2021, 5, 2))) == [15]
    assert values(series("MHS76", trust)) == [25]


def test_what_is_withheld_here_says_so(tmp_path: Path) -> None:
    rows = [
        PLACEMENTS,
        "OAPs started in period,England,,,,60",
        "OAPs started in period,Gender,1,,,20",
        "OAPs started in period,Gender,2,,,35",
        "OAPs started in period,Gender,9,,,*",
    ]
    load(written(tmp_path, "oaps-nov-2016.csv", rows))
    england = Place.objects.get(level="england")
    found = series_of_place("OAP16-STARTED", england, "sex: 1")
    assert [(one.value, one.why) for one in found.readings] == [(None, "suppressed")]
    assert said(found, "Withheld here")
    assert values(series_of_place("OAP16-STARTED", england)) == [60]


def test_part_with_a_code_of_its_own_is_the_split_of_the_whole(tmp_path: Path, trust: Organisation) -> None:
    rows = [
        HEADINGS,
        "01/09/2021,30/09/2021,Final,Provider; Intervention Type,ZA1,Tarn Care,01,Prone,MHS77,,15",
        "01/09/2021,30/09/2021,Final,Provider,ZA1,Tarn Care,NONE,NONE,MHS77,,40",
    ]
    load(written(tmp_path, "a.csv", rows))
    prone = series("MHS77-01", trust)
    assert (prone.measure, values(prone), values(series("MHS77", trust))) == ("Prone restraint", [15], [40])
    assert splits_of("MHS77", trust) == ["", "restrictive intervention type: 01"]


def test_placements_sent_and_received_are_told_apart(tmp_path: Path, trust: Organisation) -> None:
    rows = [
        PLACEMENTS,
        "OAPs started in period,SendingProvider,ZA1,,,20",
        "OAPs started in period,ReceivingProvider,ZA1,,,7",
    ]
    load(written(tmp_path, "oaps-nov-2016.csv", rows))
    assert values(series("OAP16-STARTED", trust)) == [20]
    assert values(series("OAP16-STARTED", trust, level="receiving provider")) == [7]


def test_merger_within_the_series_is_said(tmp_path: Path, trust: Organisation) -> None:
    old = body("ods:ZA8", "Marrow NHS Trust", closed=dt.date(2021, 3, 1))
    taken_over(old, trust, dt.date(2021, 3, 1))
    rows = [*months("15", "20", "40", "45"), *months("25", "20", "20", name="MARROW NHS TRUST")]
    load(written(tmp_path, "a.csv", rows))
    found = series("MHS76", trust)
    assert values(found) == [15, 20, 40, 45]
    assert said(found, "On 1 March 2021 it took over from Marrow NHS Trust")
    ended = series("MHS76", old)
    assert said(ended, "named for a period after its end: March 2021.")
    assert said(ended, "passed to Tarn Care NHS Trust")


def test_another_measure_under_the_same_name_is_noticed(tmp_path: Path) -> None:
    rows = []
    for at in range(12):
        name = f"MARROWBY {at:02} NHS TRUST"
        body(f"ods:ZD{at:02}", f"Marrowby {at:02} NHS Trust")
        rows += months("100", "105", "140", "145", "100", measure="MHS09", name=name)
    load(written(tmp_path, "a.csv", rows))
    found = shifts("MHS09")
    assert [(one.month.month, round(one.ratio, 2)) for one in found] == [(3, 1.33), (5, 0.69)]
    assert "another measure under the same name" in found[0].in_words()


def test_ordinary_change_is_not_taken_for_another_measure(tmp_path: Path) -> None:
    rows = []
    for at in range(12):
        body(f"ods:ZD{at:02}", f"Marrowby {at:02} NHS Trust")
        figures = ("100", "200" if at % 2 else "50", "100")
        rows += months(*figures, measure="MHS09", name=f"MARROWBY {at:02} NHS TRUST")
    load(written(tmp_path, "a.csv", rows))
    assert shifts("MHS09") == []


def test_rate_of_rounded_counts_is_refused(tmp_path: Path, trust: Organisation) -> None:
    load(written(tmp_path, "a.csv", [*months("15", "20"), *months("500", "600", measure="MHS24")]))
    top, bottom = series("MHS76", trust), series("MHS24", trust)
    with pytest.raises(RateRefusedError, match="rounded to the nearest 5"):
        worked_out(top, bottom, numerator=shipped()["MHS76"], denominator=shipped()["MHS24"])


def test_rate_of_partly_hidden_counts_is_refused(trust: Organisation) -> None:
    none = series("OAP16-DAYS", trust)
    with pytest.raises(RateRefusedError, match="are hidden"):
        worked_out(none, none, numerator=shipped()["OAP16-DAYS"], denominator=shipped()["OAP16-ACTIVE"])


def test_rate_of_unrounded_figures_is_worked_out_and_marked(tmp_path: Path, trust: Organisation) -> None:
    rows = [
        "date,org_code,measure,value",
        "2021-01-01,ZA1,CHPPD,8",
        "2021-02-01,ZA1,CHPPD,",
        "2021-01-01,ZA1,FILL-RATE,4",
    ]
    load(written(tmp_path, "a.csv", rows))
    top, bottom = shipped()["CHPPD"], shipped()["FILL-RATE"]
    found = worked_out(series("CHPPD", trust), series("FILL-RATE", trust), numerator=top, denominator=bottom)
    assert [(one.value, one.why) for one in found.readings] == [(2, ""), (None, "no value")]
    assert said(found, "Worked out here from unrounded figures")


def test_nothing_held_gives_an_empty_series(trust: Organisation) -> None:
    assert series("MHS76", trust).readings == ()
    with pytest.raises(UnknownIndicatorError, match="MHS67"):
        series("MHS67", trust)


def test_accounts_say_what_is_held(tmp_path: Path, trust: Organisation) -> None:
    load(written(tmp_path, "a.csv", [*months("15", "*"), "01/01/2021,UNKNOWN,MHS76,20"]))
    account = next(one for one in held_indicators() if one.indicator.code == "MHS76")
    assert (account.values, account.bodies, account.first, account.last) == (3, 1, "2021-01-01", "2021-02-28")
    assert attribution("provider") == {"name": 2, "not a body": 1}
    assert attribution("provider", figures_only=True) == {"name": 1, "not a body": 1}
