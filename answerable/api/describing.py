"""What every route has alike, said once in the description: kinds of answers, refusals and headers."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema

MEDIA_TYPE = "application/problem+json"
_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}
WORDS = {
    400: "It cannot be read, such as a cursor of another question.",
    401: "A key is needed, or the one sent is not known any more.",
    403: "The key, or its owner, may not do this.",
    404: "Nothing has that reference.",
    405: "It cannot be done with this method: `Allow` names those that can.",
    406: "Only JSON is given here, and `Accept` leaves it out.",
    409: "It stands otherwise by now, or the same request is being answered.",
    410: "It was withdrawn: `detail` says why.",
    413: "More was sent than is read here.",
    414: "The address is longer than 8,190 bytes. The server answers so before the API is asked.",
    422: "Something that was asked or sent is not of its kind: `errors` names it.",
    429: "Too many questions: `Retry-After` says how many seconds to wait.",
    503: "The register cannot be read just now.",
}
_EVERYWHERE = (405, 406, 414)
_LEFT = {
    "description": "Questions left within this minute.",
    "schema": {"type": "integer", "minimum": 0},
}
_WAIT = {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer", "minimum": 1}}
_TAG = {"description": "Send it back as If-None-Match.", "schema": {"type": "string"}}
_CHANGED = {
    "description": "When the register, or what this was worked out with, changed last.",
    "schema": {"type": "string"},
}
_HOW = {"description": "How to show a key.", "required": True, "schema": {"type": "string"}}
_REPLAYED = {
    "description": "`true`: it was done before, and this is the first answer.",
    "schema": {"type": "string", "enum": ["true"]},
}
_ALLOW = {"description": "The methods that can be used.", "required": True, "schema": {"type": "string"}}


class Description(OpenAPISchema):
    """Two shapes of one name would become one: whichever comes last, for the answers of both."""

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        for name, shape in definitions.items():
            if self.schemas.setdefault(name, shape) != shape:
                raise ValueError(f"Two different shapes of the API are called {name}.")


def finish(told: dict[str, Any]) -> None:
    """Puts into a description what its routes do not say each by itself."""
    for ways in told["paths"].values():
        for method, one in ways.items():
            answers = one["responses"] = {int(status): said for status, said in one["responses"].items()}
            for status in _EVERYWHERE:
                answers.setdefault(status, {})
            for status, said in answers.items():
                if status >= 400:
                    _refusal(status, said)
                else:
                    said["headers"] = _headers(method, one) | said.get("headers", {})
            one["responses"] = {str(status): answers[status] for status in sorted(answers)}


def _refusal(status: int, said: dict[str, Any]) -> None:
    said["description"] = WORDS.get(status, said.get("description", ""))
    said["content"] = {"text/html": {}} if status == 414 else {MEDIA_TYPE: _PROBLEM}
    if status == 429:
        said.setdefault("headers", {})["Retry-After"] = _WAIT
    if status == 401:
        said.setdefault("headers", {})["WWW-Authenticate"] = _HOW
    if status == 405:
        said.setdefault("headers", {})["Allow"] = _ALLOW


def _headers(method: str, one: dict[str, Any]) -> dict[str, Any]:
    """What is read with a key is kept by nobody, and so has no tag."""
    beside: dict[str, Any] = {}
    if method == "post":
        beside = {"Idempotent-Replayed": _REPLAYED}
    elif "security" not in one:
        beside = {"ETag": _TAG, "Last-Modified": _CHANGED}
    return {"X-RateLimit-Remaining": _LEFT, **beside}
