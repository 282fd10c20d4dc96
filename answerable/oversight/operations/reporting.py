"""Somebody says that a page is wrong, and is answered on the record."""

import datetime as dt
import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from answerable.assurance.models import Correction
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.core.references import free_reference
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.notices.operations import queue_within
from answerable.oversight.models import Reported

CLIENT_MOST = 20  # from one place, in `CLIENT_HOURS`
CLIENT_HOURS = 24
LONGEST = 4000
LONGEST_REPLY = 2000
_PAGE = re.compile(r"/[A-Za-z0-9/_.~-]{0,300}(\?as-at=\d{4}-\d\d-\d\d)?")


class ReportingError(ValueError):
    """The message is fit to be shown as it is. Nothing was written."""


class TooManyReportedError(ReportingError):
    """One place has sent many."""


@operation("ERROR_REPORT")
def report_error(log: Log, *, by: Actor, page: str, words: str, mail: str = "", client: str = "") -> Reported:
    """Keeps what somebody says is wrong on a page. The words are for editors alone; the reply is public.

    Sent twice, it is kept once. Raises ReportingError: no page, no words, too long, no mail address;
    TooManyReportedError.
    """
    if not _PAGE.fullmatch(page):
        raise ReportingError("Say which page it is: what stands in its address after the name of this site.")
    said = words.strip()
    if not said:
        raise ReportingError("Say what is wrong on the page.")
    if len(said) > LONGEST:
        raise ReportingError(f"At most {LONGEST:,} characters can be sent. Yours has {len(said):,}.")
    if mail.strip():
        try:
            validate_email(mail.strip())
        except ValidationError as error:
            raise ReportingError("That is no e-mail address. Leave it blank, or mend it.") from error
    log.one_by_one("error", client or f"{page}\n{said}")
    same = Reported.objects.filter(page=page, words=said, mail=mail.strip(), answered_at__isnull=True)
    if held := same.first():
        log.unchanged()
        return held
    at = now()
    if client:
        since = at - dt.timedelta(hours=CLIENT_HOURS)
        if Reported.objects.filter(client=client, recorded_at__gt=since).count() >= CLIENT_MOST:
            raise TooManyReportedError(
                f"{CLIENT_MOST} errors were reported from where you are within a day. Please go on tomorrow."
            )
    reference = free_reference(
        "M",
        f"{page}\0{at.isoformat()}",
        lambda one: Reported.objects.filter(reference=one).exists(),
    )
    made = Reported.objects.create(
        reference=reference, page=page, words=said, mail=mail.strip(), client=client, recorded_at=at
    )
    log.event("error.reported", reference, {"reported": reference})
    return made


@operation("ERROR_ANSWER")
def answer_reported(
    log: Log, *, by: Actor, reported: Reported, outcome: str, reply: str, correction: str = ""
) -> Reported:
    """Answers in words that the public reads; where a mail address was given, they go there as well, and the
    address is forgotten.

    `correction` is the reference of what the log of corrections says of it. Raises ReportingError: answered
    before, no outcome, no words, no such correction.
    """
    if not outcome or outcome not in Reported.Outcome.values:
        raise ReportingError("Say what became of it.")
    found = Reported.objects.select_for_update().get(pk=reported.pk)
    if found.answered_at is not None:
        raise ReportingError("This was answered already.")
    words = published_words(reply.strip())
    if not words:
        raise ReportingError("Answer in words: they are what the reader gets.")
    if len(words) > LONGEST_REPLY:
        raise ReportingError(f"At most {LONGEST_REPLY:,} characters fit in an answer.")
    held = None
    if correction.strip():
        held = Correction.objects.filter(reference=correction.strip().upper()).first()
        if held is None:
            raise ReportingError(f"The log of corrections holds no {correction.strip()[:20]}.")
    mail, found.mail = found.mail, ""
    found.outcome, found.reply, found.correction = outcome, words, held
    found.answered_by, found.answered_at = by.identifier, now()
    found.save(update_fields=["outcome", "reply", "correction", "answered_by", "answered_at", "mail"])
    log.event("error.answered", found.reference, {"outcome": outcome})
    if mail:
        queue_within(
            log,
            key=f"reported:{found.reference}:answered",
            address=mail,
            subject=f"{settings.SERVICE_NAME}: answer to {found.reference}",
            body=f"You said that a page of {settings.SERVICE_NAME} is wrong. {found.get_outcome_display()}."
            f"\n\n{words}\n\n{settings.PUBLIC_ADDRESS}/reported/{found.reference}\n",
        )
    return found
