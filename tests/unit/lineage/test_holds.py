"""Two editors are never on the same item, and a hold is no fact: it leaves nothing in the log."""

import datetime as dt

import pytest

from answerable.core.actors import RELATE, NotPermittedError
from answerable.ledger.models import Event
from answerable.lineage.models import Hold
from answerable.lineage.operations import (
    MINUTES,
    decide,
    hold_next,
    release_all,
    release_hold,
    renew_hold,
    take_hold,
)
from tests import make

pytestmark = pytest.mark.django_db
ANNA, BEN = make.editor(1), make.editor(2)


def let_pass(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes)
    monkeypatch.setattr("answerable.lineage.operations.holding.now", lambda: moment)


def test_item_is_held_by_one_editor_at_a_time() -> None:
    assert take_hold(by=ANNA, item="themes:E-1")
    assert not take_hold(by=BEN, item="themes:E-1")
    assert take_hold(by=BEN, item="themes:E-2")
    assert take_hold(by=ANNA, item="themes:E-1"), "taking it again renews it"
    assert Hold.objects.get(item="themes:E-1").held_by == "person:1"


def test_hold_passes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    take_hold(by=ANNA, item="link:a:b")
    let_pass(monkeypatch, MINUTES - 1)
    assert not take_hold(by=BEN, item="link:a:b")
    let_pass(monkeypatch, MINUTES + 1)
    assert take_hold(by=BEN, item="link:a:b")
    assert not renew_hold(by=ANNA, item="link:a:b")
    assert Hold.objects.get().held_by == "person:2"


def test_hold_is_renewed_by_its_holder_only(monkeypatch: pytest.MonkeyPatch) -> None:
    take_hold(by=ANNA, item="link:a:b", minutes=1)
    assert not renew_hold(by=BEN, item="link:a:b")
    assert renew_hold(by=ANNA, item="link:a:b", minutes=30)
    let_pass(monkeypatch, 20)
    assert not take_hold(by=BEN, item="link:a:b")
    assert not renew_hold(by=ANNA, item="link:never:held")


def test_item_is_given_back_by_its_holder_only() -> None:
    take_hold(by=ANNA, item="link:a:b")
    assert not release_hold(by=BEN, item="link:a:b")
    assert release_hold(by=ANNA, item="link:a:b")
    assert not release_hold(by=ANNA, item="link:a:b")
    assert take_hold(by=BEN, item="link:a:b")


def test_all_of_an_editors_items_are_given_back_at_once() -> None:
    for item in ("link:a:b", "link:c:d"):
        take_hold(by=ANNA, item=item)
    take_hold(by=BEN, item="link:e:f")
    assert release_all(by=ANNA) == 2
    assert Hold.objects.get().held_by == "person:2"


def test_next_item_is_the_first_that_nobody_else_holds() -> None:
    take_hold(by=ANNA, item="link:a:b")
    assert hold_next(by=BEN, items=["link:a:b", "link:c:d", "link:e:f"]) == "link:c:d"
    assert hold_next(by=ANNA, items=["link:c:d"]) is None
    assert hold_next(by=ANNA, items=[]) is None


def test_decision_gives_the_item_back() -> None:
    (suggestion,) = make.suggested(make.link(make.entry(), make.entry()))
    take_hold(by=ANNA, item=suggestion.subject)
    take_hold(by=ANNA, item="link:other:one")
    decide(by=ANNA, suggestion=suggestion, verdict="accepted")
    assert Hold.objects.get().item == "link:other:one"


def test_holds_leave_nothing_in_the_log() -> None:
    take_hold(by=ANNA, item="link:a:b")
    take_hold(by=BEN, item="link:a:b")
    renew_hold(by=ANNA, item="link:a:b")
    release_hold(by=ANNA, item="link:a:b")
    hold_next(by=BEN, items=["link:c:d"])
    release_all(by=BEN)
    assert not Event.objects.exists()


def test_only_editors_hold_items() -> None:
    with pytest.raises(NotPermittedError):
        take_hold(by=RELATE, item="link:a:b")
