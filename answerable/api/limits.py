"""How many questions one client may ask a minute, so that one that never reads its errors harms no other."""

import time

from django.core.cache import cache
from django.http import HttpRequest

from answerable.accounts.passwords import keyed_digest
from answerable.api.problems import ProblemError
from answerable.website.client import client_of

WINDOW = 60  # seconds
MOST = 300  # in a window; bulk files are for those who want everything
MOST_OF_KEY = 120  # of what one key asks and does


def count(request: HttpRequest) -> tuple[int, int]:
    """(questions left in this window, seconds until the next). Raises ProblemError with 429."""
    return _count(
        keyed_digest("api", client_of(request))[:32],
        MOST,
        f"More than {MOST} questions came from where you are within a minute.",
        " For everything at once take the files at /data.",
    )


def count_key(key: int) -> tuple[int, int]:
    """The same, of one key, from wherever it is used."""
    return _count(f"key-{key}", MOST_OF_KEY, f"This key asked more than {MOST_OF_KEY} times within a minute.")


def _count(whose: str, most: int, why: str, instead: str = "") -> tuple[int, int]:
    at = time.time()
    window = int(at // WINDOW)
    wait = int(WINDOW - at % WINDOW) + 1
    key = f"api:{whose}:{window}"
    cache.add(key, 0, WINDOW * 2)
    try:
        used = cache.incr(key)
    except ValueError:  # it was forgotten between the two
        used = 1
    if used > most:
        raise ProblemError(
            429,
            f"{why} Wait {wait} seconds.{instead}",
            **{"Retry-After": str(wait), "X-RateLimit-Limit": str(most), "X-RateLimit-Remaining": "0"},
        )
    return most - used, wait
