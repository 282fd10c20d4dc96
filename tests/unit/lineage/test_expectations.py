"""Expectations are drafted by the machine, made and changed by people, and every change is a dated row."""

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.core.actors import RELATE, NotPermittedError
from answerable.core.references import BadReferenceError, parse_reference
from answerable.ledger.models import Event
from answerable.lineage.models import Expectation, ExpectationChange, Serving, Standing
from answerable.lineage.operations import (
    Draft,
    ExpectationError,
    RefusedGroupError,
    add_entries,
    adopt_expectation,
    extend_draft,
    make_expectation,
    merge_expectations,
    propose_expectation,
    propose_expectations,
    refuse_draft,
    remove_entries,
    retire_drafts,
    retire_expectation,
    reword_expectation,
    split_expectation,
)
from answerable.lineage.queries import (
    changes_of,
    entries_serving,
    expectation_by_reference,
    expectations_of,
)
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from tests import make

pytestmark = pytest.mark.django_db
ANNA, BEN = make.editor(1), make.editor(2)
TEXT = "Every ward can call for help from every room"


@pytest.fixture
def asks() -> list[Entry]:
    return [make.entry(f"The alarm on ward {n} was not heard.") for n in range(4)]


@pytest.fixture
def draft(asks: list[Entry]) -> Expectation:
    return propose(asks[:3])


def propose(entries: list[Entry], text: str = TEXT) -> Expectation:
    return propose_expectation(by=RELATE, draft=Draft(text, entries), method="groups/1")


def shown(expectation: Expectation) -> tuple[str, str, set[int]]:
    """Its state, words and entries as they stand."""
    found = expectation_by_reference(expectation.reference)
    assert found is not None
    return found.state, found.text, {each.version.entry_id for each in entries_serving(expectation.pk)}


def keys(entries: list[Entry]) -> set[int]:
    return {entry.pk for entry in entries}


class TestMachine:
    def test_group_becomes_a_draft_with_its_method_and_scores(self, asks: list[Entry]) -> None:
        group = Draft(TEXT, asks[:2], scores={asks[0].pk: 0.91})
        made = propose_expectation(by=RELATE, draft=group, method="groups/1")
        assert shown(made) == ("draft", TEXT, keys(asks[:2]))
        assert made.origin == "machine" and parse_reference(made.reference, "X") == made.reference
        rows = Serving.objects.filter(expectation=made).order_by("entry_id")
        assert [(row.method, row.score) for row in rows] == [("groups/1", 0.91), ("groups/1", None)]
        event = Event.objects.get(kind="expectation.proposed")
        assert event.payload["entries"] == sorted(entry.reference for entry in asks[:2])

    def test_same_group_has_the_same_reference_everywhere_and_another_when_that_is_taken(
        self, asks: list[Entry]
    ) -> None:
        first = propose(asks[:2])
        retire_drafts(by=RELATE, expectations=[first], why="Grouped anew.")
        again = propose(list(reversed(asks[:2])), "In other words")
        assert again.reference != first.reference
        Expectation.objects.filter(pk=first.pk).update(reference="X-0000000000")
        assert propose(asks[:2]).reference == first.reference

    def test_many_are_kept_at_once_without_those_refused(self, asks: list[Entry]) -> None:
        refuse_draft(by=ANNA, expectation=propose(asks[:2]), reason="Two different alarms.")
        made = propose_expectations(
            by=RELATE, drafts=[Draft(TEXT, asks[:2]), Draft(TEXT, asks[1:])], method="groups/2"
        )
        assert made[0] is None and made[1] is not None

    def test_of_many_a_group_that_withdrawals_left_alone_is_not_kept(self, asks: list[Entry]) -> None:
        withdraw_entry(by=ANNA, entry=Entry.objects.get(pk=asks[0].pk), why="Read twice.")
        alone, rest, again = propose_expectations(
            by=RELATE,
            drafts=[Draft("Alone", asks[:2]), Draft("The rest", asks[:3]), Draft("The rest", asks[:3])],
            method="groups/2",
        )
        assert alone is None and rest is not None and again is not None
        assert shown(rest)[2] == keys(asks[1:3]) and rest.reference != again.reference
        assert Event.objects.filter(kind="expectation.proposed").count() == 2

    def test_of_many_one_that_mixes_made_up_entries_is_refused_with_all(self, asks: list[Entry]) -> None:
        mixed = Draft("Mixed", [asks[0], make.entry(fictional=True)])
        with pytest.raises(ExpectationError, match="do not mix"):
            propose_expectations(by=RELATE, drafts=[Draft(TEXT, asks), mixed], method="groups/2")
        assert not Expectation.objects.exists()

    def test_many_take_as_many_queries_as_one(
        self, asks: list[Entry], django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        drafts = [Draft(f"Group {n}", asks[n % 2 : n % 2 + 3]) for n in range(30)]
        with django_assert_max_num_queries(16):
            made = propose_expectations(by=RELATE, drafts=drafts, method="groups/2")
        assert len({each.reference for each in made if each}) == 30

    def test_refused_group_does_not_come_back_but_a_larger_one_may(self, asks: list[Entry]) -> None:
        refused = propose(asks[:2])
        refuse_draft(by=ANNA, expectation=refused, reason="Two different alarms.")
        with pytest.raises(RefusedGroupError, match=refused.reference):
            propose(list(reversed(asks[:2])))
        assert shown(propose(asks[:3]))[0] == "draft"

    @pytest.mark.parametrize(
        ("text", "count", "message"),
        [
            ("  ", 2, "plain words"),
            ("x" * 401, 2, "401 characters long; 400"),
            (TEXT, 1, "at least two"),
            (TEXT, 0, "at least one"),
        ],
    )
    def test_group_that_is_none_is_refused(
        self, asks: list[Entry], text: str, count: int, message: str
    ) -> None:
        with pytest.raises(ExpectationError, match=message):
            propose(asks[:count], text)
        assert not Expectation.objects.exists() and not ExpectationChange.objects.exists()

    def test_draft_grows_but_not_by_what_an_editor_took_out(
        self, draft: Expectation, asks: list[Entry]
    ) -> None:
        remove_entries(by=ANNA, expectation=draft, entries=[asks[0]], reason="Another alarm.")
        assert extend_draft(by=RELATE, expectation=draft, entries=asks, method="groups/2") == 1
        assert shown(draft)[2] == keys(asks[1:])
        assert extend_draft(by=RELATE, expectation=draft, entries=asks, method="groups/2") == 0

    def test_only_people_add_to_an_adopted_one(self, draft: Expectation, asks: list[Entry]) -> None:
        adopt_expectation(by=ANNA, expectation=draft)
        with pytest.raises(ExpectationError, match="has been adopted"):
            extend_draft(by=RELATE, expectation=draft, entries=asks, method="groups/2")
        with pytest.raises(NotPermittedError):
            add_entries(by=RELATE, expectation=draft, entries=asks)

    def test_drafts_it_no_longer_makes_are_retired_but_not_those_that_people_touched(
        self, draft: Expectation, asks: list[Entry]
    ) -> None:
        adopted, touched = propose(asks[:2]), propose(asks[2:])
        adopt_expectation(by=ANNA, expectation=adopted)
        reword_expectation(by=ANNA, expectation=touched, text="In an editor's words")
        assert retire_drafts(by=RELATE, expectations=[draft, adopted, touched], why="Grouped anew.") == 1
        assert [shown(each)[0] for each in (draft, adopted, touched)] == ["retired", "adopted", "draft"]
        assert retire_drafts(by=RELATE, expectations=[draft], why="Again.") == 0


class TestPeople:
    def test_editor_makes_one(self, asks: list[Entry]) -> None:
        made = make_expectation(by=ANNA, text=f"  {TEXT}\n", note="Wards only.", entries=asks[:1])
        assert shown(made) == ("adopted", TEXT, keys(asks[:1]))
        assert made.origin == "person"
        found = expectation_by_reference(made.reference)
        assert found is not None and found.note == "Wards only."
        assert Event.objects.get(kind="expectation.made").actor == "person:1"

    def test_draft_is_adopted_in_the_editors_words_or_its_own(
        self, draft: Expectation, asks: list[Entry]
    ) -> None:
        other = propose(asks[2:], "The machine's words")
        adopt_expectation(by=ANNA, expectation=draft, text="Plainer words", reason="Clear enough.")
        adopt_expectation(by=ANNA, expectation=other)
        assert shown(draft)[:2] == ("adopted", "Plainer words")
        assert shown(other)[:2] == ("adopted", "The machine's words")

    def test_second_editor_finds_the_draft_settled(self, draft: Expectation) -> None:
        adopt_expectation(by=ANNA, expectation=draft)
        events = Event.objects.count()
        with pytest.raises(ExpectationError, match=rf"{draft.reference} has been adopted, on \d"):
            adopt_expectation(by=BEN, expectation=draft)
        with pytest.raises(ExpectationError, match=rf"{draft.reference} has been adopted, on \d"):
            refuse_draft(by=BEN, expectation=draft, reason="No.")
        assert Event.objects.count() == events

    def test_refusing_and_retiring_need_a_reason(self, draft: Expectation, asks: list[Entry]) -> None:
        with pytest.raises(ExpectationError, match="Say why"):
            refuse_draft(by=ANNA, expectation=draft, reason=" ")
        made = make_expectation(by=ANNA, text=TEXT, entries=asks)
        with pytest.raises(ExpectationError, match="Say why"):
            retire_expectation(by=ANNA, expectation=made, reason="")
        retire_expectation(by=ANNA, expectation=made, reason="The guidance was replaced.")
        assert shown(made)[0] == "retired"
        with pytest.raises(ExpectationError, match="was retired"):
            reword_expectation(by=ANNA, expectation=made, text="Again")

    def test_same_words_again_change_nothing(self, draft: Expectation) -> None:
        changes = ExpectationChange.objects.count()
        assert reword_expectation(by=ANNA, expectation=draft, text=f" {TEXT} ") is None
        assert ExpectationChange.objects.count() == changes

    def test_entries_are_added_once(self, draft: Expectation, asks: list[Entry]) -> None:
        change = add_entries(by=ANNA, expectation=draft, entries=[asks[3], asks[3], asks[0]])
        assert change is not None and change.servings_made.get().entry == asks[3]
        assert add_entries(by=ANNA, expectation=draft, entries=[asks[3]]) is None
        assert shown(draft)[2] == keys(asks)

    def test_entries_are_taken_out_but_never_all(self, draft: Expectation, asks: list[Entry]) -> None:
        remove_entries(by=ANNA, expectation=draft, entries=[asks[0]], reason="Another alarm.")
        assert shown(draft)[2] == keys(asks[1:3])
        with pytest.raises(ExpectationError, match="would leave no entry"):
            remove_entries(by=ANNA, expectation=draft, entries=asks[1:3], reason="No.")
        with pytest.raises(ExpectationError, match=f"{asks[0].reference} does not serve"):
            remove_entries(by=ANNA, expectation=draft, entries=[asks[0]], reason="No.")

    def test_entry_that_was_withdrawn_is_not_added_and_no_longer_counts(
        self, draft: Expectation, asks: list[Entry]
    ) -> None:
        withdraw_entry(by=ANNA, entry=Entry.objects.get(pk=asks[3].pk), why="Read twice.")
        with pytest.raises(ExpectationError, match=f"{asks[3].reference} was withdrawn"):
            add_entries(by=ANNA, expectation=draft, entries=[asks[3]])
        withdraw_entry(by=ANNA, entry=Entry.objects.get(pk=asks[0].pk), why="Read twice.")
        assert shown(draft)[2] == keys(asks[1:3])
        assert expectations_of([asks[0].pk]) == {}
        assert Serving.objects.filter(entry=asks[0], superseded_at__isnull=True).exists(), (
            "nothing is deleted"
        )

    def test_made_up_entries_do_not_mix_with_real_ones(self, draft: Expectation) -> None:
        made_up = make.entry(fictional=True)
        with pytest.raises(ExpectationError, match="do not mix"):
            add_entries(by=ANNA, expectation=draft, entries=[made_up])
        own = make_expectation(by=ANNA, text=TEXT, entries=[made_up])
        assert own.fictional
        with pytest.raises(ExpectationError, match="do not mix"):
            merge_expectations(by=ANNA, expectations=[own], into=draft, reason="Same.")

    def test_entry_may_serve_several_adopted_ones_first(self, draft: Expectation, asks: list[Entry]) -> None:
        own = make_expectation(by=ANNA, text="Staff know the alarm", entries=[asks[0]])
        found = expectations_of([asks[0].pk, asks[3].pk])
        assert [each.id for each in found[asks[0].pk]] == [own.pk, draft.pk]
        assert asks[3].pk not in found


class TestSplitting:
    def test_parts_take_their_entries_and_the_rest_stays(self, draft: Expectation, asks: list[Entry]) -> None:
        (part,) = split_expectation(
            by=ANNA, expectation=draft, parts=[("Alarms are tested", [asks[0]])], reason="Two asks."
        )
        assert shown(part) == ("adopted", "Alarms are tested", {asks[0].pk})
        assert shown(draft) == ("draft", TEXT, keys(asks[1:3]))
        change = changes_of(part.pk).get()
        assert change.kind == "split" and {each.pk for each in change.expectations.all()} == {
            draft.pk,
            part.pk,
        }

    def test_parts_that_take_all_retire_it_and_may_share_an_entry(
        self, draft: Expectation, asks: list[Entry]
    ) -> None:
        parts = split_expectation(
            by=ANNA,
            expectation=draft,
            parts=[("Alarms are tested", asks[:2]), ("Staff know the alarm", asks[1:3])],
            reason="Two asks.",
        )
        assert shown(draft) == ("retired", TEXT, set())
        assert [shown(part)[2] for part in parts] == [keys(asks[:2]), keys(asks[1:3])]

    def test_split_without_two_sides_is_refused(self, draft: Expectation, asks: list[Entry]) -> None:
        tries: list[tuple[list[tuple[str, list[Entry]]], str]] = [
            ([], "two sides"),
            ([("All of it", asks[:3])], "two sides"),
            ([("None of it", [])], "at least one entry"),
            ([("Another's", [asks[3]])], "does not serve"),
            ([(" ", [asks[0]])], "plain words"),
        ]
        for parts, message in tries:
            with pytest.raises(ExpectationError, match=message):
                split_expectation(by=ANNA, expectation=draft, parts=parts, reason="Two asks.")
        with pytest.raises(ExpectationError, match="Say why"):
            split_expectation(by=ANNA, expectation=draft, parts=[("One", [asks[0]])], reason="")
        assert Expectation.objects.count() == 1 and shown(draft)[2] == keys(asks[:3])


class TestMerging:
    def test_entries_of_the_merged_serve_the_other_and_the_page_leads_there(
        self, draft: Expectation, asks: list[Entry]
    ) -> None:
        own = make_expectation(by=ANNA, text="Help is called", entries=asks[2:])
        merge_expectations(by=ANNA, expectations=[draft, own], into=own, reason="One ask.")
        assert shown(own)[2] == keys(asks)
        found = expectation_by_reference(draft.reference)
        assert found is not None and (found.state, found.into) == ("merged", own.reference)
        assert shown(draft)[2] == set()
        assert Serving.objects.filter(entry=asks[2], superseded_at__isnull=True).count() == 1

    def test_merging_with_itself_or_with_what_is_gone_is_refused(
        self, draft: Expectation, asks: list[Entry]
    ) -> None:
        own = make_expectation(by=ANNA, text="Help is called", entries=asks[2:])
        with pytest.raises(ExpectationError, match="at least one other"):
            merge_expectations(by=ANNA, expectations=[own], into=own, reason="One ask.")
        merge_expectations(by=ANNA, expectations=[draft], into=own, reason="One ask.")
        with pytest.raises(ExpectationError, match=f"{draft.reference} was merged into {own.reference}"):
            merge_expectations(by=BEN, expectations=[own], into=draft, reason="One ask.")


def test_reference_that_is_none_says_so(draft: Expectation) -> None:
    with pytest.raises(BadReferenceError):
        expectation_by_reference("E-7KQ2M9XA4")
    assert expectation_by_reference(draft.reference.lower()) is not None
    draft_reference = draft.reference
    Expectation.objects.filter(pk=draft.pk).update(reference="X-0000000000")
    assert expectation_by_reference(draft_reference) is None


def test_one_standing_and_one_wording_hold_at_a_time(draft: Expectation) -> None:
    adopt_expectation(by=ANNA, expectation=draft, text="Plainer words")
    reword_expectation(by=BEN, expectation=draft, text="Plainest words", reason="Shorter.")
    assert Standing.objects.filter(expectation=draft, superseded_at__isnull=True).count() == 1
    assert draft.wordings.filter(superseded_at__isnull=True).get().text == "Plainest words"
    ended = draft.wordings.filter(superseded_at__isnull=False).order_by("pk")
    assert [row.text for row in ended] == [TEXT, "Plainer words"]
    assert all(row.ended_by is not None and row.superseded_at == row.ended_by.recorded_at for row in ended)
