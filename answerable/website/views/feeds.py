"""Feeds of what happens with one thing, and of what a search finds."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from answerable.search.documents import IndexMissingError
from answerable.website.feeding import Feed, answer
from answerable.website.presenters.feeds import feed_of, search_feed, theme_feed
from answerable.website.rendering import explain
from answerable.website.views.search import why_not


def thing(request: HttpRequest, what: str, subject: str) -> HttpResponse:
    return answer(request, lambda: feed_of(what, subject))


def theme(request: HttpRequest, key: str) -> HttpResponse:
    return _searched(request, lambda: theme_feed(key))


def search(request: HttpRequest) -> HttpResponse:
    return _searched(request, lambda: search_feed(request.GET))


def _searched(request: HttpRequest, make: Callable[[], Feed]) -> HttpResponse:
    try:
        return answer(request, make)
    except IndexMissingError as error:
        return explain(request, why_not(error), 503)
