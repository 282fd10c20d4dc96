"""Where a request comes from: as the public pages see it."""

from answerable.website.client import client_of

__all__ = ["client_of"]
