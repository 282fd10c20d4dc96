"""What the machine proposes: a newer reading replaces an older one, and what people settled stays settled."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from answerable.core.actors import RELATE, NotPermittedError
from answerable.ledger.models import Event
from answerable.lineage.models import Run, Suggestion
from answerable.lineage.operations import (
    LineageError,
    Proposed,
    begin_run,
    decide,
    finish_run,
    record_suggestions,
    undo,
    withdraw_suggestions,
)
from answerable.lineage.queries import undecided
from answerable.lineage.subjects import (
    link_subject,
    population_subject,
    scope_subject,
    setting_subject,
    theme_subject,
)
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from tests import make

pytestmark = pytest.mark.django_db
ANNA = make.editor()


@pytest.fixture
def pair() -> tuple[Entry, Entry]:
    return make.entry("The alarm was not heard."), make.entry("Nobody heard the alarm.")


def record(*proposed: Proposed, version: str = "1") -> int:
    run = begin_run(by=RELATE, method={"test": version})
    return record_suggestions(by=RELATE, run=run, method="test", version=version, proposed=proposed)


def current() -> Suggestion:
    return Suggestion.objects.get(superseded_at__isnull=True)


def test_each_kind_has_its_subject(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    about: dict[str, Any] = {"score": 0.5, "words": ["ward"], "entry": one}
    added = record(
        make.link(*pair),
        make.theme(one, "training"),
        Proposed(kind="setting", value="prison", **about),
        Proposed(kind="population", value="children", **about),
        Proposed(kind="scope", value="yes", score=0.6, words=["ward"], report=one.report),
    )
    assert added == 5
    assert set(Suggestion.objects.values_list("subject", flat=True)) == {
        link_subject(other, one),
        theme_subject(one, "training"),
        setting_subject(one, "prison"),
        population_subject(one, "children"),
        scope_subject(one.report),
    }


def test_rows_may_be_named_by_their_keys(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    record(Proposed(kind="link", value="overlaps", score=0.4, words={}, entry=other.pk, other=one.pk))
    assert current().subject == link_subject(one, other) and current().entry == other


def test_run_says_of_what_it_is_made_and_what_it_gave(pair: tuple[Entry, Entry]) -> None:
    run = begin_run(by=RELATE, method={"judge": "repeats/2", "themes": "themes/1"})
    record_suggestions(by=RELATE, run=run, method="judge", version="2", proposed=[make.link(*pair)])
    finish_run(by=RELATE, run=run, entries=2)
    held = Run.objects.get()
    assert (held.entries, held.suggestions, held.method["judge"]) == (2, 1, "repeats/2")
    assert held.finished_at is not None
    kinds = list(Event.objects.filter(subject=f"run:{run.pk}").values_list("kind", flat=True))
    assert kinds == ["suggesting.begun", "suggestions.recorded", "suggesting.finished"]


def test_log_keeps_counts_and_a_digest_that_changes_with_the_rows(pair: tuple[Entry, Entry]) -> None:
    record(make.link(*pair, score=0.7), make.theme(pair[0], "training"))
    record(make.link(*pair, score=0.8))
    first, second = Event.objects.filter(kind="suggestions.recorded")
    assert first.payload["added"] == 2 and first.payload["kinds"] == {"link": 1, "theme": 1}
    assert len(first.payload["digest"]) == 64 != second.payload["digest"]


def test_same_reading_again_adds_nothing_and_writes_no_event(pair: tuple[Entry, Entry]) -> None:
    record(make.link(*pair, score=0.7001))
    events = Event.objects.filter(kind="suggestions.recorded").count()
    assert record(make.link(*pair, score=0.7003)) == 0
    assert record(make.link(pair[1], pair[0], score=0.7)) == 0, "both ask the same, whichever is named first"
    assert Event.objects.filter(kind="suggestions.recorded").count() == events


@pytest.mark.parametrize(
    ("relation", "score", "version"),
    [
        ("overlaps", 0.7, "1"),
        ("same_ask", 0.71, "1"),
        ("same_ask", 0.7, "2"),
    ],
)
def test_newer_reading_takes_the_place_of_the_older(
    pair: tuple[Entry, Entry], relation: str, score: float, version: str
) -> None:
    record(make.link(*pair, score=0.7))
    old = current()
    assert record(make.link(*pair, relation, score), version=version) == 1
    old.refresh_from_db()
    assert old.superseded_at is not None and old.superseded_why == "newer reading"
    assert (current().value, current().score, current().version) == (relation, score, version)


def test_directed_link_the_other_way_round_is_another_reading(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    record(make.link(one, other, "narrower"))
    assert record(make.link(one, other, "narrower")) == 0
    assert record(make.link(other, one, "narrower")) == 1
    assert current().entry == other


def test_of_two_proposals_on_one_subject_the_surest_counts(pair: tuple[Entry, Entry]) -> None:
    assert record(make.link(*pair, "overlaps", 0.4), make.link(pair[1], pair[0], "same_ask", 0.6)) == 1
    assert current().value == "same_ask"


@pytest.mark.parametrize("verdict", ["accepted", "refused"])
def test_settled_subject_does_not_come_back(pair: tuple[Entry, Entry], verdict: str) -> None:
    record(make.link(*pair))
    decide(by=ANNA, suggestion=current(), verdict=verdict, reason="Another thing is asked.")
    assert record(make.link(*pair, "overlaps", 0.99), version="9") == 0
    assert not undecided("link").exists()


def test_pair_that_an_editor_refused_unasked_is_never_proposed(pair: tuple[Entry, Entry]) -> None:
    decide(by=ANNA, kind="link", entry=pair[0], other=pair[1], verdict="refused", reason="They differ.")
    assert record(make.link(*pair)) == 0


def test_subject_whose_decision_was_taken_back_may_be_proposed_anew(pair: tuple[Entry, Entry]) -> None:
    record(make.link(*pair))
    decision = decide(by=ANNA, suggestion=current(), verdict="refused", reason="No.")
    undo(by=ANNA, decision=decision)
    assert undecided("link").get().value == "same_ask"
    assert record(make.link(*pair, "overlaps"), version="2") == 1
    assert undecided("link").get().value == "overlaps"


def test_entries_that_were_withdrawn_get_no_suggestion(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    withdraw_entry(by=ANNA, entry=other, why="Read twice.")
    assert record(make.link(one, other), make.theme(one, "training"), make.theme(other, "training")) == 1
    assert current().subject == theme_subject(one, "training")


def test_suggestions_of_an_entry_are_taken_back_on_either_side_of_a_link(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    record(make.link(one, other), make.theme(other, "training"), make.theme(one, "training"))
    assert withdraw_suggestions(by=RELATE, entries=[other], why="The entry was withdrawn.") == 2
    assert current().subject == theme_subject(one, "training")
    assert withdraw_suggestions(by=RELATE, entries=[other], why="Again.") == 0
    assert Event.objects.get(kind="suggestions.withdrawn").payload["suggestions"] == 2


def test_newer_reading_spares_what_it_still_proposes(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    record(make.link(one, other), make.theme(one, "training"), make.theme(one, "records"))
    keep = {theme_subject(one, "records")}
    assert (
        withdraw_suggestions(by=RELATE, entries=[one], why="Not proposed now.", kinds=["theme"], keep=keep)
        == 1
    )
    assert set(Suggestion.objects.filter(superseded_at__isnull=True).values_list("kind", "value")) == {
        ("link", "same_ask"),
        ("theme", "records"),
    }


def test_proposals_that_make_no_sense_are_refused_whole(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    nowhere = Proposed(kind="theme", value="training", score=0.5, words=[], entry=10**9)
    for proposed, message in [
        (make.link(one, other, score=1.2), "from 0 to 1"),
        (make.link(one, one), "two different entries"),
        (nowhere, "no row"),
        (Proposed(kind="scope", value="yes", score=0.5, words=[], entry=one), "of a scope on one report"),
    ]:
        with pytest.raises(LineageError, match=message):
            record(make.theme(one, "training"), proposed)
    assert not Suggestion.objects.exists()


def test_only_the_machine_records_suggestions(pair: tuple[Entry, Entry]) -> None:
    run = begin_run(by=RELATE, method={})
    with pytest.raises(NotPermittedError):
        record_suggestions(by=ANNA, run=run, method="x", version="1", proposed=[make.link(*pair)])


def test_database_allows_one_current_suggestion_a_subject(pair: tuple[Entry, Entry]) -> None:
    record(make.link(*pair))
    held = current()
    held.pk, held._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save()
    held.superseded_at = dt.datetime.now(dt.UTC)
    held.save()


def test_thousands_are_recorded_in_one_call() -> None:
    entries = [make.report(texts=[f"Concern {n} of {k}." for n in range(50)]) for k in range(4)]
    keys = list(Entry.objects.filter(report__in=entries).values_list("pk", flat=True))
    proposed = [
        Proposed(kind="link", value="overlaps", score=0.5, words={}, entry=a, other=b)
        for at, a in enumerate(keys)
        for b in keys[at + 1 : at + 13]
    ]
    assert len(proposed) > 2000
    assert record(*proposed) == len(proposed)
    assert record(*proposed) == 0
