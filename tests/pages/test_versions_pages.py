"""Every version of everything that is cited has a page and a record of its own, and says what it is."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.core.actors import INDICATORS, INGEST, RELATE
from answerable.duties.models import Answer
from answerable.duties.operations import withdraw_answer
from answerable.impact.definitions import shipped
from answerable.impact.operations import record_definitions
from answerable.lineage.operations import (
    Draft,
    make_expectation,
    merge_expectations,
    propose_expectation,
    refuse_draft,
)
from answerable.organisations.operations import record_named_bodies
from answerable.register.operations import withdraw_entry
from tests import make
from tests.made import answering
from tests.pages.page_tools import json_of, rows_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    cache.clear()
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def response() -> Answer:
    body = make.body("Fenlock Trust")
    return answering.answer(body, [answering.duty(body)])


def led(answer: HttpResponseBase) -> dict[str, str]:
    """{relation: address} of the header `Link`."""
    found = {}
    for one in answer.headers["Link"].split(", "):
        address, _, relation = one.partition("; rel=")
        for word in relation.strip('"').split():
            found[word] = address.strip("<>").removeprefix("http://localhost")
    return found


class TestPages:
    def test_each_kind_has_a_list_and_a_page_for_every_version(
        self, client: Client, response: Answer
    ) -> None:
        entry = make.entry("Mend the lamps.")
        expectation = make_expectation(by=make.editor(), text="Mend lamps", entries=[entry])
        record_definitions(by=INDICATORS, indicators={"MHS76": shipped()["MHS76"]})
        for thing in (
            f"/entries/{entry.reference}",
            f"/reports/{entry.report.reference}",
            f"/expectations/{expectation.reference}",
            f"/organisations/{response.organisation.reference}",
            f"/responses/{response.reference}",
            "/indicators/MHS76",
        ):
            told = json_of(client, f"{thing}/versions.json")
            assert told["current"] == thing and told["versions"], thing
            rows = rows_of(client, f"{thing}/versions.csv")
            assert [row["address"] for row in rows] == [one["address"] for one in told["versions"]]
            shown = text_of(client, f"{thing}/versions")
            for one in told["versions"]:
                assert one["what"] in shown and one["by"] in shown
                answer = client.get(one["address"])
                assert answer.status_code == 200 and answer.headers["Memento-Datetime"].endswith("GMT")
                assert led(answer)["latest-version"] == thing
                assert json_of(client, f"{one['address']}.json")["version"] == one["version"]

    def test_old_version_says_so_and_leads_to_what_holds_now(self, client: Client) -> None:
        entry, editor = make.entry("Mend the lamps."), make.editor()
        made = make_expectation(by=editor, text="Mend lamps", entries=[entry])
        other = make_expectation(by=editor, text="See to lamps", entries=[entry])
        merge_expectations(by=editor, expectations=[other], into=made, reason="They ask the same.")
        first = client.get(f"/expectations/{other.reference}/versions/1")
        page = LexborHTMLParser(first.content.decode())
        canonical = page.css_first("link[rel=canonical]")
        assert canonical is not None and canonical.attributes["href"] == f"/expectations/{other.reference}"
        assert page.css_first("meta[name=robots][content=noindex]") is not None
        assert led(first)["successor-version"].endswith("/versions/2")
        assert "Version 1 of 2" in text_of(client, f"/expectations/{other.reference}/versions/1")
        second = text_of(client, f"/expectations/{other.reference}/versions/2")
        assert "They ask the same." in second and made.reference in second and "an editor" in second.lower()
        assert text_of(client, f"/expectations/{other.reference}", 410)

    def test_what_changed_is_told_by_marks_and_not_by_colour(self, client: Client) -> None:
        entry, editor = make.entry("Mend the lamps."), make.editor()
        made = make_expectation(by=editor, text="Mend lamps", entries=[entry])
        into = make_expectation(by=editor, text="See to lamps", entries=[make.entry("See to lamps.")])
        merge_expectations(by=editor, expectations=[made], into=into, reason="The same.")
        page = LexborHTMLParser(client.get(f"/expectations/{into.reference}/versions/2").content.decode())
        assert page.css("ins") and "underlined" in page.css_first("main").text()  # type: ignore[union-attr]

    def test_version_that_never_was_is_not_there(self, client: Client) -> None:
        entry = make.entry()
        told = text_of(client, f"/entries/{entry.reference}/versions/7", 404)
        assert "no such version" in told
        assert "It has one version" in text_of(client, f"/reports/{entry.report.reference}/versions/0", 404)

    def test_reference_is_put_in_its_one_form(self, client: Client) -> None:
        body = make.body("Fenlock Trust")
        for end in ("", "/1"):
            answer = client.get(f"/organisations/{body.reference.lower()}/versions{end}")
            assert answer.status_code == 301
            assert answer.headers["Location"] == f"/organisations/{body.reference}/versions{end}"


class TestWhatIsGone:
    def test_withdrawn_entry_has_no_version_to_read(self, client: Client) -> None:
        entry = make.entry("Mend the zephyrine lamps.")
        withdraw_entry(by=make.editor(), entry=entry, why="It was recorded twice.")
        for end in ("", ".json", *(f"/versions{one}" for one in ("", ".json", ".csv", "/1", "/1.json"))):
            told = text_of(client, f"/entries/{entry.reference}{end}", 410)
            assert "It was recorded twice." in told and "zephyrine" not in told
        assert "zephyrine" not in str(json_of(client, f"/reports/{entry.report.reference}/versions/1.json"))

    def test_withdrawn_response_says_what_it_was_and_why_it_left(
        self, client: Client, response: Answer
    ) -> None:
        withdraw_answer(
            by=answering.actor("accountable_officer", response.organisation),
            answer=response,
            reason="It was sent too early.",
        )
        assert client.get(f"/id/{response.reference}").headers["Location"].startswith("/responses/")
        for end in ("", ".json", "/versions", "/versions/1", "/versions/1.json"):
            told = text_of(client, f"/responses/{response.reference}{end}", 410)
            assert "sent too early" in told and "We have changed the rule." not in told
            assert "Fenlock Trust answered on" in told
        assert text_of(client, f"/id/{response.reference}/cite.txt", 404)

    def test_draft_that_a_person_refused_has_no_version_to_read(self, client: Client) -> None:
        entries = [make.entry("Mend the lamps."), make.entry("See to the lamps.")]
        draft = propose_expectation(by=RELATE, draft=Draft("Zephyrine: lamp", entries), method="grouping/1")
        assert "Zephyrine" in text_of(client, f"/expectations/{draft.reference}/versions/1")
        refuse_draft(by=make.editor(), expectation=draft, reason="Not one thing.")
        for end in ("", "/versions", "/versions/1", "/versions/1.json"):
            told = text_of(client, f"/expectations/{draft.reference}{end}", 410)
            assert "Not one thing." in told and "Zephyrine" not in told

    def test_body_recorded_twice_leads_to_the_listed_one(self, client: Client) -> None:
        (named,) = record_named_bodies(by=INGEST, names=["Fenlock Care Trust"])
        assert client.get(f"/organisations/{named.reference}").status_code == 200
        listed = make.body("Fenlock Care Trust")
        answer = client.get(f"/organisations/{named.reference}")
        assert answer.status_code == 301
        assert answer.headers["Location"] == f"/organisations/{listed.reference}?was={named.reference}"
        assert f"You asked for {named.reference}." in text_of(client, answer.headers["Location"])
        assert "You asked for" not in text_of(client, f"/organisations/{listed.reference}?was=B-1")
        assert client.get(f"/organisations/{named.reference}/versions/1").status_code == 200

    def test_indicator_that_is_kept_up_no_more_is_gone_and_its_versions_stay(self, client: Client) -> None:
        record_definitions(by=INDICATORS, indicators={"OLD1": replace(shipped()["MHS76"], code="OLD1")})
        for address in ("/indicators/OLD1", "/indicators/OLD1.csv", "/indicators/OLD1.json"):
            assert "kept up no more" in text_of(client, address, 410)
        assert client.get("/indicators/OLD2").status_code == 404
        assert shipped()["MHS76"].definition in text_of(client, "/indicators/OLD1/versions/1")
        assert "version 1" in client.get("/id/indicators/OLD1/1/cite.txt").content.decode()

    def test_wound_up_body_keeps_its_page_and_names_who_took_over(self, client: Client) -> None:
        old = make.body("Fenlock Old Trust", closed=dt.date(2020, 4, 1))
        make.succession(old, make.body("Fenlock New Trust"), dt.date(2020, 4, 1))
        told = text_of(client, f"/organisations/{old.reference}")
        assert "Others took over." in told and "Fenlock New Trust" in told


class TestResponses:
    def test_page_says_what_was_answered_and_what_else_was(self, client: Client, response: Answer) -> None:
        duties = [part.duty for part in response.parts.all()]
        later = answering.answer(response.organisation, duties, answering.said(duties, "in_part", "In part."))
        told = text_of(client, f"/responses/{response.reference}")
        assert "We have changed the rule." in told and "Accepted in full" in told
        assert later.reference in client.get(f"/responses/{response.reference}").content.decode()
        record = json_of(client, f"/responses/{response.reference}.json")
        assert record["answers"][0]["stance"] == "in_full"
        assert [one["response"] for one in record["beside"]] == [later.reference]
        (row,) = rows_of(client, f"/responses/{response.reference}.csv")
        assert (row["stance"], row["words"]) == ("in_full", record["answers"][0]["words"])
        entry = duties[0].entry.reference
        assert f"/responses/{later.reference}" in client.get(f"/entries/{entry}").content.decode()

    def test_day_before_it_came_shows_nothing(self, client: Client, response: Answer) -> None:
        told = text_of(client, f"/responses/{response.reference}?as-at=2020-01-01", 404)
        assert "was recorded on" in told


class TestCitations:
    def test_version_is_cited_with_its_own_address(self, client: Client) -> None:
        entry, editor = make.entry("Mend the lamps."), make.editor()
        made = make_expectation(by=editor, text="Mend lamps", entries=[entry])
        other = make_expectation(by=editor, text="See to lamps", entries=[entry])
        merge_expectations(by=editor, expectations=[other], into=made, reason="The same.")
        first = client.get(f"/id/{made.reference}/1/cite.txt").content.decode()
        assert "version 1" in first and first.endswith(f"http://localhost/id/{made.reference}/1\n")
        latest = client.get(f"/id/{made.reference}/cite.bib").content.decode()
        assert f"url = {{http://localhost/id/{made.reference}/2}}" in latest
        assert client.get(f"/id/{made.reference}/2").headers["Location"].endswith("/versions/2")
        assert text_of(client, f"/id/{made.reference}/9/cite.txt", 404)

    def test_indicator_is_cited_by_its_code(self, client: Client) -> None:
        record_definitions(by=INDICATORS, indicators={"MHS76": shipped()["MHS76"]})
        assert 'href="/id/indicators/MHS76"' in client.get("/log").content.decode()
        words = client.get("/id/indicators/MHS76/cite.txt").content.decode()
        assert "version 1" in words and words.endswith("/id/indicators/MHS76/1\n")
        assert client.get("/id/indicators/MHS76/1").headers["Location"] == "/indicators/MHS76/versions/1"
        assert client.get("/id/indicators/MHS76?as-at=2026-01-02").status_code == 303
        assert text_of(client, "/id/indicators/NONE/cite.ris", 404)


def test_page_that_is_not_there_tells_how_references_look(client: Client) -> None:
    assert "E-7KQ2M9XA4" in text_of(client, "/entires/E-7KQ2M9XA4", 404)


def test_api_tells_the_same_versions(client: Client, response: Answer) -> None:
    entry = make.entry()
    for thing in (f"entries/{entry.reference}", f"responses/{response.reference}", "indicators/MHS76"):
        assert json_of(client, f"/api/v1/{thing}/versions") == json_of(client, f"/{thing}/versions.json")
    one = f"responses/{response.reference}/versions/1"
    assert json_of(client, f"/api/v1/{one}") == json_of(client, f"/{one}.json")
    assert client.get(f"/api/v1/entries/{entry.reference}/versions/9").status_code == 404
    withdraw_entry(by=make.editor(), entry=entry, why="Read twice.")
    gone = client.get(f"/api/v1/entries/{entry.reference}/versions/1")
    assert gone.status_code == 410 and "Read twice." in gone.json()["detail"]


def test_table_of_a_body_is_as_at_the_day(client: Client) -> None:
    body = make.body("Fenlock Trust")
    made = [make.report(to=[body], texts=["Mend."], issued=dt.date(year, 1, 1)) for year in (2019, 2021)]
    rows = rows_of(client, f"/organisations/{body.reference}.csv?as-at=2020-01-01")
    assert [row["report"] for row in rows] == [made[0].reference]
    assert len(rows_of(client, f"/organisations/{body.reference}.csv")) == 2
