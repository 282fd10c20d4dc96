"""What an address or a request names, of what the key's owner may see. What they may not is not there."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest

from answerable.accounts.models import Person, Refusal
from answerable.accounts.queries import former_members, members_of
from answerable.api.asking import canonical
from answerable.api.problems import ProblemError
from answerable.api.writing.keys import asker, for_body, for_publisher, note
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.models import Action, Draft, Duty, Evidence
from answerable.duties.operations import DutyError
from answerable.duties.queries import duties_seen, with_entry
from answerable.duties.queries.drafts import open_drafts
from answerable.duties.queries.plans import action_of, evidence_seen
from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation
from answerable.oversight.operations.errors import CoordinationError
from answerable.register.models import Entry, Manuscript, Report
from answerable.uploads.models import Upload


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
    wanted = {written_as(one, "D") for one in written}
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
    wanted = {written_as(one, "V") for one in written}
    found = list(evidence_seen(by, body.pk).filter(reference__in=wanted))
    if len(found) != len(wanted):
        raise DutyError("Some of the evidence is not there: add it first, and name it by its reference.")
    return found


def file_named(request: HttpRequest, number: int) -> Upload:
    """One that the key's owner sent for the body that the address names, or for no body."""
    one = asker(request)
    found = Upload.objects.filter(pk=number, organisation=one.body, sent_by=one.by.identifier).first()
    if found is None:
        raise hidden(request, "file", there=Upload.objects.filter(pk=number).exists())
    return found


def file_given(request: HttpRequest, number: int | None) -> Upload | None:
    """The file that goes with something, where one does. Raises DutyError for one that is not there."""
    if number is None:
        return None
    one = asker(request)
    found = Upload.objects.filter(pk=number, organisation=one.body, sent_by=one.by.identifier).first()
    if found is None:
        raise DutyError("The file is not there: send it first, and name it by its number.")
    if found.state == Upload.State.REFUSED:
        raise DutyError(f"The file was refused: {found.why}")
    return found


def member_named(request: HttpRequest, number: int, *, left: bool = False) -> Person:
    """A member of the body; `left`: or one who left. Raises DutyError."""
    _, body = for_body(request)
    people = [person for person, _ in members_of(body.pk)]
    people += former_members(body.pk) if left else []
    found = next((one for one in people if one.pk == number), None)
    if found is None:
        raise DutyError(f"{body.name} has no member {number}: `members` lists them.")
    return found


def duty_asked(request: HttpRequest, written: str) -> Duty:
    """A duty on what the publisher asks, which the address names."""
    _, publisher = for_publisher(request)
    rows = Duty.objects.filter(reference=canonical(written, "D"), entry__report__publisher=publisher)
    found = rows.select_related("entry__report__publisher", "holder").first()
    if found is None:
        raise hidden(request, "duty")
    return found


def manuscript_named(request: HttpRequest, number: int) -> Manuscript:
    """Raises ProblemError: 404, or 409 for one that was published."""
    _, publisher = for_publisher(request)
    found = Manuscript.objects.filter(pk=number, publisher=publisher)
    row = found.select_related("publisher", "corrects", "report").first()
    if row is None or row.discarded_at:
        raise hidden(request, "manuscript", there=Manuscript.objects.filter(pk=number).exists())
    if row.report is not None:
        raise ProblemError(409, f"This was published already, as {row.report.reference}.")
    return row


def report_issued(request: HttpRequest, written: str) -> Report:
    _, publisher = for_publisher(request)
    rows = Report.objects.filter(reference=canonical(written, "R"), publisher=publisher)
    found = rows.select_related("publisher").first()
    if found is None:
        raise hidden(request, "report")
    return found


def entry_issued(request: HttpRequest, written: str) -> Entry:
    _, publisher = for_publisher(request)
    rows = Entry.objects.filter(reference=canonical(written, "E"), report__publisher=publisher)
    found = rows.select_related("report__publisher").first()
    if found is None:
        raise hidden(request, "entry")
    return found


def expectations_listed(written: Iterable[str]) -> list[Expectation]:
    """Raises CoordinationError for one that is not there."""
    wanted = {written_as(one, "X") for one in written}
    found = list(Expectation.objects.filter(reference__in=wanted).order_by("pk"))
    if len(found) != len(wanted):
        raise CoordinationError("Some of these are no expectations: /api/v1/expectations lists them.")
    return found


def body_referred_to(written: str) -> Organisation | None:
    """Another body, by its reference; None where none is named. Raises DutyError where there is none."""
    if not written.strip():
        return None
    found = Organisation.objects.filter(reference=written_as(written, "B")).first()
    if found is None:
        raise DutyError(f"No body has the reference {written.strip()}: /api/v1/organisations lists them.")
    return found


def written_as(written: str, kind: str) -> str:
    """In its one form; as it is where it is none, which then names nothing."""
    try:
        return parse_reference(written, kind)
    except BadReferenceError:
        return written
