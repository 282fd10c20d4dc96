"""The tables as Parquet, for tools that read by columns (DuckDB, pandas, R). Needs the extra `parquet`.

Types are those of the CSV on the Web. Rows go out in groups, so that memory stays flat.
"""

import datetime as dt
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from answerable.pipeline.bulk.files import Row, Told, measured
from answerable.pipeline.bulk.kinds import Kind, Plain, kind_of

GROUP = 20_000  # rows


class NoParquetError(RuntimeError):
    """pyarrow is not there."""

    def __init__(self) -> None:
        super().__init__("Parquet needs pyarrow, which is not installed: pip install 'answerable[parquet]'.")


def is_there() -> bool:
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        return False
    return True


class ParquetTable:
    """One table. Left by an exception, it leaves nothing behind. Raises NoParquetError."""

    def __init__(self, path: Path, table: str, columns: Sequence[str], meanings: Mapping[str, str]) -> None:
        if not is_there():
            raise NoParquetError
        import pyarrow as pa
        import pyarrow.parquet as pq

        types = {
            Kind.TEXT: pa.string(),
            Kind.WHOLE: pa.int64(),
            Kind.NUMBER: pa.float64(),
            Kind.YES_NO: pa.bool_(),
            Kind.DAY: pa.date32(),
            Kind.MOMENT: pa.timestamp("us", tz="UTC"),
        }
        self.kinds = [kind_of(table, column) for column in columns]
        self.schema = pa.schema(
            [
                pa.field(name, types[kind], metadata={"description": meanings.get(name, "")})
                for name, kind in zip(columns, self.kinds, strict=True)
            ],
            metadata={"answerable": json.dumps({"table": table})},
        )
        self.path = path
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as file:
            self.temporary = Path(file.name)
        self.writer: Any = pq.ParquetWriter(self.temporary, self.schema, compression="zstd")
        self.waiting: list[Row] = []

    def add(self, rows: Sequence[Row]) -> None:
        self.waiting.extend(rows)
        if len(self.waiting) >= GROUP:
            self._write()

    def finish(self) -> Told:
        """Puts the file in its place. Returns its size and its hash."""
        if self.waiting:
            self._write()
        self.writer.close()
        self.temporary.chmod(0o644)
        self.temporary.replace(self.path)
        return measured(self.path)

    def _write(self) -> None:
        import pyarrow as pa

        cells = [
            pa.array([_value(kind, row[at]) for row in self.waiting], type=field.type)
            for at, (kind, field) in enumerate(zip(self.kinds, self.schema, strict=True))
        ]
        self.writer.write_table(pa.Table.from_arrays(cells, schema=self.schema))
        self.waiting = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.writer.close()
        self.temporary.unlink(missing_ok=True)


def _value(kind: Kind, cell: Plain) -> object:
    if not isinstance(cell, str) or kind == Kind.TEXT:
        return cell
    return dt.date.fromisoformat(cell) if kind == Kind.DAY else dt.datetime.fromisoformat(cell)
