"""What schemathesis is told of a register: keys of people, and what there is, so that questions reach it.

Loaded by `bench/api_answers.py` (SCHEMATHESIS_HOOKS). Of the questions that keep to the description, four of
five ask for something that is there; the others, and all that break it, stay as they were made up.
"""

import datetime as dt
import json
import os
import random
import re
import zlib
from pathlib import Path
from typing import Any

import schemathesis

# Keys, by what the address is of, and of each name the values that there are.
HELD: dict[str, Any] = json.loads(Path(os.environ["ANSWERABLE_FUZZED"]).read_text())
THERE: dict[str, list[Any]] = HELD["there"]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
PAST = ("on", "claimed_on", "issued_on", "dated")
LISTS = {"duties": "duty", "evidence": "evidence", "expectations": "expectation"}
# What is sent as a file: made up bytes are hardly ever one that may be kept.
FILES = {
    "file": (b"ward,alarms\nAlder,4\n", b"ward,alarms\nBirch,2\n", b"Your key,Duties\nA1,\n", b"MZ", b"")
}
OF_PUBLISHER = {"duty": "judged", "answer": "replies", "entry": "issued"}


@schemathesis.auth(refresh_interval=None)  # else the first key would be kept for all
class Keys:
    """One person writes for a body, another for a publisher, and a third answers challenges."""

    def get(self, case: Any, context: Any) -> str:  # noqa: ARG002
        path = str(case.operation.path)
        if path.startswith("/api/v1/work/challenges"):
            return str(HELD["keys"]["others"])
        return str(HELD["keys"]["publishers" if "/publishers/" in path else "bodies"])

    def set(self, case: Any, data: str, context: Any) -> None:  # noqa: ARG002
        if "/work" in str(case.operation.path):
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:  # noqa: ARG001
    """Puts in what is there. Chosen by what was made up, so that a run can be repeated."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    drawn = random.Random(zlib.crc32(repr((case.path_parameters, case.query, case.body)).encode()))
    if drawn.random() < 0.8:
        for name in case.path_parameters or {}:
            case.path_parameters[name] = (
                _found(name, str(case.operation.path), drawn) or (case.path_parameters[name])
            )
        case.body = _filled(case.body, "/publishers/" in str(case.operation.path), drawn)
    today = dt.date.today().isoformat()  # noqa: DTZ011
    if case.query and str(case.query.get("as-at") or "") > today:
        case.query["as-at"] = today


def _found(name: str, path: str, drawn: random.Random) -> Any:
    if "/publishers/" in path:
        name = OF_PUBLISHER.get(name, name)
    kind = name if name != "reference" else path.removeprefix("/api/v1/").split("/")[0]
    if kind == "indicators":
        kind = "organisations"
    if kind == "version":  # of work, in what is sent; in addresses it counts from 1
        return None
    return drawn.choice(THERE[kind]) if THERE.get(kind) else None


def _filled(body: Any, issuer: bool, drawn: random.Random) -> Any:
    if isinstance(body, dict):
        return {name: _named(name, value, issuer, drawn) for name, value in body.items()}
    if isinstance(body, list):
        return [_filled(one, issuer, drawn) for one in body]
    return body


def _named(name: str, value: Any, issuer: bool, drawn: random.Random) -> Any:
    if issuer:
        name = OF_PUBLISHER.get(name, name)
    if name in LISTS and isinstance(value, list) and THERE.get(LISTS[name]):
        held = THERE[LISTS[name]]
        return drawn.sample(held, min(len(held), max(1, len(value) % 4)))
    if name in FILES and isinstance(value, bytes):
        return drawn.choice(FILES[name])
    if isinstance(value, str | int) and not isinstance(value, bool) and THERE.get(name):
        return drawn.choice(THERE[name])
    if name == "revision" and drawn.random() < 0.9:
        return drawn.choice((1, 1, 2, 3))
    if isinstance(value, str) and drawn.random() < 0.8:
        return _said(name, value, drawn)
    return _filled(value, issuer, drawn)


def _said(name: str, value: str, drawn: random.Random) -> str:
    """What a person might say: without it nearly all would be refused for empty words and far days."""
    if DAY.fullmatch(value):
        away = drawn.randint(-400, 0) if name in PAST else drawn.randint(1, 400)
        return (dt.date.today() + dt.timedelta(days=away)).isoformat()  # noqa: DTZ011
    if name == "url":
        return "https://example.org/minutes"
    return value.strip() or "The rule is in force on every ward."
