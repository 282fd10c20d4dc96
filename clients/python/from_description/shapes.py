"""Dataclasses for whatever an answer is made of, and for what is sent inside of something else."""

from collections.abc import Mapping
from typing import Any

from from_description.kinds import LISTED, attribute, documented, kind_of, named_in

HEAD = '''"""What the register answers with, as it describes it. Made by from_description."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
'''


def shapes_of(told: Mapping[str, Any]) -> str:
    """The module. A shape that is left out of no answer and of nothing that is sent is in it."""
    schemas: Mapping[str, Any] = told["components"]["schemas"]
    names = sorted(name for name in _needed(told, schemas) if not name.startswith(LISTED))
    return HEAD + "".join(_class(name, schemas[name]) for name in names)


def _needed(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    waiting: list[str] = []
    for ways in told["paths"].values():
        for way in ways.values():
            answers = [said for status, said in way["responses"].items() if str(status) < "4"]
            waiting += named_in([said.get("content", {}) for said in answers])
            for sent in named_in(way.get("requestBody", {})):  # its fields become keyword arguments
                waiting += named_in(schemas[sent])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += named_in(schemas[name])
    return found


def _class(name: str, schema: Mapping[str, Any]) -> str:
    needed = set(schema.get("required", ()))
    fields: Mapping[str, Any] = schema.get("properties", {})
    lines = ["\n", "@dataclass(frozen=True, slots=True, kw_only=True)", f"class {name}:"]
    lines += documented(str(schema.get("description", "")), 4)
    if len(lines) > 3:
        lines.append("")
    for field, inner in fields.items():
        kind = kind_of(inner)
        default = "" if field in needed else f" = {_default(inner, kind)}"
        lines.append(f"    {attribute(field)}: {kind}{default}")
    return "\n".join(lines) + "\n"


def _default(schema: Mapping[str, Any], kind: str) -> str:
    if isinstance(schema.get("default"), str | int | float | bool):
        return repr(schema["default"])
    if "None" in kind.split(" | "):
        return "None"
    return "()" if kind.startswith("tuple") else f"field(default_factory=lambda: {kind}())"
