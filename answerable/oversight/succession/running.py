"""Working through the bodies that closed by a day, in one go. It may be killed anywhere and begun again."""

import datetime as dt
from collections.abc import Callable

from answerable.core.actors import Actor
from answerable.oversight.models import SuccessionRun
from answerable.oversight.operations.succeeding import begin_run, finish_run, pass_body
from answerable.oversight.succession.previewing import preview

Progress = Callable[[str, int, int], None]


def work_through(*, by: Actor, on: dt.date, progress: Progress = lambda *_: None) -> SuccessionRun:
    """The run with its account. Each body is a transaction; one that was done is not done again.

    Raises SuccessionError: a day to come.
    """
    run = begin_run(by=by, on=on)
    bodies = [one.body for one in preview(run.on).ready]
    for done, body in enumerate(bodies, start=1):
        pass_body(by=by, run=run, body=body)
        progress("succession", done, len(bodies))
    return finish_run(by=by, run=run)
