"""The page that looks at a draft before it is published, and keeps nothing of it."""

import io
import logging
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.pipeline import drafts
from answerable.pipeline.index import rebuild_index
from answerable.website.presenters.accuracy import accuracy
from answerable.website.views.drafts import LARGEST_FORM
from tests import make
from tests.pages.world import World

pytestmark = pytest.mark.django_db

ADDRESS = "/before-you-recommend"
MARK = "zephyrquartz"  # stands in drafts only
DRAFT = (
    "Recommendation 1: The Vale and Moor Partnership NHS Foundation Trust should keep an observation "
    "record that "
    f"agency staff can open, for the {MARK} ward.\n\n"
    "Recommendation 2: North Vale Care NHS Trust should consider how to tell the family when leave is given."
)


def send(browser: Client, text: str = DRAFT, kind: str = "recommendation", **headers: str) -> HttpResponse:
    return browser.post(ADDRESS, {"draft": text, "kind": kind}, **headers)  # type: ignore[return-value, arg-type]


def upload(browser: Client, name: str, content: bytes) -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return browser.post(ADDRESS, {"draft": "", "kind": "recommendation", "file": file})  # type: ignore[return-value]


def words(response: HttpResponse) -> str:
    body = LexborHTMLParser(response.content.decode()).body
    assert body is not None
    return " ".join(body.text().split())


def test_form_is_linked_from_the_first_page_and_every_footer(browser: Client) -> None:
    home, about = (LexborHTMLParser(browser.get(href).content.decode()) for href in ("/", "/about"))
    assert home.css_first(f"main a[href='{ADDRESS}']") is not None
    for page in (home, about):
        assert page.css_first(f"footer a[href='{ADDRESS}']") is not None


def test_draft_shows_what_was_asked_before_with_who_when_whom_and_why(browser: Client, world: World) -> None:
    response = send(browser)
    shown = words(response)
    assert response.status_code == 200
    page = LexborHTMLParser(response.content.decode())
    assert page.css_first(f".app-list__title a[href='/entries/{world.entry}']") is not None
    assert "2 recommendations found in your draft" in shown
    assert "Coroner for" in shown and "Why it is here: has the word" in shown
    assert "Asks Vale and Moor Partnership NHS Foundation Trust" in shown


def test_earlier_entries_are_ordered_by_how_likely_they_ask_the_same(browser: Client, world: World) -> None:
    page = LexborHTMLParser(send(browser).content.decode())
    section = page.css_first(".app-draft")
    assert section is not None
    marks = [one.text() for one in section.css(".app-list > li > p:first-child .app-tag")]
    assert marks and all(mark.endswith(("the same ask", "Related")) for mark in marks)
    scores = [
        float(one.text().split()[1].rstrip(",")) for one in section.css(".app-list > li > p .app-small")
    ]
    assert scores == sorted(scores, reverse=True)
    shown = words(send(browser))
    assert "judged by a program" in shown and accuracy().links in shown
    assert "Part of: Say who checks that the record of observation is complete" in shown


def test_what_asks_the_opposite_is_shown_beside_the_draft(browser: Client, world: World) -> None:
    other = make.entry(
        "Observations of patients at night on the ward should respect their sleep and privacy."
    )
    rebuild_index()
    draft = f"Staff should enter the room and check that patients on the {MARK} ward are breathing at night."
    shown = words(send(browser, draft))
    assert "What may conflict with it" in shown and "Your draft: watch more closely" in shown
    assert "The entry: intrude less" in shown and "should respect their sleep and privacy." in shown
    page = LexborHTMLParser(send(browser, draft).content.decode())
    assert len(page.css(f".app-draft a[href='/entries/{other.reference}']")) == 1  # not as a repeat too
    assert "What may conflict with it" not in words(send(browser))


def test_closed_body_is_said_to_be_closed_with_its_successor(browser: Client, world: World) -> None:
    response = send(browser)
    assert "This body closed on 1 April 2009. Its successor is Vale and Moor" in words(response)
    page = LexborHTMLParser(response.content.decode())
    assert page.css_first(f"#maincontent a[href='/organisations/{world.closed}']") is not None
    assert page.css_first(f"#maincontent a[href='/organisations/{world.trust}']") is not None


def test_each_rule_gives_its_verdict_words_and_advice(browser: Client) -> None:
    shown = words(send(browser))
    assert "Uses a verb of obligation Not met Consider. By the words: “should consider”" in shown
    assert "Has a date Not met Give a date" in shown
    assert "These checks are an aid" in shown and "never at people" in shown


def test_concern_is_not_asked_for_a_remedy(browser: Client) -> None:
    shown = words(send(browser, "1. There was no alarm in the room.", "concern"))
    assert "Not asked of a concern: uses a verb of obligation" in shown
    assert "does not prescribe the remedy" in shown
    assert "Not met Consider" not in shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is no text to check"),
        ("Alarms", "only one word"),
        ("The Trust should fit alarms on every ward. " * 14_000, "about 201 pages"),
        ("The MATTERS OF CONCERN are as follows.", "standard sentences"),
        ("Mae angen i'r bwrdd sicrhau bod pob aelod o staff yn cael hyfforddiant ar y ward.", "Welsh"),
    ],
)
def test_draft_that_cannot_be_checked_is_told_why_beside_the_field(
    browser: Client, text: str, message: str
) -> None:
    response = send(browser, text)
    page = LexborHTMLParser(response.content.decode())
    error = page.css_first("#draft-error")
    assert response.status_code == 422
    assert error is not None and message in error.text()
    title = page.css_first("title")
    assert title is not None and title.text().startswith("Error: ")
    area = page.css_first("#draft")
    assert area is not None and "draft-error" in (area.attributes["aria-describedby"] or "")


def test_words_of_a_draft_are_text_and_never_markup(browser: Client) -> None:
    html = send(
        browser, "The Trust should fit <script>alert(1)</script> </textarea><b>alarms</b>."
    ).content.decode()
    assert "<script" not in html and "<b>" not in html
    assert "&lt;script&gt;" in html


def test_text_file_is_read_and_shown_for_changing(browser: Client) -> None:
    response = upload(browser, "draft.txt", DRAFT.encode())
    assert response.status_code == 200
    assert "2 recommendations found in your draft" in words(response)
    area = LexborHTMLParser(response.content.decode()).css_first("#draft")
    assert area is not None and MARK in area.text()


def test_word_file_is_read(browser: Client) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("The Trust should fit alarms on every ward by 1 May 2031.")
    held = io.BytesIO()
    document.save(held)
    assert "1 recommendation found in your draft" in words(upload(browser, "draft.docx", held.getvalue()))


def test_file_that_cannot_be_read_is_told_why(browser: Client) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
        archive.writestr("[Content_Types].xml", "<Types/>")
    for content in (held.getvalue(), b"%PDF-1.7 cut short", b"\x00\x01\x02" * 100):
        response = upload(browser, "draft.docx", content)
        assert response.status_code == 422
        assert "can't be read" in words(response) or "No words were found" in words(response)


def test_draft_and_file_together_are_refused(browser: Client) -> None:
    file = SimpleUploadedFile("draft.txt", b"The Trust should fit alarms.")
    response = browser.post(ADDRESS, {"draft": "The Trust should wait.", "kind": "concern", "file": file})
    assert response.status_code == 422
    assert "Send one of the two" in response.content.decode()


def test_form_that_is_too_large_is_refused_before_it_is_read(browser: Client) -> None:
    response = upload(browser, "draft.txt", b"x" * (LARGEST_FORM + 1))
    assert response.status_code == 413
    assert "at most 5 MB" in words(response)


def test_kind_that_is_none_is_refused(browser: Client) -> None:
    response = send(browser, kind="poem")
    assert response.status_code == 422
    assert "Say what you are writing" in words(response)


FORM = """REGULATION 28 REPORT TO PREVENT FUTURE DEATHS
THIS REPORT IS BEING SENT TO:
1. Vale and Moor Partnership NHS Foundation Trust
1 CORONER
I am a senior coroner, for the coroner area of South Moor
2 CORONER'S LEGAL POWERS
I make this report under paragraph 7, Schedule 5, of the Coroners and Justice Act 2009.
3 INVESTIGATION and INQUEST
On 3 May 2030 I began an investigation.
4 CIRCUMSTANCES OF THE DEATH
A patient left the ward at night.
5 CORONER'S CONCERNS
The MATTERS OF CONCERN are as follows:
1. There was no alarm on the door of the ward.
2. Nobody counted the patients after supper.
6 ACTION SHOULD BE TAKEN
In my opinion action should be taken to prevent future deaths.
7 YOUR RESPONSE
You are under a duty to respond to this report within 56 days.
"""


@pytest.mark.parametrize("way", ["pasted", "file"])
def test_whole_form_is_cut_to_its_concerns_and_whom_it_is_sent_to(browser: Client, way: str) -> None:
    if way == "pasted":
        response = send(browser, FORM, "concern")
    else:
        file = SimpleUploadedFile("form.txt", FORM.encode())
        response = browser.post(ADDRESS, {"draft": "", "kind": "concern", "file": file})  # type: ignore[assignment]
    shown = words(response)
    assert "2 concerns found in your draft" in shown
    assert "its concerns were looked at, and nothing else of it" in shown
    assert "Who is asked Vale and Moor Partnership NHS Foundation Trust" in shown


@pytest.mark.parametrize(
    "headers", [{"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://x.example"}]
)
def test_form_from_another_site_is_refused(browser: Client, headers: dict[str, str]) -> None:
    response = send(browser, **headers)
    assert response.status_code == 403
    assert MARK not in response.content.decode()


@pytest.mark.parametrize(
    "headers", [{"HTTP_SEC_FETCH_SITE": "same-origin"}, {"HTTP_ORIGIN": "http://localhost"}]
)
def test_form_from_this_site_is_taken(browser: Client, headers: dict[str, str]) -> None:
    assert send(browser, **headers).status_code == 200


def test_other_methods_are_refused(browser: Client) -> None:
    assert browser.put(ADDRESS, DRAFT).status_code == 405


def test_absent_index_is_said_and_the_checks_are_still_made(
    browser: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "INDEX", tmp_path / "none")
    shown = words(send(browser))
    assert "The search index is not there yet" in shown
    assert "Uses a verb of obligation" in shown and "What was asked before" not in shown


def _rows() -> str:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        held = []
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            held.append(repr(cursor.fetchall()))
    return "".join(held)


def _holding(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in files if MARK.encode() in path.read_bytes()]


@pytest.mark.parametrize("way", ["pasted", "file", "large file", "refused"])
def test_no_row_file_log_line_cookie_or_cache_holds_the_draft(
    browser: Client,
    way: str,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    named: list[object] = []
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", named.append)
    with caplog.at_level(logging.DEBUG):
        if way == "pasted":
            response = send(browser)
        elif way == "file":
            response = upload(browser, f"{MARK}.txt", DRAFT.encode())
        elif way == "large file":  # beyond what Django keeps in memory by itself
            response = upload(browser, "draft.txt", DRAFT.encode() + b" " * 4_000_000)
        else:
            response = send(
                browser, f"Mae {MARK} yn y ward ac mae angen i'r bwrdd sicrhau bod pob un yn iach."
            )
    assert response.status_code == (422 if way == "refused" else 200)
    assert MARK in response.content.decode()
    assert MARK not in _rows()
    assert _holding(Path(settings.INDEX).parent) == [] and _holding(tmp_path) == [] and named == []
    assert MARK not in caplog.text
    assert response.cookies == {}
    assert response.headers["Cache-Control"] == "no-store"


def test_a_fault_does_not_log_the_draft(
    browser: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("answerable.website.views.drafts.look_at", fault)
    browser.raise_request_exception = False
    assert send(browser).status_code == 500
    assert "a fault" in caplog.text and MARK not in caplog.text


def test_search_signs_in_a_draft_are_only_words() -> None:
    assert drafts.as_query('The "open" door -- not -shut, self-harm') == "The open door not shut, self-harm"
