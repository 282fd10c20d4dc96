"""Who ran a place when, by what lists of several days say."""

import datetime as dt
from itertools import permutations

from answerable.organisations.spells import Said, Spell, spells
from answerable.organisations.timeline import Weight

JAN, JUN, SEP = dt.date(2026, 1, 1), dt.date(2026, 6, 1), dt.date(2026, 9, 1)
BEGAN = dt.date(2015, 4, 1)


def said(
    on: dt.date,
    body: int = 1,
    name: str = "Ravelfell",
    first: dt.date | None = BEGAN,
    end: dt.date | None = None,
) -> Said:
    return Said(body, name, "", "Tarnwick", "code", False, first, end, Weight(40, on, f"list:{on}{end}"))


def life(*found: Spell) -> list[tuple[int, dt.date | None, dt.date | None, bool]]:
    return [(one.body, one.opened, one.closed, one.day_known) for one in found]


def test_lists_that_say_the_same_are_one_spell_from_the_first_to_the_last_that_has_it() -> None:
    (one,) = spells([said(JAN), said(SEP), said(JUN)])
    assert (one.opened, one.closed, one.listed_from, one.listed_to) == (BEGAN, None, JAN, SEP)


def test_a_place_that_closed_ends_on_its_day_and_one_in_use_again_does_not() -> None:
    closed = said(JUN, end=dt.date(2026, 5, 1))
    assert life(*spells([said(JAN), closed])) == [(1, BEGAN, dt.date(2026, 5, 1), True)]
    assert life(*spells([said(JAN), closed, said(SEP)])) == [(1, BEGAN, None, True)]


def test_a_place_that_moved_is_the_first_bodys_until_the_day_that_the_second_was_registered() -> None:
    moved = dt.date(2026, 4, 15)
    for order in permutations([said(JAN), said(JUN, body=2, first=moved), said(SEP, body=2, first=moved)]):
        assert life(*spells(order)) == [(1, BEGAN, moved, True), (2, moved, None, True)]


def test_a_move_without_a_day_was_by_the_list_that_first_has_it() -> None:
    assert life(*spells([said(JAN), said(JUN, body=2)])) == [(1, BEGAN, JUN, True), (2, JUN, None, False)]


def test_a_place_that_came_back_is_its_first_bodys_again() -> None:
    found = spells([said(JAN), said(JUN, body=2), said(SEP)])
    assert life(*found) == [(1, BEGAN, JUN, True), (2, JUN, SEP, False), (1, SEP, None, False)]


def test_a_move_that_is_told_only_after_the_end_loses_neither_body() -> None:
    end = dt.date(2026, 7, 1)
    found = spells([said(JAN), said(SEP, body=2, end=end)])
    assert life(*found) == [(1, BEGAN, end, True), (2, end, end, False)]


def test_a_new_name_is_another_spell_and_a_new_spelling_is_not() -> None:
    assert len(spells([said(JAN), said(JUN, name="RAVELFELL")])) == 1
    assert [one.name for one in spells([said(JAN), said(JUN, name="Grayfell")])] == ["Ravelfell", "Grayfell"]


def test_of_two_lists_of_one_day_the_end_counts() -> None:
    ended = said(SEP, end=dt.date(2026, 8, 1))
    assert (
        life(*spells([ended, said(SEP)]))
        == life(*spells([said(SEP), ended]))
        == [(1, BEGAN, ended.closed, True)]
    )


def test_lists_that_contradict_each_other_make_no_two_spells_that_begin_alike() -> None:
    """Else the database would refuse the whole list that says so, and every later one."""
    day = dt.date(2026, 1, 22)
    end = said(JUN, body=2, first=dt.date(2026, 1, 19), end=day)
    found = spells([said(day, body=2, first=day), said(day.replace(day=23), first=day), end])
    assert life(*found) == [(2, day, day.replace(day=23), True)]


def test_a_day_before_what_others_were_told_to_begin_on_is_no_day_of_a_move() -> None:
    ended = said(SEP, body=3, first=None, end=dt.date(2015, 3, 1))
    last = said(dt.date(2026, 9, 30), body=4)
    found = spells([said(JAN), said(JUN, body=2), ended, last])
    assert life(*found)[-1] == (4, dt.date(2026, 9, 30), None, False)
