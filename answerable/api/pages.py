"""The page that says how to ask, drawn from the API's own description."""

import functools
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from answerable.api import limits
from answerable.api.app import described
from answerable.api.describing import WORDS
from answerable.api.problems import TITLES, WORK
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show

ROOT = "/api/v1"
_PAGES = "Listed_"
_MOST_VALUES = 40
_KINDS = {
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "null": "null",
    "date": "day",
    "date-time": "moment",
    "binary": "file",
    "object": "object",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, a field of what is sent, or one of what comes back."""

    name: str
    kind: str
    words: str
    values: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    key: str
    way: str
    address: str
    words: tuple[str, ...]
    parameters: tuple[Field, ...]
    sent: tuple[Field, ...]
    sent_as: str  # which kind of content
    gives: str  # a shape, in words
    shape: str  # its key, where one is described below


@dataclass(frozen=True, slots=True)
class Shape:
    key: str
    words: str
    fields: tuple[Field, ...]


@functools.cache
def operations() -> tuple[Operation, ...]:
    """In the order in which they are described."""
    told = described()
    return tuple(
        _operation(address, way, one, told["components"]["schemas"])
        for address, ways in told["paths"].items()
        for way, one in ways.items()
    )


@functools.cache
def shapes() -> tuple[Shape, ...]:
    """What answers are made of, from A to Z; pages of lists are told of once for all."""
    schemas: dict[str, Any] = described()["components"]["schemas"]
    return tuple(
        Shape(name, schema.get("description", ""), _fields(schema))
        for name, schema in sorted(schemas.items())
        if not name.startswith(_PAGES) and schema.get("properties") and name not in ("Filters", "Problem")
    )


def about(request: HttpRequest) -> HttpResponse:
    page = Page(
        "For programs: the API",
        "How a program asks this register and answers in it, and what it gets.",
        section="about",
        canonical="/api",
        other_forms=(OtherForm("application/json", f"{ROOT}/openapi.json", "This as OpenAPI 3.1"),),
        crumbs=(HOME_CRUMB, {"text": "Data to download", "href": "/data"}),
    )
    context = {
        "reading": [one for one in operations() if not one.address.startswith(WORK)],
        "working": [one for one in operations() if one.address.startswith(WORK)],
        "shapes": shapes(),
        "problems": [(status, TITLES[status], WORDS.get(status, "")) for status in sorted(TITLES)],
        "most": limits.MOST,
        "most_of_key": limits.MOST_OF_KEY,
        "address": settings.PUBLIC_ADDRESS,
    }
    return show(request, "api.html", page, context)


def _operation(address: str, way: str, one: dict[str, Any], schemas: dict[str, Any]) -> Operation:
    answer = next(said for status, said in one["responses"].items() if status < "4")
    schema = answer["content"]["application/json"]["schema"]
    name, several = _named(schema), schema.get("type") == "array"
    if name.startswith(_PAGES):
        name, several = _named(schemas[name]["properties"]["items"]["items"]), True
    ((sent_as, body),) = one.get("requestBody", {}).get("content", {"": {}}).items()
    sent = body.get("schema", {})
    return Operation(
        one["operationId"],
        way.upper(),
        address,
        tuple(each for each in one["description"].split("\n\n") if each),
        tuple(
            _field(each["name"], each["schema"], each.get("description", ""), each.get("required", False))
            for each in one.get("parameters", ())
        ),
        _fields(schemas.get(_named(sent), sent)),
        "JSON" if sent_as == "application/json" else f"a form ({sent_as})",
        ("A list of " if several else "") + (name or "objects"),
        name,
    )


def _fields(schema: dict[str, Any]) -> tuple[Field, ...]:
    needed = schema.get("required", ())
    return tuple(
        _field(name, inner, inner.get("description", ""), name in needed)
        for name, inner in schema.get("properties", {}).items()
    )


def _field(name: str, schema: dict[str, Any], words: str, needed: bool) -> Field:
    values = tuple(value for value in schema.get("enum", ()) if value)
    return Field(name, _kind(schema), words, values if len(values) < _MOST_VALUES else (), needed)


def _kind(schema: dict[str, Any]) -> str:
    """In a word or two, as a person says it."""
    if several := schema.get("anyOf") or schema.get("allOf"):
        return " or ".join(dict.fromkeys(_kind(one) for one in several))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if name := _named(schema):
        return name
    kind = str(schema.get("format") or schema.get("type") or "anything")
    return _KINDS.get(kind, kind)


def _named(schema: dict[str, Any]) -> str:
    """The shape that a schema is, or is a list of; blank for none."""
    inner = schema.get("items", schema) if schema.get("type") == "array" else schema
    return str(inner.get("$ref", "")).rsplit("/", 1)[-1]
