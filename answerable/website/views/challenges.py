"""Anybody says that the register is wrong: the form, and the page on which it is followed. No account."""

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from answerable.accounts.passwords import keyed_digest
from answerable.assurance.models import Challenge
from answerable.assurance.operations import (
    AssuranceError,
    TooManyError,
    challenge,
    check_challenge,
    check_client,
)
from answerable.core.actors import PUBLIC
from answerable.duties.models import Duty
from answerable.register.models import Entry
from answerable.uploads.incoming import sent_file
from answerable.uploads.limits import PUBLIC_FILE_BYTES
from answerable.uploads.operations import UploadError, keep_upload
from answerable.uploads.queries import NO_ACCOUNT
from answerable.website.client import client_of
from answerable.website.exports import csv_response
from answerable.website.posted import length, pass_over, sent_from_here
from answerable.website.presenters.challenges import (
    COLUMNS,
    FIELDS,
    ChallengeForm,
    challenge_form,
    find_entry,
    followed,
    on_record,
    rows,
)
from answerable.website.refusals import Explained, WithdrawnError, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, explain, show

LARGEST_FORM = PUBLIC_FILE_BYTES + 90_000  # bytes: a file, and the longest words, encoded at their worst
TITLE = "Say that something here is wrong"
TOO_LARGE = (
    f"What you sent is too large: a file may have at most {PUBLIC_FILE_BYTES // (1 << 20)} MB, and the "
    "words 4,000 characters."
)
BROKEN = "What you sent could not be read as a form. Please try again."


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def challenge_entry(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "E")
    if canonical != reference and request.method != "POST":
        return redirect("challenge-entry", reference=canonical, permanent=True)
    try:
        entry = find_entry(canonical)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    if request.method != "POST":
        return _page(request, challenge_form(entry, duty=request.GET.get("duty", "")[:20]))
    if not sent_from_here(request):
        pass_over(request)
        return explain(request, _elsewhere(entry), 403)
    if length(request) > LARGEST_FORM:
        pass_over(request)
        return _page(request, challenge_form(entry, error=TOO_LARGE), 413)
    given: dict[str, str] = {}
    try:
        given = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in FIELDS}
        made = _made(request, entry, given)
    except TooManyError as error:
        return _page(request, challenge_form(entry, given=given, error=str(error)), 429)
    except UploadError as error:
        shown = challenge_form(entry, given=given, error=str(error), wrong="file")
        return _page(request, shown, 422)
    except AssuranceError as error:
        shown = challenge_form(entry, given=given, error=str(error), wrong=_wrong(given, str(error)))
        return _page(request, shown, 422)
    except RequestDataTooBig:
        return _page(request, challenge_form(entry, error=TOO_LARGE), 413)
    except (BadRequest, SuspiciousOperation):
        return _page(request, challenge_form(entry, error=BROKEN), 400)
    response = HttpResponseRedirect(f"/challenges/{made.reference}?sent=yes")
    response.status_code = 303
    response.headers["Cache-Control"] = "no-store"
    return response


def _wrong(given: dict[str, str], error: str) -> str:
    """The field to put right."""
    if given.get("about") not in Challenge.About.values:
        return "about"
    if error.startswith("Choose the organisation"):
        return "duty"
    return "mail" if "e-mail" in error else "words"


def follow_challenge(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "Q")
    if canonical != reference:
        return redirect("challenge", reference=canonical, permanent=True)
    shown = followed(canonical)
    page = Page(
        f"Challenge {canonical}",
        "What became of it so far.",
        indexed=False,
        canonical=shown.href,
        crumbs=(HOME_CRUMB, {"text": "Challenges", "href": "/challenges"}),
    )
    context = {"shown": shown, "just_sent": request.GET.get("sent") == "yes" and not shown.outcome}
    response = show(request, "challenge_followed.html", page, context)
    response.headers["Cache-Control"] = "no-store"
    return response


def challenges(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Challenges",
        "What readers and bodies said was wrong in this register, and what was answered.",
        canonical="/challenges",
        other_forms=(OtherForm("text/csv", "/challenges.csv", "Challenges as CSV"),),
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "challenges.html", page, {"rows": on_record()})


def challenges_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-challenges.csv", COLUMNS, rows())


@sensitive_variables()
def _made(request: HttpRequest, entry: Entry, given: dict[str, str]) -> Challenge:
    """The challenge as recorded; the file is looked at last, since that costs most. Raises AssuranceError and
    UploadError."""
    client, duty = keyed_digest("challenge", client_of(request)), _duty(entry, given["duty"])
    about, words, mail = given["about"], given["words"], given["mail"]
    check_client(client)
    check_challenge(entry, about, words, duty, None, mail)
    upload, sent = None, sent_file(request, "file")
    if sent:
        path, name = sent
        sender = NO_ACCOUNT + client
        upload = keep_upload(by=PUBLIC, path=path, name=name, sender=sender, kinds=("pdf", "picture"))
    return challenge(
        by=PUBLIC,
        entry=entry,
        duty=duty,
        about=about,
        words=words,
        mail=mail,
        client=client,
        upload=upload,
    )


def _duty(entry: Entry, written: str) -> Duty | None:
    """Raises AssuranceError for a duty that is none of this entry's."""
    if not written:
        return None
    found = Duty.objects.filter(entry=entry, reference=written[:20]).first()
    if found is None:
        raise AssuranceError("Choose the organisation from the list.")
    return found


def _elsewhere(entry: Entry) -> Explained:
    here = f"/entries/{entry.reference}/challenge"
    return Explained(
        "This form was sent from another website",
        ("For your safety we only take what is sent from our own page. Nothing was recorded.",),
        (("Open the form", here), ("Home", "/")),
    )


@sensitive_variables()
def _page(request: HttpRequest, shown: ChallengeForm, status: int = 200) -> HttpResponse:
    title = f"{TITLE}: entry {shown.entry.reference}"  # tabs of two such forms differ
    page = Page(
        f"Error: {title}" if shown.error else title,
        "Tell us what is wrong, and how you know. You need no account.",
        indexed=False,
        canonical=shown.href,
        crumbs=(
            HOME_CRUMB,
            {"text": f"Entry {shown.entry.reference}", "href": f"/entries/{shown.entry.reference}"},
        ),
    )
    response = show(request, "challenge.html", page, {"shown": shown}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
