"""Plain words, other forms and cards, as the public sees them."""

import csv
import datetime as dt
import io

import pytest
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.pipeline.bulk.tables import TABLES
from answerable.pipeline.plain import summarise
from answerable.publication.addresses import page_of
from answerable.register.models import Edition, Entry
from answerable.register.operations import add_edition, withdraw_edition, write_summary
from answerable.uploads.models import Upload
from answerable.uploads.storage import place
from tests.pages.world import World
from tests.unit.register.test_plain import EDITOR, FILE

pytestmark = pytest.mark.django_db
PLAIN = "Nobody on the ward knew who had to look at the list."


@pytest.fixture
def entry(world: World) -> Entry:
    summarise(lambda *_: None)
    return Entry.objects.get(reference=world.entry)


def main(browser: Client, address: str, status: int = 200) -> LexborHTMLParser:
    answer = browser.get(address)
    assert answer.status_code == status, address
    found = LexborHTMLParser(answer.content.decode()).css_first("main")
    assert found is not None
    return LexborHTMLParser(found.html or "")


def text(page: LexborHTMLParser) -> str:
    return " ".join(page.text().split())


def test_page_says_it_plainly_after_the_note_and_who_made_it(browser: Client, entry: Entry) -> None:
    page = main(browser, f"/entries/{entry.reference}")
    shown = text(page)
    assert shown.index("Before you read on.") < shown.index("In plain words") < shown.index("The exact words")
    assert "Put together by a program from the words below. No person has checked it." in shown
    write_summary(by=EDITOR, version=entry.versions.get(superseded_at__isnull=True), text=PLAIN)
    shown = text(main(browser, f"/entries/{entry.reference}"))
    assert PLAIN in shown and "Written by an editor of this register on" in shown
    yesterday = dt.date.today() - dt.timedelta(days=1)  # noqa: DTZ011
    assert "In plain words" not in text(main(browser, f"/entries/{entry.reference}?as-at={yesterday}"))


def test_same_words_in_json_csv_the_api_and_the_bulk_file(browser: Client, entry: Entry) -> None:
    write_summary(by=EDITOR, version=entry.versions.get(superseded_at__isnull=True), text=PLAIN)
    for address in (f"/entries/{entry.reference}.json", f"/api/v1/entries/{entry.reference}"):
        held = browser.get(address).json()["summary"]
        assert (held["text"], held["maker"], held["made_by"]) == (PLAIN, "person", "person:1")
    answer = browser.get(f"/entries/{entry.reference}.csv")
    row = next(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert (row["summary"], row["summary_by"]) == (PLAIN, "person")
    columns, rows = TABLES["entries"]
    whole = [dict(zip(columns, one, strict=True)) for one in rows()]
    assert {one["summary"] for one in whole if one["entry"] == entry.reference} == {PLAIN}
    assert {one["summary_by"] for one in whole} == {"program", "person"}


def upload(state: Upload.State) -> Upload:
    sha = "ab" * 32
    file = place(sha)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"%PDF-1.4")
    return Upload.objects.create(
        sha256=sha,
        name="easy.pdf",
        media_type="application/pdf",
        size=8,
        state=state,
        sent_by="person:1",
        recorded_at=dt.datetime.now(dt.UTC),
    )


def add(about: Entry, **given: object) -> Edition:
    said: dict[str, object] = {"form": "easy_read", "supplied_by": "Fen Words Trust", **given}
    return add_edition(by=EDITOR, report=about.report, **said)  # type: ignore[arg-type]


def test_other_forms_stand_on_the_pages_and_their_files_are_served_safely(
    browser: Client, entry: Entry
) -> None:
    assert settings.DOCUMENTS
    linked, kept = add(entry, url=FILE), add(entry, form="large_print", upload=upload(Upload.State.KEPT))
    waits = add(entry, entry=entry, form="welsh", upload=upload(Upload.State.QUARANTINED))
    shown = text(main(browser, f"/entries/{entry.reference}"))
    assert "Easy read, of the whole report. Made by Fen Words Trust." in shown
    assert "Welsh (waits for a virus check), of this entry." in shown
    page = main(browser, f"/reports/{entry.report.reference}")
    assert page.css_first(f"a[href='{FILE}']") is not None
    assert f"Welsh (waits for a virus check), of entry {entry.reference}." in text(page)
    answer = browser.get(f"/editions/{kept.reference}/file")
    assert b"".join(answer) == b"%PDF-1.4"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    for gone in (waits.reference, linked.reference, "K-00000000000", "nothing"):
        assert browser.get(f"/editions/{gone}/file").status_code == 404
    withdraw_edition(by=EDITOR, edition=kept, why="It left out half.")
    assert "It left out half." in text(main(browser, f"/editions/{kept.reference}/file", 410))
    assert page_of(waits.reference) == f"/entries/{entry.reference}#other-forms-heading"
    assert page_of(linked.reference) == f"/reports/{entry.report.reference}#other-forms-heading"
    held = browser.get(f"/reports/{entry.report.reference}.json").json()["editions"]
    assert [(one["form"], one["href"]) for one in held] == [("easy_read", FILE), ("welsh", "")]
    rows = {row[0]: row for row in TABLES["editions"][1]()}
    assert rows[kept.reference][5] == "" and rows[kept.reference][8] == "It left out half."


@pytest.mark.parametrize("kind", ["entries", "expectations"])
def test_card_may_be_framed_and_holds_facts_alone(browser: Client, world: World, kind: str) -> None:
    reference = world.entry if kind == "entries" else world.expectation
    answer = browser.get(f"/{kind}/{reference}/card")
    body = answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "default-src 'none'" in policy and "form-action 'none'" in policy
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "<script" not in body and "<form" not in body and len(body) < 4000
    assert "Vale and Moor" in body and f'href="http://localhost/{kind}/{reference}"' in body
    assert "observation record" not in body.lower()
    assert browser.get(f"/{kind}/{reference}").headers["X-Frame-Options"] == "DENY"
    assert browser.get(f"/{kind}/{reference.lower()}/card").status_code == 301


def test_card_of_what_was_withdrawn_says_so(browser: Client, world: World) -> None:
    assert browser.get(f"/entries/{world.withdrawn}/card").status_code == 410
    assert browser.get("/entries/E-00000000000/card").status_code == 404
