"""The only place that speaks HTTP to sources.

A host is looked up once, every address that it has must be open, and the connection goes to one of those: a
second look-up can't lead elsewhere. Each redirect goes through the same door. Size and time are capped,
whatever the server says of itself, and an unpacked answer counts, not a packed one.
"""

import datetime as dt
import http.client
import socket
import ssl
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType

from django.conf import settings

from answerable.core.calendar import now
from answerable.sources.definitions import HarvestRule
from answerable.sources.where import Address, RefusedError, address, is_open

Resolve = Callable[[str, int], list[str]]

MOST_REDIRECTS = 5
SILENCE_SECONDS = 30.0  # between two pieces of an answer
WHOLE_SECONDS = 300.0  # for one request, redirects not included
LONGEST_WAIT = dt.timedelta(days=7)  # that a server may ask for
_PIECE = 64 * 1024
_UNTOLD = ("application/octet-stream", "binary/octet-stream")
_REDIRECTS = (301, 302, 303, 307, 308)


class TroubleError(Exception):
    """Nothing could be had for the time being. `wait` is how long the server asks to be left alone."""

    def __init__(self, why: str, *, status: int | None = None, wait: dt.timedelta | None = None) -> None:
        super().__init__(why)
        self.status, self.wait = status, wait


@dataclass(slots=True)
class Answer:
    """What came. `status` is 200, 304, 404 or 410; `file` holds the unpacked bytes of a 200, and no other."""

    url: str  # where it was found, after redirects
    status: int
    media_type: str = ""
    etag: str = ""
    modified: str = ""
    size: int = 0
    asked: int = 1  # requests, redirects included
    file: Path | None = None

    def body(self) -> bytes:
        return self.file.read_bytes() if self.file else b""


def look_up(host: str, port: int) -> list[str]:
    """Every address of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(slots=True)
class Door:
    """The way out to the sites of one source. Close it: the answers' files go with it.

    ANSWERABLE_HARVEST_STAND_IN (127.0.0.1:PORT, tests alone) answers for every listed host, in plain HTTP.
    """

    rule: HarvestRule
    resolve: Resolve = look_up
    silence: float = SILENCE_SECONDS
    whole: float = WHOLE_SECONDS
    stand_in: str = field(default_factory=lambda: settings.HARVEST_STAND_IN)
    folder: Path = field(init=False)
    _kept: "tempfile.TemporaryDirectory[str]" = field(init=False)
    _count: int = 0

    def __post_init__(self) -> None:
        self._kept = tempfile.TemporaryDirectory(prefix="answerable-harvest-")
        self.folder = Path(self._kept.name)

    def __enter__(self) -> "Door":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.cleanup()

    def check(self, url: str, base: str = "") -> Address:
        """Raises RefusedError."""
        return address(url, self.rule.hosts, base)

    def ask(
        self,
        url: str,
        *,
        etag: str = "",
        modified: str = "",
        most: int = 0,
        any_type: bool = False,
        look: Callable[[Address], None] = lambda _: None,
    ) -> Answer:
        """One address, redirects followed; `look` sees each before it is asked, and may raise.

        Raises RefusedError or TroubleError.
        """
        to = self.check(url)
        look(to)
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        for asked in range(1, MOST_REDIRECTS + 2):
            answer, onward = self._once(to, conditions, most or self.rule.most_bytes, any_type)
            if answer is not None:
                answer.asked = asked
                return answer
            to = self.check(onward, base=to.url)
            look(to)
        raise TroubleError(f"It was sent on more than {MOST_REDIRECTS} times.")

    def _once(
        self, to: Address, conditions: Mapping[str, str], most: int, any_type: bool
    ) -> tuple[Answer | None, str]:
        """One request: (the answer, "") or (None, where it is to go on to)."""
        connection = self._connection(to)
        sent = connection.sock
        assert sent is not None
        # A server that sends a byte now and then never falls silent: after the whole time it is hung up on.
        guard = threading.Timer(self.whole, _hang_up, [sent])
        guard.daemon = True
        guard.start()
        began = time.monotonic()
        try:
            headers = {
                "Host": to.host,
                "User-Agent": self.user_agent,
                "Accept": "*/*" if any_type else ", ".join(self.rule.media_types),
                "Accept-Encoding": "gzip",
                "Connection": "close",
                **{name: value for name, value in conditions.items() if value},
            }
            connection.request("GET", to.target, headers=headers)
            response = connection.getresponse()
            if response.status in _REDIRECTS and (onward := response.getheader("Location")):
                return None, onward
            answer = self._answer(to, response, most, any_type)
            if time.monotonic() - began >= self.whole:
                raise TimeoutError  # hung up on: what came may look like an end
            return answer, ""
        except (OSError, http.client.HTTPException, ValueError) as error:
            if time.monotonic() - began >= self.whole:
                raise TroubleError(f"The answer took longer than {self.whole:,.0f} seconds.") from error
            raise TroubleError(_in_words(error)) from error
        finally:
            guard.cancel()
            connection.close()

    @property
    def user_agent(self) -> str:
        return f"Answerable/1 (+{settings.PUBLIC_ADDRESS}; {self.rule.contact})"

    def _connection(self, to: Address) -> http.client.HTTPConnection:
        """Connected, to an address that was looked at. Raises RefusedError or TroubleError."""
        if self.stand_in:
            host, _, port = self.stand_in.partition(":")
            if host != "127.0.0.1":
                raise RefusedError("ANSWERABLE_HARVEST_STAND_IN must be 127.0.0.1 and a port.")
            ips, at, sealed = [host], int(port), False
        else:
            try:
                ips, at, sealed = self.resolve(to.host, to.port), to.port, True
            except OSError as error:
                raise TroubleError(f"The host {to.host} can't be looked up: {error}.") from error
            closed = [ip for ip in ips if not is_open(ip)]
            if closed:
                raise RefusedError(
                    f"The host {to.host} has the address {', '.join(closed)}, which is not open to everybody."
                )
        return _connected(to.host, ips, at, self.silence, sealed)

    def _answer(self, to: Address, response: http.client.HTTPResponse, most: int, any_type: bool) -> Answer:
        status = response.status
        if status in (304, 404, 410):
            return Answer(to.url, status)
        if status in (401, 403, 451):
            raise TroubleError(f"The server does not let us in ({status}).", status=status)
        if status != 200:
            wait = retry_after(response.getheader("Retry-After", ""))
            raise TroubleError(f"The server answered {status}.", status=status, wait=wait)
        media_type = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
        known = not media_type or media_type in self.rule.media_types or media_type in _UNTOLD
        if not any_type and not known:
            raise RefusedError(f"It is of the type {media_type[:80]}, which this source has no use for.")
        said = response.getheader("Content-Length", "")
        if said.isdigit() and int(said) > most:
            raise RefusedError(f"It has {int(said):,} bytes; the most for this source is {most:,}.")
        self._count += 1
        path = self.folder / str(self._count)
        size = _receive(response, path, most)
        return Answer(
            url=to.url,
            status=200,
            media_type=media_type,
            etag=_kept_header(response.getheader("ETag", ""), 300),
            modified=_kept_header(response.getheader("Last-Modified", ""), 100),
            size=size,
            file=path,
        )


def _connected(
    host: str, ips: list[str], port: int, silence: float, sealed: bool
) -> http.client.HTTPConnection:
    why: Exception | None = None
    for ip in ips:
        try:
            raw = socket.create_connection((ip, port), timeout=silence)
        except OSError as error:
            why = error
            continue
        try:
            connection = http.client.HTTPConnection(host, port, timeout=silence)
            connection.sock = (
                ssl.create_default_context().wrap_socket(raw, server_hostname=host) if sealed else raw
            )
            return connection
        except OSError as error:
            raw.close()
            why = error
    raise TroubleError(
        f"The host {host} can't be reached: {_in_words(why or OSError('no address'))}"
    ) from why


def _hang_up(sent: socket.socket) -> None:
    try:
        sent.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it had ended by itself


def _receive(response: http.client.HTTPResponse, path: Path, most: int) -> int:
    """Unpacks the answer into a file, piece by piece: how many bytes. A file cut short is not left behind."""
    coding = response.getheader("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise RefusedError(f"It is packed in a way that was not asked for ({coding[:40]}).")
    unpack = zlib.decompressobj(31) if "gzip" in coding else None
    size = 0
    try:
        with path.open("wb") as out:
            while piece := response.read(_PIECE):
                while piece:
                    if unpack is None:
                        given, piece = piece, b""
                    elif unpack.eof:
                        raise TroubleError("Something follows the end of the packed answer.")
                    else:
                        given = unpack.decompress(piece, _PIECE)
                        if unpack.unused_data:
                            raise TroubleError("Something follows the end of the packed answer.")
                        piece = unpack.unconsumed_tail
                    size += len(given)
                    if size > most:
                        raise RefusedError(f"It has more than {most:,} bytes, the most for this source.")
                    out.write(given)
            if response.length:
                raise TroubleError("The answer broke off before its end.")
            if unpack is not None and not unpack.eof:
                raise TroubleError("The packed answer broke off before its end.")
    except zlib.error as error:
        path.unlink()
        raise TroubleError(f"The packed answer is damaged: {error}.") from error
    except BaseException:
        path.unlink()
        raise
    return size


def _kept_header(value: str, most: int) -> str:
    """As the server wrote it, to be sent back; nothing where that would not be safe or would be cut."""
    return value if len(value) <= most and value.isprintable() and value.isascii() else ""


def retry_after(value: str) -> dt.timedelta | None:
    """Seconds or a date (RFC 9110, 10.2.3), never more than a week; None where it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        asked = dt.timedelta(seconds=min(int(value[:9]), int(LONGEST_WAIT.total_seconds())))
    else:
        try:
            until = parsedate_to_datetime(value)
        except ValueError:
            return None
        if until.tzinfo is None:
            until = until.replace(tzinfo=dt.UTC)
        asked = until - now()
    return min(max(asked, dt.timedelta()), LONGEST_WAIT)


def _in_words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "The server fell silent."
    if isinstance(error, http.client.IncompleteRead):
        return "The answer broke off before its end."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"Its certificate is not good: {error.verify_message}."
    if isinstance(error, OSError):
        return f"{error.strerror or error}."
    return f"The answer is no HTTP that can be read ({type(error).__name__})."
