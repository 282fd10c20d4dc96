"""One method for each address: its parameters as keyword arguments, its answer as a dataclass."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from from_description.kinds import LISTED, attribute, documented, kind_of, named_in

WORK, ROOT = "/api/v1/work", "/api/v1/"
PAGING = {"size", "cursor"}
FORM = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument, under its name in Python and in the description."""

    name: str
    told: str
    kind: str
    needed: bool
    words: str

    @property
    def written(self) -> str:
        return f"{self.name}: {self.kind}" + ("" if self.needed else " = None")


def methods_of(told: Mapping[str, Any], name: str, words: str) -> str:
    """The module with class `name`: Working has all that needs a key, and Reading the rest."""
    schemas = told["components"]["schemas"]
    methods: list[str] = []
    for path, ways in told["paths"].items():
        if path.startswith(WORK) == (name == "Working"):
            methods += [_method(path, way, one, schemas) for way, one in ways.items()]
    body = "\n".join(methods) or "    pass\n"
    paths = "Path | str" in body
    names = set(re.findall(r"\b[A-Z]\w+", re.sub(r'"""[\s\S]*?"""', "", body)))
    used = sorted(names & set(schemas))
    needs = sorted(names & {"Any"})
    helpers = sorted(names & {"Day", "Several"})
    lines = [
        f'"""{words} Made by from_description."""',
        "",
        *(["from pathlib import Path"] if paths else []),
        *([f"from typing import {', '.join(needs)}"] if needs else []),
        *([""] if needs or paths else []),
        f"from answerable_client.asking import {', '.join(['Asking', *helpers, 'part'])}",
        *(["from answerable_client.lists import Listed"] if "Listed" in names else []),
        f"from answerable_client.records import {', '.join(used)}" if used else "",
        "",
        "",
        f"class {name}(Asking):",
        *documented(words, 4),
        "",
        body,
    ]
    return "\n".join(lines)


def _method(path: str, way: str, one: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    places, queries = _parameters(one)
    sent = list(_sent(one, schemas)) if way == "post" else []
    answer = next(said for status, said in one["responses"].items() if str(status) < "4")
    schema = answer["content"]["application/json"]["schema"]
    listed = next((name for name in named_in(schema) if name.startswith(LISTED)), "")
    paged = bool(listed)
    told = [one for one in queries if not (paged and one.told in PAGING)]
    keyed = sorted([*told, *sent], key=lambda each: not each.needed)
    given = [each.written for each in places]
    if keyed or paged or sent:
        given += ["*", *(each.written for each in keyed)]
    address = '"' + path.removeprefix(ROOT) + '"'
    if places:
        address = 'f"' + path.removeprefix(ROOT) + '"'
        for each in places:
            address = address.replace("{" + each.told + "}", "{part(" + each.name + ")}")
    asked = "{" + ", ".join(f'"{each.told}": {each.name}' for each in told) + "}"
    if _of_file(one):
        result = kind_of(schema)
        given += ["file: Path | str", "*", 'name: str = ""', 'request: str = ""']
        call = f"self._send_file({address}, {result}, file, name, request)"
    elif way == "post":
        given += [] if "*" in given else ["*"]
        given.append('request: str = ""')
        body = "{" + ", ".join(f'"{each.told}": {each.name}' for each in sent) + "}"
        result = kind_of(schema)
        call = f"self._write({address}, {result}, {body}, request)"
    elif paged:
        result_of = _inside(schemas[listed])
        result = f"Listed[{result_of}]"
        given += ["size: int = 100", 'after: str = ""']
        call = f"self._listed({address}, {result_of}, {asked}, size, after)"
    elif schema.get("type") == "array":
        inner = kind_of(schema["items"])
        result = f"tuple[{inner}, ...]"
        call = f"self._several({address}, {_as_class(inner)}, {asked})"
    else:
        result = kind_of(schema)
        call = f"self._read({address}, {result}, {asked})"
    lines = [
        f"    def {_called(one)}({', '.join(['self', *given])}) -> {result}:",
        *documented(_words(one, [*places, *keyed]), 8),
        f"        return {call}",
    ]
    return "\n".join(lines) + "\n"


def _of_file(one: Mapping[str, Any]) -> bool:
    """Whether a form with one file is sent."""
    return FORM in one.get("requestBody", {}).get("content", {})


def _called(one: Mapping[str, Any]) -> str:
    """After the operation; the one that stands for all of the work tells of the key itself."""
    name = str(one["operationId"])
    return "mine" if name == "work" else name.removeprefix("work_")


def _parameters(one: Mapping[str, Any]) -> tuple[list[Argument], list[Argument]]:
    """Those of the path and those of the query."""
    found: dict[str, list[Argument]] = {"path": [], "query": [], "header": []}
    for each in one.get("parameters", ()):
        kind = kind_of(each["schema"])
        if each["in"] == "query":
            kind = _asked(kind)
        words = str(each.get("description") or "")
        needed = each["in"] == "path" or bool(each.get("required"))
        found[each["in"]].append(Argument(attribute(each["name"]), each["name"], kind, needed, words))
    return found["path"], found["query"]


def _asked(kind: str) -> str:
    """What may be given for a parameter: a day as a date or in writing, and one thing for several."""
    if kind.startswith("tuple"):
        return "Several | None"
    if "dt.date" in kind:
        return "Day | None"
    return kind if "None" in kind else f"{kind} | None"


def _sent(one: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[Argument]:
    name = next(named_in(one.get("requestBody", {})), "")
    schema = schemas[name] if name else {}
    needed: Sequence[str] = schema.get("required", ())
    for field, inner in schema.get("properties", {}).items():
        kind = kind_of(inner).replace("dt.date", "Day")
        if field not in needed and "None" not in kind:
            kind = f"{kind} | None"
        yield Argument(attribute(field), field, kind, field in needed, str(inner.get("description") or ""))


def _inside(listed: Mapping[str, Any]) -> str:
    return kind_of(listed["properties"]["items"]["items"])


def _as_class(kind: str) -> str:
    return "dict" if kind.startswith("dict") else kind


def _words(one: Mapping[str, Any], arguments: Sequence[Argument]) -> str:
    said = str(one.get("description") or one.get("summary") or "")
    told = "\n\n".join(f"{each.name}: {each.words}" for each in arguments if each.words)
    return f"{said}\n\n{told}"
