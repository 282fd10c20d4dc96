"""Challenges, for those who answer them."""

from typing import Any

from django.http import HttpRequest

from answerable.api.asking import canonical
from answerable.api.writing import telling_delivery as telling
from answerable.api.writing.finding import hidden
from answerable.api.writing.keys import asker
from answerable.api.writing.making import get, post
from answerable.api.writing.refusing import of_own_work
from answerable.api.writing.shapes import at
from answerable.api.writing.shapes_delivery import ChallengeOut
from answerable.api.writing.shapes_publishing import ChallengeAnswer
from answerable.assurance.operations import answer_challenge
from answerable.assurance.queries import work
from answerable.assurance.queries.challenges import challenge_by_reference


@get("/challenges", "work_challenges_waiting", list[ChallengeOut], needs="CHALLENGE_ANSWER")
def waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """Challenges without an answer that the key's owner may answer, the oldest first: 200 at most."""
    return [telling.challenge(one) for one in work.challenges_for(asker(request).by)[:200]]


@post("/challenges/{challenge}/answer", "work_challenge_answer", ChallengeOut, needs="CHALLENGE_ANSWER")
def answer(
    request: HttpRequest,
    sent: ChallengeAnswer,
    challenge: str = at("The challenge's reference, such as Q-7KQ2M9XA4."),
) -> dict[str, Any]:
    """Answers a challenge on the record. Nobody answers what their own body did or said."""
    found = challenge_by_reference(canonical(challenge, "Q"))
    if found is None:
        raise hidden(request, "challenge")
    with of_own_work(found.duty, "answer"):
        answered = answer_challenge(
            by=asker(request).by,
            challenge=found,
            outcome=sent.outcome,
            reply=sent.reply.replace("\r\n", "\n"),
            shown=sent.shown,
            address=request.build_absolute_uri(f"/challenges/{found.reference}"),
        )
    return telling.challenge(answered)
