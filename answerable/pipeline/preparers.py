"""Processes that prepare drafts while another records them."""

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from django.db import connections

from answerable.pipeline.prepare import Workshop, prepare
from answerable.register.prepared import PreparedReport
from answerable.sources.drafts import ReportDraft

_workshop: Workshop | None = None


def _prepare_one(job: tuple[ReportDraft, str, int]) -> PreparedReport:
    draft, adapter, rank = job
    assert _workshop is not None
    return prepare(draft, _workshop, adapter=adapter, rank=rank)


def _end_with_parent() -> None:
    """In a forked process: ends it when the run that it works for is killed, which gives no other sign."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Preparers:
    """Processes that prepare drafts while this one records. Forked, they share the lists."""

    def __init__(self, workshop: Workshop, workers: int | None) -> None:
        self.workshop = workshop
        self.workers = workers or max(1, min(4, os.cpu_count() or 1))
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Preparers":
        global _workshop  # inherited by the forked processes
        _workshop = self.workshop
        return self

    def __exit__(self, *details: object) -> None:
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def prepare(self, drafts: Sequence[ReportDraft], *, adapter: str, rank: int) -> Iterator[PreparedReport]:
        """In the order given. BrokenProcessPool when a process dies; a second run goes on from there."""
        jobs = [(draft, adapter, rank) for draft in drafts]
        if len(jobs) < 20:
            yield from map(_prepare_one, jobs)
            return
        if self.pool is None:
            connections.close_all()
            self.pool = ProcessPoolExecutor(
                self.workers, mp_context=multiprocessing.get_context("fork"), initializer=_end_with_parent
            )
        yield from self.pool.map(_prepare_one, jobs, chunksize=20)
