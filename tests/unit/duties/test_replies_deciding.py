"""What a person makes of a published reply: answers come of it, and go again when it is taken back."""

import datetime as dt

import pytest

from answerable.core.actors import Actor, NotPermittedError
from answerable.core.calendar import today
from answerable.duties.models import (
    Answer,
    AnswerPart,
    PublishedReply,
    ReplyMatch,
    ReplyMatchDecision,
    ReplyText,
)
from answerable.duties.operations.errors import DutyError
from answerable.duties.operations.reply_decisions import (
    decide_reply_match,
    match_reply_by_hand,
    name_reply_writer,
    undo_reply_match,
)
from answerable.duties.queries.answers import stances, unanswered
from answerable.duties.queries.replies import proposed_answers, waiting
from answerable.organisations.models import Organisation
from answerable.register.models import Report
from tests import make
from tests.made import replies

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Organisation:
    return make.body(replies.TRUST)


@pytest.fixture
def report(trust: Organisation) -> Report:
    held = replies.report(trust)
    replies.take(replies.draft(held))
    return held


def proposal(report: Report, position: str) -> ReplyMatch:
    return ReplyMatch.objects.get(entry__report=report, entry__position=position, superseded_at__isnull=True)


def test_accepting_makes_an_answer_with_the_words_of_the_reply(report: Report, trust: Organisation) -> None:
    made = decide_reply_match(by=replies.editor(), match=proposal(report, "1"), verdict="accepted")
    assert made.part is not None
    answer = made.part.answer
    assert (answer.origin, answer.organisation, answer.answered_on) == ("published", trust, replies.REPLY_DAY)
    assert made.part.words.startswith("We have introduced a written rule.")
    assert "The rule will be reviewed" in made.part.words
    assert "Brackenbury" not in made.part.words
    assert "Odile Brackenbury" in made.part.words_original
    duty = made.part.duty
    assert [part.entry.position for part in stances([duty])[duty.pk]] == ["1"]
    assert unanswered(duty) == []


def test_stance_is_the_replys_own_or_none(report: Report) -> None:
    first = decide_reply_match(by=replies.editor(), match=proposal(report, "1"), verdict="accepted")
    second = decide_reply_match(by=replies.editor(), match=proposal(report, "2"), verdict="accepted")
    assert first.part is not None and second.part is not None
    assert (first.part.stance, second.part.stance) == ("", "not_accepted")


def test_agreeing_that_nothing_answers_makes_no_answer(report: Report) -> None:
    made = decide_reply_match(by=replies.editor(), match=proposal(report, "3"), verdict="accepted")
    assert made.part is None
    assert not Answer.objects.exists()
    assert waiting().unanswered == 0


def test_change_takes_other_passages_and_stance_with_a_reason(report: Report) -> None:
    match = proposal(report, "3")
    with pytest.raises(DutyError, match="needs a reason"):
        decide_reply_match(by=replies.editor(), match=match, verdict="changed", passages=[6])
    made = decide_reply_match(
        by=replies.editor(),
        match=match,
        verdict="changed",
        passages=[6],
        stance="in_part",
        reason="It speaks of all three.",
    )
    assert made.part is not None
    assert (made.part.stance, made.part.words[:20]) == ("in_part", "We do not accept thi")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"verdict": "accepted", "stance": "in_full"}, "not what is proposed"),
        ({"verdict": "accepted", "passages": [0]}, "not what is proposed"),
        ({"verdict": "changed", "passages": [3, 4], "reason": "So."}, "accept it instead"),
        ({"verdict": "changed", "passages": [99], "reason": "So."}, "does not hold all"),
        ({"verdict": "changed", "stance": "perhaps", "reason": "So."}, "no stance"),
        ({"verdict": "refused"}, "needs a reason"),
        ({"verdict": "maybe"}, "no verdict"),
        ({"verdict": "accepted", "answered_on": today() + dt.timedelta(days=1)}, "future"),
        ({"verdict": "accepted", "answered_on": dt.date(2023, 3, 13)}, "older than the report"),
    ],
)
def test_decision_that_makes_no_sense_writes_nothing(
    report: Report, given: dict[str, object], message: str
) -> None:
    with pytest.raises(DutyError, match=message):
        decide_reply_match(by=replies.editor(), match=proposal(report, "1"), **given)  # type: ignore[arg-type]
    assert not ReplyMatchDecision.objects.exists()
    assert not Answer.objects.exists()


def test_second_decision_writes_nothing_and_says_so(report: Report) -> None:
    match = proposal(report, "1")
    decide_reply_match(by=replies.editor(), match=match, verdict="accepted")
    with pytest.raises(DutyError, match="Somebody else decided this already"):
        decide_reply_match(by=replies.editor(2), match=match, verdict="refused", reason="No.")
    assert Answer.objects.count() == 1


def test_undo_withdraws_the_answer_and_lays_the_proposal_open_again(report: Report) -> None:
    match = proposal(report, "1")
    made = decide_reply_match(by=replies.editor(), match=match, verdict="accepted")
    with pytest.raises(DutyError, match="needs a reason"):
        undo_reply_match(by=replies.editor(2), decision=made)
    undo_reply_match(by=replies.editor(2), decision=made, reason="It speaks of another fence.")
    answer = Answer.objects.get()
    assert answer.withdrawn_at is not None
    assert answer.withdrawn_why == "It speaks of another fence."
    assert made.part is not None
    assert stances([made.part.duty]) == {made.part.duty_id: []}
    with pytest.raises(DutyError, match="no longer stands"):
        undo_reply_match(by=replies.editor(), decision=made)
    again = decide_reply_match(by=replies.editor(), match=match, verdict="accepted")
    assert again.part is not None
    assert again.part.answer.reference != answer.reference


def test_reply_without_a_body_waits_until_somebody_names_it(trust: Organisation) -> None:
    report = replies.report(trust)
    replies.take(replies.draft(report, written_by="The Manager", url="https://example.org/r.pdf"))
    match = proposal(report, "1")
    day = replies.REPLY_DAY
    with pytest.raises(DutyError, match="which body wrote"):
        decide_reply_match(by=replies.editor(), match=match, verdict="accepted", answered_on=day)
    reply = name_reply_writer(by=replies.editor(), reply=PublishedReply.objects.get(), organisation=trust)
    assert proposal(report, "1").duty == match.entry.duties.get()
    with pytest.raises(DutyError, match="its text bears none"):
        decide_reply_match(by=replies.editor(), match=match, verdict="accepted")
    decide_reply_match(by=replies.editor(), match=match, verdict="accepted", answered_on=day)
    second = decide_reply_match(by=replies.editor(), match=proposal(report, "2"), verdict="accepted")
    assert second.part is not None and second.part.answer.answered_on == day, "asked once"
    other = make.body("Penhallow Mental Health NHS Foundation Trust")
    with pytest.raises(DutyError, match="say why"):
        name_reply_writer(by=replies.editor(), reply=reply, organisation=other)
    with pytest.raises(DutyError, match="take those decisions back first"):
        name_reply_writer(by=replies.editor(), reply=reply, organisation=other, reason="The crest.")


def test_body_that_was_not_asked_cannot_be_made_to_answer(trust: Organisation) -> None:
    report = replies.report(trust)
    replies.take(replies.draft(report, written_by="The Manager"))
    other = make.body("Penhallow Mental Health NHS Foundation Trust")
    name_reply_writer(by=replies.editor(), reply=PublishedReply.objects.get(), organisation=other)
    with pytest.raises(DutyError, match="was not asked to answer this"):
        decide_reply_match(by=replies.editor(), match=proposal(report, "1"), verdict="accepted")


def test_passages_are_matched_by_hand_where_nothing_is_proposed(report: Report) -> None:
    text = ReplyText.objects.get()
    entry = proposal(report, "3").entry
    with pytest.raises(DutyError, match="proposed here by now"):
        match_reply_by_hand(by=replies.editor(), text=text, entry=entry, passages=[6])
    ReplyMatch.objects.filter(entry=entry).update(superseded_at=text.recorded_at)
    made = match_reply_by_hand(by=replies.editor(), text=text, entry=entry, passages=[6], stance="in_part")
    assert AnswerPart.objects.get().stance == "in_part"
    undo_reply_match(by=replies.editor(), decision=made)
    assert not ReplyMatch.objects.filter(entry=entry, superseded_at__isnull=True).exists()


def test_what_is_decided_is_not_proposed_again_and_a_new_text_is(report: Report) -> None:
    decide_reply_match(
        by=replies.editor(), match=proposal(report, "2"), verdict="refused", reason="It is no answer."
    )
    replies.take(replies.draft(report))
    assert ReplyMatch.objects.filter(entry__position="2").count() == 1
    shown = proposal(report, "1")
    replies.take(replies.draft(report, replies.LETTER.replace("every Monday", "every day")))
    with pytest.raises(DutyError, match="read again"):
        decide_reply_match(by=replies.editor(), match=shown, verdict="accepted")
    fresh = ReplyMatch.objects.get(entry__position="2", text__version=2, superseded_at__isnull=True)
    assert fresh.passages == [6]


def test_public_sees_proposals_that_name_passages_and_never_silence(report: Report) -> None:
    entries = {entry.position: entry.pk for entry in report.entries.all()}
    found = proposed_answers(entries.values())
    assert set(found) == {entries["1"], entries["2"]}, "that the third goes unanswered is for a person to say"
    one = found[entries["1"]][0]
    assert (one.body, one.dated, one.method[:9]) == (replies.TRUST, "2023-05-02", "quotation")
    assert "were right" in one.accuracy.words
    assert "Brackenbury" not in str(one.passages)
    decide_reply_match(by=replies.editor(), match=proposal(report, "1"), verdict="accepted")
    assert set(proposed_answers(entries.values())) == {entries["2"]}


def test_only_editors_decide(report: Report) -> None:
    reader = Actor("person:1", frozenset())
    with pytest.raises(NotPermittedError):
        decide_reply_match(by=reader, match=proposal(report, "1"), verdict="accepted")
