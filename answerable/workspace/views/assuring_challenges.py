"""Challenges: answered by somebody who had no part in it, corrected where right, or made by a body itself."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.assurance.models import Challenge
from answerable.assurance.operations import (
    AssuranceError,
    OwnWorkError,
    answer_challenge,
    challenge,
    correct,
    note_refusal,
    screen_challenge,
)
from answerable.assurance.queries import work
from answerable.assurance.queries.challenges import challenge_by_reference
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.queries.holding import duty_by_reference
from answerable.organisations.models import Organisation
from answerable.uploads.models import Upload
from answerable.uploads.serving import GoneError, attachment
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body, requires
from answerable.workspace.posted import given
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.sent import SCANNED_NOT

HERE = f"{ROOT}/challenges"
OUTCOMES = tuple((value, label) for value, label in Challenge.Outcome.choices if value)


@requires("CHALLENGE_ANSWER")
def waiting(request: HttpRequest) -> HttpResponse:
    rows = list(work.challenges_for(actor(request))[:200])
    page = desk_page("Challenges", "challenges", (("Your work", ROOT),))
    return show(request, "challenges.html", page, {"rows": rows})


@requires("CHALLENGE_ANSWER")
def one(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, _find(written))


@requires("CHALLENGE_ANSWER")
def screen(request: HttpRequest, written: str) -> HttpResponse:
    found = _find(written)
    shown = request.POST.get("shown", "")
    if shown not in ("yes", "no"):
        return _page(request, found, "screen", "Say whether the words may be shown.")
    try:
        screen_challenge(by=actor(request), challenge=found, shown=shown == "yes")
    except AssuranceError as error:
        return _refused(request, found, "screen", error)
    tell(request, "Its words are shown now." if shown == "yes" else "Its words are not shown.")
    return HttpResponseRedirect(f"{HERE}/{found.reference}")


@requires("CHALLENGE_ANSWER")
def answer(request: HttpRequest, written: str) -> HttpResponse:
    found = _find(written)
    try:
        answer_challenge(
            by=actor(request),
            challenge=found,
            outcome=request.POST.get("outcome", ""),
            reply=request.POST.get("reply", "").replace("\r\n", "\n"),
            shown=request.POST.get("shown", "") == "yes",
            address=request.build_absolute_uri(f"/challenges/{found.reference}"),
        )
    except AssuranceError as error:
        return _refused(request, found, "answer", error)
    tell(request, "Answered. The answer is public, and is sent to the address that was given, if one was.")
    return HttpResponseRedirect(f"{HERE}/{found.reference}")


@requires("CHALLENGE_ANSWER")
def file(request: HttpRequest, written: str) -> HttpResponse:  # noqa: ARG001
    """The file that came with it: for those who answer, and for nobody else."""
    found = _find(written)
    if found.upload is None:
        raise Http404(written)
    try:
        return attachment(found.upload)  # type: ignore[return-value]  # a response is streamed just as well
    except GoneError as error:
        raise Http404(written) from error


@requires("CORRECTION_RECORD")
def record_correction(request: HttpRequest) -> HttpResponse:
    error = ""
    if request.method == "POST":
        try:
            made = correct(
                by=actor(request),
                subject=request.POST.get("subject", ""),
                was=request.POST.get("was", ""),
                now_says=request.POST.get("now", ""),
                why=request.POST.get("why", ""),
                challenge=_named(request.POST.get("challenge", "")),
            )
        except AssuranceError as refused:
            error = str(refused)
        else:
            tell(request, f"Correction {made.reference} is in the public log.")
            return HttpResponseRedirect(f"{ROOT}/corrections")
    sent = given(request)
    if request.method != "POST":
        sent.update({name: request.GET.get(name, "") for name in ("subject", "challenge")})
    page = desk_page("Error: Correct" if error else "Correct", "challenges", (("Your work", ROOT),))
    context = {"given": sent, "error": error}
    return show(request, "correct.html", page, context, status=422 if error else 200)


@for_body("CHALLENGE_MAKE")
def of_body(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
    try:
        duty = duty_by_reference(parse_reference(written, "D"))
    except BadReferenceError:
        duty = None
    if duty is None or body.pk not in (duty.holder_id, duty.organisation_id):
        raise Http404(written)
    error = ""
    if request.method == "POST":
        try:
            made = challenge(
                by=actor(request),
                entry=duty.entry,
                duty=duty,
                about=request.POST.get("about", ""),
                words=request.POST.get("words", "").replace("\r\n", "\n"),
                from_body=body,
            )
        except AssuranceError as refused:
            error = str(refused)
        else:
            tell(request, f"Your challenge {made.reference} is recorded. Its answer will be public.")
            return HttpResponseRedirect(request.path)
    title = f"Challenge what is shown of {duty.reference}"
    page = desk_page(f"Error: {title}" if error else title, "", (("Your work", ROOT),))
    context = {
        "body": body,
        "duty": duty,
        "here": request.path,
        "about": tuple(Challenge.About.choices),
        "rows": list(Challenge.objects.filter(duty=duty, from_body=body).order_by("-pk")),
        "given": given(request),
        "error": error,
    }
    return show(request, "challenge_make.html", page, context, status=422 if error else 200)


def _refused(request: HttpRequest, found: Challenge, form: str, error: AssuranceError) -> HttpResponse:
    if isinstance(error, OwnWorkError) and found.duty is not None:
        note_refusal(by=actor(request), duty=found.duty, tried=form)
    return _page(request, found, form, str(error))


def _page(request: HttpRequest, found: Challenge, form: str = "", error: str = "") -> HttpResponse:
    title = f"Challenge {found.reference}"
    crumbs = (("Your work", ROOT), ("Challenges", HERE))
    page = desk_page(f"Error: {title}" if error else title, "challenges", crumbs)
    context = {
        "shown": found,
        "here": f"{HERE}/{found.reference}",
        "outcomes": OUTCOMES,
        "waits": found.upload is not None and found.upload.state != Upload.State.KEPT,
        "not_scanned": SCANNED_NOT,
        "may_correct": "CORRECTION_RECORD" in actor(request).permissions,
        "form": form,
        "error": error,
        "given": given(request),
    }
    return show(request, "challenge.html", page, context, status=422 if error else 200)


def _find(written: str) -> Challenge:
    found = _named(written, strict=False)
    if found is None:
        raise Http404(written)
    return found


def _named(written: str, *, strict: bool = True) -> Challenge | None:
    """The challenge with this reference, if one is given. AssuranceError where it is `strict` and unknown."""
    if not written.strip():
        return None
    try:
        found = challenge_by_reference(parse_reference(written, "Q"))
    except BadReferenceError:
        found = None
    if found is None and strict:
        raise AssuranceError("No challenge has that reference: it looks like Q-7KQ2M9XA4.")
    return found
