"""The due command: the day by which a report is to be answered, and why that day."""

import json

import pytest
from click.testing import CliRunner, Result

from answerable.cli.due import due


def run(*arguments: str) -> Result:
    return CliRunner().invoke(due, list(arguments))


def found(*arguments: str) -> dict[str, object]:
    said = run(*arguments, "--json")
    assert said.exit_code == 0, said.output
    held: dict[str, object] = json.loads(said.stdout)
    return held


@pytest.mark.parametrize(
    ("issued", "instrument", "day", "basis", "kind"),
    [
        ("2024-01-02", "reg28", "2024-02-27", "computed", "statutory"),
        ("2024-02-29", "reg28", "2024-04-25", "computed", "statutory"),
        ("2013-07-25", "REG 28", "2013-09-19", "computed", "statutory"),
        ("2013-07-24", "rule43", "2013-09-18", "computed", "statutory"),
        ("2024-08-31", "inquiry", "2025-02-28", "computed", "convention"),
        ("2023-12-31", "select-committees", "2024-02-29", "computed", "convention"),
        ("2024-08-31", "hssib", None, "none", "statutory"),
        ("2024-08-31", "cqc", None, "none", "none"),
    ],
)
def test_day_and_basis_come_from_the_reviewed_definitions(
    issued: str, instrument: str, day: str | None, basis: str, kind: str
) -> None:
    held = found("--issued", issued, "--instrument", instrument)
    assert (held["due"], held["basis"], held["kind"]) == (day, basis, kind)
    assert held["issued"] == issued and held["rule"] and held["source"]


def test_stated_day_comes_before_the_computed_and_an_extension_before_both() -> None:
    given = ("--issued", "2024-01-02", "--instrument", "pfd", "--stated", "2024-03-08")
    held = found(*given)
    assert (held["due"], held["basis"], held["computed"]) == ("2024-03-08", "stated", "2024-02-27")
    held = found(*given, "--extended-to", "2024-05-01")
    assert (held["due"], held["basis"], held["stated"]) == ("2024-05-01", "extension", "2024-03-08")


def test_it_is_said_in_words_too() -> None:
    said = run("--issued", "2024-01-02", "--instrument", "reg28")
    assert "Reply due: 27 February 2024" in said.output
    assert "56 days from the date of the report" in said.output and "required by law" in said.output
    assert "no date" in run("--issued", "2024-01-02", "--instrument", "hssib").output


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--issued", "2024-02-30", "--instrument", "reg28"), "no day of the calendar"),
        (("--issued", "02/01/2024", "--instrument", "reg28"), "YYYY-MM-DD"),
        (("--issued", "2024-01-02", "--instrument", "nonsense"), "Known are: cqc"),
        (("--issued", "2024-01-02", "--instrument", "  "), "Known are: cqc"),
        (("--issued", "2024-01-02", "--instrument", "review"), "Name one: cqc"),
        (("--issued", "2012-01-02", "--instrument", "reg28"), "use rule43"),
        (("--issued", "2013-07-25", "--instrument", "rule43"), "use reg28"),
        (("--issued", "9999-12-01", "--instrument", "reg28"), "no calendar reaches"),
        (
            ("--issued", "2024-01-02", "--instrument", "reg28", "--stated", "2024-01-02"),
            "not after the report",
        ),
        (("--issued", "2024-01-02", "--instrument", "reg28", "--extended-to", "2024-02-27"), "not after"),
        (
            ("--issued", "2024-01-02", "--instrument", "reg28", "--extended-to", "2204-02-27"),
            "check the year",
        ),
        (("--instrument", "reg28"), "--issued"),
    ],
)
def test_bad_input_is_told_what_is_wrong(arguments: tuple[str, ...], why: str) -> None:
    said = run(*arguments)
    assert said.exit_code == 2 and why in said.output
