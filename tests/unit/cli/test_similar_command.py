"""The similar command: what a draft repeats, whom it asks and how it is worded, at the terminal."""

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from answerable.cli.similar import similar
from answerable.pipeline.index import rebuild_index
from tests import make

pytestmark = pytest.mark.django_db
DRAFT = "The Northmere Wards Trust should tell the family when leave is given."


def run(*arguments: str) -> Result:
    return CliRunner().invoke(similar, list(arguments))


@pytest.fixture
def register(tmp_path: Path, settings: object) -> str:
    """A small register; gives the reference of its one entry that is near to the draft."""
    settings.DOCUMENTS, settings.INDEX = tmp_path / "documents", tmp_path / "index"  # type: ignore[attr-defined]
    trust = make.body("Northmere Wards Trust", opened=dt.date(2012, 4, 1))
    closed = make.body("Old Northmere Trust", closed=dt.date(2012, 4, 1))
    make.succession(closed, trust, dt.date(2012, 4, 1))
    report = make.report(texts=["There was no way to tell the family when leave was given."], to=[trust])
    make.report(texts=["The lifts were slow."], area="West Fell")
    rebuild_index()
    return str(report.entries.get().reference)


def test_nearest_entry_is_shown_first_with_whom_it_asked_and_why(register: str) -> None:
    found = json.loads(run(DRAFT, "--json").stdout)["asks"][0]
    nearest = found["before"][0]
    assert nearest["reference"] == register
    assert nearest["to"] == ["Northmere Wards Trust"]
    assert "“family”" in nearest["why"] and nearest["response"] and nearest["issued_on"]


def test_keys_of_the_json_are_these(register: str) -> None:
    ask = json.loads(run(DRAFT, "--json").stdout)["asks"][0]
    assert set(ask) == {"number", "text", "asked", "checks", "before", "conflicts"}
    assert set(ask["before"][0]) == {
        "reference",
        "kind",
        "text",
        "publisher",
        "report",
        "issued_on",
        "to",
        "response",
        "response_state",
        "expectations",
        "likely",
        "likely_words",
        "why",
    }


def test_likeliest_to_ask_the_same_comes_first_and_says_so(register: str) -> None:
    before = json.loads(run(DRAFT, "--json").stdout)["asks"][0]["before"]
    assert [one["likely"] for one in before] == sorted((one["likely"] for one in before), reverse=True)
    assert before[0]["likely_words"].endswith(("the same ask", "related"))
    assert f"{before[0]['likely_words']} (" in run(DRAFT).output


def test_what_conflicts_is_shown_with_both_sentences(register: str) -> None:
    make.report(
        texts=["Observations of patients on the ward at night should respect their sleep and privacy."],
        area="South Fell",
    )
    rebuild_index()
    draft = "Staff should enter the room and check that patients are breathing on the ward at night."
    [conflict] = json.loads(run(draft, "--json").stdout)["asks"][0]["conflicts"]
    assert set(conflict) == {
        "reference",
        "tension",
        "question",
        "draft_asks",
        "entry_asks",
        "sentence",
        "other_sentence",
        "score",
        "publisher",
        "report",
        "issued_on",
        "response",
    }
    assert conflict["draft_asks"] == "Watch more closely" and conflict["sentence"] == draft
    assert "may conflict with" in run(draft).output


def test_body_is_resolved_at_today_and_a_closed_one_gives_its_successor(register: str) -> None:
    asked = json.loads(run(DRAFT, "--json").stdout)["asks"][0]["asked"][0]
    assert (asked["state"], asked["name"]) == ("now", "Northmere Wards Trust")
    asked = json.loads(run(DRAFT.replace("The North", "Old North").replace(" Wards", ""), "--json").stdout)
    gone = asked["asks"][0]["asked"][0]
    assert (gone["state"], gone["closed"]) == ("closed", "2012-04-01")
    assert [one["name"] for one in gone["successors"]] == ["Northmere Wards Trust"]


def test_words_for_people_name_each_rule_and_say_nothing_is_stored(register: str) -> None:
    said = run(DRAFT).output
    assert "Uses a verb of obligation (should)" in said and register in said
    assert "an aid" in said and "Nothing was stored" in said


def test_file_gives_the_same_as_its_text(register: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    assert run("--file", str(path), "--json").stdout == run(DRAFT, "--json").stdout


def test_concerns_are_not_asked_for_a_remedy(register: str) -> None:
    checks = json.loads(run("There was no alarm in the room.", "--concern", "--json").stdout)["asks"][0][
        "checks"
    ]
    assert {one["outcome"] for one in checks if one["rule"] in ("verb", "strength")} == {"does not apply"}


def test_absent_index_is_said(register: str, tmp_path: Path, settings: object) -> None:
    settings.INDEX = tmp_path / "none"  # type: ignore[attr-defined]
    said = run(DRAFT)
    assert said.exit_code == 0
    assert "search index is not there yet" in said.output and "Uses a verb" in said.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Alarms",), "only one word"),
        ((), "one of the two"),
        ((DRAFT, "--file", "draft.txt"), "one of the two"),
        (("--file", "nowhere.pdf"), "not a file"),
        (("--file", "."), "not a file"),
    ],
)
def test_bad_input_ends_with_a_plain_message(register: str, arguments: tuple[str, ...], message: str) -> None:
    said = run(*arguments)
    assert said.exit_code != 0
    assert message in said.output and "Traceback" not in said.output
