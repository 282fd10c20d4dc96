"""Reports in other forms as files, and small cards of a record that other sites may show in a frame."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_exempt

from answerable.core.references import BadReferenceError, parse_reference
from answerable.publication.editions import address_of
from answerable.register.models import Edition
from answerable.uploads.serving import GoneError, attachment
from answerable.website.formats import long_date
from answerable.website.presenters.cards import Card, entry_card, expectation_card
from answerable.website.refusals import Explained, WithdrawnError, reference_in_address
from answerable.website.rendering import FRESH_SECONDS, explain, holds_demonstration_data
from answerable.website.security import POLICY

# As every page's, but for who may show it in a frame: a card is made for that, and does nothing.
CARD_POLICY = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *").replace(
    "form-action 'self'", "form-action 'none'"
)


def edition_file(request: HttpRequest, reference: str) -> FileResponse | HttpResponse:
    """The file as an attachment. One that a virus scanner has not looked at is answered as not there."""
    try:
        found = Edition.objects.select_related("upload", "report").get(
            reference=parse_reference(reference, "K")
        )
    except (BadReferenceError, Edition.DoesNotExist) as error:
        raise Http404(reference) from error
    if found.withdrawn_at:
        return explain(request, _taken_back(found), 410)
    if found.upload is None or not address_of(found):
        raise Http404(reference)
    try:
        return attachment(found.upload)
    except GoneError as error:
        raise Http404(reference) from error


def _taken_back(found: Edition) -> Explained:
    return Explained(
        "This edition was taken back",
        (
            f"Edition {found.reference} was taken back on {long_date(found.withdrawn_at)}.",
            f"Why: {found.withdrawn_why}",
        ),
        (("The report itself", f"/reports/{found.report.reference}"),),
    )


@xframe_options_exempt
def card_of_entry(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "E")
    if canonical != reference:
        return redirect("entry-card", reference=canonical, permanent=True)
    try:
        return _card(request, entry_card(canonical))
    except WithdrawnError as withdrawn:
        return _as_card(explain(request, withdrawn.explained, 410))


@xframe_options_exempt
def card_of_expectation(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "X")
    if canonical != reference:
        return redirect("expectation-card", reference=canonical, permanent=True)
    return _card(request, expectation_card(canonical))


def _card(request: HttpRequest, card: Card) -> HttpResponse:
    context = {
        "card": card,
        "whole": request.build_absolute_uri(card.href),
        "demonstration": holds_demonstration_data(),
    }
    response = render(request, "website/card.html", context)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return _as_card(response)


def _as_card(response: HttpResponse) -> HttpResponse:
    response.headers["Content-Security-Policy"] = CARD_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
