"""Two at one moment: nobody is forgotten too soon or too late, and nothing is told twice or not at all."""

import datetime as dt

import pytest

from answerable.core.actors import ALERTS, POST, PUBLIC
from answerable.core.calendar import LONDON, now, today
from answerable.core.mail import Bounce
from answerable.notices import follows
from answerable.notices.models import Follow, Followed, Follower, Message, Notice
from answerable.notices.operations import (
    NoticeError,
    TooManyFollowsError,
    choose_follow_rhythm,
    confirm_follow,
    end_follow,
    following,
    forget_unconfirmed,
    note_followed,
    record_bounce,
    sending,
    tell,
    write_alert,
    write_digest,
)
from tests.interleaved import interleaved
from tests.made import following as made
from tests.made.clock import clock
from tests.unit.accounts import made as people

THURSDAY = dt.datetime(2026, 3, 26, 12, tzinfo=LONDON)
pytestmark = pytest.mark.usefixtures("own_database")


def asked(subject: str, mail: str = made.READER, client: str = "") -> Follow:
    held = made.asked("theme", subject, mail=mail, client=client)
    assert held is not None
    return held


def test_last_two_that_an_address_follows_end_together() -> None:
    one, two = made.follow("theme", "restraint"), made.follow("theme", "ligatures")
    secret = follows.secret_of(one.follower)
    first, second = interleaved(
        lambda: end_follow(by=PUBLIC, secret=secret, follow=one.pk),
        lambda: end_follow(by=PUBLIC, secret=secret, follow=two.pk),
    )
    assert (first.get(), second.get()) == (False, True)
    assert Follower.objects.get().mail == ""


def test_address_that_asks_again_as_what_it_never_confirmed_is_forgotten() -> None:
    with clock(now() - dt.timedelta(days=9)):
        old = asked("restraint")
    first, second = interleaved(lambda: asked("ligatures"), lambda: forget_unconfirmed(by=ALERTS))
    assert (first.get().follower, second.get()) == (old.follower, 1)
    follower = Follower.objects.get()
    assert follower.mail == made.READER and list(follows.follows_of(follower)) == [first.get()]


def test_limits_hold_for_those_who_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "CLIENT_MOST", 1)
    first, second = interleaved(
        lambda: asked("restraint", "one@example.org", "here"),
        lambda: asked("restraint", "two@example.org", "here"),
    )
    assert first.get() and isinstance(second.error, TooManyFollowsError)

    monkeypatch.setattr(following, "MOST", 1)
    rows = [asked("restraint"), asked("ligatures")]
    secret = follows.secret_of(rows[0].follower)
    first, second = interleaved(
        lambda: confirm_follow(by=PUBLIC, secret=secret, follow=rows[0].pk),
        lambda: confirm_follow(by=PUBLIC, secret=secret, follow=rows[1].pk),
    )
    assert first.get().confirmed_at and isinstance(second.error, NoticeError)

    monkeypatch.setattr(sending, "LOST_AFTER", 2)
    mails = [Bounce(mail.message_id, permanent=True, why="x") for mail in Message.objects.order_by("-pk")[:2]]
    first, second = interleaved(
        lambda: record_bounce(by=POST, bounce=mails[0]), lambda: record_bounce(by=POST, bounce=mails[1])
    )
    assert first.get() and second.get()
    assert Follower.objects.get(pk=rows[0].follower_id).ended_at is not None


def test_rhythm_that_is_chosen_as_a_mail_is_written() -> None:
    with clock(THURSDAY):
        _rhythm_is_chosen()


def _rhythm_is_chosen() -> None:
    held = made.follow("theme", "restraint")
    secret, follower = follows.secret_of(held.follower), held.follower
    note_followed(by=ALERTS, told=[(held.pk, 1, "theme:restraint")], looked=[held.pk], upto=1)
    told = list(Followed.objects.values_list("pk", flat=True))
    monday = follows.next_time("weekly", now())

    def choose() -> Follow:
        return choose_follow_rhythm(by=PUBLIC, secret=secret, follow=held.pk, rhythm="weekly")

    first, second = interleaved(
        choose,
        lambda: write_alert(
            by=ALERTS, follower=follower, about=[held], told=told, subject="News", body="News."
        ),
    )
    assert first.get() and second.get()
    assert Follow.objects.get(pk=held.pk).next_at == monday

    Follow.objects.filter(pk=held.pk).update(rhythm="daily", next_at=now() - dt.timedelta(days=1))
    first, second = interleaved(
        choose, lambda: note_followed(by=ALERTS, told=[(held.pk, 2, "x")], looked=[], upto=2)
    )
    assert first.get() and second.get() == 1
    assert Follow.objects.get(pk=held.pk).next_at == monday


def test_notice_that_comes_as_the_mail_of_the_day_is_written() -> None:
    reader = people.person()

    def told(key: str) -> bool:
        return tell(by=POST, person=reader, key=key, kind="test", words=key, address="/workspace")

    def tell_and_write() -> tuple[bool, Message | None]:
        return told("second"), write_digest(by=POST, person=reader, on=today())

    assert told("first")
    first, second = interleaved(lambda: write_digest(by=POST, person=reader, on=today()), tell_and_write)
    assert "first" in first.get().body and second.get() == (True, None)
    assert Notice.objects.get(key="second").mailed_at is None
