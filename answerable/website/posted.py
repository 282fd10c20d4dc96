"""A form sent to the one page that takes one: where it may come from, how large it may be, where it is kept.

It changes nothing and needs no cookie, so there is nothing for a forged request to gain, and no token is
asked for. A browser that says the form stands on another site is refused all the same: nobody else's page may
set this service to work through its visitors. What is sent stays in memory: a file never reaches the disk.
"""

from typing import Any
from urllib.parse import urlsplit

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest

_CHUNK = 65_536
_READ_AT_MOST = 60_000_000  # bytes of a refused form: a browser shows no answer before it has sent all


class InMemory(MemoryFileUploadHandler):
    """Takes files of any size that the view lets through; Django's own leaves larger ones to the disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True
        super().new_file(*args, **kwargs)


def sent_from_here(request: HttpRequest) -> bool:
    """Whether the form stood on this site, by what browsers say of it (Sec-Fetch-Site, else Origin). A client
    that sends neither is no browser, and has no visitor to be misled."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return not origin or urlsplit(origin).netloc == request.get_host()


def length(request: HttpRequest) -> int:
    try:
        return max(0, int(request.headers.get("Content-Length") or 0))
    except ValueError:
        return 0


def pass_over(request: HttpRequest) -> None:
    """Reads what was sent and forgets it, so that the answer is seen."""
    left = _READ_AT_MOST
    while left > 0 and (chunk := request.read(_CHUNK)):
        left -= len(chunk)
