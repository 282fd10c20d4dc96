"""What the review desk offers: the least sure first, some sure ones, a tenth twice, no item to two people."""

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.lineage.models import Suggestion
from answerable.lineage.operations import Proposed, decide, decide_themes, take_hold, undo
from answerable.lineage.queries import (
    open_links,
    open_themes,
    open_values,
    read_twice,
    second_links,
    second_themes,
    undecided,
)
from answerable.lineage.queries.desk import SURE, SURE_EVERY
from answerable.lineage.subjects import themes_item
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from tests import make

pytestmark = pytest.mark.django_db
ANNA, BEN, CARA = make.editor(1), make.editor(2), make.editor(3)


def links(*scores: float, scope: str = "no") -> list[Suggestion]:
    """A link of two entries of their own for every score."""
    proposed = [make.link(make.entry(scope=scope), make.entry(), score=score) for score in scores]
    made = {row.subject: row for row in make.suggested(*proposed)}
    wanted = {(each.entry.pk, each.other.pk) for each in proposed}  # type: ignore[union-attr]
    rows = [row for row in made.values() if (row.entry_id, row.other_id) in wanted]
    return sorted(rows, key=lambda row: scores.index(row.score))


def offered(**wanted: object) -> list[float]:
    return [item.suggestion.score for item in open_links(**wanted) if item.suggestion]  # type: ignore[arg-type]


class TestLinks:
    def test_the_least_sure_come_first(self) -> None:
        links(0.9, 0.45, 0.2, 0.6, 0.52)
        assert offered() == [0.52, 0.45, 0.6, 0.2, 0.9]

    def test_reports_in_scope_weigh_more(self) -> None:
        links(0.52)
        links(0.6, scope="yes")
        assert offered() == [0.6, 0.52]

    def test_entries_on_which_more_hangs_weigh_more(self) -> None:
        links(0.52)
        hub = make.entry()
        make.suggested(
            *(make.link(hub, make.entry(), score=score) for score in (0.6, 0.95, 0.96, 0.97, 0.98))
        )
        assert offered()[:2] == [0.6, 0.52]

    def test_every_tenth_decided_is_a_sure_one(self) -> None:
        unsure = links(*(0.5 + n / 1000 for n in range(12)))
        sure = links(0.99, 0.98)
        first = open_links(limit=SURE_EVERY + 2)
        assert [item.sure for item in first] == [False] * (SURE_EVERY - 1) + [True, False, False]
        for row in unsure[: SURE_EVERY - 1]:
            decide(by=ANNA, suggestion=row, verdict="accepted")
        (item,) = open_links(limit=1)
        assert item.sure and item.suggestion in sure

    def test_sure_ones_are_drawn_in_an_order_that_is_fixed_and_not_by_score(self) -> None:
        # Twelve are sampled, so that an order by their scattered keys is in line with the scores once in
        # 240 million runs, and not once in some hundred.
        links(*(SURE + n / 2000 for n in range(120)))
        drawn = offered(limit=120)
        assert drawn == offered(limit=120)
        sampled = [score for place, score in enumerate(drawn) if place % SURE_EVERY == SURE_EVERY - 1]
        assert sampled not in (sorted(sampled), sorted(sampled, reverse=True))

    def test_likeliest_first_on_request_and_by_relation(self) -> None:
        links(0.3, 0.8)
        one, two = make.entry(), make.entry()
        make.suggested(make.link(one, two, "contradicts", 0.7))
        assert offered(surest_first=True) == [0.8, 0.7, 0.3]
        assert offered(relations=["contradicts"]) == [0.7]

    def test_what_is_decided_or_withdrawn_or_held_by_another_is_not_offered(self) -> None:
        decided, withdrawn, held, own = links(0.51, 0.52, 0.53, 0.54)
        decision = decide(by=ANNA, suggestion=decided, verdict="accepted")
        assert withdrawn.other is not None
        withdraw_entry(by=ANNA, entry=withdrawn.other, why="Read twice.")
        take_hold(by=BEN, item=held.subject)
        take_hold(by=ANNA, item=own.subject)
        assert offered(editor="person:1") == [0.54]
        assert offered(editor="person:2") == [0.53]
        undo(by=ANNA, decision=decision)
        assert offered(editor="person:1") == [0.51, 0.54]

    def test_item_shows_both_texts_and_names_what_is_held(self) -> None:
        one, other = make.entry("The alarm was not heard."), make.entry("Nobody heard the alarm.")
        make.suggested(make.link(one, other))
        (item,) = open_links()
        assert (item.left.text, item.right.text) == ("The alarm was not heard.", "Nobody heard the alarm.")
        assert item.suggestion is not None and item.item == item.suggestion.subject

    def test_many_take_few_queries(self, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        links(*(0.3 + n / 100 for n in range(40)))
        with django_assert_max_num_queries(9):
            assert len(open_links(editor="person:1", limit=20)) == 20


class TestThemes:
    def test_entry_comes_by_its_least_sure_theme_with_all_that_are_open(self) -> None:
        one, two, three = (make.entry() for _ in range(3))
        make.suggested(make.theme(one, "training", 0.95), make.theme(one, "records", 0.6))
        make.suggested(make.theme(two, "training", 0.55), make.theme(three, "staffing", 0.8))
        items = open_themes()
        assert [item.version.entry for item in items] == [two, one, three]
        assert [row.value for row in items[1].suggestions] == ["training", "records"]
        assert items[0].item == themes_item(two)

    def test_decided_withdrawn_and_held_entries_are_not_offered(self) -> None:
        decided, withdrawn, held = (make.entry() for _ in range(3))
        for entry in (decided, withdrawn, held):
            make.suggested(make.theme(entry, "training", 0.6))
        decide_themes(by=ANNA, entry=decided, themes=[])
        withdraw_entry(by=ANNA, entry=withdrawn, why="Read twice.")
        take_hold(by=BEN, item=themes_item(held))
        assert open_themes(editor="person:1") == []
        assert [item.version.entry for item in open_themes(editor="person:2")] == [held]

    def test_every_tenth_entry_is_one_of_which_the_machine_is_sure(self) -> None:
        unsure = [make.entry() for _ in range(10)]
        make.suggested(*(make.theme(entry, "training", 0.55) for entry in unsure))
        sure, mixed = make.entry(), make.entry()
        make.suggested(make.theme(sure, "records", 0.97))
        make.suggested(make.theme(mixed, "records", 0.98), make.theme(mixed, "training", 0.7))
        items = open_themes(limit=12)
        assert [item.version.entry for item in items if item.sure] == [sure]
        assert items[SURE_EVERY - 1].sure


def test_values_are_offered_least_sure_first() -> None:
    entry = make.entry()
    make.suggested(
        Proposed("population", "children", 0.9, ["child"], entry=entry),
        Proposed("population", "women", 0.6, ["women"], entry=entry),
        Proposed("scope", "yes", 0.4, ["ward"], report=entry.report),
    )
    assert [row.value for row in open_values("population")] == ["women", "children"]
    assert [row.value for row in open_values("scope")] == ["yes"]
    assert undecided("population", ["women"]).get().score == 0.6


def decided_pairs(count: int) -> list[Suggestion]:
    """Links that Anna has decided."""
    rows = links(*(0.5 + n / 10000 for n in range(count)))
    for row in rows:
        decide(by=ANNA, suggestion=row, verdict="accepted")
    return rows


class TestSecondReadings:
    def test_a_tenth_is_chosen_by_its_name_alone(self) -> None:
        chosen = sum(read_twice(f"link:E-{n:010d}:E-{n + 1:010d}") for n in range(20_000))
        assert 1_850 < chosen < 2_150

    def test_they_are_offered_to_others_once_and_show_no_answer(self) -> None:
        rows = decided_pairs(40)
        wanted = {row.subject for row in rows if read_twice(row.subject)}
        assert wanted, "of forty, some are chosen"
        items = second_links(editor="person:2")
        assert {item.subject for item in items} == wanted
        assert all(item.second and item.suggestion is not None for item in items)
        assert second_links(editor="person:1") == [], "the first answer is hers"
        shown = items[0].suggestion
        assert shown is not None
        decide(by=BEN, suggestion=shown, verdict="refused", reason="No.", second=True)
        assert shown.subject not in {item.subject for item in second_links(editor="person:3")}
        for other in items[1:]:
            take_hold(by=CARA, item=other.item)
        assert second_links(editor="person:2") == []

    def test_themes_are_offered_by_entry_with_what_was_suggested(self) -> None:
        entries: list[Entry] = []
        while sum(read_twice(themes_item(entry)) for entry in entries) < 2:
            entries.append(make.entry())
        make.suggested(*(make.theme(entry, "training") for entry in entries))
        for entry in entries:
            decide_themes(by=ANNA, entry=entry, themes=["records"])
        chosen = [entry for entry in entries if read_twice(themes_item(entry))]
        items = second_themes(editor="person:2")
        assert [item.version.entry for item in items] == chosen
        assert [row.value for row in items[0].suggestions] == ["training"]
        assert second_themes(editor="person:1") == []
        decide_themes(by=BEN, entry=chosen[0], themes=["training"], second=True)
        assert [item.version.entry for item in second_themes(editor="person:3")] == chosen[1:]
