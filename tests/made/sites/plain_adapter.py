"""Knows the pages of a made-up publisher: lists link to reports, reports to files."""

import re
from urllib.parse import urljoin

from answerable.sources.definitions import (
    HarvestRule,
    Licence,
    SourceDefinition,
)
from answerable.sources.harvest_adapters import Found, PageRead

HOST = "reports.example.org"


class PlainAdapter:
    code = "plain"
    version = "1"

    def start(self, definition: SourceDefinition) -> list[Found]:
        assert definition.harvest is not None
        return [Found(url, "listing", {}) for url in definition.harvest.start]

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        if place_kind in ("file", "reply"):
            return PageRead([], body)
        main = re.search(rb"<main>(.*?)</main>", body, re.S)
        if main is None:
            return PageRead([], b"", odd="There is no <main> on the page.")
        links = [link.decode() for link in re.findall(rb'href="([^"]+)"', main[1])]
        found = [
            Found(urljoin(url, link), "file" if link.endswith(".pdf") else "report", {}) for link in links
        ]
        if place_kind == "listing" and not found:
            return PageRead([], b"", odd="The list names nothing.")
        return PageRead(found, main[1], report={"url": url} if place_kind == "report" else None)


def plain_definition(**changes: object) -> SourceDefinition:
    values: dict[str, object] = {
        "adapter": "plain",
        "hosts": (HOST,),
        "start": (f"https://{HOST}/list",),
        "every": 24,
        "delay": 0,
        "contact": "register@example.org",
        "most_bytes": 2 << 20,
    }
    return SourceDefinition(
        code="plain",
        name="Plain publisher",
        kind="review",
        address=f"https://{HOST}/",
        rhythm="weekly",
        covers="Nothing real.",
        licence=Licence("None", "https://example.org/licence", "Plain publisher."),
        instruments=(),
        harvest=HarvestRule(**{**values, **changes}),  # type: ignore[arg-type]
    )


def page(*links: str, words: str = "", advert: str = "") -> bytes:
    inside = "".join(f'<a href="{link}">more</a>' for link in links)
    return (
        f"<!doctype html><html><body><aside>{advert}</aside><main>{words}{inside}</main></body></html>"
    ).encode()


PDF = b"%PDF-1.4\nmade for a test\n%%EOF\n"
