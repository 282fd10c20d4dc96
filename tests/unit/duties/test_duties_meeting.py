"""Two at one moment about one duty or one reply: what the second decides, it decides on what stands."""

import datetime as dt

import pytest

from answerable.core.actors import INGEST, REPLIES
from answerable.core.calendar import today
from answerable.duties.clock import DutyRule
from answerable.duties.models import (
    Answer,
    DueDate,
    JointOffer,
    PublishedReply,
    ReplyMatch,
    ReplyMatchDecision,
)
from answerable.duties.operations import (
    DutyError,
    offer_joint,
    record_duties,
    record_published_replies,
    submit_answer,
    transfer_duty,
)
from answerable.duties.operations.replies import ProposedMatch, ReadReply, read_reply, record_matches
from answerable.duties.operations.reply_decisions import decide_reply_match
from answerable.ledger.models import Event
from answerable.register.models import Entry, Report
from tests import make
from tests.interleaved import interleaved
from tests.made import answering, replies

pytestmark = pytest.mark.usefixtures("own_database")
RULE = DutyRule("statutory", "A rule of a test", days=70)


def a_reply(report: Report, url: str, words: str = "We mended the fence.") -> ReadReply:
    passage = {"start": 0, "end": len(words), "number": "", "kind": "answer", "text": words}
    return ReadReply(url=url, original=words, passages=[passage], method="test/1")


def test_an_answer_is_not_sent_without_the_duty_that_passed_a_moment_ago() -> None:
    one, other = make.body("One Trust"), make.body("Other Trust")
    held = [answering.duty(one), answering.duty(one, "The fence was low.")]
    draft = answering.draft(answering.actor("responder", one), one, held)
    _, sent = interleaved(
        lambda: transfer_duty(
            by=answering.OVERSEER, duty=held[0], to=other, on=today(), why="assigned", note="They can act."
        ),
        lambda: submit_answer(
            by=answering.actor("accountable_officer", one),
            draft=draft,
            revision=draft.revision,
            is_closed=answering.none_closed,
        ),
    )
    with pytest.raises(DutyError, match="no longer holds"):
        sent.get()
    assert not Answer.objects.exists()


def test_no_offer_is_made_for_a_duty_that_passed_a_moment_ago() -> None:
    one, other, third = make.body("One Trust"), make.body("Other Trust"), make.body("Third Trust")
    report = make.report(to=[one, other], issued=today() - dt.timedelta(days=30))
    lead, duty = (entry_duty for entry_duty in report.entries.get().duties.order_by("pk"))
    interleaved(
        lambda: transfer_duty(
            by=answering.OVERSEER, duty=lead, to=third, on=today(), why="assigned", note="They can act."
        ),
        lambda: offer_joint(
            by=answering.actor("accountable_officer", one), lead=lead, duty=duty, words="One answer will do."
        ),
    )
    assert not JointOffer.objects.exists()


def test_a_later_date_is_given_once() -> None:
    report = make.report(to=[make.body("One Trust")], issued=today() - dt.timedelta(days=30))
    for end in interleaved(
        lambda: record_duties(by=INGEST, report=report, rule=RULE),
        lambda: record_duties(by=INGEST, report=report, rule=RULE),
    ):
        assert end.get() == 1
    assert DueDate.objects.filter(superseded_at__isnull=True).count() == 1
    assert Event.objects.filter(kind="duties.redated").count() == 1


def test_the_later_of_two_checks_stands() -> None:
    report = make.report(to=[make.body("One Trust")])
    same = Report.objects.get(pk=report.pk)
    document = make.document()
    earlier, later = dt.date(2024, 3, 1), dt.date(2024, 4, 1)
    for end in interleaved(
        lambda: record_published_replies(
            by=INGEST, report=report, urls=[], document=document, checked_on=later
        ),
        lambda: record_published_replies(
            by=INGEST, report=same, urls=[], document=document, checked_on=earlier
        ),
    ):
        end.get()
    assert Report.objects.get(pk=report.pk).replies_checked_on == later


def test_a_reply_is_kept_once_though_two_write_its_address_otherwise() -> None:
    report = make.report(to=[make.body("One Trust")])
    addresses = ("https://example.org/replies/one.pdf", "http://www.example.org/replies/one.pdf")
    document = make.document()
    for end in interleaved(
        *(
            lambda url=url: read_reply(
                by=REPLIES, report=report, read=a_reply(report, url), document=document
            )
            for url in addresses
        )
    ):
        end.get()
    assert PublishedReply.objects.count() == 1


def test_what_a_person_decides_is_not_proposed_again() -> None:
    trust = make.body(replies.TRUST)
    report = replies.report(trust)
    entry = Entry.objects.filter(report=report).order_by("pk")[0]
    text = read_reply(
        by=REPLIES,
        report=report,
        read=a_reply(report, "https://example.org/replies/one.pdf"),
        document=make.document(),
    )

    def propose(version: str, score: float) -> int:
        proposed = [ProposedMatch(entry, [], score)]
        return record_matches(by=REPLIES, text=text, method="words", version=version, proposed=proposed)

    propose("1", 0.8)
    proposed = ReplyMatch.objects.get()
    for end in interleaved(
        lambda: decide_reply_match(by=replies.editor(), match=proposed, verdict="accepted"),
        lambda: propose("2", 0.9),
    ):
        end.get()
    assert ReplyMatch.objects.get(superseded_at__isnull=True) == proposed
    assert ReplyMatchDecision.objects.get().match == proposed


def test_nothing_is_proposed_of_a_text_that_was_read_again() -> None:
    report = replies.report(make.body(replies.TRUST))
    entry = Entry.objects.filter(report=report).order_by("pk")[0]
    address, document = "https://example.org/replies/one.pdf", make.document()
    first = read_reply(by=REPLIES, report=report, read=a_reply(report, address), document=document)
    again = a_reply(report, address, "We mended the fence and the gate.")
    interleaved(
        lambda: read_reply(by=REPLIES, report=report, read=again, document=document),
        lambda: record_matches(
            by=REPLIES, text=first, method="words", version="1", proposed=[ProposedMatch(entry, [0], 0.8)]
        ),
    )
    assert not ReplyMatch.objects.filter(superseded_at__isnull=True).exists()
