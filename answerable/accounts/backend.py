"""How Django finds the person that a session belongs to. Signing in is `signing_in`'s."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from answerable.accounts.models import Person
from answerable.accounts.queries import active_person


class Sessions(BaseBackend):
    """Signs nobody in: `who_signs_in` does, and knows of locks."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:  # noqa: ARG002
        return None

    def get_user(self, user_id: Any) -> Person | None:
        return active_person(int(user_id))
