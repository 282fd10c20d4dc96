"""Where the heavy parts run: in this process, or on the workers of a Dask cluster, with the same result.

A piece of work is a function and its arguments, small enough to be sent; the vectors go to each worker once.
Workers have no database: the functions stand where nothing of Django is needed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from answerable.lineage.repeats.neighbours import Codes

Piece = tuple[Any, ...]
PATIENCE = 60  # seconds without any worker, or for one to come
GONE = "The workers of the Dask cluster are gone. Start some, and run it again: it goes on where it was."


class DaskMissingError(Exception):
    """Dask was asked for and is not installed, or no cluster answers. The message says what to do."""


class WorkersGoneError(Exception):
    """Every worker of the cluster went away half-way. What was done is kept, and the next run goes on."""


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
    """The workers of a Dask cluster: `address` of its scheduler, or a number of local processes.

    A cluster without workers keeps what it is given and waits for ever; here it is given up after a while.
    """

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
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, ValueError) as error:  # OSError: TimeoutError is one
            raise DaskMissingError(
                f"No Dask scheduler answers at {address or 'this machine'} ({error}). Start one with"
                " `dask scheduler`, and workers with `dask worker ADDRESS`."
            ) from error

    def over(self, codes: Codes, work: Callable[..., Any], pieces: Sequence[Piece]) -> Iterator[Any]:
        try:
            held = self._client.scatter(codes, broadcast=True, timeout=PATIENCE)
        except TimeoutError as error:
            raise WorkersGoneError(GONE) from error
        yield from self._answers([self._client.submit(work, held, *piece, pure=False) for piece in pieces])

    def each(self, work: Callable[..., Any], pieces: Iterable[Piece]) -> Iterator[Any]:
        yield from self._answers([self._client.submit(work, *piece, pure=False) for piece in pieces])

    def close(self) -> None:
        self._client.close(timeout=PATIENCE)
        if self._cluster is not None:
            self._cluster.close(timeout=PATIENCE)

    def __enter__(self) -> "OnDask":
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def _answers(self, futures: list[Any]) -> Iterator[Any]:
        for place, future in enumerate(futures):
            yield self._answer(future)
            futures[place] = None  # lets the cluster forget it

    def _answer(self, future: Any) -> Any:
        """Waits as long as there is somebody who works."""
        while True:
            try:
                return future.result(timeout=PATIENCE)
            except TimeoutError as error:
                if not self._client.scheduler_info()["workers"]:
                    raise WorkersGoneError(GONE) from error
