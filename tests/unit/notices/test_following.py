"""An address follows something once it has said so itself, and is forgotten when it has ended it."""

import datetime as dt

import pytest

from answerable.core.actors import ALERTS, POST, PUBLIC
from answerable.core.calendar import LONDON, now
from answerable.notices.follows import follower_of, next_time, secret_of
from answerable.notices.models import Follow, Follower, Message
from answerable.notices.operations import (
    NoticeError,
    TooManyFollowsError,
    begin_try,
    choose_follow_rhythm,
    confirm_follow,
    end_follow,
    end_following,
    forget_unconfirmed,
)
from answerable.notices.operations.following import CLIENT_MOST, FORGET_DAYS, MAILS_MOST
from answerable.pipeline.post import take_bounce
from tests.made import following as made
from tests.made.clock import clock
from tests.unit.notices.test_post import DSN

pytestmark = pytest.mark.django_db
SPRING = dt.datetime(2026, 3, 26, 12, tzinfo=LONDON)  # a Thursday; the clocks go forward on Sunday


def test_follow_counts_only_once_the_address_has_confirmed() -> None:
    held = made.asked("theme", "restraint")
    assert held is not None and held.confirmed_at is None
    mail = Message.objects.get()
    assert f"/confirm/{held.pk}" in mail.body and mail.address == made.READER
    secret = secret_of(held.follower)
    assert follower_of(secret) == held.follower and secret not in (held.follower.key, held.follower.mail)
    confirm_follow(by=PUBLIC, secret=secret, follow=held.pk)
    again = confirm_follow(by=PUBLIC, secret=secret, follow=held.pk)
    assert again.confirmed_at is not None and Follow.objects.count() == 1
    with pytest.raises(NoticeError, match="nobody"):
        confirm_follow(by=PUBLIC, secret="0" * 64, follow=held.pk)


def test_what_is_asked_for_again_is_no_second_follow() -> None:
    with clock(SPRING):
        made.follow("theme", "restraint")
    for hour in range(1, 9):
        with clock(SPRING + dt.timedelta(hours=hour)):
            made.asked("theme", "restraint")
    assert Message.objects.count() == MAILS_MOST
    assert Follow.objects.count() == 1
    assert "follows that already" in Message.objects.order_by("-pk")[0].body


@pytest.mark.parametrize("mail", ["", "nobody", "a@b", "a b@example.org", "ann@exämple.org", "x" * 300])
def test_what_is_no_address_is_refused(mail: str) -> None:
    with pytest.raises(NoticeError, match="address"):
        made.asked("theme", "restraint", mail=mail)


@pytest.mark.parametrize(
    ("what", "subject", "rhythm"),
    [
        ("person", "x", "daily"),
        ("theme", "", "daily"),
        ("search", "q=" + "x" * 2000, "daily"),
        ("theme", "x", "ever"),
    ],
)
def test_what_is_no_thing_or_rhythm_is_refused(what: str, subject: str, rhythm: str) -> None:
    with pytest.raises(NoticeError):
        made.asked(what, subject, rhythm=rhythm)
    assert not Follower.objects.exists()


def test_one_place_signs_up_so_many_addresses_a_day_and_no_more() -> None:
    for number in range(CLIENT_MOST):
        made.asked("theme", "restraint", mail=f"reader{number}@example.org", client="there")
    with pytest.raises(TooManyFollowsError):
        made.asked("theme", "restraint", mail="one-more@example.org", client="there")
    made.asked("theme", "restraint", mail="one-more@example.org", client="elsewhere")
    with clock(now() + dt.timedelta(days=1, minutes=1)):
        made.asked("theme", "restraint", mail="another@example.org", client="there")
    assert Follower.objects.count() == CLIENT_MOST + 2


def test_one_address_is_not_flooded_by_a_form_that_anybody_may_send() -> None:
    found = [made.asked("search", f"q={number}") for number in range(100)]
    assert sum(one is not None for one in found) == MAILS_MOST == Message.objects.count()
    made.asked("search", "q=1")
    assert Message.objects.count() == MAILS_MOST


def test_with_the_last_follow_the_address_is_forgotten_everywhere() -> None:
    one, two = made.follow("theme", "restraint"), made.follow("theme", "staffing")
    secret = secret_of(one.follower)
    assert not end_follow(by=PUBLIC, secret=secret, follow=one.pk)
    with pytest.raises(NoticeError, match="ended already"):
        end_follow(by=PUBLIC, secret=secret, follow=one.pk)
    assert end_follow(by=PUBLIC, secret=secret, follow=two.pk)
    assert made.follower().mail == "" and follower_of(secret) is None
    assert set(Message.objects.values_list("address", "body", "state")) == {("", "", "failed")}
    assert not end_following(by=PUBLIC, secret=secret)


def test_what_nobody_confirms_is_forgotten_after_a_week() -> None:
    made.asked("theme", "restraint")
    made.follow("theme", "staffing", mail="other@example.org")
    assert forget_unconfirmed(by=ALERTS) == 0
    with clock(now() + dt.timedelta(days=FORGET_DAYS, minutes=1)):
        assert forget_unconfirmed(by=ALERTS) == 1
    assert list(Follower.objects.filter(ended_at=None).values_list("mail", flat=True)) == [
        "other@example.org"
    ]


def test_mail_to_a_follower_is_ended_by_one_click() -> None:
    held = made.follow("theme", "restraint")
    mail = begin_try(by=POST, message_id=Message.objects.get().message_id)
    assert mail is not None
    headers = dict(mail.headers)
    assert headers["List-Unsubscribe"].endswith(f"/following/{secret_of(held.follower)}/end>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_address_from_which_three_mails_came_back_is_forgotten() -> None:
    for number in range(3):
        assert made.follower().mail if number else True
        made.asked("search", f"q={number}")
        sent = Message.objects.order_by("-pk")[0]
        take_bounce(by=POST, content=DSN.format(action="failed", status="5.1.1", id=sent.message_id).encode())
    assert made.follower().ended_at is not None and made.follower().mail == ""


@pytest.mark.parametrize(
    ("rhythm", "at", "next_at"),
    [
        ("at_once", SPRING, SPRING),
        ("daily", SPRING, dt.datetime(2026, 3, 27, 6, tzinfo=LONDON)),
        ("daily", SPRING.replace(hour=5), dt.datetime(2026, 3, 26, 6, tzinfo=LONDON)),
        ("daily", SPRING + dt.timedelta(days=2), dt.datetime(2026, 3, 29, 6, tzinfo=LONDON)),
        ("weekly", SPRING, dt.datetime(2026, 3, 30, 6, tzinfo=LONDON)),
        ("weekly", dt.datetime(2026, 3, 30, 6, tzinfo=LONDON), dt.datetime(2026, 4, 6, 6, tzinfo=LONDON)),
    ],
)
def test_mail_of_a_day_or_a_week_comes_at_six_in_london(
    rhythm: str, at: dt.datetime, next_at: dt.datetime
) -> None:
    assert next_time(rhythm, at) == next_at


def test_rhythm_is_changed_by_whoever_holds_the_link() -> None:
    held = made.follow("theme", "restraint", rhythm="daily")
    secret = secret_of(held.follower)
    assert choose_follow_rhythm(by=PUBLIC, secret=secret, follow=held.pk, rhythm="weekly").rhythm == "weekly"
    with pytest.raises(NoticeError):
        choose_follow_rhythm(by=PUBLIC, secret=secret, follow=held.pk, rhythm="never")
