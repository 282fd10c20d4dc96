"""How far editors agree, how right the machine was, and how the work goes on."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.lineage.operations import decide, decide_themes, undo
from answerable.lineage.queries import Agreement, agreement, by_score, cohens_kappa, progress
from tests import make
from tests.unit.lineage.conftest import SetClock

ANNA, BEN = make.editor(1), make.editor(2)
DAY = dt.date(2031, 5, 6)
NEXT = DAY + dt.timedelta(days=1)


def test_kappa_is_that_of_a_worked_example() -> None:
    # 45 both yes, 15 yes and no, 25 no and yes, 15 both no: agreement 0.60, by chance 0.54, kappa 0.1304.
    pairs = [("yes", "yes")] * 45 + [("yes", "no")] * 15 + [("no", "yes")] * 25 + [("no", "no")] * 15
    assert cohens_kappa(pairs) == pytest.approx(0.1304, abs=0.0001)


def test_kappa_is_not_told_where_nothing_could_differ() -> None:
    assert cohens_kappa([]) is None
    assert cohens_kappa([("yes", "yes")] * 5) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_at_most_one_and_the_same_either_way_round(pairs: list[tuple[str, str]]) -> None:
    kappa = cohens_kappa(pairs)
    turned = cohens_kappa([(b, a) for a, b in pairs])
    assert (kappa is None) == (turned is None)
    if kappa is not None and turned is not None:
        assert -1.0000001 <= kappa <= 1 and kappa == pytest.approx(turned)


@pytest.mark.django_db
class TestAgreement:
    def test_there_is_none_before_anything_was_read_twice(self) -> None:
        (row,) = make.suggested(make.link(make.entry(), make.entry()))
        decide(by=ANNA, suggestion=row, verdict="accepted")
        assert agreement("link") == Agreement(0, 0, None)
        assert agreement("link").share is None

    def test_answers_on_links_are_compared_with_their_direction(self) -> None:
        rows = make.suggested(
            *(
                make.link(make.entry(), make.entry(), relation)
                for relation in ("same_ask",) * 3 + ("narrower",)
            )
        )
        for row in rows:
            decide(by=ANNA, suggestion=row, verdict="accepted")
        decide(by=BEN, suggestion=rows[0], verdict="accepted", second=True)
        decide(by=BEN, suggestion=rows[1], verdict="refused", reason="No.", second=True)
        decide(by=BEN, suggestion=rows[2], verdict="changed", value="overlaps", reason="x", second=True)
        turned = {"entry": rows[3].other, "other": rows[3].entry}
        decide(
            by=BEN,
            suggestion=rows[3],
            verdict="changed",
            value="narrower",
            reason="x",
            second=True,
            **turned,  # type: ignore[arg-type]
        )
        found = agreement("link")
        assert (found.n, found.same, found.share) == (4, 1, 0.25)

    def test_first_answer_that_was_taken_back_is_not_compared(self) -> None:
        (row,) = make.suggested(make.link(make.entry(), make.entry()))
        first = decide(by=ANNA, suggestion=row, verdict="accepted")
        decide(by=BEN, suggestion=row, verdict="accepted", second=True)
        assert agreement("link").n == 1
        undo(by=ANNA, decision=first)
        assert agreement("link").n == 0

    def test_themes_are_compared_one_by_one_over_all_that_were_spoken_of(self) -> None:
        entry = make.entry()
        make.suggested(make.theme(entry, "training"), make.theme(entry, "records"))
        decide_themes(by=ANNA, entry=entry, themes=["training", "staffing"])
        decide_themes(by=BEN, entry=entry, themes=["training", "equality"], second=True)
        found = agreement("theme")  # training and records alike; staffing and equality not
        assert (found.n, found.same) == (4, 2)
        assert found.kappa == pytest.approx(0.0)

    def test_one_editors_part_is_told_alone(self) -> None:
        rows = make.suggested(*(make.link(make.entry(), make.entry()) for _ in range(2)))
        decide(by=ANNA, suggestion=rows[0], verdict="accepted")
        decide(by=BEN, suggestion=rows[0], verdict="accepted", second=True)
        decide(by=BEN, suggestion=rows[1], verdict="accepted")
        decide(by=make.editor(3), suggestion=rows[1], verdict="refused", reason="No.", second=True)
        assert [agreement("link", editor=f"person:{n}").n for n in (1, 2, 3, 4)] == [1, 2, 1, 0]


@pytest.mark.django_db
def test_machine_is_held_to_its_probabilities() -> None:
    scores = (0.31, 0.35, 0.92, 0.95, 0.97, 1.0)
    rows = make.suggested(*(make.link(make.entry(), make.entry(), score=score) for score in scores))
    refused = {"verdict": "refused", "reason": "No."}
    for row in rows:
        if row.score in (0.31, 0.97):
            decide(by=ANNA, suggestion=row, **refused)  # type: ignore[arg-type]
        elif row.score == 0.95:
            decide(by=ANNA, suggestion=row, verdict="changed", value="overlaps", reason="Less.")
        else:
            decide(by=ANNA, suggestion=row, verdict="accepted")
    low, high = by_score("link")
    assert (low.low, low.high, low.decided, low.accepted, low.refused) == (0.3, 0.4, 2, 1, 1)
    assert (high.decided, high.accepted, high.changed, high.refused, high.right) == (4, 2, 1, 1, 0.5)
    assert by_score("link", values=["contradicts"]) == []


@pytest.mark.django_db
def test_progress_is_told_by_editor_and_day(clock: SetClock) -> None:
    clock(DAY)
    entries = [make.entry() for _ in range(3)]
    for entry in entries:
        make.suggested(make.theme(entry, "training"), make.theme(entry, "records"))
    decide_themes(by=ANNA, entry=entries[0], themes=["training"])
    clock(NEXT)
    decisions = decide_themes(by=BEN, entry=entries[1], themes=["records"])
    decide_themes(by=BEN, entry=entries[0], themes=["training"], second=True)
    undo(by=BEN, decision=decisions[0])
    now = progress("theme")
    assert (now.open, now.decided, now.open_entries, now.decided_entries) == (3, 3, 2, 2)
    assert [(day.editor, day.day, day.first, day.second) for day in now.days] == [
        ("person:2", NEXT, 2, 2),
        ("person:1", DAY, 2, 0),
    ]
    before = progress("theme", DAY)
    assert (before.open, before.decided) == (4, 2)
    assert [day.editor for day in before.days] == ["person:1"]
    assert [day.day for day in progress("theme", days=1).days] == [NEXT]
