"""Turns what was answered into the dataclasses of `records`.

Fields that this package does not know are left out: version 1 of the API grows.
"""

import dataclasses
import datetime as dt
import functools
import types
import typing
from typing import Any, TypeVar

from answerable_client.errors import UnexpectedAnswerError

T = TypeVar("T")


def typed(kind: type[T], said: Any) -> T:
    """`said` as `kind`. Raises UnexpectedAnswerError where something is missing or of another kind."""
    try:
        made = _typed(kind, said)
    except (TypeError, ValueError, KeyError) as error:
        raise UnexpectedAnswerError(f"The register answered with no {kind.__name__}: {error}") from error
    assert isinstance(made, kind)
    return made


def _typed(kind: Any, said: Any) -> Any:
    if kind is Any or kind is type(said):
        return said
    if dataclasses.is_dataclass(kind):
        return _record(kind, said)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _one_of(inner, said)
    if origin is tuple:
        return tuple(_typed(inner[0], one) for one in _is(list, said))
    if origin is dict:
        return {name: _typed(inner[1], one) for name, one in _is(dict, said).items()}
    if kind is dt.datetime:
        return dt.datetime.fromisoformat(_is(str, said))
    if kind is dt.date:
        return dt.date.fromisoformat(_is(str, said))
    if kind is float:
        return float(_is(int, said))
    raise ValueError(f"{said!r:.60} is not of the kind {getattr(kind, '__name__', kind)}")


def _record(kind: Any, said: Any) -> Any:
    fields = _fields(kind)
    given = _is(dict, said)
    return kind(**{name: _typed(fields[name], one) for name, one in given.items() if name in fields})


def _one_of(kinds: tuple[Any, ...], said: Any) -> Any:
    if said is None and type(None) in kinds:
        return None
    failed: Exception = ValueError(f"{said!r:.60} is nothing that was expected")
    for kind in kinds:
        if kind is not type(None):
            try:
                return _typed(kind, said)
            except (TypeError, ValueError) as error:
                failed = error
    raise failed


def _is(kind: type[T], said: Any) -> T:
    if not isinstance(said, kind):
        raise ValueError(f"{said!r:.60} is not of the kind {kind.__name__}")
    return said


@functools.cache
def _fields(kind: Any) -> dict[str, Any]:
    """{name in the answer: kind}. A name that Python keeps for itself has an underscore after it."""
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}
