"""Priority exercises from their making to their decision, and what the log tells of them alone."""

import datetime as dt
from decimal import Decimal

import pytest

from answerable.core.actors import Actor, NotPermittedError
from answerable.core.calendar import today
from answerable.ledger.models import Event
from answerable.lineage.operations import merge_expectations
from answerable.oversight.models import Exercise, Item, Score
from answerable.oversight.operations.deciding import abandon, decide
from answerable.oversight.operations.errors import PriorityError
from answerable.oversight.operations.opening import close_scoring, open_exercise
from answerable.oversight.operations.prioritising import (
    Weight,
    add_items,
    change_exercise,
    make_exercise,
    remove_item,
    weigh_criteria,
)
from answerable.oversight.operations.scoring import (
    abstain,
    declare_interests,
    end_scorer,
    give_score,
    name_scorer,
)
from answerable.oversight.priorities.figures import figures_of
from answerable.oversight.priorities.record import REGISTER
from answerable.oversight.queries.exercises import (
    exercises_weighing,
    opened_exercises,
    record_of,
    replay_of,
    to_score,
)
from tests import make
from tests.made import overseeing as made
from tests.made import prioritising as priorities
from tests.made.clock import clock

pytestmark = pytest.mark.django_db


def weights(**given: str) -> list[Weight]:
    return [Weight(code, Decimal(weight), f"Why {code}.") for code, weight in given.items()]


@pytest.fixture
def overseer() -> Actor:
    return made.actor("overseer")


def test_new_exercise_begins_with_all_criteria_and_weights_of_100(overseer: Actor) -> None:
    begun = make_exercise(by=overseer, title="What goes first", purpose="To plan by.")
    assert begun.reference.startswith("Z-") and begun.state == "draft" and begun.as_at == today()
    assert sum(one.weight for one in begun.criteria.all()) == 100
    assert not opened_exercises().exists(), "a draft is not public"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"harm": "60", "cost": "32.5"}, r"add up to 92.5: 7.5 short of 100"),
        ({"harm": "60", "cost": "45"}, r"add up to 105: 5 more than 100"),
        ({}, "add up to 0: 100 short of"),
        ({"harm": "60", "luck": "40"}, "no criterion 'luck'"),
        ({"harm": "-10", "cost": "110"}, "between 0 and 100"),
        ({"harm": "NaN", "cost": "40"}, "between 0 and 100"),
        ({"harm": "33.333", "cost": "66.667"}, "two decimals"),
    ],
)
def test_weights_that_make_no_sense_are_refused_by_how_much(
    overseer: Actor, given: dict[str, str], why: str
) -> None:
    begun = make_exercise(by=overseer, title="What goes first", purpose="To plan by.")
    before = list(begun.criteria.values_list("code", "weight"))
    with pytest.raises(PriorityError, match=why):
        weigh_criteria(by=overseer, exercise=begun, weights=weights(**given))
    assert list(begun.criteria.values_list("code", "weight")) == before


def test_criterion_twice_or_without_a_reason_is_refused(overseer: Actor) -> None:
    begun = make_exercise(by=overseer, title="What goes first", purpose="To plan by.")
    with pytest.raises(PriorityError, match="stands there twice"):
        weigh_criteria(by=overseer, exercise=begun, weights=weights(harm="50") + weights(harm="50"))
    with pytest.raises(PriorityError, match="Say why “Harm and its severity”"):
        weigh_criteria(by=overseer, exercise=begun, weights=[Weight("harm", Decimal(100), " ")])


@pytest.mark.parametrize(
    ("title", "purpose", "days", "places", "why"),
    [
        ("", "x", 0, 5, "title"),
        ("x", " ", 0, 5, "what it is for"),
        ("x", "x", 1, 5, "still to come"),
        ("x", "x", 0, 0, "how many can go first"),
        ("x" * 201, "x", 0, 5, "201 characters"),
    ],
)
def test_exercise_without_sense_is_refused(
    overseer: Actor, title: str, purpose: str, days: int, places: int, why: str
) -> None:
    as_at = today() + dt.timedelta(days=days)
    with pytest.raises(PriorityError, match=why):
        make_exercise(by=overseer, title=title, purpose=purpose, as_at=as_at, places=places)
    assert not Exercise.objects.exists()


def test_made_up_expectations_are_not_weighed_against_real_ones(overseer: Actor) -> None:
    from answerable.lineage.operations import make_expectation

    real = priorities.expectation("Mend the lamps.")
    entries = [make.entry(f"Mend it. {number}", fictional=True) for number in range(2)]
    fictional = make_expectation(by=make.editor(), entries=entries, text="Mend it.", note="", reason="Same.")
    begun = make_exercise(by=overseer, title="What goes first", purpose="To plan by.")
    with pytest.raises(PriorityError, match="Made-up"):
        add_items(by=overseer, exercise=begun, expectations=[real, fictional])
    assert not Item.objects.exists()


def test_expectation_comes_in_once_and_goes_with_a_reason(overseer: Actor) -> None:
    lamps = priorities.expectation("Mend the lamps.")
    begun = make_exercise(by=overseer, title="What goes first", purpose="To plan by.")
    add_items(by=overseer, exercise=begun, expectations=[lamps, lamps])
    assert add_items(by=overseer, exercise=begun, expectations=[lamps]) == []
    item = begun.items.get()
    with pytest.raises(PriorityError, match="Say why it is taken out"):
        remove_item(by=overseer, exercise=begun, item=item, why="")
    remove_item(by=overseer, exercise=begun, item=item, why="It is another board's.")
    with pytest.raises(PriorityError, match="already"):
        remove_item(by=overseer, exercise=begun, item=item, why="Again.")


def test_expectation_that_was_merged_is_refused_with_the_way_forward(overseer: Actor) -> None:
    lamps, bells = priorities.expectation("Mend the lamps."), priorities.expectation("Mend the bells.")
    begun = priorities.exercise(overseer, [lamps, bells])
    name_scorer(by=overseer, exercise=begun, person=made.person("reader"), role="Carer")
    merge_expectations(by=make.editor(), expectations=[lamps], into=bells, reason="They are one.")
    with pytest.raises(PriorityError, match=f"merged into {bells.reference}: take it out"):
        open_exercise(by=overseer, exercise=begun)
    other = make_exercise(by=overseer, title="Another", purpose="To plan by.")
    with pytest.raises(PriorityError, match=f"merged into {bells.reference}. Take that one"):
        add_items(by=overseer, exercise=other, expectations=[lamps])


def test_exercise_opens_only_with_something_to_weigh_and_somebody_to_score(overseer: Actor) -> None:
    lamps, bells = priorities.expectation("Mend the lamps."), priorities.expectation("Mend the bells.")
    begun = priorities.exercise(overseer, [lamps])
    with pytest.raises(PriorityError, match="at least two"):
        open_exercise(by=overseer, exercise=begun)
    add_items(by=overseer, exercise=begun, expectations=[bells])
    with pytest.raises(PriorityError, match="Name at least one scorer"):
        open_exercise(by=overseer, exercise=begun)
    name_scorer(by=overseer, exercise=begun, person=made.person("reader"), role="Carer")
    change_exercise(
        by=overseer,
        exercise=begun,
        title=begun.title,
        purpose=begun.purpose,
        sector="",
        as_at=today() - dt.timedelta(days=1),
        places=1,
    )
    with pytest.raises(PriorityError, match="was not in the register on"):
        open_exercise(by=overseer, exercise=begun)


def test_criterion_that_the_register_cannot_tell_blocks_with_the_way_forward(overseer: Actor) -> None:
    asked = [priorities.expectation("Mend the lamps."), priorities.expectation("Mend the bells.")]
    begun = priorities.exercise(overseer, asked)
    weigh_criteria(by=overseer, exercise=begun, weights=weights(again="50", repetition="50"))
    with pytest.raises(PriorityError, match=r"“Asked again after an answer” of none .* Leave it out"):
        open_exercise(by=overseer, exercise=begun)


def test_facts_are_frozen_when_scoring_opens(overseer: Actor) -> None:
    where = priorities.world()
    first, second = where.items
    held = {
        (row.item_id, row.criterion.code): row for row in Score.objects.filter(scorer=None).select_related()
    }
    assert held[first.pk, "repetition"].value == 1 and held[second.pk, "repetition"].value == 2
    assert (
        held[first.pk, "repetition"].reason == "It was asked on 2 occasions, in 2 reports, by one publisher."
    )
    assert len(held[first.pk, "repetition"].evidence.split(", ")) == 2
    assert held[second.pk, "standing"].reason.startswith("First asked on 1 March 2015: it has stood for")
    assert first.facts["known"]["reports"] == 2
    trust = make.body("Northmere Wards Trust")
    from answerable.lineage.operations import add_entries

    more = [make.entry(f"Lamps again {number}.", to=[trust]) for number in range(9)]
    add_entries(by=make.editor(), expectation=first.expectation, entries=more, reason="They ask it too.")
    assert record_of(where.exercise).filled[first.expectation.reference, "repetition"] == 1.0


def test_nothing_of_it_changes_once_it_is_open(overseer: Actor) -> None:
    where = priorities.world()
    lamps = priorities.expectation("Mend the stairs.")
    with pytest.raises(PriorityError, match="only while an exercise is prepared: it is being scored"):
        weigh_criteria(by=where.overseer, exercise=where.exercise, weights=weights(harm="100"))
    with pytest.raises(PriorityError, match="only while"):
        add_items(by=where.overseer, exercise=where.exercise, expectations=[lamps])
    with pytest.raises(PriorityError, match="only while"):
        open_exercise(by=where.overseer, exercise=where.exercise)


@pytest.mark.parametrize(
    ("code", "value", "reason", "why"),
    [
        ("harm", "5", "x", "give 0 to 4"),
        ("harm", "-1", "x", "give 0 to 4"),
        ("harm", "2.25", "x", "in halves"),
        ("harm", "NaN", "x", "give 0 to 4"),
        ("harm", "3", "  ", "say why"),
        ("harm", None, "", "say why"),
        ("repetition", "3", "x", "filled from the register"),
    ],
)
def test_score_without_sense_is_refused(code: str, value: str | None, reason: str, why: str) -> None:
    where = priorities.world()
    criterion = where.exercise.criteria.get(code=code)
    given = None if value is None else Decimal(value)
    with pytest.raises(PriorityError, match=why):
        give_score(by=where.scorers[0], item=where.items[0], criterion=criterion, value=given, reason=reason)
    assert not Score.objects.filter(scorer__isnull=False).exists()


def test_only_who_is_named_scores_and_only_until_they_end() -> None:
    where = priorities.world()
    criterion = where.exercise.criteria.get(code="harm")
    with pytest.raises(NotPermittedError, match="no scorer"):
        give_score(by=made.actor("editor"), item=where.items[0], criterion=criterion, value=None, reason="x")
    priorities.score(where.scorers[0], where.items[0], harm="3")
    scorer = where.exercise.scorers.order_by("pk")[0]
    end_scorer(by=where.overseer, scorer=scorer, why="They moved to another ward.")
    with pytest.raises(NotPermittedError):
        priorities.score(where.scorers[0], where.items[0], harm="2")
    assert record_of(where.exercise).given != {}, "what they gave stays"
    with pytest.raises(PriorityError, match="no more already"):
        end_scorer(by=where.overseer, scorer=scorer, why="Again.")


def test_score_that_is_changed_leaves_the_earlier_one_dated() -> None:
    where = priorities.world()
    priorities.score(where.scorers[0], where.items[0], harm="3")
    priorities.score(where.scorers[0], where.items[0], harm="3")
    assert Event.objects.filter(kind="score.given").count() == 1, "the same again is nothing new"
    priorities.score(where.scorers[0], where.items[0], harm="1")
    rows = Score.objects.filter(scorer__isnull=False).order_by("pk")
    assert [(row.value, row.superseded_at is None) for row in rows] == [
        (Decimal(3), False),
        (Decimal(1), True),
    ]
    (row,) = [one for one in record_of(where.exercise).scores if one.scorer != REGISTER]
    assert (row.value, row.changed) == (Decimal(1), 1)


def test_reasons_interests_and_roles_are_published_without_names() -> None:
    where = priorities.world()
    by, item = where.scorers[0], where.items[0]
    criterion = where.exercise.criteria.get(code="harm")
    words = "Mrs Edith Palmerston told me on 01632 960123."
    made_score = give_score(by=by, item=item, criterion=criterion, value=None, reason=words, evidence=words)
    scorer = declare_interests(by=by, exercise=where.exercise, interests=words)
    for kept in (made_score.reason, made_score.evidence, scorer.interests):
        assert "Palmerston" not in kept and "960123" not in kept
    assert "Palmerston" not in str(list(Event.objects.values_list("payload", flat=True)))


def test_abstaining_is_no_score_of_0() -> None:
    where = priorities.world()
    first, second = where.items
    abstain(by=where.scorers[0], item=first, reason="My own ward is asked.")
    priorities.score(where.scorers[1], first, harm="4", cost=None)
    priorities.score(where.scorers[1], second, harm="1", cost="2")
    closed = close_scoring(by=where.overseer, exercise=where.exercise)
    row = next(one for one in closed.figures["rows"] if one["item"] == first.expectation.reference)
    # harm 4 of weight 40 is 40, repetition 1 of 20 is 5, standing 4 of 10 is 10; cost (30) may be 0 or 30.
    assert (row["low"], row["high"]) == ("55.00", "85.00")
    assert closed.figures["missing"] == 1


def test_criterion_that_nobody_scored_keeps_scoring_from_closing() -> None:
    where = priorities.world()
    priorities.score(where.scorers[0], where.items[0], harm="4", cost=None)
    with pytest.raises(PriorityError, match=r"Nobody has scored “Cost and workload”.*Ask a scorer"):
        close_scoring(by=where.overseer, exercise=where.exercise)
    assert Exercise.objects.get().state == "open"


def test_decision_is_the_overseers_with_reasons_and_says_where_it_departs() -> None:
    where = priorities.world()
    first, second = where.items
    with pytest.raises(PriorityError, match="can't be decided now: it is being scored"):
        decide(by=where.overseer, exercise=where.exercise, first=[first], words="x")
    priorities.scored(where)
    for chosen, words, why in (([], "x", "Choose what goes first"), ([first], " ", "what was decided")):
        with pytest.raises(PriorityError, match=why):
            decide(by=where.overseer, exercise=where.exercise, first=chosen, words=words)
    with pytest.raises(PriorityError, match=f"the list puts {first.expectation.reference} among the first 1"):
        decide(by=where.overseer, exercise=where.exercise, first=[second], words="Bells first.")
    decision = decide(
        by=where.overseer,
        exercise=where.exercise,
        first=[second],
        words="Bells first.",
        departs="The lamps are mended next month anyway.",
    )
    assert decision.ranking[0]["item"] == first.expectation.reference
    with pytest.raises(PriorityError, match="it is decided"):
        decide(by=where.overseer, exercise=where.exercise, first=[first], words="Again.")
    with pytest.raises(PriorityError, match="given up any more"):
        abandon(by=where.overseer, exercise=where.exercise, why="Too late.")
    assert exercises_weighing(first.expectation_id) == [where.exercise]


def test_exercise_that_is_given_up_says_why_and_is_scored_no_more() -> None:
    where = priorities.world()
    assert list(to_score(where.people[0].identifier)) == [where.exercise]
    with pytest.raises(PriorityError, match="Say why"):
        abandon(by=where.overseer, exercise=where.exercise, why="")
    abandon(by=where.overseer, exercise=where.exercise, why="The board has gone.")
    with pytest.raises(PriorityError, match="it was given up"):
        priorities.score(where.scorers[0], where.items[0], harm="3")
    assert not to_score(where.people[0].identifier).exists()


def test_replay_from_the_log_alone_gives_the_same_exercise_and_the_same_figures() -> None:
    where = priorities.world(opened=False)
    begun, by = where.exercise, where.overseer
    stairs = priorities.expectation("Mend the stairs.")
    (item,) = add_items(by=by, exercise=begun, expectations=[stairs])
    remove_item(by=by, exercise=begun, item=item, why="It is another board's.")
    change_exercise(
        by=by, exercise=begun, title="Wards", purpose="To plan.", sector="", as_at=today(), places=1
    )
    assert replay_of(begun.reference) == record_of(Exercise.objects.get())
    open_exercise(by=by, exercise=begun)
    declare_interests(by=where.scorers[1], exercise=begun, interests="None.")
    priorities.score(where.scorers[0], where.items[0], harm="2", cost=None)
    assert replay_of(begun.reference) == record_of(Exercise.objects.get())
    end_scorer(by=by, scorer=begun.scorers.order_by("pk")[1], why="They moved.")
    priorities.score(where.scorers[0], where.items[0], harm="4", cost="3.5")
    priorities.score(where.scorers[0], where.items[1], harm="1", cost=None)
    close_scoring(by=by, exercise=begun)
    decide(by=by, exercise=begun, first=[where.items[0]], words="Lamps first.")
    told = replay_of(begun.reference)
    assert told == record_of(Exercise.objects.get())
    assert told.decision is not None and told.decision.first == (where.items[0].expectation.reference,)
    assert figures_of(told) == told.figures, "the list can be worked out again from what the log holds"


def test_exercise_is_shown_as_it_was_on_a_past_day() -> None:
    day = today() - dt.timedelta(days=3)
    with clock(day):
        where = priorities.world()
        priorities.score(where.scorers[0], where.items[0], harm="2")
    priorities.score(where.scorers[0], where.items[0], harm="4")
    before, now_ = record_of(where.exercise, day), record_of(where.exercise)
    key = (where.items[0].expectation.reference, "harm", "1")
    assert (before.given[key], now_.given[key]) == (2.0, 4.0)


def test_permissions_keep_others_out(overseer: Actor) -> None:
    reader = made.actor("reader")
    with pytest.raises(NotPermittedError):
        make_exercise(by=reader, title="x", purpose="x")
    where = priorities.world()
    with pytest.raises(NotPermittedError):
        abandon(by=reader, exercise=where.exercise, why="x")
    with pytest.raises(PriorityError, match="already"):
        name_scorer(by=overseer, exercise=where.exercise, person=where.people[0], role="Carer")
