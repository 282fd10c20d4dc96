"""The pages that Django shows when a view can't. They ask the database nothing."""

from django.http import HttpRequest, HttpResponse

from answerable.website.refusals import AskedWronglyError, Explained, LeftError, NotHereError
from answerable.website.rendering import explain


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, AskedWronglyError):
        return explain(request, exception.explained, 400)
    return explain(
        request,
        Explained(
            "We could not understand that request",
            ("The address may be cut short, or hold characters that do not belong in it.",),
        ),
        400,
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return explain(request, Explained("You cannot see this page", ("It is not open to the public.",)), 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, NotHereError):
        return explain(request, exception.explained, 410 if isinstance(exception, LeftError) else 404)
    return explain(
        request,
        Explained(
            "Page not found",
            (
                "If you typed the address, check it is correct.",
                "If you pasted it, check you copied the whole address.",
                "Addresses of this register are never moved or reused.",
                "If you know the reference of what you look for, put it after /id/. References look like "
                "E-7KQ2M9XA4: a letter, a hyphen and nine characters. E is an entry, R a report, X an "
                "expectation, B a body, A a response and D a duty.",
            ),
        ),
        404,
    )


def broken(request: HttpRequest) -> HttpResponse:
    return explain(
        request,
        Explained(
            "Sorry, something went wrong",
            ("The fault is ours.", "Try again in a few minutes."),
            (("Home", "/"),),
        ),
        500,
    )
