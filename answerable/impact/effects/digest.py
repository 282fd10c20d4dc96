"""What a test saw, as one number: the same figures, asked the same way, give the same one."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from answerable.impact.effects.finding import VERSION
from answerable.impact.series.model import Series


def digest_of(
    method: str,
    on: dt.date,
    lag_months: int,
    held: Series,
    others: Sequence[Series],
    version: str = VERSION,
) -> str:
    seen: list[Any] = [method, version, on.isoformat(), lag_months]
    seen += [[(one.label, one.value, one.why) for one in each.readings] for each in (held, *others)]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()
