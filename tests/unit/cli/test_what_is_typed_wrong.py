"""What is typed wrong: each command says what is wrong and what to do, and writes nothing by halves."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from answerable.cli import main
from answerable.core.calendar import today
from answerable.pipeline.outcome import Outcome
from tests import make
from tests.made import overseeing as made

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("people", "add", "ada@example.org", "--address", "javascript:x"), "--address 'javascript:x'"),
        (("names", "--words"), "give both"),
        (("daily", "--dry-run", "--on", "9999-12-31"), "too far ahead"),
        (("serve", "--host", "nowhere.invalid"), "Choose another with --host"),
        (("report", "national", "--out", "{folder}/held.pdf"), "is a folder"),
        (("replies", "read", "{file}", "--report", "R-1", "--date", "9000-01-01"), "still to come"),
        (("evaluate", "replies", "{file}"), "can't be read as text"),
        (("evaluate", "addressees", "{json}"), "expected a JSON object"),
        (("statuses", "terms", "no-such"), "no-such"),
    ],
)
def test_wrong_arguments_are_told_in_plain_words(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "held.pdf").mkdir()
    (tmp_path / "bytes").write_bytes(b"\x9f\x00\xff")
    (tmp_path / "half.json").write_text('{"a":')
    places = {"folder": tmp_path, "file": tmp_path / "bytes", "json": tmp_path / "half.json"}
    told = CliRunner().invoke(main, [one.format(**places) for one in arguments])
    assert told.exit_code in (1, 2) and isinstance(told.exception, SystemExit)
    assert said in told.output and "Error('" not in told.output
    assert {path.name for path in tmp_path.iterdir()} == {"held.pdf", "bytes", "half.json"}


def test_report_that_cannot_be_kept_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made.duty(make.body("Trust"))
    CliRunner().invoke(main, ["figures"])

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    out = tmp_path / "n.json"
    told = CliRunner().invoke(main, ["report", "national", "--out", str(out), "--to", str(today())])
    assert told.exit_code == 1 and f"{out} cannot be written: No space left" in told.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("HARVEST", ("nowhere",), "ANSWERABLE_HARVEST: There is no source"),
        ("BULK", "{file}/x", "ANSWERABLE_BULK"),
    ],
)
def test_wrong_setting_stops_the_daily_job_before_it_begins(
    setting: str, value: object, said: str, tmp_path: Path, settings: object
) -> None:
    (tmp_path / "file").touch()
    given = value.format(file=tmp_path / "file") if isinstance(value, str) else value
    setattr(settings, setting, given)
    told = CliRunner().invoke(main, ["daily"])
    assert told.exit_code == 1 and said in told.output and "scan" not in told.stdout


def test_terms_of_other_registers_are_listed() -> None:
    assert CliRunner().invoke(main, ["statuses", "terms"]).exit_code == 0


def test_one_of_a_kind_is_counted_as_one() -> None:
    said = Outcome(documents=1, reports=1, entries=2, duties=1, new_reports=1, replies=1).in_words()
    assert said.startswith("1 document: 1 report, 2 entries, 1 duty. New: 1 report, 0 entries.")
    assert "1 published reply. New or changed: 0." in said
