"""The way out to the sites of publishers: where it leads, and what it does not put up with."""

import datetime as dt
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from answerable.sources import where
from answerable.sources.http import Answer, Door, TroubleError, retry_after
from answerable.sources.where import RefusedError, address, is_open
from tests.made.sites.plain_adapter import HOST, page, plain_definition
from tests.made.sites.server import (
    Site,
    breaks_off,
    claims_three_gigabytes,
    drips,
    goes_to,
    packs_a_bomb,
    says,
    sends_without_end,
    serving,
)
from tests.made.sites.ssrf import ADDRESSES, CLOSED_IPS


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


def ask(site: Site, path: str, **changes: object) -> Answer:
    with Door(plain_definition(**changes).harvest, stand_in=site.stand_in) as door:  # type: ignore[arg-type]
        return door.ask(f"https://{HOST}{path}")


class Canary:
    """Listens on this machine, on IPv4 and IPv6, and counts who comes."""

    def __init__(self, stack: ExitStack) -> None:
        self.hits = 0
        first = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.port = first.getsockname()[1]
        listening = [first]
        if socket.has_ipv6:
            try:
                listening.append(
                    stack.enter_context(socket.create_server(("::1", self.port), family=socket.AF_INET6))
                )
            except OSError:
                listening = [first]  # a machine without IPv6: that half has nothing to be hit
        for one in listening:
            threading.Thread(target=self._count, args=[one], daemon=True).start()

    def _count(self, listening: socket.socket) -> None:
        while True:
            try:
                came, _ = listening.accept()
            except OSError:
                return
            self.hits += 1
            came.close()


@pytest.fixture
def canary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Canary]:
    with ExitStack() as stack:
        made = Canary(stack)
        monkeypatch.setattr(where, "PORTS", frozenset({443, made.port}))
        yield made


def test_the_canary_sings(canary: Canary) -> None:
    with socket.create_connection(("127.0.0.1", canary.port)) as sent:
        assert sent.recv(1) == b""
    assert canary.hits == 1


def test_no_address_of_the_list_reaches_the_canary(canary: Canary) -> None:
    """Asked for as it stands, with every host listed: the second wall alone has to hold."""
    assert len(ADDRESSES) >= 120
    for written in ADDRESSES:
        url = written.replace("PORT", str(canary.port))
        with Door(plain_definition(hosts=("*.example", "*.org", "*.test")).harvest) as door:  # type: ignore[arg-type]
            door.resolve = lambda _host, _port: ["127.0.0.1"]
            with pytest.raises(RefusedError):
                door.ask(url)
    assert canary.hits == 0


def test_no_redirect_of_the_list_reaches_the_canary(canary: Canary, site: Site) -> None:
    for at, written in enumerate(ADDRESSES):
        url = written.replace("PORT", str(canary.port)).encode("ascii", "ignore").decode()
        url = "".join(c for c in url if c.isprintable()).strip()
        site.pages[f"{HOST}/{at}"] = goes_to(url)
    refused: list[str] = []
    with Door(plain_definition().harvest, stand_in=site.stand_in) as door:  # type: ignore[arg-type]
        for at in range(len(ADDRESSES)):
            try:  # a few are paths on the same site, where there is nothing
                assert door.ask(f"https://{HOST}/{at}").url.startswith(f"https://{HOST}/")
            except (RefusedError, TroubleError) as error:
                refused.append(str(error))
    assert canary.hits == 0
    assert len(refused) >= 120


def test_a_listed_host_whose_address_is_closed_is_not_connected_to(canary: Canary) -> None:
    """As a name that leads home would be, among open addresses too."""
    url = f"https://{HOST}:{canary.port}/"
    for ip in CLOSED_IPS:
        assert not is_open(ip), ip
        with Door(plain_definition().harvest) as door:  # type: ignore[arg-type]
            door.resolve = lambda _host, _port, ip=ip: ["93.184.216.34", ip]  # type: ignore[misc]
            with pytest.raises(RefusedError, match="not open to everybody"):
                door.ask(url)
    assert canary.hits == 0


def test_a_name_is_looked_up_once_so_that_a_second_answer_leads_nowhere(canary: Canary) -> None:
    answers = [["192.0.2.1"], ["127.0.0.1"]]
    with Door(plain_definition().harvest) as door:  # type: ignore[arg-type]
        door.resolve = lambda _host, _port: answers.pop(0)
        with pytest.raises(RefusedError):
            door.ask(f"https://{HOST}:{canary.port}/")
    assert len(answers) == 1 and canary.hits == 0


@pytest.mark.parametrize("ip", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_an_open_address_is_open(ip: str) -> None:
    assert is_open(ip)


def test_an_address_is_kept_in_one_spelling() -> None:
    assert address("HTTP://Reports.Example.org:80/a b".replace(" ", "%20"), (HOST,)).url == (
        f"https://{HOST}/a%20b"
    )
    assert address("/c?d=é", (HOST,), base=f"https://{HOST}/a/").url == f"https://{HOST}/c?d=%C3%A9"


def test_a_page_comes_and_a_second_look_brings_nothing(site: Site) -> None:
    site.pages[f"{HOST}/a"] = page(words="words")
    with Door(plain_definition().harvest, stand_in=site.stand_in) as door:  # type: ignore[arg-type]
        first = door.ask(f"https://{HOST}/a")
        again = door.ask(f"https://{HOST}/a", etag=first.etag)
    assert (first.status, again.status, again.file) == (200, 304, None)
    assert "register@example.org" in next(iter(site.agents))


@pytest.mark.parametrize(
    ("answerer", "why"),
    [
        (claims_three_gigabytes, "3,221,225,472 bytes"),
        (sends_without_end, "more than 2,097,152 bytes"),
        (packs_a_bomb, "more than 2,097,152 bytes"),
        (goes_to("http://127.0.0.1/admin"), "no host by its name"),
        (goes_to("https://elsewhere.example.com/"), "not listed"),
        (goes_to("file:///etc/passwd"), "begins with file"),
        (says(200, Content_Type="video/mp4"), "no use for"),
        (says(200, Content_Type="text/html", Content_Encoding="br"), "packed in a way"),
    ],
)
def test_what_is_not_to_be_had_is_refused(site: Site, answerer: object, why: str) -> None:
    site.pages[f"{HOST}/a"] = answerer  # type: ignore[assignment]
    with pytest.raises(RefusedError, match=why):
        ask(site, "/a")


@pytest.mark.parametrize(
    ("answerer", "why"),
    [
        (breaks_off, "broke off"),
        (says(500), "answered 500"),
        (says(403), "does not let us in"),
        (goes_to("/a"), "sent on more than 5 times"),
    ],
)
def test_what_may_pass_is_trouble(site: Site, answerer: object, why: str) -> None:
    site.pages[f"{HOST}/a"] = answerer  # type: ignore[assignment]
    with pytest.raises(TroubleError, match=why):
        ask(site, "/a")


def test_a_server_that_drips_is_hung_up_on(site: Site) -> None:
    site.pages[f"{HOST}/a"] = drips
    with (
        Door(plain_definition().harvest, stand_in=site.stand_in, whole=0.3) as door,  # type: ignore[arg-type]
        pytest.raises(TroubleError, match="longer than"),
    ):
        door.ask(f"https://{HOST}/a")


def test_a_server_says_when_to_come_again(site: Site) -> None:
    site.pages[f"{HOST}/a"] = says(429, Retry_After="120")
    with pytest.raises(TroubleError) as caught:
        ask(site, "/a")
    assert caught.value.wait == dt.timedelta(seconds=120)
    assert retry_after("99999999999") == dt.timedelta(days=7)
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == dt.timedelta()
    assert retry_after("soon") is None
