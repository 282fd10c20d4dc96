"""Challenges by anybody, answered by somebody else, and the log of corrections."""

import datetime as dt
from typing import Any

import pytest

from answerable.accounts.roles import Role
from answerable.assurance.models import Challenge, Correction
from answerable.assurance.operations import (
    AssuranceError,
    OwnWorkError,
    TooManyError,
    answer_challenge,
    challenge,
    correct,
    screen_challenge,
)
from answerable.assurance.operations.challenging import CLIENT_MOST
from answerable.assurance.queries.axes import statuses
from answerable.core.actors import PUBLIC, NotPermittedError
from answerable.core.calendar import now
from answerable.core.references import parse_reference
from answerable.duties.models import Duty
from answerable.ledger.models import Event
from answerable.notices.models import Message
from answerable.register.operations import withdraw_entry
from tests import make
from tests.made import assuring

pytestmark = pytest.mark.django_db
WORDS = "The ward that it speaks of closed in 2021. Ask Margaret Plimsoll on 07700 900123."


def public(duty: Duty, **details: Any) -> Challenge:
    return challenge(by=PUBLIC, entry=duty.entry, duty=duty, **{"about": "status", "words": WORDS, **details})


def answer(made: Challenge, number: int = 90, **details: object) -> Challenge:
    details.setdefault("by", assuring.holder_of(Role.EDITOR, number))
    details.setdefault("shown", False)
    return answer_challenge(
        challenge=made,
        outcome="upheld",
        reply="You are right: it closed.",
        **details,  # type: ignore[arg-type]
    )


def test_public_challenge_is_kept_and_shown_to_nobody() -> None:
    duty = assuring.duty()
    made = public(duty, mail="family@example.org")
    assert parse_reference(made.reference, "Q") == made.reference
    assert not made.shown and made.screened_at is None
    assert "Plimsoll" not in made.words and "07700" not in made.words and "closed in 2021" in made.words
    assert made.words_original == WORDS
    assert (made.from_person, made.from_body) == ("", None)
    event = Event.objects.get(kind="challenge.made")
    assert event.payload["from"] == "public" and "words" not in event.payload
    assert "family@example.org" not in str(event.payload)
    assert statuses([duty])[duty.pk].challenged


@pytest.mark.parametrize(
    ("details", "why"),
    [
        ({"words": " "}, "Say what is wrong"),
        ({"words": "x" * 4001}, "too long"),
        ({"about": "nonsense"}, "what it is about"),
        ({"mail": "family at example"}, "can't be used"),
        ({"mail": f"{'a' * 250}@example.org"}, "can't be used|too long"),
    ],
)
def test_challenge_that_makes_no_sense_is_refused(details: dict[str, str], why: str) -> None:
    with pytest.raises(AssuranceError, match=why):
        public(assuring.duty(), **details)
    assert not Challenge.objects.exists()


def test_challenge_names_an_entry_that_is_there_and_a_duty_of_it() -> None:
    duty, other = assuring.duty(), assuring.duty()
    with pytest.raises(AssuranceError, match="not on this entry"):
        challenge(by=PUBLIC, entry=other.entry, duty=duty, about="fact", words=WORDS)
    withdraw_entry(by=make.editor(), entry=duty.entry, why="Recorded twice.")
    duty.entry.refresh_from_db()
    with pytest.raises(AssuranceError, match="was withdrawn"):
        public(duty)


def test_one_place_sends_no_more_than_so_many_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    duty = assuring.duty()
    for _ in range(CLIENT_MOST):
        public(duty, client="a digest")
    with pytest.raises(TooManyError, match="come back tomorrow"):
        public(duty, client="a digest")
    public(duty, client="another digest")
    later = now() + dt.timedelta(hours=25)
    monkeypatch.setattr("answerable.assurance.operations.challenging.now", lambda: later)
    public(duty, client="a digest")
    assert Challenge.objects.count() == CLIENT_MOST + 2


def test_body_challenges_on_the_record_what_is_said_of_its_own_duties() -> None:
    duty, other = assuring.duty(), assuring.duty()
    officer = assuring.officer(duty.holder)
    made = challenge(
        by=officer, entry=duty.entry, duty=duty, about="verdict", words="We showed it.", from_body=duty.holder
    )
    assert (made.from_body, made.from_person) == (duty.holder, officer.identifier)
    with pytest.raises(NotPermittedError):
        challenge(by=officer, entry=other.entry, duty=other, about="fact", words="x", from_body=other.holder)
    with pytest.raises(AssuranceError, match="its own duties"):
        challenge(by=officer, entry=other.entry, duty=other, about="fact", words="x", from_body=duty.holder)


def test_challenge_is_screened_before_its_words_are_shown() -> None:
    made = public(assuring.duty())
    editor = assuring.holder_of(Role.EDITOR, 90)
    screen_challenge(by=editor, challenge=made, shown=False)
    with pytest.raises(AssuranceError, match="decided already"):
        screen_challenge(by=editor, challenge=made, shown=False)
    assert screen_challenge(by=editor, challenge=made, shown=True).shown


def test_challenge_is_answered_once_on_the_record_and_by_mail() -> None:
    duty = assuring.duty()
    made = public(duty, mail="family@example.org")
    answer(made, address=f"https://register.example.org/challenges/{made.reference}", shown=True)
    made.refresh_from_db()
    assert (made.outcome, made.shown, made.answered_by) == ("upheld", True, "person:90")
    message = Message.objects.get()
    assert message.address == "family@example.org"
    assert "You are right: it closed." in message.body and made.reference in message.body
    with pytest.raises(AssuranceError, match=r"was answered on .*“Upheld”"):
        answer(made, 91)
    assert Message.objects.count() == 1
    assert not statuses([duty])[duty.pk].challenged


@pytest.mark.parametrize("details", [{"outcome": ""}, {"outcome": "fine"}, {"reply": " "}])
def test_answer_needs_outcome_and_words(details: dict[str, str]) -> None:
    made = public(assuring.duty())
    with pytest.raises(AssuranceError):
        answer_challenge(
            by=assuring.holder_of(Role.EDITOR),
            challenge=made,
            shown=False,
            **{"outcome": "upheld", "reply": "Yes.", **details},
        )


def test_nobody_answers_a_challenge_to_their_own_verdict_or_of_their_own_body() -> None:
    duty = assuring.duty()
    friend = make.body("Farhill NHS Trust")
    assuring.verdict(assuring.claim(duty), "not_yet", "under_way", by=assuring.assurer(5, of=friend))
    made = public(duty)
    refused = (
        assuring.assurer(5),  # whose verdict it is
        assuring.assurer(6, of=duty.holder),  # of the body that was judged
        assuring.assurer(7, of=friend),  # of the body that the verdict came from
    )
    for by in refused:
        with pytest.raises(OwnWorkError):
            answer(made, by=by)
        with pytest.raises(OwnWorkError):
            screen_challenge(by=by, challenge=made, shown=True)
    answer(made, by=assuring.holder_of(Role.OVERSEER, 8))


def test_nobody_answers_the_challenge_that_they_made() -> None:
    duty = assuring.duty()
    officer = assuring.officer(duty.holder, 71)
    made = challenge(
        by=officer, entry=duty.entry, duty=duty, about="fact", words="It moved.", from_body=duty.holder
    )
    with pytest.raises(OwnWorkError, match="You made this challenge"):
        answer(made, by=assuring.assurer(71))


def test_correction_says_what_was_wrong_what_it_says_now_and_why() -> None:
    duty = assuring.duty()
    made = public(duty)
    done = correct(
        by=assuring.holder_of(Role.EDITOR),
        subject=duty.entry.reference.lower(),
        was="Asked of the wrong trust.",
        now_says="Asked of the trust that runs the ward.",
        why="A reader told us; the report says so on page 3.",
        challenge=made,
    )
    assert done.subject == duty.entry.reference and done.challenge == made
    assert parse_reference(done.reference, "K") == done.reference
    assert Event.objects.get(kind="correction.recorded").payload["challenge"] == made.reference
    wrong = {"subject": duty.entry.reference, "was": "One.", "now_says": "Two.", "why": "So."}
    for field, value in (
        ("was", ""),
        ("now_says", "One."),
        ("why", " "),
        ("subject", "E-1"),
        ("was", "x" * 501),
    ):
        with pytest.raises(AssuranceError):
            correct(by=assuring.holder_of(Role.EDITOR), **{**wrong, field: value})  # type: ignore[arg-type]
    assert Correction.objects.count() == 1
