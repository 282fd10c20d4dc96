"""Where the heavy parts run: in this process, or on the workers of a Dask cluster, with the same result.

A piece of work is a function and its arguments, small enough to be sent; the vectors go to each worker once.
Workers have no database: the functions stand where nothing of Django is needed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from answerable.lineage.repeats.neighbours import Codes

Piece = tuple[Any, ...]


class DaskMissingError(Exception):
    """Dask was asked for and is not installed, or no cluster answers. The message says what to do."""


class Workers(Protocol):
    """Does pieces of work over the same vectors, and gives the answers in the order of the pieces."""

    def over(
        self, codes: Codes, work: Callable[..., Any], pieces: Sequence[Piece]
    ) -> Iterator[Any]: ...  # work(codes, *piece)

    def each(self, work: Callable[..., Any], pieces: Iterable[Piece]) -> Iterator[Any]: ...  # work(*piece)


class Here:
    """This process alone; numpy uses the cores that it has."""

    def over(self, codes: Codes, work: Callable[..., Any], pieces: Sequence[Piece]) -> Iterator[Any]:
        return (work(codes, *piece) for piece in pieces)

    def each(self, work: Callable[..., Any], pieces: Iterable[Piece]) -> Iterator[Any]:
        return (work(*piece) for piece in pieces)


class OnDask:
    """The workers of a Dask cluster: `address` of its scheduler, or a number of local processes."""

    def __init__(self, address: str = "", processes: int = 2, memory: str = "2GB") -> None:
        """Raises DaskMissingError."""
        try:
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise DaskMissingError(
                "Dask is not installed: `pip install distributed`, or leave out --dask."
            ) from error
        self._cluster: Any = None
        try:
            if not address:
                self._cluster = LocalCluster(  # type: ignore[no-untyped-call]
                    n_workers=processes,
                    threads_per_worker=1,
                    memory_limit=memory,
                    dashboard_address=None,
                )
            self._client: Any = Client(address or self._cluster)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise DaskMissingError(
                f"No Dask scheduler answers at {address or 'this machine'} ({error}). Start one with"
                " `dask scheduler`, and workers with `dask worker ADDRESS`."
            ) from error

    def over(self, codes: Codes, work: Callable[..., Any], pieces: Sequence[Piece]) -> Iterator[Any]:
        held = self._client.scatter(codes, broadcast=True)
        yield from self._answers([self._client.submit(work, held, *piece, pure=False) for piece in pieces])

    def each(self, work: Callable[..., Any], pieces: Iterable[Piece]) -> Iterator[Any]:
        yield from self._answers([self._client.submit(work, *piece, pure=False) for piece in pieces])

    def close(self) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def __enter__(self) -> "OnDask":
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    @staticmethod
    def _answers(futures: list[Any]) -> Iterator[Any]:
        for place, future in enumerate(futures):
            yield future.result()
            futures[place] = None  # lets the cluster forget it
