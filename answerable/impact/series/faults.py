"""Several faults of a table in one message, so that they can be mended at once."""

from collections.abc import Sequence

from answerable.impact.series.table import BadSeriesError

_SHOWN = 5


def raise_faults(faults: Sequence[str], what: str) -> None:
    if faults:
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        beginning = f"A {what} can't be used" if len(faults) == 1 else f"{len(faults)} {what}s can't be used"
        raise BadSeriesError(f"{beginning}: {'; '.join(faults[:_SHOWN])}{more}.")
