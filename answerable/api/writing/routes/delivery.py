"""What a body shows and says of its duties: evidence, claims, disputes and challenges."""

from typing import Any

from django.http import HttpRequest

from answerable.api import cursors
from answerable.api.asking import Cursor, Size, page_of
from answerable.api.shapes import Listed
from answerable.api.writing import telling
from answerable.api.writing import telling_delivery as of_delivery
from answerable.api.writing.finding import (
    body_referred_to,
    duty_named,
    evidence_listed,
    evidence_named,
    file_given,
)
from answerable.api.writing.keys import for_body
from answerable.api.writing.making import get, post
from answerable.api.writing.shapes import ClaimOut, ReasonIn, at
from answerable.api.writing.shapes_delivery import (
    ChallengeOut,
    ChallengeSent,
    ClaimIn,
    DisputeOut,
    DisputeSent,
    EvidenceIn,
    EvidenceOut,
)
from answerable.assurance.models import Challenge
from answerable.assurance.operations import challenge as make_challenge
from answerable.duties.models import Evidence
from answerable.duties.operations import add_evidence, dispute_duty, make_claim, withdraw_evidence
from answerable.duties.queries.plans import evidence_seen

_DUTY = "/bodies/{body}/duties/{duty}"
_EVIDENCE = "/bodies/{body}/evidence"
BODY = "The body's reference."
DUTY = "The duty's reference, such as D-7KQ2M9XA4."


@get(_EVIDENCE, "work_evidence", Listed[EvidenceOut], needs="BODY_READ", each="body")
def shown(
    request: HttpRequest, body: str = at(BODY), size: int = Size, cursor: str = Cursor
) -> dict[str, Any]:
    """What the body has shown, as far as the key's owner sees it."""
    by, held = for_body(request)
    seen = evidence_seen(by, held.pk).values("pk")
    rows = Evidence.objects.filter(pk__in=seen).select_related("organisation", "upload")
    question = cursors.question("work_evidence", {"body": held.reference})
    found, next_cursor = page_of(rows, size, cursor, question)
    return {"items": [of_delivery.evidence(one) for one in found], "next": next_cursor}


@post(_EVIDENCE, "work_evidence_add", EvidenceOut, needs="EVIDENCE_ADD", each="body")
def show(request: HttpRequest, sent: EvidenceIn, body: str = at(BODY)) -> dict[str, Any]:
    """Adds a link or a file that shows what was done. A link is never fetched."""
    by, held = for_body(request)
    made = add_evidence(
        by=by,
        organisation=held,
        grade=sent.grade,
        title=sent.title,
        dated=sent.dated,
        url=sent.url,
        upload=file_given(request, sent.file),
        is_public=sent.is_public,
    )
    return of_delivery.evidence(made)


@post(
    f"{_EVIDENCE}/{{evidence}}/withdrawal",
    "work_evidence_withdraw",
    EvidenceOut,
    needs="EVIDENCE_ADD",
    each="body",
)
def take_back(
    request: HttpRequest,
    sent: ReasonIn,
    body: str = at(BODY),
    evidence: str = at("The reference, such as V-7KQ2M9XA4."),
) -> dict[str, Any]:
    """Takes evidence back. Claims that rested on it show so from then on."""
    by, _ = for_body(request)
    held = evidence_named(request, evidence)
    return of_delivery.evidence(withdraw_evidence(by=by, evidence=held, why=sent.reason))


@post(f"{_DUTY}/claims", "work_claim", ClaimOut, needs="CLAIM_MAKE", each="body")
def claim(request: HttpRequest, sent: ClaimIn, body: str = at(BODY), duty: str = at(DUTY)) -> dict[str, Any]:
    """Claims how far the work on a duty is, up to done, resting on evidence that carries it."""
    by, _ = for_body(request)
    return telling.claim(
        make_claim(
            by=by,
            duty=duty_named(request, duty),
            level=sent.level,
            words=sent.words,
            claimed_on=sent.claimed_on,
            evidence=evidence_listed(request, sent.evidence),
            seen=sent.seen,
        )
    )


@post(f"{_DUTY}/disputes", "work_dispute", DisputeOut, needs="DUTY_DISPUTE", each="body")
def dispute(
    request: HttpRequest, sent: DisputeSent, body: str = at(BODY), duty: str = at(DUTY)
) -> dict[str, Any]:
    """Puts on the record that the duty is not the body's own. The overseer decides; the time runs on."""
    by, _ = for_body(request)
    other = body_referred_to(sent.elevated_to)
    held = duty_named(request, duty)
    return of_delivery.dispute(
        dispute_duty(by=by, duty=held, kind=sent.kind, words=sent.words, elevated_to=other)
    )


@get(f"{_DUTY}/challenges", "work_challenges", list[ChallengeOut], needs="BODY_READ", each="body")
def challenges(request: HttpRequest, body: str = at(BODY), duty: str = at(DUTY)) -> list[dict[str, Any]]:
    """What the body has challenged about this duty, and how it was answered."""
    _, held = for_body(request)
    rows = Challenge.objects.filter(duty=duty_named(request, duty), from_body=held)
    return [of_delivery.challenge(one) for one in rows.select_related("entry", "duty").order_by("pk")]


@post(f"{_DUTY}/challenges", "work_challenge", ChallengeOut, needs="CHALLENGE_MAKE", each="body")
def challenge(
    request: HttpRequest, sent: ChallengeSent, body: str = at(BODY), duty: str = at(DUTY)
) -> dict[str, Any]:
    """Says that what the register holds of this duty is wrong. It is answered on the record by others."""
    by, held = for_body(request)
    found = duty_named(request, duty)
    return of_delivery.challenge(
        make_challenge(
            by=by,
            entry=found.entry,
            duty=found,
            about=sent.about,
            words=sent.words.replace("\r\n", "\n"),
            from_body=held,
        )
    )
