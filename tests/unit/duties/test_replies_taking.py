"""Replies taken in: report found, writer resolved, names withheld, versions kept, every row accounted for."""

from pathlib import Path

import pytest

from answerable.core.actors import INGEST
from answerable.duties.models import Answer, PublishedReply, ReplyMatch, ReplyText
from answerable.duties.operations import record_published_replies
from answerable.duties.queries.answers import ResponseAxis, responses
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from answerable.pipeline.ingest import ingest_paths
from answerable.pipeline.read_replies import NoReplyError, read_file
from tests import make
from tests.made import replies

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Organisation:
    return make.body(replies.TRUST)


def current() -> ReplyText:
    return ReplyText.objects.get(superseded_at__isnull=True)


def test_reply_is_kept_with_its_writer_and_date_and_answers_nothing_yet(trust: Organisation) -> None:
    report = replies.report(trust)
    taken = replies.take(replies.draft(report))
    assert (taken.read, taken.new, taken.held_for_a_person, taken.left_out) == (1, 1, 0, [])
    text = current()
    assert (text.reply.report, text.reply.organisation, text.written_by_status) == (report, trust, "sure")
    assert text.dated == replies.REPLY_DAY, "its file's name holds the date"
    assert not Answer.objects.exists()
    matches = {row.entry.position: row for row in ReplyMatch.objects.all()}
    assert [matches[place].passages for place in ("1", "2", "3")] == [[3, 4], [6], []]
    assert matches["2"].stance == "not_accepted"
    assert {row.duty.organisation for row in matches.values() if row.duty} == {trust}
    duty = report.entries.get(position="1").duties.get()
    assert responses([duty])[duty.pk].axis == ResponseAxis.RECEIVED


def test_names_of_people_are_withheld_in_passages_and_kept_in_the_original(trust: Organisation) -> None:
    replies.take(replies.draft(replies.report(trust), written_by=f"Dr Odile Brackenbury, {replies.TRUST}"))
    text = current()
    public = " ".join(str(value) for passage in text.passages for value in passage.values())
    for name in ("Brackenbury", "Odile", "Wilfred", "Thornhill"):
        assert name not in public
        assert name not in str(list(Event.objects.values_list("payload", flat=True)))
    assert "Brackenbury" not in text.written_by
    assert "Odile Brackenbury" in text.original


def test_same_reply_twice_changes_nothing(trust: Organisation) -> None:
    report = replies.report(trust)
    replies.take(replies.draft(report))
    events = Event.objects.filter(kind__startswith="reply").count()
    again = replies.take(replies.draft(report))
    assert (again.read, again.new, again.matches) == (1, 0, 0)
    assert Event.objects.filter(kind__startswith="reply").count() == events == 2


def test_changed_text_is_the_next_version_and_the_first_is_kept(trust: Organisation) -> None:
    report = replies.report(trust)
    replies.take(replies.draft(report))
    replies.take(replies.draft(report, replies.LETTER.replace("every Monday", "every day")))
    assert list(ReplyText.objects.values_list("version", flat=True)) == [1, 2]
    assert current().version == 2
    assert PublishedReply.objects.count() == 1
    open_now = ReplyMatch.objects.filter(superseded_at__isnull=True)
    assert {row.text.version for row in open_now} == {2}


def test_reply_that_a_source_listed_already_is_that_reply(trust: Organisation) -> None:
    report = replies.report(trust)
    draft = replies.draft(report)
    listed = draft.url.replace("https://", "https://www.")
    record_published_replies(
        by=INGEST,
        report=report,
        urls=[listed],
        document=make.document(),
        checked_on=replies.REPLY_DAY,
    )
    replies.take(draft)
    assert PublishedReply.objects.get().url == listed


@pytest.mark.parametrize(
    ("written_by", "status"),
    [
        ("The Manager", "doubtful"),  # the file's name says whose it is: a person has to look
        ("Somebody Else Altogether Ltd", "doubtful"),
    ],
)
def test_doubtful_writer_is_left_for_a_person(trust: Organisation, written_by: str, status: str) -> None:
    draft = replies.draft(replies.report(trust), written_by=written_by)
    draft.url = f"https://example.org/Response-from-{replies.TRUST.replace(' ', '-')}.pdf"
    taken = replies.take(draft)
    assert taken.held_for_a_person == 1
    assert (current().reply.organisation, current().written_by_status) == (None, status)


def test_body_that_the_report_does_not_ask_is_left_for_a_person(trust: Organisation) -> None:
    make.body("Penhallow Mental Health NHS Foundation Trust")
    replies.take(
        replies.draft(replies.report(trust), written_by="Penhallow Mental Health NHS Foundation Trust")
    )
    assert current().reply.organisation is None


def test_row_that_cannot_be_placed_is_left_out_with_its_reason(trust: Organisation) -> None:
    report = replies.report(trust)
    other = make.report(to=[trust], url="https://example.org/reports/two/")
    nowhere = replies.draft(report)
    nowhere.reference, nowhere.report_url, nowhere.where = "1999-0001", "", "row 3"
    torn = replies.draft(report)
    torn.report_url, torn.where = other.url, "row 4"
    twice = replies.draft(report, "Another text altogether for the same address.")
    twice.where = "row 5"
    taken = replies.take(replies.draft(report), nowhere, torn, twice)
    assert taken.read == 1
    assert [(one.where, one.why.split(":")[0]) for one in taken.left_out] == [
        ("row 3", "The register does not hold the report that it replies to"),
        ("row 4", "Its reference and its page name different reports"),
        ("row 5", "Another row of the file holds another text for the same reply"),
    ]


def test_table_is_taken_in_with_everything_else_and_again_once_its_report_has_come(
    trust: Organisation, tmp_path: Path
) -> None:
    path = tmp_path / "replies.csv"
    path.write_text(
        "parent_id,parent_url,response_url,respondent,response\n"
        f'2023-9999,https://example.org/reports/one/,https://example.org/r.pdf,{replies.TRUST},"{replies.LETTER}"\n'
    )
    first = ingest_paths([path], by=INGEST, workers=1)
    assert (first.replies, len(first.left_out)) == (0, 1)
    make.report(
        to=[trust], texts=replies.CONCERNS, reference="2023-9999", url="https://example.org/reports/one/"
    )
    second = ingest_paths([path], by=INGEST, workers=1)
    assert (second.replies, second.new_replies, second.left_out) == (1, 1, [])
    third = ingest_paths([path], by=INGEST, workers=1)
    assert (third.replies, third.new_replies) == (1, 0)


def test_single_letter_is_read_where_its_report_is_named(trust: Organisation, tmp_path: Path) -> None:
    report = replies.report(trust)
    path = tmp_path / "letter.txt"
    path.write_text(replies.LETTER)
    taken = read_file(
        path, report=report.reference, written_by=replies.TRUST, dated=replies.REPLY_DAY, url=""
    )
    assert (taken.read, taken.held_for_a_person) == (1, 0)
    assert current().dated == replies.REPLY_DAY
    with pytest.raises(NoReplyError, match="say which report it answers"):
        read_file(path)
    with pytest.raises(NoReplyError, match="holds no report"):
        read_file(path, report="2001-0001")
