"""The effect command: a CSV told from chance after an action, and a measure of the register."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from answerable.cli.effect import effect
from answerable.impact.effects.looks import share
from tests.made import assuring, measuring
from tests.unit.impact.effect_series import noisy
from tests.unit.impact.figures import body

STEPPED = noisy([100] * 27 + [60] * 20)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(effect, list(arguments))


def written(folder: Path, values: list[float], name: str = "series.csv", heading: str = "restraints") -> str:
    path = folder / name
    rows = [f"{2019 + at // 12}-{at % 12 + 1:02},{value}" for at, value in enumerate(values)]
    path.write_text("\n".join([f"month,{heading}", *rows]) + "\n")
    return str(path)


def test_json_has_the_finding_its_model_and_checks(tmp_path: Path) -> None:
    said = run(written(tmp_path, STEPPED), "--from", "2021-04-01", "--better", "down", "--json")
    assert said.exit_code == 0
    found = json.loads(said.stdout)
    assert (found["measure"], found["method"], found["outcome"]) == ("restraints", "its", "better")
    assert found["low"] < found["estimate"] < found["high"] < 0 and found["alpha"] == 0.05
    assert found["details"]["checks"]["points_before"] == 24


def test_words_say_the_same(tmp_path: Path) -> None:
    said = run(
        written(tmp_path, STEPPED), "--from", "2021-04-01", "--better", "down", "--method", "spc"
    ).output
    assert said.startswith("restraints\nFrom 1 April 2021, 20 values lie")
    assert "Better than chance explains." in said and "durbin watson" in said and "rules met" in said


def test_controls_are_compared(tmp_path: Path) -> None:
    controls = []
    for at in range(6):
        controls += ["--control", written(tmp_path, noisy([80] * 27 + [48] * 20, seed=at + 5), f"{at}.csv")]
    found = run(written(tmp_path, STEPPED), "--from", "2021-04-01", "--better", "down", "--json", *controls)
    record = json.loads(found.stdout)
    assert record["method"] == "controlled" and record["outcome"] in ("cannot_tell", "no_change")
    wrong = run(written(tmp_path, STEPPED), "--from", "2021-04-01", "--method", "spc", *controls)
    assert wrong.exit_code == 2 and "--control is for" in wrong.output


def test_look_has_its_share(tmp_path: Path) -> None:
    file = written(tmp_path, STEPPED)
    record = json.loads(run(file, "--from", "2021-04-01", "--look", "2", "--looks", "5", "--json").stdout)
    assert record["alpha"] == share(2, 5)
    assert "--look needs --looks" in run(file, "--from", "2021-04-01", "--look", "2").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "2019-06-01"), "a test needs 12 or more"),
        (("--from", "April"), "is no date"),
        (("--from", "2021-04-01", "--importance", "1"), "Invalid value"),
        ((), "Missing option '--from'"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    found = run(written(tmp_path, STEPPED), *arguments)
    assert found.exit_code != 0 and said in found.output and "Traceback" not in found.output


def test_file_that_cannot_be_read_names_it(tmp_path: Path) -> None:
    assert (
        "rolling"
        in run(written(tmp_path, STEPPED, heading="rolling 12 months"), "--from", "2021-04-01").output
    )
    assert "is not a file" in run(str(tmp_path / "none.csv"), "--from", "2021-04-01").output


@pytest.mark.django_db
def test_measure_of_the_register_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answerable.cli.effect.prepare", lambda: None)
    trust = body("ods:ZA1", "Tarn Care NHS Trust", code="ZA1")
    duty = assuring.duty(trust)
    asked = measuring.expectation([duty])
    held = measuring.measure(asked)
    claim = assuring.claim(duty)
    assert f"{trust} (proposed): Claimed as done" in run("measure", held.reference).output
    measuring.acted(held, trust, claim.claimed_on)
    test = measuring.tested(held, trust, "better")
    measuring.judgement(asked, trust)
    said = run("measure", held.reference).output
    assert f"{test.reference}, look 1, {trust}: Better than chance explains" in said
    assert "proposed" not in said and "Cannot be told" in said
    record = json.loads(run("measure", held.reference, "--json").stdout)
    assert [one["outcome"] for one in record["tests"]] == ["better"] and len(record["judgements"]) == 1
    assert "is not a reference" in run("measure", "nonsense").output
    assert "reference of another kind" in run("measure", asked.reference).output
