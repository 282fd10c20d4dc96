"""How many questions one client may ask a minute, so that one that never reads its errors harms no other."""

import time

from django.core.cache import cache
from django.http import HttpRequest

from answerable.accounts.passwords import keyed_digest
from answerable.api.problems import ProblemError
from answerable.website.client import client_of

WINDOW = 60  # seconds
MOST = 300  # in a window; bulk files are for those who want everything


def count(request: HttpRequest) -> tuple[int, int]:
    """(questions left in this window, seconds until the next). Raises ProblemError with 429."""
    at = time.time()
    window = int(at // WINDOW)
    wait = int(WINDOW - at % WINDOW) + 1
    key = f"api:{keyed_digest('api', client_of(request))[:32]}:{window}"
    cache.add(key, 0, WINDOW * 2)
    try:
        used = cache.incr(key)
    except ValueError:  # it was forgotten between the two
        used = 1
    if used > MOST:
        raise ProblemError(
            429,
            f"More than {MOST} questions came from where you are within a minute. Wait {wait} seconds; for "
            "everything at once take the files at /data.",
            **{"Retry-After": str(wait), "X-RateLimit-Limit": str(MOST), "X-RateLimit-Remaining": "0"},
        )
    return MOST - used, wait
