"""Letters of a rung: one for each body that it is told to, naming every duty that climbed it that day."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings

from answerable.accounts.queries import people_of
from answerable.accounts.roles import Role
from answerable.core.calendar import now
from answerable.core.references import make_reference
from answerable.duties.models import Duty
from answerable.ledger.operation import Log
from answerable.notices.operations import queue_within, tell_within
from answerable.organisations.models import Organisation
from answerable.oversight.models import Letter
from answerable.oversight.queries.recipients import Recipient, recipient_of
from answerable.oversight.queries.telling import key_of_letter
from answerable.oversight.rungs import Rung

_ATTEMPTS = 20


def write_letters(
    log: Log,
    rung: Rung,
    about: Organisation,
    duties: Sequence[tuple[Duty, dt.date]],
    on: dt.date,
    *,
    by_rule: bool,
) -> Letter | None:
    """The first of the rung's letters about these (duty, date counted from); the others are its copies.

    None where nobody is known to write to. Mail leaves after the operation; a letter without an address has
    no message.
    """
    lead: Letter | None = None
    for to in rung.recipients:
        recipient = recipient_of(about, to, on)
        if recipient:
            letter = _write(log, rung, about, recipient, to, duties, on, by_rule=by_rule, lead=lead)
            lead = lead or letter
    if lead:
        for person in people_of(about.pk, Role.ACCOUNTABLE_OFFICER, Role.RESPONDER):
            tell_within(
                log,
                person=person,
                key=key_of_letter(lead.reference),
                kind="escalation",
                words=f"{rung.label}: {_count(duties)}, {_when(duties)}, {about.name}",
                address=f"/workspace/bodies/{about.reference}/letters/{lead.reference}",
            )
    return lead


def _write(
    log: Log,
    rung: Rung,
    about: Organisation,
    recipient: Recipient,
    to: str,
    duties: Sequence[tuple[Duty, dt.date]],
    on: dt.date,
    *,
    by_rule: bool,
    lead: Letter | None,
) -> Letter:
    reference = _reference(f"{rung.code}\n{about.reference}\n{to}\n{on}")
    subject, body = rung.letter.fill(
        recipient=recipient.words,
        body=about.name,
        count=_count(duties),
        list=_list(duties),
        date=_day(on),
        service=settings.SERVICE_NAME,
        work=f"{settings.PUBLIC_ADDRESS}/workspace",
        ladder=f"{settings.PUBLIC_ADDRESS}/escalation",
    )
    message = None
    if recipient.email:
        message = queue_within(
            log,
            key=f"letter:{reference}",
            address=recipient.email,
            subject=subject,
            body=body,
            organisation=recipient.organisation,
        )
    letter = Letter.objects.create(
        reference=reference,
        rung=rung.code,
        organisation=recipient.organisation,
        about=about,
        on=on,
        subject=" ".join(subject.split())[:200],
        body=body,
        message=message,
        to=to,
        by_rule=by_rule,
        copy_of=lead,
        recorded_by=log.actor.identifier,
        recorded_at=now(),
    )
    log.event(
        "letter.written",
        letter.reference,
        {
            "rung": rung.code,
            "to": recipient.organisation.reference,
            "about": about.reference,
            "on": on.isoformat(),
            "duties": [duty.reference for duty, _ in duties],
            "addressed": message is not None,
        },
    )
    return letter


def _reference(key: str) -> str:
    for attempt in range(_ATTEMPTS):
        made = make_reference("M", key, attempt)
        if not Letter.objects.filter(reference=made).exists():
            return made
    raise RuntimeError("no free reference for a letter: this should not happen below a billion letters")


def _count(duties: Sequence[tuple[Duty, dt.date]]) -> str:
    count = len({duty.entry.report_id for duty, _ in duties})
    return "1 report" if count == 1 else f"{count} reports"


def _when(duties: Sequence[tuple[Duty, dt.date]]) -> str:
    first, last = min(counted for _, counted in duties), max(counted for _, counted in duties)
    return f"answer due {_day(first)}" if first == last else f"answers due {_day(first)} to {_day(last)}"


def _list(duties: Sequence[tuple[Duty, dt.date]]) -> str:
    """The reports, by their neutral titles: how much each asks, and the date."""
    lines: dict[tuple[int, dt.date], list[Duty]] = {}
    for duty, counted in sorted(duties, key=lambda pair: (pair[1], pair[0].entry.report_id, pair[0].pk)):
        lines.setdefault((duty.entry.report_id, counted), []).append(duty)
    written = []
    for (_, counted), held in lines.items():
        report = held[0].entry.report
        asks = "1 thing asked" if len(held) == 1 else f"{len(held)} things asked"
        written.append(
            f"- {report.title}: {asks}; answer due {_day(counted)}\n"
            f"  {settings.PUBLIC_ADDRESS}/reports/{report.reference}"
        )
    return "\n".join(written)


def _day(date: dt.date) -> str:
    return f"{date:%-d %B %Y}"
