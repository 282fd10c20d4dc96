"""Links and themes as pages show them: confirmed first, refused never, and as they stood on a day."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.lineage.operations import Proposed, decide, decide_themes, undo
from answerable.lineage.queries import (
    LinkShown,
    links_among,
    links_of,
    populations_shown,
    scopes_of,
    settings_shown,
    themes_of,
)
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from tests import make
from tests.unit.lineage.conftest import SetClock

pytestmark = pytest.mark.django_db
ANNA, BEN = make.editor(1), make.editor(2)
DAY = dt.date(2031, 5, 6)
NEXT, LAST = DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=2)


@pytest.fixture
def entries() -> list[Entry]:
    return [make.entry(f"The alarm on ward {n} was not heard.") for n in range(4)]


def told(links: list[LinkShown]) -> list[tuple[int, str, str, str]]:
    return [(link.other.entry_id, link.relation, link.direction, link.state) for link in links]


def test_confirmed_links_come_first_and_refused_ones_not_at_all(entries: list[Entry]) -> None:
    one, two, three, four = entries
    make.suggested(
        make.link(one, two, score=0.95), make.link(three, one, score=0.6), make.link(one, four, score=0.7)
    )
    decide(by=ANNA, kind="link", entry=three, other=one, verdict="accepted")
    decide(by=ANNA, kind="link", entry=one, other=four, verdict="refused", reason="Another alarm.")
    assert told(links_of(one)) == [
        (three.pk, "same_ask", "both", "confirmed"),
        (two.pk, "same_ask", "both", "suggested"),
    ]
    assert told(links_of(four)) == []


def test_directed_link_is_told_from_either_side(entries: list[Entry]) -> None:
    one, two, three, _ = entries
    make.suggested(make.link(one, two, "narrower"))
    decide(by=ANNA, kind="link", entry=three, other=one, verdict="accepted", value="supersedes")
    narrower, superseded = links_of(two)[0], links_of(one)[0]
    assert (narrower.direction, narrower.label) == ("in", "is a broader form of")
    assert (superseded.direction, superseded.label) == ("in", "is superseded by")
    assert [link.label for link in links_of(one)] == ["is superseded by", "is a narrower form of"]
    assert links_of(three)[0].label == "supersedes"


def test_sentences_are_told_from_the_side_of_the_entry(entries: list[Entry]) -> None:
    one, two, *_ = entries
    words = {"sentence": "one's", "other_sentence": "two's", "side": "a", "other_side": "b", "shared": "x"}
    (suggestion,) = make.suggested(make.link(one, two, "contradicts", words=words))
    assert links_of(two)[0].words == {
        "sentence": "two's",
        "other_sentence": "one's",
        "side": "b",
        "other_side": "a",
        "shared": "x",
    }
    decide(by=ANNA, suggestion=suggestion, verdict="accepted")
    assert links_of(one)[0].words == words and links_of(two)[0].words["sentence"] == "two's"


def test_link_that_an_editor_turned_keeps_each_sentence_with_its_entry(entries: list[Entry]) -> None:
    one, two, *_ = entries
    words = {"sentence": "one's", "other_sentence": "two's"}
    (suggestion,) = make.suggested(make.link(one, two, "narrower", words=words))
    decide(
        by=ANNA,
        suggestion=suggestion,
        entry=two,
        other=one,
        verdict="changed",
        value="narrower",
        reason="The other way.",
    )
    assert (links_of(one)[0].direction, links_of(one)[0].words["sentence"]) == ("in", "one's")
    assert (links_of(two)[0].direction, links_of(two)[0].words["sentence"]) == ("out", "two's")


def test_links_to_withdrawn_entries_are_not_shown(entries: list[Entry]) -> None:
    one, two, *_ = entries
    make.suggested(make.link(one, two))
    withdraw_entry(by=ANNA, entry=two, why="Read twice.")
    assert links_of(one) == []


def test_only_the_relations_asked_for_are_told(entries: list[Entry]) -> None:
    one, two, three, _ = entries
    make.suggested(make.link(one, two), make.link(one, three, "contradicts"))
    assert told(links_of(one, relations=["contradicts"])) == [(three.pk, "contradicts", "both", "suggested")]


def test_many_entries_are_answered_in_three_queries(
    entries: list[Entry], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, two, three, four = entries
    make.suggested(make.link(one, two), make.link(two, three), make.link(four, one))
    with django_assert_num_queries(3):
        found = links_among([entry.pk for entry in entries])
    assert {key: len(links) for key, links in found.items()} == {
        one.pk: 2,
        two.pk: 2,
        three.pk: 1,
        four.pk: 1,
    }


def test_links_are_shown_as_they_stood_on_a_day(entries: list[Entry], clock: SetClock) -> None:
    one, two, *_ = entries
    clock(DAY)
    (suggestion,) = make.suggested(make.link(one, two))
    clock(NEXT)
    decision = decide(by=ANNA, suggestion=suggestion, verdict="refused", reason="No.")
    clock(LAST)
    undo(by=ANNA, decision=decision)
    assert links_of(one, DAY - dt.timedelta(days=1)) == []
    assert told(links_of(one, DAY)) == [(two.pk, "same_ask", "both", "suggested")]
    assert links_of(one, NEXT) == []
    assert told(links_of(one, LAST)) == told(links_of(one, DAY))


def test_link_to_an_entry_withdrawn_later_still_stood_before(entries: list[Entry], clock: SetClock) -> None:
    one, two, *_ = entries
    clock(DAY)
    make.suggested(make.link(one, two))
    clock(NEXT)
    withdraw_entry(by=ANNA, entry=two, why="Read twice.")
    assert len(links_of(one, DAY)) == 1
    assert links_of(one, NEXT) == []


def test_confirmed_themes_go_before_suggested_ones(
    entries: list[Entry], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, two, *_ = entries
    make.suggested(make.theme(one, "training", 0.9), make.theme(one, "records", 0.6))
    make.suggested(make.theme(two, "staffing", 0.6), make.theme(two, "equality", 0.8))
    decide(by=ANNA, kind="theme", entry=one, value="records", verdict="accepted")
    decide(by=ANNA, kind="theme", entry=two, value="staffing", verdict="refused", reason="No.")
    with django_assert_num_queries(2):
        found = themes_of([one, two.pk, entries[2]])
    assert [(shown.key, shown.state) for shown in found[one.pk]] == [
        ("records", "confirmed"),
        ("training", "suggested"),
    ]
    assert [shown.key for shown in found[two.pk]] == ["equality"]
    assert found[entries[2].pk] == []
    records = found[one.pk][0]
    assert (records.name, records.families, records.score, records.words) == (
        "Records",
        ("risk",),
        0.6,
        ["alarm"],
    )


def test_themes_are_shown_as_they_stood_on_a_day(entries: list[Entry], clock: SetClock) -> None:
    one = entries[0]
    clock(DAY)
    make.suggested(make.theme(one, "training"), make.theme(one, "records"))
    clock(NEXT)
    decide_themes(by=ANNA, entry=one, themes=["records", "staffing"])
    assert {(each.key, each.state) for each in themes_of([one], DAY)[one.pk]} == {
        ("training", "suggested"),
        ("records", "suggested"),
    }
    assert {(each.key, each.state) for each in themes_of([one], NEXT)[one.pk]} == {
        ("records", "confirmed"),
        ("staffing", "confirmed"),
    }


def test_settings_populations_and_scopes_are_shown_alike(entries: list[Entry]) -> None:
    one, two, *_ = entries
    make.suggested(
        Proposed("setting", "prison", 0.8, ["hmp"], entry=one),
        Proposed("population", "children", 0.9, ["child"], entry=one),
        Proposed("scope", "likely", 0.6, ["ward"], report=one.report),
    )
    decide(by=ANNA, kind="scope", report=one.report, verdict="changed", value="yes", reason="A ward.")
    assert [shown.name for shown in settings_shown([one])[one.pk]] == ["Prison"]
    assert [shown.name for shown in populations_shown([one, two])[one.pk]] == ["Children and young people"]
    assert populations_shown([two]) == {two.pk: []}
    found = scopes_of([one.report, two.report])
    assert {key: (shown.key, shown.state) for key, shown in found.items()} == {
        one.report_id: ("yes", "confirmed")
    }
