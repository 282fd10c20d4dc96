"""What browsers are told to refuse. Pages use their own styles, pictures and forms, and nothing else."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils.datastructures import MultiValueDict

Sent = tuple[QueryDict, MultiValueDict[str, Any]]
Read = Callable[[Mapping[str, Any], Any], Sent]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
NUL, PLAIN_FORM = "\0", "application/x-www-form-urlencoded"
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class ContentSecurityPolicy:
    """Adds the policy to every page. The other protections are Django's own, in the settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        open_data = "Access-Control-Allow-Origin" in response.headers
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if open_data else "same-origin"
        )
        return response


class NoNulCharacters:
    """Leaves out of what is sent the one character that PostgreSQL holds in no text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if NUL in request.path_info:
            raise Http404
        if _holds_nul(request.GET):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment]  # as the stubs name it
        if request.content_type == PLAIN_FORM and _holds_nul(request.POST):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]
        # A form with files is not read here: its view may bound them first. It is cleaned once it is read.
        request.parse_file_upload = _cleaned(request.parse_file_upload)  # type: ignore[assignment,method-assign]
        return self.get_response(request)


def _cleaned(read: Read) -> Read:
    """The same reading of a form with files, without NUL in its fields. Files keep their bytes; their names
    Django has cleaned already."""

    def cleaned(meta: Mapping[str, Any], body: Any) -> Sent:
        fields, files = read(meta, body)
        return (_without_nul(fields) if _holds_nul(fields) else fields), files

    return cleaned


def _holds_nul(sent: QueryDict) -> bool:
    return any(NUL in text for name, values in sent.lists() for text in (name, *map(str, values)))


def _without_nul(sent: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name, values in sent.lists():
        kept.setlist(name.replace(NUL, ""), [str(value).replace(NUL, "") for value in values])
    kept._mutable = False
    return kept
