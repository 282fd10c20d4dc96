"""Lasting addresses, citations, and the publication log."""

import csv
import io
import xml.etree.ElementTree as ET  # our own feed

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.core.references import make_reference
from answerable.duties.models import Duty
from answerable.ledger.models import Event
from answerable.publication.addresses import page_of
from answerable.publication.log import CATEGORIES, KINDS, PAGE
from answerable.register.models import EntryVersion
from answerable.register.operations import withdraw_entry
from tests import make
from tests.made import assuring

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def client() -> Client:
    cache.clear()
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def duty() -> Duty:
    held = assuring.duty()
    assuring.verdict(assuring.claim(held))
    return held


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    main = LexborHTMLParser(answer.content.decode()).css_first("main")
    return " ".join(main.text().split()) if main else ""


class TestAddresses:
    def test_every_thing_leads_to_its_page_that_is_there(self, client: Client, duty: Duty) -> None:
        entry = duty.entry
        for reference in (entry.reference, entry.report.reference, duty.holder.reference, duty.reference):
            answer = client.get(f"/id/{reference.lower()}?as-at=2030-01-01")
            assert answer.status_code == 303
            path, _, query = answer.headers["Location"].partition("?")
            assert query == "as-at=2030-01-01" and client.get(path).status_code == 200
        version = client.get(f"/id/{entry.reference}/1")
        assert version.headers["Location"] == f"/entries/{entry.reference}/versions/1"

    def test_what_was_withdrawn_keeps_its_address(self, client: Client) -> None:
        entry = make.entry()
        withdraw_entry(by=make.editor(), entry=entry, why="Read twice.")
        answer = client.get(f"/id/{entry.reference}", follow=True)
        assert answer.status_code == 410

    @pytest.mark.parametrize("reference", ["E-0000000000", "nothing", make_reference("E", "none"), "M-X"])
    def test_what_was_never_given_is_not_there(self, client: Client, reference: str) -> None:
        assert text(client, f"/id/{reference}", 404)

    def test_duty_has_no_versions_of_its_own(self, client: Client, duty: Duty) -> None:
        assert text(client, f"/id/{duty.reference}/1", 404)

    def test_every_letter_that_is_known_can_be_asked(self) -> None:
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            assert page_of(make_reference(letter, "never given")) is None


class TestCitations:
    def test_entry_is_cited_in_three_forms(self, client: Client) -> None:
        entry = make.entry("100% of the records {were} lost.")
        words, bib, ris = (
            client.get(f"/id/{entry.reference}/cite.{form}").content.decode()
            for form in ("txt", "bib", "ris")
        )
        address = f"http://localhost/id/{entry.reference}/1"
        assert words.endswith(f"{address}\n") and entry.report.title in words and "version 1" in words
        assert bib.startswith(f"@misc{{{entry.reference},\n") and f"url = {{{address}}}" in bib
        assert ris.startswith("TY  - RPRT\r\n") and ris.endswith("ER  - \r\n")
        assert f"PY  - {entry.report.issued_on.year}" in ris  # type: ignore[union-attr]

    def test_signs_of_bibtex_are_made_harmless(self, client: Client) -> None:
        body = make.body("Care & Cure_100% {Trust}")
        bib = client.get(f"/id/{body.reference}/cite.bib").content.decode()
        assert r"Care \& Cure\_100\% \{Trust\}" in bib

    def test_what_is_withdrawn_or_no_record_is_not_cited(self, client: Client, duty: Duty) -> None:
        assert text(client, f"/id/{duty.reference}/cite.txt", 404)
        withdraw_entry(by=make.editor(), entry=duty.entry, why="Read twice.")
        assert text(client, f"/id/{duty.entry.reference}/cite.ris", 404)


class TestLog:
    def test_log_tells_what_happened_newest_first_with_its_address(self, client: Client, duty: Duty) -> None:
        shown = text(client, "/log")
        assert shown.index("A claim was looked at by somebody independent") < shown.index(
            "A report was added"
        )
        assert duty.reference in shown
        only = text(client, "/log?what=added")
        assert "A report was added" in only and "was looked at" not in only
        assert "A report was added" not in text(client, f"/log?about={duty.reference.lower()}")

    def test_feed_and_table_hold_the_same_as_the_page(self, client: Client, duty: Duty) -> None:
        body = b"".join(client.get("/log.csv").streaming_content)  # type: ignore[attr-defined]
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
        feed = ET.fromstring(client.get("/log.atom").content)
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
        assert ids == [f"http://localhost/log#event-{row['index']}" for row in rows]
        assert {row["category"] for row in rows} <= set(CATEGORIES)

    def test_nothing_but_the_listed_kinds_is_told(self, client: Client, duty: Duty) -> None:
        told = {row.kind for row in Event.objects.all()} - set(KINDS)
        assert told, "some events are not for the public"
        body = b"".join(client.get("/log.csv").streaming_content)  # type: ignore[attr-defined]
        indexes = {int(row["index"]) for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))}
        assert indexes == set(Event.objects.filter(kind__in=list(KINDS)).values_list("index", flat=True))

    def test_older_lines_are_a_page_further_and_none_is_left_out(self, client: Client) -> None:
        for _ in range(PAGE + 3):
            make.entry()
        seen: list[str] = []
        address = "/log?what=added"
        while address:
            html = LexborHTMLParser(client.get(address).content.decode())
            seen += [node.attributes["id"] or "" for node in html.css("li[id^=event-]")]
            older = [node for node in html.css("main a") if node.text() == "Older"]
            address = (older[0].attributes["href"] or "") if older else ""
        assert len(seen) == len(set(seen)) == Event.objects.filter(kind="report.recorded").count()

    @pytest.mark.parametrize(
        "query", ["what=lost", "about=X", "since=soon", "since=2026-02-01&until=2026-01-01", "before=-1"]
    )
    def test_what_cannot_be_asked_is_said(self, client: Client, query: str) -> None:
        assert text(client, f"/log?{query}", 400)
        assert client.get(f"/log.atom?{query}").status_code == 400

    def test_words_of_entries_are_not_in_it(self, client: Client) -> None:
        entry = make.entry("Nobody told Margaret Plimsoll.")
        assert EntryVersion.objects.get(entry=entry).original
        assert b"Plimsoll" not in client.get("/log").content + client.get("/log.atom").content


class TestSitemap:
    def test_every_thing_that_has_a_page_is_listed_once(self, client: Client, duty: Duty) -> None:
        gone = make.entry("Mend the bells.")
        withdraw_entry(by=make.editor(), entry=gone, why="Read twice.")
        files = [
            node.text or "" for node in ET.fromstring(client.get("/sitemap.xml").content).iter(f"{MAP}loc")
        ]
        listed = []
        for address in files:
            answer = client.get(address.removeprefix("http://localhost:8000"))
            body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
            listed += [
                (node.text or "").removeprefix("http://localhost:8000")
                for node in ET.fromstring(body).iter(f"{MAP}loc")
            ]
        assert len(listed) == len(set(listed))
        wanted = {
            f"/entries/{duty.entry.reference}",
            f"/organisations/{duty.holder.reference}",
            "/indicators/MHS76",
        }
        assert wanted <= set(listed) and f"/entries/{gone.reference}" not in listed
        assert all(client.get(path).status_code == 200 for path in wanted)
        assert b"Sitemap: http://localhost:8000/sitemap.xml" in client.get("/robots.txt").content

    @pytest.mark.parametrize("name", ["entries-9", "entries-0", "secrets-1"])
    def test_file_that_is_none_is_not_there(self, client: Client, name: str) -> None:
        assert text(client, f"/sitemaps/{name}.xml", 404)
