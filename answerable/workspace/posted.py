"""Reading what forms send. Whatever can't be read is as if it had not been sent."""

import datetime as dt
from collections import defaultdict

from django.http import HttpRequest

from answerable.core.references import BadReferenceError, parse_reference


def number(request: HttpRequest, name: str) -> int:
    """A whole number, or 0."""
    try:
        return max(0, int(request.POST.get(name, "")))
    except ValueError:
        return 0


def numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(value) for value in request.POST.getlist(name) if value.isascii() and value.isdigit()]


def words(request: HttpRequest, name: str) -> str:
    """What was typed, without needless spaces."""
    return " ".join(request.POST.get(name, "").split())


def day(request: HttpRequest, name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(request.POST.get(name, "").strip())
    except ValueError:
        return None


def reference(request: HttpRequest, name: str, kind: str) -> str:
    """A reference in its one form, or nothing."""
    try:
        return parse_reference(request.POST.get(name, ""), kind)
    except BadReferenceError:
        return ""


def given(request: HttpRequest) -> dict[str, str]:
    """What was sent, to be shown again; nothing where a field was not."""
    return defaultdict(str, {name: str(request.POST[name]) for name in request.POST})
