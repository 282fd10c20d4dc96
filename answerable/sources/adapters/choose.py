"""Which adapter reads a document: the first, in a stated order, that recognises it.

The order goes from the particular to the general, so that a form of its own is never read by a looser reader:
the table of coroners' reports, tables of replies, the Regulation 28 form, HSSIB documents, inquiries' JSON,
any report that recommends, any table with a mapping.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from answerable.sources.adapters import (
    hssib,
    inquiry_json,
    inquiry_report,
    pfd_table,
    regulation28,
    reply_table,
    table_import,
)
from answerable.sources.drafts import Adapted
from answerable.sources.readers.document import ReadDocument, UnreadableError


class Adapter(Protocol):
    """Reads one kind of document. `adapt` raises UnreadableError and nothing else."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> int: ...

    def recognises(self, document: ReadDocument) -> bool | str:
        """True, or why not: False, or the reason in plain words."""

    def adapt(self, document: ReadDocument, path: Path) -> Adapted: ...


@dataclass(frozen=True, slots=True)
class _Known:
    """An adapter made of a module's two functions. `code` is its name and version, as "hssib/1"."""

    code: str
    recognises: Callable[[ReadDocument], bool | str]
    adapt: Callable[[ReadDocument, Path], Adapted]
    declines: str  # said where `recognises` gives no reason

    @property
    def name(self) -> str:
        return self.code.partition("/")[0]

    @property
    def version(self) -> int:
        return int(self.code.partition("/")[2])


def _pfd_tables(document: ReadDocument, _path: Path) -> Adapted:
    """Every table of coroners' reports in the document, together."""
    together = Adapted(pfd_table.ADAPTER)
    for table in document.tables:
        if not pfd_table.recognises(ReadDocument(document.media_type, tables=[table])):
            continue
        found = pfd_table.adapt(table)
        together.reports += found.reports
        together.left_out += found.left_out
        together.warnings += found.warnings
    return together


def _regulation28(document: ReadDocument, _path: Path) -> Adapted:
    return regulation28.adapt(document)


ADAPTERS: tuple[Adapter, ...] = (
    _Known(
        pfd_table.ADAPTER,
        pfd_table.recognises,
        _pfd_tables,
        f"no table in it has the columns {', '.join(pfd_table.REQUIRED)}",
    ),
    _Known(reply_table.ADAPTER, reply_table.recognises, reply_table.adapt, "no table in it holds replies"),
    _Known(
        regulation28.ADAPTER,
        regulation28.recognises,
        _regulation28,
        "it does not have the headings of the Regulation 28 form",
    ),
    _Known(hssib.ADAPTER, hssib.recognises, hssib.adapt, "it is no HSSIB document"),
    _Known(inquiry_json.ADAPTER, inquiry_json.recognises, inquiry_json.adapt, "it is no JSON of inquiries"),
    _Known(inquiry_report.ADAPTER, inquiry_report.recognises, inquiry_report.adapt, "it recommends nothing"),
    _Known(table_import.ADAPTER, table_import.recognises, table_import.adapt, "it holds no table"),
)


def adapter_codes() -> list[str]:
    """Name and version of each adapter in use, as "hssib/1"."""
    return [f"{adapter.name}/{adapter.version}" for adapter in ADAPTERS]


def adapter_for(document: ReadDocument, *, path: Path) -> Adapter:
    """The first adapter that recognises the document.

    Raises UnreadableError with what was tried and why each declined.
    """
    declined = []
    for adapter in ADAPTERS:
        answer = adapter.recognises(document)
        if answer is True:
            return adapter
        why = answer if isinstance(answer, str) else getattr(adapter, "declines", "it is of another kind")
        declined.append(f"{adapter.name}: {why}")
    raise UnreadableError(
        f"{path.name} was read, but nothing here knows its form. Tried: {'; '.join(declined)}."
    )
