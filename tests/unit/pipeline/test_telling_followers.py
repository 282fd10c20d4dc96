"""Who follows something is told of what happens with it: each thing once, in one mail, and nothing else."""

import datetime as dt
import random
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from answerable.core.actors import ALERTS, PUBLIC, Actor
from answerable.core.calendar import now
from answerable.ledger.models import Event
from answerable.notices.follows import secret_of
from answerable.notices.models import Follow, Followed, Message
from answerable.notices.operations import end_follow, note_followed, write_alert
from answerable.pipeline.following.searches import query_of, subject_of
from answerable.pipeline.following.telling import MOST
from answerable.pipeline.following.touched import touches_of
from answerable.register.models import Entry
from answerable.register.operations import restore_report, withdraw_entry, withdraw_report
from tests import make
from tests.made import delivering
from tests.made import following as made
from tests.made.clock import clock

pytestmark = pytest.mark.django_db
SECRET = "zephyrine"


def told(follow: Follow) -> list[tuple[str, str]]:
    """(kind of event, what the line leads to) of all that a follow was told of."""
    rows = Followed.objects.filter(follow=follow).order_by("event")
    kinds = dict(Event.objects.values_list("index", "kind"))
    return [(kinds[row.event], row.subject) for row in rows]


def test_what_happens_with_a_thing_is_told_to_those_who_follow_it_and_to_no_others() -> None:
    trust, other = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    duty = delivering.duty(trust)
    entry = duty.entry.reference
    of_entry, of_body = made.follow("entry", entry), made.follow("body", trust.reference)
    elsewhere = made.follow("body", other.reference, mail="other@example.org")
    delivering.claim(duty)
    assert made.run() == 1 and made.run() == 0
    assert told(of_entry) == told(of_body) and ("claim.made", entry) in told(of_entry)
    assert told(elsewhere) == []
    mail = made.alerts()[0]
    assert f"entry {entry}" in mail.subject and f"/entries/{entry}" in mail.body
    assert (
        "A body said how far the work is" in mail.body and "because you follow Northmere Wards" in mail.body
    )


def test_nothing_that_happened_before_is_told() -> None:
    trust = make.body("Northmere Wards Trust")
    follow = made.follow("body", trust.reference)
    first = delivering.duty(trust)
    made.run()
    assert told(follow) == [("entry.recorded", first.entry.reference)]
    end_follow(by=PUBLIC, secret=secret_of(follow.follower), follow=follow.pk)
    delivering.duty(trust)
    assert made.run() == 0 and len(told(follow)) == 1


def test_search_finds_by_words_filters_and_dates_what_they_were_when_it_happened() -> None:
    words = made.follow("search", subject_of([("q", '"alarm bell" -fire'), ("sort", "newest")]))
    kind = made.follow("search", subject_of([("kind", "recommendation"), ("since", "2023-01-01")]))
    one = make.entry("Nobody heard the alarm bell.")
    make.entry("The alarm bell and the fire doors.")
    two = make.entry("Test each door.", kind="recommendation")
    make.entry("Test each window.", kind="recommendation", issued=dt.date(2019, 1, 1))
    made.run()
    assert told(words) == [("entry.recorded", one.reference)]
    assert told(kind) == [("entry.recorded", two.reference)]
    withdraw_entry(by=make.editor(), entry=one, why="Held twice.")
    made.run()
    assert told(words)[1:] == [("entry.withdrawn", one.reference)]


def test_whole_report_that_leaves_and_comes_back_is_told_of_each_entry_once() -> None:
    trust = make.body("Northmere Wards Trust")
    report = make.report(texts=["Mend the lamps.", "Look in at night."], to=[trust])
    body = made.follow("body", trust.reference)
    entries = [one.reference for one in report.entries.order_by("order")]
    of_entry = made.follow("entry", entries[0])
    made.run()
    by = Actor("person:5", frozenset({"REPORT_WITHDRAW"}))
    withdraw_report(by=by, report=report, ground="error", why="It was the wrong report.")
    made.run()
    assert told(of_entry) == [("entry.withdrawn", entries[0])]
    assert told(body) == [("entry.withdrawn", one) for one in entries]
    restore_report(by=by, report=report, why="It was the right one.")
    made.run()
    assert told(of_entry)[1:] == [("entry.restored", entries[0])] and len(told(body)) == 4


def test_entry_is_found_by_its_words_before_and_after_they_changed() -> None:
    before = "The ward had no agreed way to hand over at night, and the bell was not heard."
    prepared = make.prepared_report(texts=[before], area="Far Fell")
    entry = make.report(prepared).entries.get()
    was, are = made.follow("search", "q=bell"), made.follow("search", "q=siren")
    never = made.follow("search", "q=door")
    closer = make.prepared_report(
        texts=[before.replace("bell", "siren")],
        area="Far Fell",
        reference=prepared.draft.reference,
        rank=2,
    )
    make.report(closer)
    made.run()
    assert told(was) == told(are) == [("entry.reworded", entry.reference)] and told(never) == []


def test_theme_that_a_program_finds_later_is_told_of_new_entries_once() -> None:
    theme, body = made.follow("theme", "restraint"), make.body("Northmere Wards Trust")
    of_body = made.follow("body", body.reference)
    entry = make.entry(to=[body])
    make.suggested(make.theme(entry, "restraint"))
    made.run()
    assert told(theme)[-1] == ("suggestions.recorded", entry.reference)
    assert told(of_body) == [("entry.recorded", entry.reference)]
    count = len(told(theme))
    make.suggested(make.theme(entry, "restraint", 0.95), version="2")
    made.run()
    assert len(told(theme)) == count


def test_mail_holds_no_words_that_anybody_typed_and_none_of_an_entry() -> None:
    made.follow("search", f"q={SECRET}")
    make.entry(f"Nobody looked at the {SECRET} again.")
    made.run()
    for mail in Message.objects.all():
        assert SECRET not in f"{mail.subject} {mail.body}".lower()
    assert "a search of the register" in made.alerts()[0].body


def test_daily_mail_waits_for_the_morning_and_holds_all_of_the_day() -> None:
    trust = make.body("Northmere Wards Trust")
    follow = made.follow("body", trust.reference, rhythm="daily")
    made.follow("body", trust.reference, mail="weekly@example.org", rhythm="weekly")
    delivering.duty(trust), delivering.duty(trust)
    assert made.run() == 0 and len(told(follow)) == 2
    with clock(now() + dt.timedelta(days=1)):
        assert made.run() >= 1
    assert len(made.alerts()) == 1 and made.alerts()[0].subject.endswith("news of 2 things")
    with clock(now() + dt.timedelta(days=8)):
        made.run()
    assert len(made.alerts()) == len(made.alerts("weekly@example.org")) == 1


def test_daily_mail_does_not_come_in_the_evening_after_a_quiet_morning() -> None:
    trust = make.body("Northmere Wards Trust")
    follow = made.follow("body", trust.reference, rhythm="daily")
    delivering.duty(trust)
    follow.refresh_from_db()
    with clock(follow.next_at + dt.timedelta(hours=12)):
        assert made.run() == 0
    with clock(follow.next_at + dt.timedelta(hours=25)):
        assert made.run() == 1


def test_mail_of_very_much_names_the_first_and_says_how_many_more() -> None:
    trust = make.body("Northmere Wards Trust")
    made.follow("body", trust.reference)
    make.report(texts=[f"Door {number} was not closed." for number in range(MOST + 7)], to=[trust])
    assert made.run() == 1
    assert "And 7 more" in made.alerts()[0].body and f"{MOST + 7} things" in made.alerts()[0].subject


def test_mails_at_once_come_an_hour_apart_after_twenty_in_a_day() -> None:
    trust = make.body("Northmere Wards Trust")
    made.follow("body", trust.reference)
    for _ in range(22):
        delivering.duty(trust)
        made.run()
    assert len(made.alerts()) == 20
    with clock(now() + dt.timedelta(hours=1, minutes=1)):
        made.run()
    assert len(made.alerts()) == 21 and Followed.objects.filter(message=None).count() == 0


def test_second_run_at_the_same_time_writes_no_second_mail() -> None:
    trust = make.body("Northmere Wards Trust")
    follow = made.follow("body", trust.reference)
    entry = delivering.duty(trust).entry.reference
    event = Event.objects.get(kind="entry.recorded", subject=entry).index
    for _ in range(2):
        note_followed(by=ALERTS, told=[(follow.pk, event, entry)], looked=[follow.pk], upto=event)
    row = Followed.objects.get()
    parts = {"about": [follow], "told": [row.pk], "subject": "x", "body": "y"}
    assert write_alert(by=ALERTS, follower=follow.follower, **parts)  # type: ignore[arg-type]
    assert write_alert(by=ALERTS, follower=follow.follower, **parts) is None  # type: ignore[arg-type]
    assert made.run() == 0 and len(made.alerts()) == 1


def test_searches_are_told_what_a_plain_reading_finds() -> None:
    """A small form of bench/alerts.py, whose oracle knows nothing of the index."""
    chance = random.Random(7)
    nouns = ["lamp", "kettle", "ladder", "bucket", "candle", "anchor", "basket", "curtain"]
    follows = {
        made.follow("search", subject_of([("q", f"{a} {b}")]), mail=f"{a}@example.org"): {a, b}
        for a in nouns[:4]
        for b in nouns[4:]
    }
    expected: dict[int, set[str]] = {follow.pk: set() for follow in follows}
    for number in range(30):
        words = set(chance.sample(nouns, 3))
        entry: Entry = make.entry(f"The {' and the '.join(sorted(words))} of ward {number}.")
        for follow, wanted in follows.items():
            if wanted <= words:
                expected[follow.pk].add(entry.reference)
        if number % 10 == 9:
            made.run()
    assert {follow.pk: {lead for _, lead in told(follow)} for follow in follows} == expected
    assert Followed.objects.filter(message=None).count() == 0


@pytest.mark.parametrize("text", ["", "x" * 10_000, "\u202eesrever \ud800", '"', "((", "AND OR NOT", "-"])
def test_search_of_any_text_can_be_held_against_what_happens(text: str) -> None:
    subject = subject_of([("q", text.encode("utf-8", "replace").decode()), ("kind", "concern")])
    assert query_of(subject).filters == {"kind": ["concern"]}
    if len(subject) <= 2000:
        made.follow("search", subject)
        make.entry()
        made.run()


def test_events_of_every_kind_of_thing_are_read_in_few_queries(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    """As for the form to follow, which looks at a month of them."""
    letters = "ACDEFGJNPQRSTVYZ"
    events = [Event(index=1, subject=f"{letter}-0", kind="made.up", payload={}) for letter in letters]
    with django_assert_max_num_queries(2):
        assert touches_of(events) == []
