"""What every method does: put an address together, ask, and give the answer its kind."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from answerable_client.errors import UnexpectedAnswerError
from answerable_client.lists import Listed, pairs_of
from answerable_client.transport import Transport
from answerable_client.typed import typed

T = TypeVar("T")
Day = dt.date | str
Several = Sequence[str] | str
ROOT = "api/v1/"
NAME = "Idempotency-Key"


def part(given: object) -> str:
    """A part of an address: nothing that is given can lead to another one."""
    return quote(str(given), safe="") or "-"


class Asking:
    """Holds the way to one register."""

    def __init__(self, transport: Transport, *, with_key: bool = False) -> None:
        self._transport, self._with_key = transport, with_key

    def _read(self, path: str, kind: type[T], asked: Mapping[str, Any]) -> T:
        return typed(kind, self._said(path, asked))

    def _several(self, path: str, kind: type[T], asked: Mapping[str, Any]) -> tuple[T, ...]:
        said = self._said(path, asked)
        if not isinstance(said, list):
            raise UnexpectedAnswerError(f"{path} does not answer with a list.")
        return tuple(typed(kind, one) for one in said)

    def _listed(self, path: str, kind: type[T], asked: Mapping[str, Any], size: int, after: str) -> Listed[T]:
        pairs = pairs_of({**asked, "size": size})
        return Listed(self._transport, ROOT + path, kind, pairs, after, with_key=self._with_key)

    def _write(self, path: str, kind: type[T], sent: Mapping[str, Any], request: str) -> T:
        """Sends under a name of its own: tried again after a lost answer, it is done once."""
        said = {name: plain(value) for name, value in sent.items() if value is not None}
        answer = self._transport.send("POST", ROOT + path, said, {NAME: request or str(uuid.uuid4())})
        return typed(kind, answer.said)

    def _send_file(self, path: str, kind: type[T], file: Path | str, name: str, request: str) -> T:
        """Sends a file by itself. `name`: what it is to be called, where not as it is."""
        place = Path(file)
        headers = {NAME: request or str(uuid.uuid4())}
        answer = self._transport.send_file(ROOT + path, name or place.name, place.read_bytes(), headers)
        return typed(kind, answer.said)

    def _said(self, path: str, asked: Mapping[str, Any]) -> Any:
        return self._transport.get(ROOT + path, pairs_of(asked), with_key=self._with_key).said


def plain(value: Any) -> Any:
    """As JSON takes it: dataclasses as objects, days in writing."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value
