"""A program with a key, for tests: asks as a program does, over HTTP."""

import itertools
import json
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from answerable.accounts.models import Person
from answerable.accounts.operations.keying import make_key
from answerable.accounts.queries import actor_of
from answerable.organisations.models import Organisation

HERE = "/api/v1/work"
_names = itertools.count(1)


@dataclass
class Program:
    """Asks with one key."""

    words: str
    client: Client = field(default_factory=lambda: Client(HTTP_HOST="localhost"))

    def get(self, address: str, status: int = 200) -> Any:
        return told(self.client.get(f"{HERE}{address}", headers=self._headers()), status)

    def post(self, address: str, sent: object, status: int = 201, *, name: str = "") -> Any:
        return told(
            self.send(address, sent, name=name or f"request {next(_names)}".replace(" ", "-")), status
        )

    def send(self, address: str, sent: object, *, name: str) -> HttpResponse:
        answer = self.client.post(
            f"{HERE}{address}",
            data=sent if isinstance(sent, str) else json.dumps(sent),
            content_type="application/json",
            headers={**self._headers(), "Idempotency-Key": name},
        )
        assert isinstance(answer, HttpResponse)
        return answer

    def upload(self, address: str, content: bytes, called: str, status: int = 201, *, name: str = "") -> Any:
        """Sends a form with one file, as browsers and `curl -F` do."""
        return told(self.send_form(address, {"file": (called, content)}, name=name), status)

    def send_form(self, address: str, fields: dict[str, Any], *, name: str = "") -> Any:
        """Fields are words, or files as (what it is called, its bytes)."""
        sent = {
            field: SimpleUploadedFile(given[0], given[1]) if isinstance(given, tuple) else given
            for field, given in fields.items()
        }
        named = {**self._headers(), "Idempotency-Key": name or f"request-{next(_names)}"}
        return self.client.post(f"{HERE}{address}", data=sent, headers=named)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.words}"} if self.words else {}


def program(person: Person, *scopes: str, body: Organisation | None = None) -> Program:
    """With a key of this person for these scopes, who has just proved who they are."""
    _, words = make_key(
        by=actor_of(person),
        person=person,
        label="A test",
        scopes=scopes,
        days=1,
        proved=True,
        organisation=body,
    )
    return Program(words)


def told(answer: Any, status: int) -> Any:
    """What came back: of this status, private, and a problem where it is one."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers
    kind = "application/json" if status < 400 else "application/problem+json"
    assert answer.headers["Content-Type"].startswith(kind)
    return json.loads(answer.content)


__all__ = ["HERE", "Program", "program", "told"]
