"""Lists of pages for crawlers."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from answerable.website.presenters.sitemap import file_lines, index_lines, pages_of
from answerable.website.rendering import FRESH_SECONDS

_XML = "application/xml; charset=utf-8"


def sitemap(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Where the lists are, one kind of thing after the other."""
    response = HttpResponse("".join(index_lines(settings.PUBLIC_ADDRESS)), content_type=_XML)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return response


def sitemap_file(request: HttpRequest, kind: str, page: int) -> StreamingHttpResponse:  # noqa: ARG001
    pieces = (line.encode() for line in file_lines(settings.PUBLIC_ADDRESS, pages_of(kind, page)))
    response = StreamingHttpResponse(pieces, content_type=_XML)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return response
