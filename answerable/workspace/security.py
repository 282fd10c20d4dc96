"""What is sent with every page of the workspace, an error's too: kept nowhere, and may run our own script."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from answerable.website.security import POLICY

ROOT = "/workspace"
WITH_OUR_SCRIPT = f"{POLICY}; script-src 'self'; connect-src 'self'"  # drafts save themselves


def inside(path: str) -> bool:
    """Whether a path is the workspace's."""
    return path == ROOT or path.startswith(f"{ROOT}/")


class SignedInPages:
    """Public pages are left as they are: no script, and shared caches may keep them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if inside(request.path):
            response.headers["Cache-Control"] = "no-store"
            # A file that somebody sent brings its own, which lets it do nothing at all.
            response.headers.setdefault("Content-Security-Policy", WITH_OUR_SCRIPT)
            response.headers["X-Robots-Tag"] = "noindex"
        return response
