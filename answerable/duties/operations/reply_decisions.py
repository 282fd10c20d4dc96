"""What a person makes of a published reply: who wrote it, and which of the things asked it answers.

Accepting makes an answer, with the reply's own words, to the duty that its body has on the entry. Taking the
decision back withdraws that answer.
"""

import datetime as dt
from collections.abc import Sequence

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.core.references import make_reference
from answerable.duties.models import (
    Answer,
    AnswerPart,
    Duty,
    PublishedReply,
    ReplyMatch,
    ReplyMatchDecision,
    ReplyText,
    Stance,
)
from answerable.duties.operations.errors import DutyError
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.register.models import Entry

Verdict = ReplyMatchDecision.Verdict
BY_HAND = "by hand"
MAX_ATTEMPTS = 50


@operation("REPLY_MATCH")
def name_reply_writer(
    log: Log, *, by: Actor, reply: PublishedReply, organisation: Organisation, reason: str = ""
) -> PublishedReply:
    """A person says which body wrote a reply.

    To say otherwise later needs a reason, and that no answer made of it stands. Raises DutyError.
    """
    held = PublishedReply.objects.select_for_update().get(pk=reply.pk)
    if held.organisation_id == organisation.pk:
        log.unchanged()
        return held
    before = held.organisation
    if before is not None:
        if not reason.strip():
            raise DutyError(f"This reply is held to be from {before.name}: say why it is not.")
        if held.answers.filter(withdrawn_at__isnull=True).exists():
            raise DutyError(
                "Answers were made of this reply: take those decisions back first, then name its writer."
            )
    held.organisation = organisation
    held.save(update_fields=["organisation"])
    duties = Duty.objects.filter(entry__report=held.report, organisation=organisation)
    for match in ReplyMatch.objects.filter(text__reply=held, superseded_at__isnull=True):
        match.duty = duties.filter(entry_id=match.entry_id).first()
        match.save(update_fields=["duty"])
    log.event(
        "reply.writer_named",
        held.report.reference,
        {
            "reply": held.pk,
            "organisation": organisation.reference,
            "before": before.reference if before else None,
            "reason": reason.strip()[:500],
        },
    )
    return held


@operation("REPLY_MATCH")
def decide_reply_match(
    log: Log,
    *,
    by: Actor,
    match: ReplyMatch,
    verdict: str,
    stance: str = "",
    passages: Sequence[int] | None = None,
    answered_on: dt.date | None = None,
    reason: str = "",
) -> ReplyMatchDecision:
    """A person accepts, changes or refuses a proposal.

    Accepting takes it as proposed: the passages become an answer, or, of a proposal without any, it is agreed
    that the reply does not answer this. Changing gives other passages or another stance, with a reason; so
    does refusing, which makes no answer. `answered_on` is needed once for a reply that bears no date.

    Raises DutyError; nothing was written then.
    """
    reply = _lock(match.text.reply_id)
    held = ReplyMatch.objects.select_related("text", "entry").get(pk=match.pk)
    if held.superseded_at or held.text.superseded_at:
        raise DutyError("The reply was read again since this was shown: look at it again.")
    _undecided(log.actor, held)
    chosen = list(held.passages) if passages is None else sorted(set(passages))
    if verdict == Verdict.ACCEPTED:
        if chosen != list(held.passages) or stance not in ("", held.stance):
            raise DutyError("That is not what is proposed: change it, and say why.")
        stance = held.stance
    elif verdict == Verdict.CHANGED:
        _say_why(reason, "A change")
        if chosen == list(held.passages) and stance == held.stance:
            raise DutyError("That is what is proposed: accept it instead.")
    elif verdict == Verdict.REFUSED:
        _say_why(reason, "A refusal")
        chosen, stance = [], ""
    else:
        raise DutyError(f"“{verdict}” is no verdict: accept, change or refuse.")
    part = None
    if chosen:
        part = _answer(log, reply, held.text, held.entry, chosen, stance, answered_on)
    return _decide(log, held, verdict, stance, part, reason)


@operation("REPLY_MATCH")
def match_reply_by_hand(
    log: Log,
    *,
    by: Actor,
    text: ReplyText,
    entry: Entry,
    passages: Sequence[int],
    stance: str = "",
    answered_on: dt.date | None = None,
    reason: str = "",
) -> ReplyMatchDecision:
    """A person says what a reply answers where nothing is proposed; with no passages, that it does not."""
    reply = _lock(text.reply_id)
    current, entry = ReplyText.objects.get(pk=text.pk), Entry.objects.get(pk=entry.pk)
    if current.superseded_at:
        raise DutyError("The reply was read again since this was shown: look at it again.")
    if entry.report_id != reply.report_id or entry.withdrawn_at:
        raise DutyError("The reply is to another report, or what was asked was withdrawn.")
    if ReplyMatch.objects.filter(text=current, entry=entry, superseded_at__isnull=True).exists():
        raise DutyError("Something is proposed here by now: look at it again.")
    chosen = sorted(set(passages))
    match = ReplyMatch.objects.create(
        text=current,
        entry=entry,
        duty=_duty_of(reply, entry),
        passages=chosen,
        stance=stance if stance in Stance.values else "",
        method=BY_HAND,
        version="",
        score=1.0,
        words=[BY_HAND],
        recorded_at=now(),
    )
    part = _answer(log, reply, current, entry, chosen, stance, answered_on) if chosen else None
    return _decide(log, match, Verdict.ACCEPTED, stance, part, reason)


@operation("REPLY_MATCH")
def undo_reply_match(
    log: Log, *, by: Actor, decision: ReplyMatchDecision, reason: str = ""
) -> ReplyMatchDecision:
    """Takes a decision back, and withdraws the answer that it made. Another editor's needs a reason."""
    reply = _lock(decision.match.text.reply_id)
    held = ReplyMatchDecision.objects.select_related("match__entry", "part__answer").get(pk=decision.pk)
    if held.superseded_at or held.verdict == Verdict.UNDONE:
        raise DutyError("This decision no longer stands: nothing was taken back.")
    if held.decided_by != log.actor.identifier:
        _say_why(reason, "Taking back what another editor decided")
    at = now()
    ReplyMatchDecision.objects.filter(pk=held.pk).update(superseded_at=at)
    if held.part is not None:
        Duty.objects.select_for_update().get(pk=held.part.duty_id)
        answer = held.part.answer
        answer.withdrawn_at = at
        answer.withdrawn_why = (reason.strip() or "The editor took the decision back.")[:500]
        answer.save(update_fields=["withdrawn_at", "withdrawn_why"])
        log.event("answer.withdrawn", answer.reference, {"why": answer.withdrawn_why})
    if held.match.method == BY_HAND:
        ReplyMatch.objects.filter(pk=held.match_id).update(superseded_at=at)
    undone = ReplyMatchDecision.objects.create(
        match=held.match,
        verdict=Verdict.UNDONE,
        reason=reason.strip()[:500],
        decided_by=log.actor.identifier,
        recorded_at=at,
    )
    log.event("reply_match.undone", held.match.entry.reference, {"reply": reply.pk, "undone": held.pk})
    return undone


def _lock(reply_id: int) -> PublishedReply:
    """Decisions on one reply come one after the other."""
    return PublishedReply.objects.select_for_update().get(pk=reply_id)


def _undecided(actor: Actor, match: ReplyMatch) -> None:
    row = match.decisions.filter(superseded_at__isnull=True).first()
    if row is not None and row.verdict != Verdict.UNDONE:
        who = "You" if row.decided_by == actor.identifier else "Somebody else"
        raise DutyError(f"{who} decided this already: nothing was written. Take that back first.")


def _say_why(reason: str, what: str) -> None:
    if not reason.strip():
        raise DutyError(f"{what} needs a reason.")


def _duty_of(reply: PublishedReply, entry: Entry) -> Duty | None:
    """The duty that the reply's body holds on the entry, or was asked for."""
    rows = Duty.objects.filter(entry=entry)
    body = reply.organisation_id
    if body is None:
        return None
    return rows.filter(holder_id=body).first() or rows.filter(organisation_id=body).first()


def _answer(
    log: Log,
    reply: PublishedReply,
    text: ReplyText,
    entry: Entry,
    chosen: Sequence[int],
    stance: str,
    answered_on: dt.date | None,
) -> AnswerPart:
    if stance and stance not in Stance.values:
        raise DutyError(f"“{stance}” is no stance that the register knows.")
    if any(not 0 <= place < len(text.passages) for place in chosen):
        raise DutyError("The reply does not hold all of these passages.")
    if reply.organisation is None:
        raise DutyError("Say first which body wrote this reply.")
    duty = _duty_of(reply, entry)
    if duty is None:
        raise DutyError(
            f"{reply.organisation.name} was not asked to answer this:"
            " settle first whom the report is addressed to."
        )
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    day = _day(reply, text, answered_on)
    pieces = [text.passages[place] for place in chosen]
    key = f"reply\n{reply.report.reference}\n{reply.pk}\n{entry.reference}"
    answer = Answer.objects.create(
        reference=_free_reference(key),
        organisation=reply.organisation,
        origin=Answer.Origin.PUBLISHED,
        answered_on=day,
        reply=reply,
        recorded_by=log.actor.identifier,
        recorded_at=now(),
    )
    part = AnswerPart.objects.create(
        answer=answer,
        duty=duty,
        entry=entry,
        stance=stance,
        words="\n\n".join(piece["text"] for piece in pieces),
        words_original="\n\n".join(text.original[piece["start"] : piece["end"]] for piece in pieces),
    )
    log.event(
        "answer.published",
        answer.reference,
        {
            "organisation": reply.organisation.reference,
            "duty": duty.reference,
            "entry": entry.reference,
            "stance": stance,
            "answered_on": day.isoformat(),
            "reply": reply.pk,
            "passages": list(chosen),
        },
    )
    return part


def _day(reply: PublishedReply, text: ReplyText, given: dt.date | None) -> dt.date:
    """The day of the reply: as given, as read, or as it was given before."""
    before = reply.answers.filter(withdrawn_at__isnull=True).order_by("pk").first()
    day = given or text.dated or (before.answered_on if before else None)
    if day is None:
        raise DutyError("Give the date of the reply: its text bears none.")
    if day > today():
        raise DutyError("The date of the reply lies in the future.")
    issued = reply.report.issued_on
    if issued and day < issued:
        raise DutyError(f"The reply cannot be older than the report, of {issued:%-d %B %Y}.")
    return day


def _free_reference(key: str) -> str:
    for attempt in range(MAX_ATTEMPTS):
        made = make_reference("A", key, attempt)
        if not Answer.objects.filter(reference=made).exists():
            return made
    raise RuntimeError("no free reference for an answer: this should not happen below a billion answers")


def _decide(
    log: Log, match: ReplyMatch, verdict: str, stance: str, part: AnswerPart | None, reason: str
) -> ReplyMatchDecision:
    at = now()
    match.decisions.filter(superseded_at__isnull=True).update(superseded_at=at)
    decision = ReplyMatchDecision.objects.create(
        match=match,
        verdict=verdict,
        stance=stance,
        part=part,
        reason=reason.strip()[:500],
        decided_by=log.actor.identifier,
        recorded_at=at,
    )
    log.event(
        "reply_match.decided",
        match.entry.reference,
        {
            "reply": match.text.reply_id,
            "verdict": verdict,
            "stance": stance,
            "answer": part.answer.reference if part else None,
            "proposed": list(match.passages),
            "score": f"{match.score:.3f}",
            "reason": decision.reason,
        },
    )
    return decision
