"""What is said to a form that can't be taken."""

from django.http import HttpRequest, HttpResponse

from answerable.accounts.models import Refusal
from answerable.website.refusals import Explained
from answerable.website.rendering import explain
from answerable.workspace.refusal import note
from answerable.workspace.security import ROOT

NOT_OURS = Explained(
    "This form can't be taken",
    (
        "It did not come from a page that you opened here, or you signed in or out since you opened it. "
        "Nothing was changed.",
        "Go back, load the page again and try once more. Your browser has to accept cookies for it.",
    ),
    (("Your work", ROOT), ("The public register", "/")),
)


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    note(request, Refusal.Kind.NOT_OUR_FORM)
    return explain(request, NOT_OURS, 403)
