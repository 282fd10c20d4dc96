"""The whole service at a port of this machine, over the connection of the test that asks; and a server that
answers what it is told to, with the faults of a bad line."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def register_served() -> Iterator[str]:
    """Its address. It answers one question after another, from the test's own transaction."""
    shared = connections["default"]
    server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=_Quiet)

    def run() -> None:
        connections["default"] = shared
        server.serve_forever(poll_interval=0.01)

    shared.inc_thread_sharing()
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
        shared.dec_thread_sharing()


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent for one request. `cut`: the line breaks after so many bytes of the body."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


@dataclass
class Bad:
    """A server that keeps what it was asked."""

    address: str = ""
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def answering_with(reply: Callable[[str, dict[str, str], int], Reply]) -> Iterator[Bad]:
    """`reply` is given the path, the headers in small letters, and how often was asked before."""
    bad = Bad()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            sent = self.rfile.read(int(headers.get("content-length", "0")))
            told = reply(self.path, headers, len(bad.asked))
            bad.asked.append((self.command, self.path, headers, sent))
            self.send_response(told.status)
            for name, value in {"Content-Length": str(len(told.body)), **told.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.body if told.cut is None else told.body[: told.cut])

        do_POST = do_GET  # noqa: N815

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    bad.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield bad
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
