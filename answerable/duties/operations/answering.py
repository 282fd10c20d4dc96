"""An answer goes out: from a draft, by the accountable officer, in one piece."""

import hashlib
from collections.abc import Callable, Sequence

from answerable.accounts.queries import people_of
from answerable.accounts.roles import Role
from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.core.references import make_reference
from answerable.duties.content import Asked, Said, faults, left_open, read_content
from answerable.duties.models import Answer, AnswerPart, Draft, Duty, SignOff
from answerable.duties.operations.drafting import OvertakenError
from answerable.duties.operations.errors import DutyError
from answerable.duties.queries.answers import things_asked
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation

Closed = Callable[[Sequence[Duty]], set[int]]  # the ids of those that are closed


class ClosedError(DutyError):
    """Some of the duties are closed. The draft is kept; the way on is to ask that they be reopened."""

    def __init__(self, duties: Sequence[Duty]) -> None:
        names = ", ".join(duty.reference for duty in duties[:5]) + (" and others" if len(duties) > 5 else "")
        super().__init__(
            f"{names} closed before this answer went out, so it can't be sent. Your draft is kept: ask for "
            "it to be reopened, and say what is new."
        )
        self.duties = duties


class UnansweredError(DutyError):
    """Some of what was asked has no answer in the draft, and nobody confirmed that it should go out so."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        count = "One thing asked has" if len(asked) == 1 else f"{len(asked)} things asked have"
        super().__init__(f"{count} no answer. Answer them, or confirm that they stay open.")
        self.asked = asked


@operation("ANSWER_SUBMIT")
def submit_answer(
    log: Log,
    *,
    by: Actor,
    draft: Draft,
    revision: int,
    is_closed: Closed,
    unanswered_confirmed: bool = False,
) -> Answer:
    """Makes the draft the body's answer, on the record and in public. Sent twice, it is one answer.

    `is_closed` is asked while the duties are locked: what is closed is known in a later room. Raises
    OvertakenError, ClosedError, UnansweredError, DutyError; NotPermittedError.
    """
    by.require_for("ANSWER_SUBMIT", draft.organisation_id)
    duties = _held(draft)
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    before = Answer.objects.filter(draft=held).first()
    if before is not None:
        log.unchanged()
        return before
    if held.discarded_at is not None:
        raise DutyError("This draft was discarded: begin another.")
    if held.revision != revision:
        raise OvertakenError(held)
    _require_open(held, duties, is_closed)
    content = read_content(held.content)
    asked = asked_of(duties)
    wrong = faults(content, asked)
    if wrong:
        raise DutyError(wrong[0][1])
    unanswered = left_open(content, asked)
    if len(unanswered) == len(asked):
        raise DutyError("The draft answers nothing yet.")
    if unanswered and not unanswered_confirmed:
        raise UnansweredError(unanswered)
    _require_two_readers(by, held)
    at = now()
    answer = Answer.objects.create(
        reference=_reference(f"submitted\n{held.organisation.reference}\n{held.pk}\n{at.isoformat()}"),
        organisation_id=held.organisation_id,
        origin=Answer.Origin.SUBMITTED,
        answered_on=today(),
        words=published_words(content.words),
        words_original=content.words,
        draft=held,
        expectation=held.expectation,
        recorded_by=by.identifier,
        recorded_at=at,
    )
    said = {one.key: content.said_of(one.duty.pk, one.entry.pk) for one in asked}
    parts = _parts(answer, [(one, words) for one in asked if (words := said[one.key]) is not None])
    SignOff.objects.create(
        draft=held,
        revision=held.revision,
        verdict=SignOff.Verdict.SIGNED,
        words="Submitted",
        by=by.identifier,
        recorded_at=at,
    )
    log.event(
        "answer.submitted",
        answer.reference,
        {
            "organisation": held.organisation.reference,
            "expectation": held.expectation.reference if held.expectation else None,
            "words": _digest(answer.words),
            "parts": [
                {
                    "duty": one.duty.reference,
                    "entry": one.entry.reference,
                    "stance": part.stance,
                    "words": _digest(part.words),
                    "elevated_to": part.elevated_to.reference if part.elevated_to else None,
                }
                for one, part in parts
            ],
            "left_open": [one.entry.reference for one in unanswered],
            "documents": held.documents.filter(removed_at__isnull=True).count(),
        },
    )
    return answer


@operation("ANSWER_SUBMIT")
def withdraw_answer(log: Log, *, by: Actor, answer: Answer, reason: str) -> Answer:
    """Takes an answer back: it stays on the record, marked, and the duty is open again. Raises DutyError."""
    by.require_for("ANSWER_SUBMIT", answer.organisation_id)
    # What others decide of these duties by the answer, such as a judgement of it, comes before this or after.
    list(Duty.objects.select_for_update().filter(answer_parts__answer=answer.pk).order_by("pk"))
    held = Answer.objects.select_for_update().get(pk=answer.pk)
    if held.origin != Answer.Origin.SUBMITTED:
        raise DutyError("This reply was published elsewhere: it can't be taken back here.")
    if held.withdrawn_at is not None:
        raise DutyError("This answer was withdrawn already.")
    if not reason.strip():
        raise DutyError("Say why the answer is withdrawn: the public reads it.")
    held.withdrawn_at, held.withdrawn_why = now(), published_words(reason.strip())[:500]
    held.save(update_fields=["withdrawn_at", "withdrawn_why"])
    log.event("answer.withdrawn", held.reference, {"reason": held.withdrawn_why})
    return held


def asked_of(duties: Sequence[Duty]) -> list[Asked]:
    """Everything that these duties ask, one by one, in the order of the duties."""
    things = things_asked(duties)
    return [Asked(duty, entry) for duty in duties for entry in things[duty.pk]]


def _held(draft: Draft) -> list[Duty]:
    """The draft's duties, locked, and read once they are: with its holder joined, PostgreSQL would leave out
    one that passed to another body while this waited."""
    asked = Duty.objects.select_for_update(of=("self",)).filter(answer_drafts=draft.pk).order_by("pk")
    held = list(asked.values_list("pk", flat=True))
    return list(Duty.objects.filter(pk__in=held).select_related("entry", "holder").order_by("pk"))


def _require_open(held: Draft, duties: Sequence[Duty], is_closed: Closed) -> None:
    gone = [duty for duty in duties if duty.holder_id != held.organisation_id]
    if gone:
        names = ", ".join(f"{duty.reference} (now with {duty.holder.name})" for duty in gone[:5])
        raise DutyError(f"Your body no longer holds {names}: it can't answer it. Your draft is kept.")
    if withdrawn := [duty for duty in duties if duty.entry.withdrawn_at is not None]:
        raise DutyError(f"What {withdrawn[0].reference} asked was withdrawn: there is nothing to answer.")
    closed = is_closed(duties)
    if closed:
        raise ClosedError([duty for duty in duties if duty.pk in closed])


def _require_two_readers(by: Actor, held: Draft) -> None:
    """Somebody other than the one who wrote last has read it: by signing it off, or by sending it out."""
    last: dict[str, str] = {}
    for row in held.sign_offs.filter(revision=held.revision).exclude(verdict=SignOff.Verdict.ASKED):
        last[row.by] = row.verdict
    if SignOff.Verdict.RETURNED in last.values():
        raise DutyError("The draft was sent back: change it, or have it signed off by whoever sent it back.")
    if by.identifier == held.saved_by and not any(who != held.saved_by for who in last):
        if _is_alone(by, held):
            return
        raise DutyError("You wrote this last: somebody else has to sign it off before it goes out.")


def _is_alone(by: Actor, held: Draft) -> bool:
    """Whether nobody else of the body could read the draft: some bodies are one person."""
    readers = people_of(held.organisation_id, Role.RESPONDER, Role.ACCOUNTABLE_OFFICER)
    return [person.identifier for person in readers] == [by.identifier]


def _parts(answer: Answer, given: Sequence[tuple[Asked, Said]]) -> list[tuple[Asked, AnswerPart]]:
    bodies = {
        body.reference: body
        for body in Organisation.objects.filter(
            reference__in={said.elevated_to for _, said in given if said.elevated_to}
        )
    }
    public: dict[str, str] = {}  # the same words for many duties are masked once
    rows: list[tuple[Asked, AnswerPart]] = []
    for one, said in given:
        body = bodies.get(said.elevated_to)
        if said.elevated_to and (body is None or body.pk == answer.organisation_id):
            raise DutyError("Name another body of the register as the one that it is elevated to.")
        if said.words not in public:
            public[said.words] = published_words(said.words)
        rows.append(
            (
                one,
                AnswerPart(
                    answer=answer,
                    duty=one.duty,
                    entry=one.entry,
                    stance=said.stance,
                    words=public[said.words],
                    words_original=said.words,
                    elevated_to=body,
                ),
            )
        )
    AnswerPart.objects.bulk_create([part for _, part in rows])
    return rows


def _reference(key: str) -> str:
    for attempt in range(20):
        made = make_reference("A", key, attempt)
        if not Answer.objects.filter(reference=made).exists():
            return made
    raise RuntimeError("no free reference for an answer: this should not happen below a billion answers")


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest() if words else ""
