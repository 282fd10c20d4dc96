"""The page that says how to ask, drawn from the API's own description."""

import functools
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from answerable.api.app import api
from answerable.api.limits import MOST
from answerable.api.problems import TITLES
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show

ROOT = "/api/v1"


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Operation:
    key: str
    way: str
    address: str
    words: str
    parameters: tuple[Parameter, ...]


@functools.cache
def operations() -> tuple[Operation, ...]:
    """In the order in which they are described."""
    told: dict[str, Any] = api.get_openapi_schema(path_prefix=f"{ROOT}/")
    return tuple(
        Operation(
            one["operationId"],
            way.upper(),
            address,
            one["description"],
            tuple(_parameter(each) for each in one.get("parameters", ())),
        )
        for address, ways in told["paths"].items()
        for way, one in ways.items()
    )


def about(request: HttpRequest) -> HttpResponse:
    page = Page(
        "For programs: the read API",
        "How a program asks this register, and what it gets.",
        section="about",
        canonical="/api",
        other_forms=(OtherForm("application/json", f"{ROOT}/openapi.json", "This as OpenAPI 3.1"),),
        crumbs=(HOME_CRUMB, {"text": "Data to download", "href": "/data"}),
    )
    context = {"operations": operations(), "problems": TITLES, "most": MOST}
    return show(request, "api.html", page, context)


def _parameter(one: dict[str, Any]) -> Parameter:
    schema: dict[str, Any] = one.get("schema", {})
    first = next(iter(schema.get("anyOf", [schema])), schema)
    kind = (
        "several" if first.get("type") == "array" else str(first.get("format") or first.get("type") or "text")
    )
    return Parameter(one["name"], one.get("description") or schema.get("description") or "", kind)
