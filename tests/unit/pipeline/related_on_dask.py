"""Relates on a Dask cluster, in a process that no other test shares. See test_relate_on_dask.py.

`python -m tests.unit.pipeline.related_on_dask ROLE`, with DATABASE_URL and ANSWERABLE_HOME set.
"""

import json
import sys

import django
import numpy as np


def alike() -> dict[str, int]:
    """How many suggestions one process makes, and how many of them the workers of a cluster make as well."""
    from answerable.core.actors import RELATE
    from answerable.pipeline.relate import OnDask, relate
    from tests.migrated import migrate
    from tests.unit.pipeline import test_relate as made

    migrate()
    made.world()
    relate(by=RELATE)
    alone = made.current()
    with OnDask(processes=2) as workers:
        relate(by=RELATE, workers=workers, again=True)
    together = made.current()
    return {"alone": len(alone), "together": len(together), "same": len(set(alone) & set(together))}


def gone() -> dict[str, int]:
    """Whether it is said that the workers went away, before and after work was given out."""
    from answerable.pipeline.relate import OnDask, WorkersGoneError, workers

    workers.PATIENCE = 2
    said = 0
    with OnDask(processes=1) as cluster:
        cluster._cluster.scale(0)
        for answers in (cluster.each(len, [("some",)]), cluster.over(np.eye(4, dtype=np.int8), len, [()])):
            try:
                list(answers)
            except WorkersGoneError:
                said += 1
    return {"said": said}


if __name__ == "__main__":
    django.setup()
    json.dump({"alike": alike, "gone": gone}[sys.argv[1]](), sys.stdout)
