"""One question to the register and its answer: tried again where that is safe, and not asked for twice."""

import gzip
import http.client
import json
import random
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import IO, Any
from urllib.parse import urlencode, urljoin, urlsplit

from answerable_client.errors import UnexpectedAnswerError, UnreachableError, problem

Pairs = Iterable[tuple[str, str]]
AGENT = "answerable-client/0.1"
PASSING = frozenset({429, 502, 503, 504})  # what may be over in a moment
LARGEST = 64 * 1024 * 1024  # bytes of one answer; files are read in pieces
_JSON = {"Content-Type": "application/json"}
KEPT = 256  # answers that are asked for by their tag the next time


class _SamePlace(urllib.request.HTTPRedirectHandler):
    """Follows no redirect to another server: a key must not travel."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if origin_of(newurl) != origin_of(req.full_url):
            raise UnexpectedAnswerError(f"{req.full_url} leads to another server: {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers, and what was said. `fresh` is false where the one kept from before still holds."""

    status: int
    headers: Mapping[str, str]
    said: Any
    fresh: bool = True


@dataclass(slots=True)
class Patience:
    """How often one question is asked, and how long is waited in all. `sleep` can be replaced in tests."""

    tries: int = 5
    seconds: float = 180.0
    sleep: Callable[[float], None] = time.sleep
    _drawn: random.Random = field(default_factory=random.Random)

    def wait(self, tried: int, asked: float | None, waited: float) -> float | None:
        """Seconds to wait before the next try, having waited some; None to give up."""
        grows = min(30.0, 0.5 * 2.0**tried) * self._drawn.uniform(0.5, 1.0)
        seconds = max(grows, asked or 0.0)
        return None if tried + 1 >= self.tries or waited + seconds > self.seconds else seconds


class Transport:
    """Speaks to one register. May be used by several threads."""

    def __init__(self, address: str, *, key: str = "", timeout: float = 30.0, patience: Patience) -> None:
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc:
            raise ValueError("The address of a register begins with https:// or http://")
        local = urlsplit(address).hostname in ("localhost", "127.0.0.1", "::1")
        if key and urlsplit(address).scheme != "https" and not local:
            raise ValueError("A key goes over https alone.")
        self.address = address.rstrip("/") + "/"
        self._key, self._timeout, self.patience = key, timeout, patience
        self._open = urllib.request.build_opener(_SamePlace).open
        self._kept: OrderedDict[str, tuple[str, Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, path: str, pairs: Pairs = (), *, with_key: bool = False) -> Answer:
        """Asks. What did not change since it was asked last is not sent again."""
        address = self.at(path, pairs)
        kept = None if with_key else self._held(address)
        headers = {"If-None-Match": kept[0]} if kept else {}
        answer = self._tried("GET", address, None, headers, with_key)
        if answer.status == 304 and kept:
            return Answer(200, kept[1].headers, kept[1].said, fresh=False)
        if not with_key and (tag := answer.headers.get("etag")):
            self._keep(address, tag, answer)
        return answer

    def send(self, method: str, path: str, said: Any, headers: Mapping[str, str]) -> Answer:
        """Writes. Tried again like a question, so `headers` hold an Idempotency-Key."""
        body = json.dumps(said).encode()
        return self._tried(method, self.at(path), body, {**_JSON, **headers}, with_key=True)

    def send_file(self, path: str, name: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Sends a form with one file, called `file`. Tried again as `send` is."""
        between = secrets.token_hex(16)
        plain = "".join(each for each in name if each.isprintable() and each not in '"\\') or "file"
        begins = f'--{between}\r\nContent-Disposition: form-data; name="file"; filename="{plain}"\r\n'
        form = f"{begins}Content-Type: application/octet-stream\r\n\r\n".encode(errors="replace")
        form += body + f"\r\n--{between}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={between}"}
        return self._tried("POST", self.at(path), form, {**kind, **headers}, with_key=True)

    def stream(self, path: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        """An answer to be read in pieces, tried once. Raises UnreachableError and ProblemError."""
        request = urllib.request.Request(self.at(path), headers={"User-Agent": AGENT, **headers})  # noqa: S310
        try:
            opened: http.client.HTTPResponse = self._open(request, timeout=self._timeout)
        except urllib.error.HTTPError as error:
            with error:
                wait = error.headers.get("Retry-After", "")
                raise problem(error.code, _told(error.read(LARGEST)), request.full_url, wait) from None
        except (OSError, http.client.HTTPException) as error:
            raise UnreachableError(f"No answer from {request.full_url}: {error}") from error
        return opened

    def at(self, path: str, pairs: Pairs = ()) -> str:
        query = urlencode([*pairs])
        address = urljoin(self.address, path.lstrip("/"))
        return f"{address}?{query}" if query else address

    def _tried(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str], with_key: bool
    ) -> Answer:
        tried, waited = 0, 0.0
        while True:
            asked: float | None = None
            failed: Exception
            try:
                answer = self._once(method, address, body, headers, with_key)
            except (OSError, http.client.HTTPException) as error:
                failed = UnreachableError(f"No answer from {address}: {error}")
                failed.__cause__ = error
            else:
                if answer.status < 400:
                    return answer
                told = answer.said if isinstance(answer.said, dict) else {}
                wait = answer.headers.get("retry-after", "")
                failed, asked = problem(answer.status, told, address, wait), seconds_asked(wait)
                # 409 with a time to wait: the same request is being answered this moment.
                if answer.status not in PASSING and (answer.status != 409 or asked is None):
                    raise failed
            seconds = self.patience.wait(tried, asked, waited)
            if seconds is None:
                raise failed
            self.patience.sleep(seconds)
            tried, waited = tried + 1, waited + seconds

    def _once(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str], with_key: bool
    ) -> Answer:
        sent = {"User-Agent": AGENT, "Accept": "application/json", "Accept-Encoding": "gzip", **headers}
        if with_key and self._key:
            sent["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(address, data=body, headers=sent, method=method)  # noqa: S310
        try:
            with self._open(request, timeout=self._timeout) as opened:
                return _answer(address, opened.status, opened.headers, opened.read(LARGEST + 1))
        except urllib.error.HTTPError as error:
            with error:
                return _answer(address, error.code, error.headers, error.read(LARGEST))
        except urllib.error.URLError as error:
            raise OSError(str(error.reason)) from error

    def _held(self, address: str) -> tuple[str, Answer] | None:
        with self._lock:
            if address in self._kept:
                self._kept.move_to_end(address)
            return self._kept.get(address)

    def _keep(self, address: str, tag: str, answer: Answer) -> None:
        with self._lock:
            self._kept[address] = (tag, answer)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def origin_of(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc


def seconds_asked(written: str) -> float | None:
    """What Retry-After asks for, in seconds: a number or a date. None for neither."""
    if not written:
        return None
    try:
        return max(0.0, float(int(written)))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _answer(address: str, status: int, headers: http.client.HTTPMessage | Message, body: bytes) -> Answer:
    named = {name.lower(): value for name, value in headers.items()}
    told = named.get("content-length", "")
    if told.isdecimal() and len(body) < min(int(told), LARGEST):
        raise http.client.IncompleteRead(body, int(told) - len(body))  # the line broke
    if status == 304 or not body:
        return Answer(status, named, None)
    if named.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    if len(body) > LARGEST:
        raise UnexpectedAnswerError(f"{address} answers with more than {LARGEST} bytes.")
    try:
        return Answer(status, named, json.loads(body))
    except ValueError:
        if status >= 400:
            return Answer(status, named, None)
        raise UnexpectedAnswerError(f"{address} does not answer with JSON. Is it a register?") from None


def _told(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
