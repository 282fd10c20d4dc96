"""Reading what pages, tables and records of the register say."""

import csv
import io
import json
from typing import Any

from django.test import Client
from selectolax.lexbor import LexborHTMLParser


def text_of(client: Client, href: str, status: int = 200) -> str:
    response = client.get(href)
    assert response.status_code == status, href
    body = LexborHTMLParser(response.content.decode()).body
    assert body is not None
    text = " ".join(body.text(separator=" ").split())
    return text.replace(" ,", ",").replace(" .", ".").replace(" :", ":")


def rows_of(client: Client, href: str) -> list[dict[str, str]]:
    response = client.get(href)
    assert response.status_code == 200, href
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def json_of(client: Client, href: str) -> Any:
    response = client.get(href)
    assert response.status_code == 200, href
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return json.loads(content)
