"""Before you recommend: a draft is looked at, and nothing of it is kept on disk."""

from typing import get_args

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from answerable.lineage.quality import DraftError, Kind
from answerable.pipeline.drafts import LARGEST_FILE, look_at, text_of_file
from answerable.website.posted import InMemory, length, pass_over, sent_from_here
from answerable.website.presenters.draft import DraftPage, draft_page
from answerable.website.refusals import Explained
from answerable.website.rendering import HOME_CRUMB, Page, explain, show

ADDRESS = "/before-you-recommend"
LARGEST_FORM = LARGEST_FILE + 400_000  # bytes: a file, the text and the form around them
TITLE = "Before you recommend"
ELSEWHERE = Explained(
    "This form was sent from another website",
    ("For your safety we only look at drafts sent from our own page. Open it and paste your draft there.",),
    (("Before you recommend", ADDRESS), ("Home", "/")),
)
TOO_LARGE = (
    f"What you sent is too large: a file may have at most {LARGEST_FILE // 1_000_000} MB. "
    "Paste the recommendations or concerns instead."
)
BROKEN = "What you sent could not be read as a form. Try again, or paste the words instead of a file."


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def before_you_recommend(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, draft_page())
    if not sent_from_here(request):
        pass_over(request)
        return _forgotten(explain(request, ELSEWHERE, 403))
    if length(request) > LARGEST_FORM:
        pass_over(request)
        return _page(request, draft_page(error=TOO_LARGE), 413)
    text, kind = "", "recommendation"
    try:
        text, kind, notes = _read(request)
        found = look_at(text, kind=_kind(kind))
        found.notes = [*notes, *found.notes]
    except DraftError as error:
        return _page(request, draft_page(text, kind, error=str(error)), 422)
    except RequestDataTooBig:
        return _page(request, draft_page(error=TOO_LARGE), 413)
    except (BadRequest, SuspiciousOperation):
        return _page(request, draft_page(error=BROKEN), 400)
    return _page(request, draft_page(text, kind, found))


@sensitive_variables()
def _read(request: HttpRequest) -> tuple[str, str, list[str]]:
    """The draft, its kind, and what could not be read of it."""
    request.upload_handlers = [InMemory(request)]
    text = request.POST.get("draft", "").replace("\r\n", "\n")
    kind = request.POST.get("kind", "recommendation")
    file = request.FILES.get("file")
    if file is None:
        return text, kind, []
    if text.strip():
        raise DraftError("You pasted a draft and chose a file as well. Send one of the two.")
    text, notes = text_of_file(file.read(), file.name or "")
    return text, kind, notes


def _kind(given: str) -> Kind:
    for kind in get_args(Kind):
        if given == kind:
            return kind  # type: ignore[no-any-return]  # get_args gives Any
    raise DraftError("Say what you are writing: recommendations, or a coroner’s concerns.")


@sensitive_variables()
def _page(request: HttpRequest, shown: DraftPage, status: int = 200) -> HttpResponse:
    page = Page(
        f"Error: {TITLE}" if shown.error else TITLE,
        "See what has been asked before, who can act, and how your draft is worded. Nothing is stored.",
        indexed=request.method != "POST",
        canonical=ADDRESS,
        crumbs=(HOME_CRUMB,),
    )
    response = show(request, "before_you_recommend.html", page, {"shown": shown}, status=status)
    return _forgotten(response) if request.method == "POST" else response


def _forgotten(response: HttpResponse) -> HttpResponse:
    """No cache, the browser's own included, keeps the answer: it holds the draft."""
    response.headers["Cache-Control"] = "no-store"
    return response
