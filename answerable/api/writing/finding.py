"""What an address or a request names, of what the key's owner may see. What they may not is not there."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest

from answerable.accounts.models import Refusal
from answerable.api.asking import canonical
from answerable.api.problems import ProblemError
from answerable.api.writing.keys import asker, for_body, note
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.models import Action, Draft, Duty, Evidence
from answerable.duties.operations import DutyError
from answerable.duties.queries import duties_seen, with_entry
from answerable.duties.queries.drafts import open_drafts
from answerable.duties.queries.plans import action_of, evidence_seen
from answerable.organisations.models import Organisation


def hidden(request: HttpRequest, noun: str, *, there: bool = False) -> ProblemError:
    """What to raise for a thing that the key's owner may not see: nothing is told, and a try is noted."""
    if there:
        note(request, Refusal.Kind.NOT_ALLOWED, asker(request).by.identifier)
    return ProblemError(404, f"Nothing is here that this key may see: check the {noun}.")


def duty_named(request: HttpRequest, written: str) -> Duty:
    by, body = for_body(request)
    wanted = canonical(written, "D")
    found = with_entry(duties_seen(by, body.pk)).filter(reference=wanted).first()
    if found is None:
        raise hidden(request, "duty", there=Duty.objects.filter(reference=wanted).exists())
    return found


def duties_named(request: HttpRequest, written: Iterable[str]) -> list[Duty]:
    """All of them, or ProblemError with 404."""
    by, body = for_body(request)
    wanted = {_read(one, "D") for one in written}
    found = list(duties_seen(by, body.pk).filter(reference__in=wanted).select_related("entry"))
    if len(found) != len(wanted):
        there = Duty.objects.filter(reference__in=wanted).count() > len(found)
        raise hidden(request, "duties", there=there)
    return found


def draft_named(request: HttpRequest, number: int) -> Draft:
    """One that is open. Raises ProblemError with 404, or 409 for one that went out or was discarded."""
    by, body = for_body(request)
    found = next((one for one in open_drafts(by, body.pk) if one.pk == number), None)
    if found is not None:
        return found
    over = Draft.objects.filter(pk=number, organisation=body).select_related("answer").first()
    if over is not None and hasattr(over, "answer"):
        raise ProblemError(409, f"This draft went out already, as {over.answer.reference}.")
    if over is not None and over.discarded_at is not None:
        raise ProblemError(409, "This draft was discarded: begin another.")
    raise hidden(request, "draft", there=Draft.objects.filter(pk=number).exists())


def action_named(request: HttpRequest, written: str) -> Action:
    by, body = for_body(request)
    found = action_of(body.pk, canonical(written, "P"))
    if found is None or not duties_seen(by, body.pk).filter(actions__action=found).exists():
        raise hidden(request, "action", there=found is not None)
    return found


def evidence_named(request: HttpRequest, written: str) -> Evidence:
    by, body = for_body(request)
    found = evidence_seen(by, body.pk).filter(reference=canonical(written, "V")).first()
    if found is None:
        raise hidden(request, "evidence")
    return found


def evidence_listed(request: HttpRequest, written: Sequence[str]) -> list[Evidence]:
    """What a claim or report is to rest on. Raises DutyError where the body has no such piece."""
    by, body = for_body(request)
    wanted = {_read(one, "V") for one in written}
    found = list(evidence_seen(by, body.pk).filter(reference__in=wanted))
    if len(found) != len(wanted):
        raise DutyError("Some of the evidence is not there: add it first, and name it by its reference.")
    return found


def body_referred_to(written: str) -> Organisation | None:
    """Another body, by its reference; None where none is named. Raises DutyError where there is none."""
    if not written.strip():
        return None
    found = Organisation.objects.filter(reference=_read(written, "B")).first()
    if found is None:
        raise DutyError(f"No body has the reference {written.strip()}: /api/v1/organisations lists them.")
    return found


def _read(written: str, kind: str) -> str:
    """In its one form; as it is where it is none, which then names nothing."""
    try:
        return parse_reference(written, kind)
    except BadReferenceError:
        return written
