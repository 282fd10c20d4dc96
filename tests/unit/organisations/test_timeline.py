import datetime as dt
import itertools

from answerable.organisations.timeline import (
    LifeClaim,
    NameClaim,
    Weight,
    life,
    name_on,
    official_names,
)

LIST_2013 = Weight(40, dt.date(2013, 4, 1), "list:2013")
LIST_2021 = Weight(40, dt.date(2021, 1, 31), "list:2021")
REVIEWED = Weight(60, None, "cite:reviewed")
DAY = dt.timedelta(days=1)


def test_names_of_lists_hold_from_when_a_list_shows_them() -> None:
    names = official_names(
        [
            NameClaim("Tarn Care Trust", None, None, LIST_2013),
            NameClaim("Tarnwick Trust", None, None, LIST_2021),
        ]
    )
    assert name_on(names, dt.date(2020, 12, 31)) == "Tarn Care Trust"
    assert name_on(names, dt.date(2021, 1, 31)) == "Tarnwick Trust"


def test_a_stated_day_goes_before_the_day_of_a_list() -> None:
    changed = dt.date(2019, 10, 1)
    names = official_names(
        [
            NameClaim("Tarn Care Trust", None, None, LIST_2013),
            NameClaim("Tarn Care Trust", None, changed, REVIEWED),
            NameClaim("TARNWICK TRUST", None, None, LIST_2021),
            NameClaim("Tarnwick Trust", changed, None, REVIEWED),
        ]
    )
    assert [name.text for name in names] == ["Tarn Care Trust", "Tarnwick Trust"]
    assert name_on(names, changed - DAY) == "Tarn Care Trust"
    assert name_on(names, changed) == "Tarnwick Trust"


def test_before_its_first_name_a_body_goes_by_it() -> None:
    names = official_names([NameClaim("Tarnwick Trust", None, None, LIST_2021)])
    assert name_on(names, dt.date(1999, 1, 1)) == "Tarnwick Trust"


def test_a_body_without_names_has_none() -> None:
    assert name_on(official_names([]), dt.date(2020, 1, 1)) == ""


def test_claims_come_to_the_same_in_any_order() -> None:
    claims = [
        NameClaim("Tarn Care Trust", None, None, LIST_2013),
        NameClaim("Tarnwick Trust", dt.date(2019, 10, 1), None, REVIEWED),
        NameClaim("Tarnwick & Vale Trust", None, None, LIST_2021),
        NameClaim("Tarnwick and Vale Trust", None, None, REVIEWED),
    ]
    assert len({official_names(order) for order in itertools.permutations(claims)}) == 1


def test_a_list_without_a_closing_date_does_not_reopen_a_body() -> None:
    closed = dt.date(2021, 2, 1)
    told = life(
        [
            LifeClaim("nhs_trust", False, dt.date(1998, 4, 1), None, LIST_2013),
            LifeClaim("nhs_trust", False, dt.date(1998, 4, 1), closed, LIST_2021),
        ]
    )
    assert (told.opened, told.closed) == (dt.date(1998, 4, 1), closed)


def test_a_reviewed_kind_goes_before_that_of_a_list() -> None:
    told = life(
        [
            LifeClaim("nhs_trust", False, None, None, LIST_2021),
            LifeClaim("ambulance_trust", False, None, None, REVIEWED),
        ]
    )
    assert told.kind == "ambulance_trust"
