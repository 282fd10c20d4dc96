"""What a body has shown: files and links, what rests on each, and the file for those who may have it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor, NotPermittedError
from answerable.duties.models import Duty, Evidence
from answerable.duties.operations import DutyError, add_evidence, withdraw_evidence
from answerable.duties.queries.plans import evidence_seen, uses_of
from answerable.organisations.models import Organisation
from answerable.uploads.operations import UploadError
from answerable.uploads.serving import GoneError, attachment
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body, signed_in
from answerable.workspace.posted import day, given, words
from answerable.workspace.presenters.delivering import GRADE_CHOICES, at_body, evidence_shown, use_line
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.sent import SCANNED_NOT, keep_sent
from answerable.workspace.views.delivering import crumbs_of


@for_body("BODY_READ")
def evidence(request: HttpRequest, body: Organisation) -> HttpResponse:
    return _list(request, body)


def _list(request: HttpRequest, body: Organisation, error: str = "") -> HttpResponse:
    title = f"Evidence of {body.name}"
    context = {
        "body": body,
        "here": at_body(body, "evidence"),
        "rows": evidence_shown(evidence_seen(actor(request), body.pk), body),
        "grades": GRADE_CHOICES,
        "may_add": actor(request).may_for("EVIDENCE_ADD", body.pk),
        "error": error,
        "given": given(request),
        "not_scanned": SCANNED_NOT,
    }
    page = desk_page(f"Error: {title}" if error else title, "plan", crumbs_of(body))
    return show(request, "evidence.html", page, context, status=422 if error else 200)


@for_body("EVIDENCE_ADD")
def add(request: HttpRequest, body: Organisation) -> HttpResponse:
    by, url = actor(request), words(request, "url")
    try:
        if url and request.FILES.get("file"):
            raise DutyError("Evidence is a file or an address: give one of the two.")
        made = add_evidence(
            by=by,
            organisation=body,
            grade=words(request, "grade"),
            title=words(request, "title"),
            dated=day(request, "dated"),
            url=url,
            upload=keep_sent(request, by, "file", body),
            is_public=words(request, "is_public") == "yes",
        )
    except (DutyError, UploadError, NotPermittedError) as error:
        return _list(request, body, str(error))
    waits = made.upload is not None and made.upload.state != made.upload.State.KEPT
    tell(request, f"Kept as {made.reference}." + (f" {SCANNED_NOT}" if waits else ""))
    return HttpResponseRedirect(at_body(body, "evidence", made.reference))


@for_body("BODY_READ")
def piece(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
    return _piece(request, body, _find(request, body, written))


def _find(request: HttpRequest, body: Organisation, written: str) -> Evidence:
    found = evidence_seen(actor(request), body.pk).filter(reference=written).first()
    if found is None:
        raise Http404(written)
    return found


def _piece(request: HttpRequest, body: Organisation, held: Evidence, error: str = "") -> HttpResponse:
    title = f"Evidence {held.reference}"
    context = {
        "body": body,
        "here": at_body(body, "evidence", held.reference),
        "shown": evidence_shown([held], body)[0],
        "rests": [use_line(use) for use in uses_of(held)],
        "file_here": f"{ROOT}/evidence/{held.reference}/file",
        "may_withdraw": actor(request).may_for("EVIDENCE_ADD", body.pk) and held.withdrawn_at is None,
        "error": error,
        "given": given(request),
        "not_scanned": SCANNED_NOT,
    }
    crumbs = (*crumbs_of(body), ("Evidence", at_body(body, "evidence")))
    page = desk_page(f"Error: {title}" if error else title, "plan", crumbs)
    return show(request, "evidence_piece.html", page, context, status=422 if error else 200)


@for_body("EVIDENCE_ADD")
def withdraw(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
    held = _find(request, body, written)
    try:
        withdraw_evidence(by=actor(request), evidence=held, why=words(request, "why"))
    except (DutyError, NotPermittedError) as error:
        return _piece(request, body, held, str(error))
    tell(request, "Withdrawn. Claims that rested on it show so.")
    return HttpResponseRedirect(at_body(body, "evidence", held.reference))


@signed_in
def file(request: HttpRequest, written: str) -> HttpResponse:
    """The file itself. Whoever may not have it is told what one is told of a file that is not there."""
    found = Evidence.objects.filter(reference=written, upload__isnull=False).select_related("upload").first()
    if found is None or found.upload is None or not may_have_file(actor(request), found):
        raise Http404(written)
    try:
        return attachment(found.upload)  # type: ignore[return-value]  # a response is streamed just as well
    except GoneError as error:
        raise Http404(written) from error


def may_have_file(by: Actor, evidence: Evidence) -> bool:
    """The body itself, assurers, overseers, and the issuer of what a claim that rests on it answers."""
    if evidence_seen(by, evidence.organisation_id).filter(pk=evidence.pk).exists():
        return True
    if {"ASSURANCE_READ", "OVERSIGHT_READ"} & by.permissions:
        return True
    if "ADEQUACY_JUDGE" not in by.permissions:
        return False
    asked = Duty.objects.filter(claims__evidence_used__evidence=evidence)
    publishers = set(asked.values_list("entry__report__publisher__code", flat=True))
    return any(by.may_publish("ADEQUACY_JUDGE", publisher) for publisher in publishers)
