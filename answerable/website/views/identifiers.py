"""Lasting addresses: from a thing to its page, and how it is cited."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.references import BadReferenceError, parse_reference
from answerable.publication.addresses import page_of
from answerable.website.presenters.citing import DRAWN, FORMS, Citation, citation, indicator_citation
from answerable.website.presenters.indicator_charts import find_indicator
from answerable.website.presenters.versions import FOLDERS
from answerable.website.refusals import Explained, NotHereError

_VERSIONED = frozenset(FOLDERS.values())


def thing(request: HttpRequest, reference: str, version: int = 0) -> HttpResponse:
    """303 to the page: what is named is not a page, but has one. `as-at` goes with it."""
    canonical = _canonical(reference)
    path = page_of(canonical)
    if path is None or (version and canonical[0] not in _VERSIONED):
        raise NotHereError(
            Explained(
                f"Nothing public has the reference {canonical}",
                ("The reference is well formed, but this register shows nothing under it.",),
            )
        )
    return _see(request, path, version)


def indicator(request: HttpRequest, code: str, version: int = 0) -> HttpResponse:
    """The same from an indicator, which is known by its code."""
    return _see(request, f"/indicators/{find_indicator(code).code}", version)


def _see(request: HttpRequest, path: str, version: int) -> HttpResponse:
    if version:
        path += f"/versions/{version}"
    query = request.GET.urlencode()
    response = HttpResponseRedirect(f"{path}?{query}" if query else path)
    response.status_code = 303
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def cite(request: HttpRequest, reference: str, form: str, version: int = 0) -> HttpResponse:
    return _drawn(citation(_canonical(reference), request.build_absolute_uri("/"), version), form)


def cite_indicator(request: HttpRequest, code: str, form: str, version: int = 0) -> HttpResponse:
    return _drawn(indicator_citation(code, request.build_absolute_uri("/"), version), form)


def _drawn(made: Citation, form: str) -> HttpResponse:
    response = HttpResponse(DRAWN[form](made), content_type=f"{FORMS[form]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{made.reference}.{form}"'
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _canonical(written: str) -> str:
    try:
        return parse_reference(written)
    except BadReferenceError:
        raise NotHereError(
            Explained(
                "That is no reference of this register",
                (
                    "References look like E-7KQ2M9XA4. The last character checks the others, and here they "
                    "do not agree: the reference was probably mistyped or cut short.",
                ),
            )
        ) from None
