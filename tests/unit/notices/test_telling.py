"""The same thing is told once; a digest comes at most once a day, and never empty."""

import datetime as dt

import pytest

from answerable.accounts.models import Person
from answerable.accounts.operations import deactivate
from answerable.accounts.queries import actor_of
from answerable.core.actors import PEOPLE, POST
from answerable.notices.models import Message, Notice
from answerable.notices.operations import (
    NoticeError,
    choose_rhythm,
    mark_read,
    mark_unread,
    tell,
    write_digest,
)
from answerable.notices.operations.sending import begin_try
from answerable.notices.queries import for_digest, unread_count
from tests.made import overseeing as made

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 5, 1)


def told(person: Person, key: str = "one", words: str = "An answer is due") -> bool:
    return tell(by=POST, person=person, key=key, kind="test", words=words, address="/workspace")


def test_same_thing_is_told_once() -> None:
    person = made.person("editor")
    assert told(person) and not told(person) and told(person, "two")
    assert Notice.objects.count() == 2


def test_somebody_who_left_is_told_nothing() -> None:
    person = made.person("editor")
    deactivate(by=PEOPLE, person=person, reason="Left.")
    person.refresh_from_db()
    assert not told(person)
    assert not Notice.objects.exists()


def test_daily_mail_holds_what_is_new_once_a_day() -> None:
    person = made.person("editor")
    told(person), told(person, "two", "A duty is disputed")
    mail = write_digest(by=POST, person=person, on=DAY)
    assert mail is not None and "An answer is due" in mail.body and "A duty is disputed" in mail.body
    assert mail.subject.endswith("2 things to look at")
    told(person, "three")
    assert write_digest(by=POST, person=person, on=DAY) is None, "once a day"
    later = write_digest(by=POST, person=person, on=DAY + dt.timedelta(days=1))
    assert later is not None and later.body.count("An answer is due") == 1


def test_digest_is_never_empty() -> None:
    person = made.person("editor")
    assert write_digest(by=POST, person=person, on=DAY) is None
    told(person)
    mark_read(by=actor_of(person))
    assert write_digest(by=POST, person=person, on=DAY) is None
    assert not Message.objects.exists() and for_digest() == {}


def test_at_once_and_never_are_kept_to() -> None:
    keen, calm = made.person("editor"), made.person("editor")
    choose_rhythm(by=actor_of(keen), rhythm="at_once")
    choose_rhythm(by=actor_of(calm), rhythm="never")
    told(keen), told(calm)
    assert Message.objects.get().address == keen.email
    assert for_digest() == {}, "one was mailed, the other wants none"


def test_mail_about_notices_says_how_to_have_less_of_it() -> None:
    person = made.person("editor")
    told(person)
    message = write_digest(by=POST, person=person, on=DAY)
    assert message is not None
    mail = begin_try(by=POST, message_id=message.message_id)
    assert mail is not None
    assert mail.headers[0][0] == "List-Unsubscribe" and "/workspace/notices/preferences" in mail.headers[0][1]


def test_people_mark_only_their_own() -> None:
    mine, other = made.person("editor"), made.person("editor")
    told(mine), told(other)
    theirs = Notice.objects.get(person=other)
    assert mark_read(by=actor_of(mine), ids=[theirs.pk]) == 0
    assert mark_read(by=actor_of(mine)) == 1
    assert unread_count(other.pk) == 1 and unread_count(mine.pk) == 0
    assert mark_unread(by=actor_of(mine), ids=[Notice.objects.get(person=mine).pk]) == 1


def test_what_is_no_rhythm_is_refused_and_a_job_has_no_list() -> None:
    with pytest.raises(NoticeError, match="how often"):
        choose_rhythm(by=actor_of(made.person("editor")), rhythm="hourly")
