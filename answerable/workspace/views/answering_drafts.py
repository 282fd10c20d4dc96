"""An answer as it is written, signed off inside the body, and sent out by its accountable officer."""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from answerable.assurance.queries.closed import closed_among
from answerable.core.actors import NotPermittedError
from answerable.duties.content import Content, Said
from answerable.duties.models import AnswerDocument, Draft, Stance
from answerable.duties.operations import (
    ClosedError,
    DutyError,
    OvertakenError,
    add_document,
    ask_for_sign_off,
    discard_draft,
    remove_document,
    return_draft,
    save_draft,
    sign_draft,
    submit_answer,
)
from answerable.duties.queries.drafts import open_drafts
from answerable.organisations.models import Organisation
from answerable.uploads.operations import UploadError
from answerable.workspace.bodies import NoSuchBodyError, body_named
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body
from answerable.workspace.posted import given, number, words
from answerable.workspace.presenters.answering import STANCES, at_body
from answerable.workspace.presenters.answering_draft import check_page, draft_page
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.sent import SCANNED_NOT, keep_sent
from answerable.workspace.views.answering import crumbs_to, hidden

_KEY = re.compile(r"\d{1,18}:\d{1,18}")
BY_SCRIPT = "application/json"


def _find(request: HttpRequest, body: Organisation, written: int) -> Draft:
    """An open draft that the person may see; one that went out leads to its answer. Raises Http404."""
    found = next((one for one in open_drafts(actor(request), body.pk) if one.pk == written), None)
    if found is None:
        not_theirs = Draft.objects.filter(pk=written, discarded_at__isnull=True, answer__isnull=True)
        raise hidden(request, not_theirs.exists())
    return found


@for_body("ANSWER_DRAFT")
def draft(request: HttpRequest, body: Organisation, written: int) -> HttpResponse:
    """The form; sent, it saves. A script sends it now and then by itself, and is answered in JSON."""
    held = _find(request, body, written)
    if request.method != "POST":
        return _page(request, body, held)
    by_script = request.headers.get("Accept", "") == BY_SCRIPT
    content, problem = _sent(request)
    try:
        if problem and not by_script:
            raise DutyError(problem)
        saved = save_draft(
            by=actor(request), draft=held, revision=number(request, "revision"), content=content
        )
    except OvertakenError as error:
        if by_script:
            return JsonResponse({"saved": False, "why": str(error)}, status=409)
        return _page(request, body, held, content=content, newer=error.held, error=str(error))
    except (DutyError, NotPermittedError) as error:
        if by_script:
            return JsonResponse({"saved": False, "why": str(error)}, status=422)
        return _page(request, body, held, content=content, error=str(error))
    if by_script:
        return JsonResponse({"saved": True, "revision": saved.revision})
    if words(request, "then") == "check":
        return HttpResponseRedirect(at_body(body, "drafts", held.pk, "check"))
    tell(request, "Saved. Nobody outside your body sees it.")
    return HttpResponseRedirect(at_body(body, "drafts", held.pk))


def _sent(request: HttpRequest) -> tuple[Content, str]:
    """What the form holds, and what is wrong with a body that it names (which is kept as typed)."""
    problems: list[str] = []

    def said(name: str) -> Said:
        stance = request.POST.get(f"stance-{name}", "")
        other = " ".join(request.POST.get(f"body-{name}", "").split())[:250]
        if other:
            try:
                other = body_named(other).reference
            except NoSuchBodyError as error:
                problems.append(str(error))
        return Said(
            stance if stance in Stance.values else "",
            _text(request, f"words-{name}"),
            other,
            request.POST.get(f"out-{name}") == "yes",
        )

    keys = [key for key in request.POST.getlist("part") if _KEY.fullmatch(key)]
    content = Content(_text(request, "words"), said("all"), {key: said(key) for key in keys})
    return content, problems[0] if problems else ""


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n").strip()


def _page(
    request: HttpRequest,
    body: Organisation,
    held: Draft,
    *,
    content: Content | None = None,
    newer: Draft | None = None,
    error: str = "",
) -> HttpResponse:
    title = "Write the answer"
    context = {
        "body": body,
        "here": at_body(body, "drafts", held.pk),
        "shown": draft_page(held, content, newer),
        "stances": STANCES,
        "error": error,
        "not_scanned": SCANNED_NOT,
    }
    crumbs = crumbs_to(body, ("Duties", at_body(body, "duties")))
    page = desk_page(f"Error: {title}" if error else title, "duties", crumbs)
    return show(request, "draft.html", page, context, status=422 if error else 200)


@for_body("ANSWER_DRAFT")
def check(request: HttpRequest, body: Organisation, written: int) -> HttpResponse:
    return _check(request, body, _find(request, body, written))


def _check(
    request: HttpRequest, body: Organisation, held: Draft, form: str = "", error: Exception | None = None
) -> HttpResponse:
    by = actor(request)
    title = "Check and send"
    shut = error.duties if isinstance(error, ClosedError) else []
    context = {
        "body": body,
        "here": at_body(body, "drafts", held.pk),
        "shown": check_page(held),
        "wrote_it": held.saved_by == by.identifier,
        "may_sign": by.may_for("ANSWER_SIGN", body.pk),
        "may_submit": by.may_for("ANSWER_SUBMIT", body.pk),
        "shut": [(one.reference, at_body(body, "duties", one.reference)) for one in shut],
        "form": form,
        "error": str(error) if error else "",
        "given": given(request),
    }
    crumbs = crumbs_to(body, ("Write the answer", at_body(body, "drafts", held.pk)))
    page = desk_page(f"Error: {title}" if error else title, "duties", crumbs)
    return show(request, "draft_check.html", page, context, status=422 if error else 200)


def _ask(request: HttpRequest, body: Organisation, held: Draft) -> str:
    ask_for_sign_off(
        by=actor(request), draft=held, revision=number(request, "revision"), words=words(request, "words")
    )
    return at_body(body, "drafts", held.pk, "check")


def _sign(request: HttpRequest, body: Organisation, held: Draft) -> str:
    sign_draft(
        by=actor(request), draft=held, revision=number(request, "revision"), words=words(request, "words")
    )
    return at_body(body, "drafts", held.pk, "check")


def _return(request: HttpRequest, body: Organisation, held: Draft) -> str:
    return_draft(
        by=actor(request), draft=held, revision=number(request, "revision"), words=words(request, "words")
    )
    return at_body(body, "drafts", held.pk, "check")


def _discard(request: HttpRequest, body: Organisation, held: Draft) -> str:
    discard_draft(by=actor(request), draft=held)
    return at_body(body)


def _submit(request: HttpRequest, body: Organisation, held: Draft) -> str:
    submit_answer(
        by=actor(request),
        draft=held,
        revision=number(request, "revision"),
        is_closed=closed_among,
        unanswered_confirmed=words(request, "confirmed") == "yes",
    )
    only = list(held.duties.values_list("reference", flat=True))
    return at_body(body, "duties", only[0]) if len(only) == 1 else at_body(body)


STEPS: dict[str, tuple[str, Callable[[HttpRequest, Organisation, Draft], str], str]] = {
    "ask": ("ANSWER_DRAFT", _ask, "Laid before those who sign."),
    "sign": ("ANSWER_SIGN", _sign, "Signed off."),
    "return": ("ANSWER_SIGN", _return, "Sent back."),
    "discard": ("ANSWER_DRAFT", _discard, "Discarded. Its words are kept."),
    "submit": ("ANSWER_SUBMIT", _submit, "Submitted. It is on the record and public."),
}


def step(what: str) -> Callable[..., HttpResponse]:
    """The view of one form of the page that checks: each has a policy of its own."""
    permission, do, done = STEPS[what]

    @for_body(permission)
    def taken(request: HttpRequest, body: Organisation, written: int) -> HttpResponse:
        sent = Draft.objects.filter(pk=written, organisation=body, answer__isnull=False).first()
        if sent is not None:  # sent twice: the one answer stands
            tell(request, f"This answer went out already, as {sent.answer.reference}.")
            return HttpResponseRedirect(at_body(body))
        held = _find(request, body, written)
        try:
            leads_to = do(request, body, held)
        except (DutyError, NotPermittedError) as error:
            held.refresh_from_db()
            return _check(request, body, held, what, error)
        tell(request, done)
        return HttpResponseRedirect(leads_to)

    return taken


@for_body("ANSWER_DRAFT")
def document(request: HttpRequest, body: Organisation, written: int) -> HttpResponse:
    """Puts a file beside the draft, or takes one away."""
    held, by = _find(request, body, written), actor(request)
    try:
        if taken := number(request, "remove"):
            row = AnswerDocument.objects.filter(pk=taken, draft=held).first()
            if row is None:
                raise Http404
            remove_document(by=by, document=row)
            tell(request, "Taken away.")
        else:
            upload = keep_sent(request, by, "file", body)
            if upload is None:
                raise DutyError("Choose a file.")
            add_document(by=by, draft=held, upload=upload, title=words(request, "title"))
            waits = upload.state != upload.State.KEPT
            tell(request, "Added." + (f" {SCANNED_NOT}" if waits else ""))
    except (DutyError, UploadError, NotPermittedError) as error:
        return _page(request, body, held, error=str(error))
    return HttpResponseRedirect(at_body(body, "drafts", held.pk))
