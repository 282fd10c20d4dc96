"""The bulk files on what was said before: labelled, and without what is for editors alone."""

import csv
import json
from pathlib import Path

import pytest

from answerable.core.actors import RELATE
from answerable.lineage.models import Suggestion
from answerable.lineage.operations import (
    Draft,
    decide,
    make_expectation,
    open_contradiction,
    propose_expectation,
    refuse_draft,
)
from answerable.pipeline.export import export_to
from tests import make

pytestmark = pytest.mark.django_db


def rows(directory: Path, name: str) -> list[dict[str, str]]:
    with (directory / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    lines = (directory / f"{name}.jsonl").read_text().splitlines()
    assert len(lines) == len(found) and all(json.loads(line) for line in lines)
    return found


def test_files_hold_what_pages_show_and_say_whose_word_it_is(tmp_path: Path) -> None:
    one, two, three = (make.entry(text) for text in ("Fit alarms.", "Fit bells.", "Let people sleep."))
    make.suggested(
        make.link(one, two, score=0.9),
        make.link(one, three, "overlaps", score=0.4),
        make.link(two, three, "contradicts", score=0.9),
        make.theme(one, "training"),
        make.theme(two, "training"),
        make.theme(three, "training"),
    )
    themes = {row.entry_id: row for row in Suggestion.objects.filter(kind="theme")}
    decide(by=make.editor(), verdict="accepted", suggestion=themes[one.pk])
    decide(by=make.editor(), verdict="refused", suggestion=themes[two.pk], reason="It is about bells.")
    made = make_expectation(by=make.editor(), text="Fit alarms", entries=[one, two])
    gone = propose_expectation(by=RELATE, draft=Draft("Alarms", [one, three]), method="grouping/1")
    refuse_draft(by=make.editor(), expectation=gone, reason="They differ.")
    conflict = open_contradiction(by=make.editor(), entry=two, other=three, subject="nights")
    manifest = export_to(tmp_path)
    assert {"expectations.csv", "themes.jsonl", "links.csv", "contradictions.csv"} <= set(manifest["files"])
    assert [(row["entry"], row["state"]) for row in rows(tmp_path, "themes")] == [
        (one.reference, "confirmed"),
        (three.reference, "suggested"),
    ]
    [link] = rows(tmp_path, "links")
    assert {link["entry"], link["other_entry"]} == {one.reference, two.reference}
    assert (link["relation"], link["state"], link["score"]) == ("same_ask", "suggested", "0.9")
    [expectation] = rows(tmp_path, "expectations")
    assert (expectation["expectation"], expectation["state"], expectation["reports"]) == (
        made.reference,
        "adopted",
        "2",
    )
    [contradiction] = rows(tmp_path, "contradictions")
    assert (contradiction["contradiction"], contradiction["state"]) == (conflict.reference, "open")
