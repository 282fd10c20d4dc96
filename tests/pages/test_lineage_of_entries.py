"""What was said before, on the pages of entries."""

import json

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.lineage.models import Expectation, ExpectationChange, Suggestion
from answerable.lineage.operations import (
    add_entries,
    remove_entries,
)
from answerable.register.models import Entry
from answerable.website.presenters.accuracy import accuracy
from tests import make
from tests.pages.page_tools import json_of, text_of
from tests.pages.world import World

pytestmark = pytest.mark.django_db


def test_changes_to_entries_are_told(browser: Client, world: World) -> None:
    adopted = Expectation.objects.get(reference=world.expectation)
    other = Entry.objects.filter(report__reference=world.inquiry).first()
    assert other is not None
    add_entries(by=make.editor(), expectation=adopted, entries=[other], reason="It asks it too.")
    remove_entries(by=make.editor(), expectation=adopted, entries=[other], reason="On reflection not.")
    text = text_of(browser, f"/expectations/{world.expectation}")
    assert "Entries added, by an editor" in text and "Why: On reflection not." in text


def test_entry_shows_confirmed_and_suggested_apart_and_how_often_the_program_is_right(
    browser: Client, world: World
) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    confirmed, event = text.index("Confirmed by a person"), text.index("About the same event")
    assert confirmed < text.index("Asks the same: confirmed by a person") < event
    assert "Is about the same event: suggested by a program: likely (0.80)" in text
    assert "No response identified in the sources checked, as at 31 March 2024" in text
    other = Entry.objects.get(report__reference=world.report, position="2")
    text = text_of(browser, f"/entries/{other.reference}")
    assert "Suggested by a program" in text and "Overlaps with this: suggested by a program: perhaps" in text
    assert accuracy().links in text and accuracy().likely_links in text


def test_links_less_likely_than_not_and_candidates_for_contradictions_are_shown_nowhere(
    browser: Client, world: World
) -> None:
    hidden = Suggestion.objects.filter(kind="link", score__lt=0.5).get()
    candidate = Suggestion.objects.get(value="contradicts")
    assert hidden.other is not None and candidate.other is not None
    record = json_of(browser, f"/entries/{world.entry}.json")["lineage"]
    assert hidden.other.reference not in json.dumps(record["links"])
    assert candidate.other.reference not in json.dumps(record)
    html = browser.get(f"/entries/{world.entry}").content.decode()
    assert f"/entries/{hidden.other.reference}" not in html
    assert "contradicts" not in json.dumps(record["links"])


def test_themes_say_whose_word_they_are_and_refused_ones_are_gone(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    assert "Observation (confirmed by a person; from the words: alarm)" in text
    record = json_of(browser, f"/entries/{world.entry}.json")["lineage"]
    assert [(one["key"], one["state"]) for one in record["themes"]] == [("observation", "confirmed")]


def test_conflict_is_told_on_the_entry_with_its_state(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    assert "This conflicts with another entry." in text and "A body is named to resolve it" in text
    record = json_of(browser, f"/entries/{world.entry}.json")["lineage"]
    assert [one["reference"] for one in record["contradictions"]] == [world.contradiction]


def test_lists_carry_themes_and_expectations_but_no_links(browser: Client, world: World) -> None:
    found = json_of(browser, "/search.json?theme=observation")["results"]
    [mine] = [one for one in found if one["reference"] == world.entry]
    assert [one["key"] for one in mine["lineage"]["themes"]] == ["observation"]
    assert [one["reference"] for one in mine["lineage"]["expectations"]] == [world.expectation]
    assert "links" not in mine["lineage"]


def test_theme_and_said_before_are_facets_that_count_right(browser: Client, world: World) -> None:
    page = LexborHTMLParser(browser.get("/search").content.decode())
    facets = page.css_first(".app-facets")
    assert facets is not None
    text = " ".join(facets.text(separator=" ").split())
    assert "Worked out by a program" in text and "Part of a draft group made by a program" in text
    assert json_of(browser, "/search.json?theme=observation")["total"] == 2
    assert json_of(browser, "/search.json?said-before=adopted")["total"] == 3
    assert json_of(browser, "/search.json?said-before=draft")["total"] == 2


def test_history_of_changes_names_no_person(browser: Client, world: World) -> None:
    assert ExpectationChange.objects.filter(decided_by__startswith="person:").exists()
    for href in (f"/expectations/{world.expectation}", f"/cross-purposes/{world.contradiction}"):
        assert "person:" not in browser.get(href).content.decode()
