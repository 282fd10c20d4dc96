"""The indicators command: figures loaded, listed and shown at the terminal."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from answerable.cli.indicators import indicators
from answerable.organisations.models import Organisation
from tests.unit.impact.figures import body, written

pytestmark = pytest.mark.django_db
ROWS = [
    "01/01/2021,TARN CARE NHS TRUST,MHS76,15",
    "01/02/2021,TARN CARE NHS TRUST,MHS76,*",
    "01/02/2021,TARN CARE NHS TRUST,MHS67,20",
]


@pytest.fixture(autouse=True)
def trust(settings: Any, tmp_path: Path) -> Organisation:
    settings.DOCUMENTS = tmp_path / "documents"
    return body("ods:ZA1", "Tarn Care NHS Trust", code="ZA1")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(indicators, list(arguments))


def test_load_says_what_became_of_every_row(tmp_path: Path) -> None:
    done = run("load", str(written(tmp_path, "a.csv", ROWS)))
    assert done.exit_code == 0, done.output
    assert "a.csv: 3 rows, 1 loaded, 1 suppressed, 1 rejected" in done.output
    assert "row 3: no indicator is known by the name 'MHS67'" in done.output


def test_load_speaks_json_to_machines(tmp_path: Path) -> None:
    done = run("load", str(written(tmp_path, "a.csv", ROWS)), "--json", "--published", "2021-05-01")
    told = json.loads(done.stdout)
    assert (told["rows"], told["loaded"], told["suppressed"], told["rejected"]) == (3, 1, 1, 1)
    assert told["files"][0]["rejections"][0]["row"] == 3
    assert told["files"][0]["published"] == "2021-05-01"


def test_load_of_nothing_usable_fails(tmp_path: Path) -> None:
    done = run("load", str(written(tmp_path, "empty.csv", [])))
    assert done.exit_code == 1 and "The file is empty." in done.output


@pytest.mark.parametrize("option", [("--published", "someday"), ("--period", "04/05/2021")])
def test_load_refuses_dates_that_are_none(tmp_path: Path, option: tuple[str, str]) -> None:
    done = run("load", str(written(tmp_path, "a.csv", ROWS)), *option)
    assert done.exit_code == 2 and option[1] in done.output


def test_show_gives_definition_figures_and_limits(tmp_path: Path, trust: Organisation) -> None:
    run("load", str(written(tmp_path, "a.csv", ROWS)))
    done = run("show", "MHS76", "--body", trust.reference)
    assert "January 2021" in done.output and "suppressed" in done.output
    assert "rounded to the nearest 5" in done.output and "github.com" in done.output
    told = json.loads(run("show", "MHS76", "--body", "ZA1", "--json").stdout)
    assert [(one["value"], one["why"]) for one in told["readings"]] == [(15, ""), (None, "suppressed")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("MHS67",), "no indicator 'MHS67'"),
        (("MHS76", "--body", "nobody"), "no body 'nobody'"),
        (("MHS76",), "No figures for England"),
        (("MHS76", "--body", "ZA1", "--on", "someday"), "is no date"),
    ],
)
def test_show_says_what_is_wrong(arguments: tuple[str, ...], words: str) -> None:
    done = run("show", *arguments)
    assert done.exit_code != 0 and words in done.output


def test_list_names_every_indicator(tmp_path: Path) -> None:
    run("load", str(written(tmp_path, "a.csv", ROWS)))
    done = run("list")
    assert "MHS76" in done.output and "2 values, 1 bodies, 2021-01-01 to 2021-02-28" in done.output
    told = json.loads(run("list", "--json").stdout)
    assert {one["code"]: one["values"] for one in told}["MHS76"] == 2
