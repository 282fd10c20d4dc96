"""A server that answers for every host as a test tells it to, with each fault that real ones have."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answerer = Callable[["Asked"], None]


@dataclass(slots=True)
class Asked:
    """One request, and the ways to answer it."""

    handler: BaseHTTPRequestHandler
    host: str
    path: str
    headers: dict[str, str]

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.handler.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Length", str(len(body)))
        for name, value in named.items():
            self.handler.send_header(name, value)
        self.handler.end_headers()
        self.handler.wfile.write(body)


@dataclass(slots=True)
class Site:
    """Pages by "host/path"; each is bytes (with an ETag), or a function that answers by itself."""

    pages: dict[str, bytes | Answerer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    conditional: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    port: int = 0
    on_ask: Callable[[str], Any] = lambda _: None

    @property
    def stand_in(self) -> str:
        return f"127.0.0.1:{self.port}"

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        host = (handler.headers.get("Host") or "").partition(":")[0]
        key = f"{host}{handler.path}"
        asked = Asked(handler, host, handler.path, {k.lower(): v for k, v in handler.headers.items()})
        self.asked.append(key)
        self.agents.add(asked.headers.get("user-agent", ""))
        self.on_ask(key)
        page = self.pages.get(key)
        if page is None:
            asked.answer(404, b"<html><body>Not found</body></html>", Content_Type="text/html")
        elif isinstance(page, bytes):
            self._give(asked, key, page)
        else:
            page(asked)

    def _give(self, asked: Asked, key: str, page: bytes) -> None:
        tag = f'"{hash(page) & 0xFFFFFFFF:x}"'
        if "if-none-match" in asked.headers:
            self.conditional.append(key)
            if asked.headers["if-none-match"] == tag:
                asked.answer(304, ETag=tag)
                return
        kind = "application/pdf" if key.endswith(".pdf") else "text/html; charset=utf-8"
        asked.answer(200, page, ETag=tag, Content_Type=kind, Last_Modified=formatdate(0, usegmt=True))


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                site.serve(self)
            except (BrokenPipeError, ConnectionResetError):
                return  # hung up on

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def goes_to(where: str) -> Answerer:
    return lambda asked: asked.answer(302, Location=where)


def says(status: int, **headers: str) -> Answerer:
    return lambda asked: asked.answer(status, b"", **headers)


def claims_three_gigabytes(asked: Asked) -> None:
    asked.answer(200, b"x", Content_Length=str(3 * 1024**3), Content_Type="text/html")


def sends_without_end(asked: Asked) -> None:
    """3 GB, of which nothing is said beforehand."""
    asked.handler.send_response(200)
    asked.handler.send_header("Content-Type", "text/html")
    asked.handler.end_headers()
    piece = b"x" * (1 << 20)
    for _ in range(3 * 1024):
        asked.handler.wfile.write(piece)


def packs_a_bomb(asked: Asked) -> None:
    """Some 100 KB that unpack to 30 MB."""
    body = gzip.compress(b"\0" * (30 << 20), compresslevel=1)
    asked.answer(200, body, Content_Encoding="gzip", Content_Type="text/html")


def breaks_off(asked: Asked) -> None:
    asked.answer(200, b"<html><body>half", Content_Length="4000", Content_Type="text/html")


def drips(asked: Asked) -> None:
    """A byte now and then, for ever: it never falls silent."""
    asked.handler.send_response(200)
    asked.handler.send_header("Content-Type", "text/html")
    asked.handler.end_headers()
    while True:
        asked.handler.wfile.write(b"x")
        asked.handler.wfile.flush()
        time.sleep(0.02)


def html(words: str) -> Answerer:
    """A page without an ETag, so that it comes whole each time."""
    body = words.encode()
    return lambda asked: asked.answer(200, body, Content_Type="text/html")
