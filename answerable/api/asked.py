"""Looks at a question before it is answered: only parameters that are there, each as often as it can be.

A filter that was misspelt would else be as if it had not been sent, and everything would be given.
"""

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest

from answerable.api.problems import ProblemError

_PLACE = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")
Told = Callable[[], Mapping[str, Any]]


def look_at(request: HttpRequest, told: Told) -> None:
    """Raises ProblemError: 406 where JSON is not wanted, 422 for a parameter that the address does not take,
    or takes once only."""
    if not request.accepts("application/json"):
        raise ProblemError(406, "Only JSON is given here: ask with `Accept: application/json`, or with none.")
    route = "/" + _PLACE.sub(r"{\1}", request.resolver_match.route)  # type: ignore[union-attr]
    known = _parameters(told, route, (request.method or "GET").lower())
    for name, values in request.GET.lists():
        if name not in known:
            here = ", ".join(known) or "none"
            raise ProblemError(422, f"There is no parameter {name[:60]!r} here. This address takes: {here}.")
        if len(values) > 1 and not known[name]:
            raise ProblemError(422, f"{name!r} is given more than once, and only one can be meant.")


@functools.lru_cache(maxsize=200)
def _parameters(told: Told, route: str, method: str) -> dict[str, bool]:
    """{name: whether it may be given several times} of what can be asked at a route."""
    way = told()["paths"][route][method]
    return {
        one["name"]: one["schema"].get("type") == "array" for one in way["parameters"] if one["in"] == "query"
    }
