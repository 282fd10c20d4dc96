"""Cursors: where a list goes on, opaque to clients and bound to the question that each belongs to.

Made of the key of the last thing seen, so that nothing is given twice or left out when something is added
meanwhile.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from answerable.api.problems import ProblemError

LONGEST = 600


def question(path: str, pairs: Mapping[str, Any] | Sequence[tuple[str, Any]]) -> str:
    """A question in one short word. Cursors of another question are refused."""
    given = pairs.items() if isinstance(pairs, Mapping) else pairs
    listed = sorted((str(name), str(value)) for name, value in given)
    return hashlib.sha256(json.dumps([path, listed]).encode()).hexdigest()[:12]


def write(asked: str, last: str | int) -> str:
    return base64.urlsafe_b64encode(json.dumps([asked, last]).encode()).decode().rstrip("=")


def read(cursor: str, asked: str) -> str | int | None:
    """The last thing seen; None at the beginning. Raises ProblemError for no cursor of the question."""
    if not cursor:
        return None
    try:
        if len(cursor) > LONGEST:
            raise ValueError
        held = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        of, last = held
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError):
        raise ProblemError(400, "That is no cursor. Take it from `next` of the page before.") from None
    if of != asked:
        raise ProblemError(
            400, "That cursor belongs to another question. Keep the filters as they were, or begin anew."
        )
    if not isinstance(last, str | int):
        raise ProblemError(400, "That is no cursor. Take it from `next` of the page before.")
    return last
