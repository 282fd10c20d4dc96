"""The spc command: a CSV of date and value told from chance, at the terminal."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from answerable.cli.spc import spc
from tests.unit.impact.plain import plain

VALUES = ["20", "23", "19", "22", "21", "24", "20", "22", "19", "23", "21", "22", "45", "21", "20.5"]


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(spc, list(arguments), input=given)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path, VALUES)


def write(tmp_path: Path, values: list[str], heading: str = "month,restraints") -> Path:
    path = tmp_path / "series.csv"
    rows = [f"{2022 + at // 12}-{at % 12 + 1:02}-01,{value}" for at, value in enumerate(values)]
    path.write_text("\n".join([heading, *rows]) + "\n")
    return path


def test_json_has_every_figure_in_full(file: Path) -> None:
    said = run(str(file), "--json")
    assert said.exit_code == 0
    found = json.loads(said.stdout)
    expected = plain([Fraction(value) for value in VALUES])
    assert found["mean"] == pytest.approx(float(expected.mean), abs=1e-12)
    assert found["lower"] == pytest.approx(float(expected.lower), abs=1e-12)
    assert found["upper"] == pytest.approx(float(expected.upper), abs=1e-12)
    assert [(one["date"], one["value"]) for one in found["points"]][12:14] == [
        ("2023-01-01", 45),
        ("2023-02-01", 21),
    ]
    assert [one["rules"] for one in found["points"]] == expected.rules
    assert (found["variation"], found["assurance"]) == ("common cause", None)


def test_words_say_the_same_without_json(file: Path) -> None:
    said = run(str(file), "--better", "down", "--target", "21").output
    assert said.splitlines()[:2] == ["restraints", "No change beyond chance since February 2023."]
    assert "may be met or missed by chance" in said
    assert "January 2023" in said and "concern high: outside limits" in said


def test_direction_and_target_decide_the_words(file: Path) -> None:
    found = json.loads(run(str(file), "--json", "--better", "up", "--target", "90").stdout)
    assert found["assurance"] == "consistently fail"
    assert found["points"][12]["highlight"] == "improvement high"
    found = json.loads(run(str(file), "--json", "--better", "down", "--target", "90").stdout)
    assert found["assurance"] == "consistently pass"
    assert found["points"][12]["highlight"] == "concern high"


def test_target_without_direction_is_noted_and_not_judged(file: Path) -> None:
    found = json.loads(run(str(file), "--json", "--target", "21").stdout)
    assert found["assurance"] is None
    assert any("which direction is better" in note for note in found["notes"])


def test_outliers_are_screened_only_when_asked(file: Path) -> None:
    plain_chart, screened = (
        json.loads(run(str(file), "--json", *more).stdout) for more in ([], ["--screen-outliers"])
    )
    assert plain_chart["phases"][0]["moving_ranges_left_out"] == 0
    assert screened["phases"][0]["moving_ranges_left_out"] == 2
    assert screened["upper"] < plain_chart["upper"] and screened["mean"] == plain_chart["mean"]


def test_rebase_draws_limits_anew_with_its_reason(file: Path) -> None:
    arguments = ["--rebase", "2022-07=New ward = new ways", "--rebase", "1 Jan 2023=Merger"]
    found = json.loads(run(str(file), "--json", *arguments).stdout)
    assert [(one["from"], one["reason"]) for one in found["phases"]] == [
        ("2022-01-01", ""), ("2022-07-01", "New ward = new ways"), ("2023-01-01", "Merger"),
    ]  # fmt: skip
    assert found["points"][0]["upper"] != found["points"][-1]["upper"] == found["upper"]
    assert any("Trial limits from January 2023: they rest on 3 values" in note for note in found["notes"])
    assert "redrawn because of: Merger" in run(str(file), *arguments).output


def test_limits_may_be_fixed(file: Path) -> None:
    found = json.loads(run(str(file), "--json", "--fix-after", "12").stdout)
    assert found["mean"] == pytest.approx(sum(float(value) for value in VALUES[:12]) / 12)
    assert any("rest on the first 12 values" in note for note in found["notes"])


def test_eleven_points_get_trial_limits_which_is_noted(tmp_path: Path) -> None:
    found = json.loads(run(str(write(tmp_path, VALUES[:11])), "--json").stdout)
    assert found["trial"] is True and any("Trial limits" in note for note in found["notes"])
    assert "can be told yet" in found["caption"]


def test_all_zeros_are_noted(tmp_path: Path) -> None:
    found = json.loads(
        run(str(write(tmp_path, ["0"] * 14)), "--json", "--better", "down", "--target", "0").stdout
    )
    assert (found["mean"], found["lower"], found["upper"]) == (0, 0, 0)
    assert (found["variation"], found["assurance"]) == ("common cause", None)
    assert any("Every value is 0" in note for note in found["notes"])


def test_suppressed_values_keep_their_place_without_a_figure(tmp_path: Path) -> None:
    found = json.loads(run(str(write(tmp_path, [*VALUES[:5], "*", *VALUES[5:]])), "--json").stdout)
    assert (found["points"][5]["value"], found["points"][5]["why_no_value"]) == (None, "suppressed")
    assert found["mean"] == pytest.approx(sum(float(value) for value in VALUES) / len(VALUES))
    assert any("suppressed" in note for note in found["notes"])


def test_table_may_come_by_standard_input(file: Path) -> None:
    assert run("-", "--json", given=file.read_bytes()).stdout == run(str(file), "--json").stdout


def test_columns_and_rows_may_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    rows = [f"2022-{m:02},{name},{m},{m * 10}" for name in "AB" for m in range(1, 13)]
    path.write_text("\n".join(["month,ward,a,b", *rows]))
    found = json.loads(
        run(str(path), "--json", "--where", "ward=B", "--value", "b", "--date", "month").stdout
    )
    assert [one["value"] for one in found["points"]] == [m * 10 for m in range(1, 13)]
    assert "choose with --where 'ward=...'" in run(str(path), "--value", "b").output


@pytest.mark.parametrize(
    ("values", "arguments", "message"),
    [
        (["5", "six", "7"], [], "row 3: 'six' is no number"),
        (["5", "-6", "7"], ["--min", "0"], "row 3: -6 is below 0"),
        (["5", "600", "7"], ["--max", "100"], "row 3: 600 is above 100"),
        (["5"], [], "at least 2 values, and 12 to be settled; here there are 1"),
        (["*"] * 12, [], "no value at all"),
        (VALUES, ["--rebase", "2022-05-01"], "has to be DATE=REASON"),
        (VALUES, ["--rebase", "May=x"], "'May' is no date"),
        (VALUES, ["--rebase", "2022-02-30=x"], "no day of the calendar"),
        (VALUES, ["--rebase", "2030-01-01=x"], "no value lies on or after it"),
        (VALUES, ["--fix-after", "5"], "12 values or more"),
        (VALUES, ["--better", "sideways"], "Invalid value for '--better'"),
        (VALUES, ["--target", "nan"], "has to be a number"),
        (VALUES, ["--where", "ward"], "has to be COLUMN=VALUE"),
        (VALUES, ["--value", "nothing"], "There is no column 'nothing'"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(
    tmp_path: Path, values: list[str], arguments: list[str], message: str
) -> None:
    said = run(str(write(tmp_path, values)), "--json", *arguments)
    assert said.exit_code != 0 and message in said.output
    assert "Traceback" not in said.output and said.stdout == ""


def test_rolling_year_is_refused_with_the_reason(tmp_path: Path) -> None:
    said = run(str(write(tmp_path, VALUES, "month,rolling_12_months")), "--json")
    assert said.exit_code == 1 and "process limits would be far too narrow" in said.output


def test_doubled_month_is_refused_by_row(tmp_path: Path) -> None:
    path = write(tmp_path, VALUES)
    path.write_text(path.read_text() + "2022-03-01,9\n")
    said = run(str(path), "--json")
    assert said.exit_code == 1 and "Rows 4 and 17 both give March 2022" in said.output


def test_file_that_is_absent_or_no_table_is_said(tmp_path: Path) -> None:
    assert "is not a file" in run(str(tmp_path / "none.csv")).output
    assert "is not a file" in run(str(tmp_path)).output
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    assert "save it as CSV" in run(str(picture)).output
