"""People signed in to the workspace, and what their pages say."""

import time

from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.accounts.models import Person
from answerable.accounts.queries import person_by_email
from answerable.workspace.policy import SINCE


def who(email: str) -> Person:
    person = person_by_email(email)
    assert person is not None
    return person


def signed_in(email: str) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(who(email))
    session = client.session
    session[SINCE] = time.time()
    session.save()
    return client


def page(client: Client, address: str) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return LexborHTMLParser(answer.content.decode())


def value(html: LexborHTMLParser, name: str) -> str:
    found = html.css_first(f"main input[name={name}]")
    assert found is not None, name
    return found.attributes["value"] or ""


def text(html: LexborHTMLParser, selector: str = "main") -> str:
    found = html.css_first(selector)
    return " ".join(found.text().split()) if found else ""
