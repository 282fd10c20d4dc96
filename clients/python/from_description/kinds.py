"""How a schema of the description is said in Python."""

import functools
import keyword
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
MOMENTS = {"date": "dt.date", "date-time": "dt.datetime"}
WIDE = 110
LISTED = "Listed_"  # pages of a list: an iterator stands for them


def kind_of(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1])
    if several := schema.get("anyOf") or schema.get("allOf"):
        return " | ".join(dict.fromkeys(kind_of(one) for one in several))
    kind = schema.get("type")
    if kind == "array":
        return f"tuple[{kind_of(schema.get('items', {}))}, ...]"
    if kind == "object":
        inner = schema.get("additionalProperties")
        return f"dict[str, {kind_of(inner) if isinstance(inner, dict) and inner else 'Any'}]"
    if kind == "string":
        return MOMENTS.get(schema.get("format", ""), "str")
    return PLAIN.get(str(kind), "Any")


def named_in(part: Any) -> Iterator[str]:
    """Names of the shapes that something refers to."""
    if isinstance(part, Mapping):
        if "$ref" in part:
            yield part["$ref"].rsplit("/", 1)[1]
        for inner in part.values():
            yield from named_in(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from named_in(inner)


def attribute(name: str) -> str:
    plain = re.sub(r"\W", "_", name)
    return f"{plain}_" if keyword.iskeyword(plain) else plain


def documented(words: str, depth: int) -> list[str]:
    """Words as a docstring at a depth of indentation; none where there are none."""
    paragraphs = [" ".join(one.split()) for one in words.replace("\\", "").split("\n\n") if one.split()]
    if not paragraphs:
        return []
    inside = " " * depth
    whole = f'{inside}"""{paragraphs[0]}"""'
    if len(paragraphs) == 1 and len(whole) <= WIDE:
        return [whole]
    fill = functools.partial(textwrap.fill, width=WIDE - 3, initial_indent=inside, subsequent_indent=inside)
    wrapped = [fill(f'"""{paragraphs[0]}'), *(fill(one) for one in paragraphs[1:])]
    return ["\n\n".join(wrapped), f'{inside}"""']
