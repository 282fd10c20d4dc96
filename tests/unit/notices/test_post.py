"""Mail counts as sent once somebody has taken it, is tried again after a failure, and may come back."""

import datetime as dt
from pathlib import Path

import pytest

from answerable.core.actors import POST
from answerable.core.calendar import now
from answerable.core.mail import Mail, Mailbox, PermanentFailure, Smtp, TemporaryFailure, read_bounce
from answerable.notices.models import Message, Notice
from answerable.notices.operations import begin_try, note_failed, queue_message
from answerable.pipeline.post import send_waiting, take_bounce
from tests.made import overseeing as made
from tests.made.clock import clock
from tests.unit.notices.postroom import postroom

pytestmark = pytest.mark.django_db

QUIET = lambda *_: None  # noqa: E731
DSN = """\
From: MAILER-DAEMON@example.net
To: answerable@localhost
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It was about <not-this-one@localhost>.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; officer@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: text/rfc822-headers

From: answerable@localhost
Message-ID: {id}

--b--
"""


class Refuses:
    """A post that fails as it is told to."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def deliver(self, mail: Mail) -> None:
        raise self.error


def queued(key: str = "one", address: str = "officer@example.org") -> Message:
    return queue_message(by=POST, key=key, address=address, subject="A line", body="Some words.\n")


def mail(
    *, to: str = "officer@example.org", subject: str = "A line", message_id: str = "<abc@localhost>"
) -> Mail:
    return Mail("answerable@localhost", to, subject, "Some words.\n", message_id)


def test_message_with_a_key_that_is_known_is_written_once() -> None:
    first, second = queued(), queued()
    assert first.pk == second.pk and Message.objects.count() == 1


def test_mail_lies_in_the_mailbox_once_and_counts_as_sent(mailbox: Path) -> None:
    message = queued()
    assert send_waiting(by=POST, progress=QUIET).sent == 1
    assert send_waiting(by=POST, progress=QUIET).sent == 0
    found = list(Mailbox(mailbox).messages())
    assert [str(one["Message-ID"]) for one in found] == [message.message_id]
    assert found[0]["To"] == "officer@example.org" and found[0].get_content() == "Some words.\n"
    message.refresh_from_db()
    assert message.state == Message.State.SENT and message.sent_at is not None


def test_run_that_died_after_handing_over_does_not_lay_the_mail_there_twice(mailbox: Path) -> None:
    message = queued()
    taken = begin_try(by=POST, message_id=message.message_id)
    assert taken is not None
    Mailbox(mailbox).deliver(taken)  # killed before it could note that
    assert send_waiting(by=POST, progress=QUIET).sent == 0, "not before its time"
    with clock(now() + dt.timedelta(minutes=6)):
        assert send_waiting(by=POST, progress=QUIET).sent == 1
    assert len(list(Mailbox(mailbox).messages())) == 1


def test_two_runs_at_once_do_not_try_the_same_mail() -> None:
    message = queued()
    assert begin_try(by=POST, message_id=message.message_id) is not None
    assert begin_try(by=POST, message_id=message.message_id) is None


def test_temporary_failure_is_tried_again_later_and_given_up_in_the_end() -> None:
    message, at = queued(), now()
    gaps = []
    for _ in range(6):
        with clock(at):
            send_waiting(by=POST, progress=QUIET, through=Refuses(TemporaryFailure("busy")))  # type: ignore[arg-type]
        message.refresh_from_db()
        gaps.append(message.next_try_at - at)
        at = message.next_try_at
    assert [int(gap.total_seconds() // 60) for gap in gaps] == [5, 30, 120, 480, 1440, 1440]
    assert message.state == Message.State.FAILED and message.tries == 6 and message.why == "busy"


def test_permanent_failure_is_given_up_at_once_and_overseers_hear_of_it() -> None:
    overseer = made.person("overseer")
    message = queued()
    send_waiting(by=POST, progress=QUIET, through=Refuses(PermanentFailure("550 no such user")))  # type: ignore[arg-type]
    message.refresh_from_db()
    assert message.state == Message.State.FAILED
    notice = Notice.objects.get(person=overseer)
    assert notice.kind == "undelivered" and "example.org" not in notice.words
    assert not note_failed(by=POST, message_id=message.message_id, why="again", permanent=True)


def test_mail_that_came_back_counts_as_not_delivered_and_is_told_once() -> None:
    overseer, administrator = made.person("overseer"), made.person("administrator")
    message = queued()
    send_waiting(by=POST, progress=QUIET)
    report = DSN.format(action="failed", status="5.1.1", id=message.message_id).encode()
    for _ in range(2):
        found, words = take_bounce(by=POST, content=report)
        assert found is not None and words.startswith("Came back: 5.1.1")
    message.refresh_from_db()
    assert message.state == Message.State.BOUNCED and "550 no such user" in message.why
    assert set(Notice.objects.values_list("person", flat=True)) == {overseer.pk, administrator.pk}


def test_delay_changes_nothing() -> None:
    message = queued()
    send_waiting(by=POST, progress=QUIET)
    report = DSN.format(action="delayed", status="4.4.1", id=message.message_id).encode()
    _, words = take_bounce(by=POST, content=report)
    message.refresh_from_db()
    assert message.state == Message.State.SENT and "delayed" in words


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00 nonsense",
        b"Subject: hello\n\nYour mail <abc@localhost> failed, believe me.",
        DSN.format(action="failed", status="5.1.1", id="<unknown@localhost>").encode(),
        DSN.format(action="relayed", status="2.0.0", id="<unknown@localhost>").encode(),
        DSN.replace("rfc822-headers", "plain").format(action="failed", status="5", id="<x@y>").encode(),
    ],
)
def test_what_is_no_report_about_a_mail_of_ours_is_left(content: bytes) -> None:
    found, words = take_bounce(by=POST, content=content)
    assert found is None and words


def test_report_names_its_mail_by_the_original_headers_alone() -> None:
    bounce = read_bounce(DSN.format(action="failed", status="5.1.1", id="<abc@localhost>").encode())
    assert bounce is not None and bounce.message_id == "<abc@localhost>" and bounce.permanent


@pytest.mark.parametrize("changes", [{"to": "nobody"}, {"to": "a@b.c\nBcc: d@e.f"}, {"message_id": "<a\nb>"}])
def test_mail_that_cannot_be_written_is_refused_for_good(changes: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(PermanentFailure):
        Mailbox(tmp_path).deliver(mail(**changes))


def test_subject_stays_on_one_line() -> None:
    assert mail(subject="One\nBcc: other@example.org").message()["Subject"] == "One Bcc: other@example.org"


def test_server_takes_a_mail() -> None:
    with postroom() as room:
        Smtp(room.address).deliver(mail())
    assert (
        "Message-ID: <abc@localhost>" in room.taken[0] and "Auto-Submitted: auto-generated" in room.taken[0]
    )


@pytest.mark.parametrize(
    ("verb", "line", "error"),
    [
        ("RCPT", "550 no such user", PermanentFailure),
        ("RCPT", "450 greylisted", TemporaryFailure),
        ("DATA", "554 no", PermanentFailure),
        ("MAIL", "421 busy", TemporaryFailure),
    ],
)
def test_refusal_of_a_server_is_for_good_or_for_now(verb: str, line: str, error: type[Exception]) -> None:
    with postroom() as room:
        room.refuse[verb] = line
        with pytest.raises(error, match=line.split()[0]):
            Smtp(room.address).deliver(mail())


def test_server_that_is_not_there_is_tried_later() -> None:
    with postroom() as room:
        address = room.address
    with pytest.raises(TemporaryFailure):
        Smtp(address).deliver(mail())


def test_password_is_not_sent_without_tls() -> None:
    with postroom() as room, pytest.raises(TemporaryFailure, match="TLS"):
        Smtp(room.address.replace("smtp://", "smtp://user:secret@")).deliver(mail())
    assert room.taken == []
