"""The issuer's judgement of a reply, and the panel's view of what changed."""

from answerable.assurance.models import Adequacy, PanelView
from answerable.assurance.operations.checking import LONGEST, lock, long, not_own, own_bodies, said
from answerable.assurance.operations.errors import AssuranceError, OvertakenError
from answerable.assurance.operations.telling import tell_holder
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.models import Answer, Duty
from answerable.duties.queries.answers import responses
from answerable.ledger.operation import Log, operation


@operation("ADEQUACY_JUDGE")
def judge_adequacy(
    log: Log,
    *,
    by: Actor,
    duty: Duty,
    answer: Answer,
    verdict: str,
    reason: str,
    instead_of: Adequacy | None = None,
) -> Adequacy:
    """Whether the latest reply answers what was asked, as the publisher of what was asked sees it.

    `instead_of` is the judgement of this reply that stood before the one who judges. Raises AssuranceError:
    an answer that is not the latest, one of their own body, no reason, or judged by somebody else meanwhile.
    """
    by.require_publisher("ADEQUACY_JUDGE", duty.entry.report.publisher.code)
    duty = lock(duty.pk)
    not_own(by, own_bodies(duty), "Judging a reply")
    if verdict not in Adequacy.Verdict.values:
        raise AssuranceError("Say whether the reply answers what was asked.")
    words = said(reason, "Say why: a judgement of a reply needs a reason.")
    latest = responses([duty])[duty.pk].answer
    if latest is None:
        raise AssuranceError("No answer to this duty is held: there is nothing to judge.")
    if latest.pk != answer.pk:
        raise OvertakenError(
            f"There is a newer answer, of {long(latest.answered_on)} ({latest.reference}): judge that one."
        )
    stands = Adequacy.objects.filter(duty=duty, answer=answer, superseded_at__isnull=True).first()
    if stands is not None and (instead_of is None or stands.pk != instead_of.pk):
        raise OvertakenError(
            f"This reply was judged on {long(stands.recorded_at)}: “{stands.get_verdict_display()}”. "
            "Read it first; you may then judge again."
        )
    at = now()
    Adequacy.objects.filter(duty=duty, answer=answer, superseded_at__isnull=True).update(superseded_at=at)
    made = Adequacy.objects.create(
        duty=duty,
        answer=answer,
        verdict=verdict,
        reason=words,
        publisher=duty.entry.report.publisher.code,
        given_by=by.identifier,
        recorded_at=at,
    )
    log.event(
        "reply.judged",
        duty.reference,
        {"answer": answer.reference, "verdict": verdict, "publisher": made.publisher, "reason": words},
    )
    tell_holder(log, duty, "reply.judged", str(made.pk), f"Your reply was judged: {_lower(made)}.")
    return made


def _lower(made: Adequacy) -> str:
    return str(made.get_verdict_display()).lower()


@operation("VIEW_GIVE")
def give_view(
    log: Log, *, by: Actor, duty: Duty, view: str, words: str, instead_of: PanelView | None = None
) -> PanelView:
    """What the panel sees, beside the verdict. Raises AssuranceError: no words, or a newer view stands."""
    if view not in PanelView.View.values:
        raise AssuranceError("Say how it is now for the people it is about.")
    shown = said(words, "Say it in the panel's own words: a view needs them.")
    duty = lock(duty.pk)
    stands = PanelView.objects.filter(duty=duty, superseded_at__isnull=True).first()
    if stands is not None and (instead_of is None or stands.pk != instead_of.pk):
        raise OvertakenError(
            f"The panel gave a view on {long(stands.recorded_at)}: “{stands.get_view_display()}”. "
            "Read it first; you may then give another."
        )
    at = now()
    PanelView.objects.filter(duty=duty, superseded_at__isnull=True).update(superseded_at=at)
    made = PanelView.objects.create(
        duty=duty,
        view=view,
        words=shown,
        words_original=words.strip()[:LONGEST],
        given_by=by.identifier,
        recorded_at=at,
    )
    log.event("view.given", duty.reference, {"view": view, "words": shown})
    return made
