"""The read API: the same records as the pages, lists that lose nothing, errors that say what to do."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.api import limits
from answerable.api.app import api
from answerable.api.routes.entries import Filters
from answerable.core.references import make_reference
from answerable.pipeline.index import FACETS, rebuild_index
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from tests import make
from tests.made import assuring

pytestmark = pytest.mark.django_db
HERE = "/api/v1"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def indexed(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[None]:
    settings.INDEX = tmp_path_factory.mktemp("index")
    for number in range(7):
        make.entry(f"Observation {number} was not recorded.", scope="yes" if number % 2 else "no")
    rebuild_index()
    yield


def got(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(f"{HERE}{address}")
    assert answer.status_code == status, answer.content
    kind = "application/json" if status == 200 else "application/problem+json"
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return json.loads(answer.content)


def every(client: Client, address: str, key: str) -> list[str]:
    """All of a list, page by page."""
    found: list[str] = []
    cursor = ""
    while True:
        page = got(client, f"{address}{'&' if '?' in address else '?'}size=3&cursor={cursor}")
        found += [one[key] for one in page["items"]]
        if page["next"] is None:
            return found
        cursor = page["next"]


class TestLists:
    def test_every_entry_comes_once_and_filters_are_those_of_the_site(
        self, client: Client, indexed: None
    ) -> None:
        all_entries = set(Entry.objects.values_list("reference", flat=True))
        found = every(client, "/entries", "reference")
        assert set(found) == all_entries and len(found) == 7
        assert len(every(client, "/entries?scope=yes", "reference")) == 3
        site = json.loads(client.get("/search.json?scope=yes").content)
        assert got(client, "/entries?scope=yes")["total"] == site["total"]
        names = {field.alias or name for name, field in Filters.model_fields.items()}
        assert names == {name.replace("_", "-") for name in FACETS}

    def test_search_finds_by_words(self, client: Client, indexed: None) -> None:
        first = got(client, "/entries?q=Observation+4")["items"][0]
        assert first["text"] == "Observation 4 was not recorded."

    def test_lists_of_the_database_lose_nothing_when_something_comes_meanwhile(self, client: Client) -> None:
        held = [make.report(texts=["Nobody came."]).reference for _ in range(5)]
        page = got(client, "/reports?size=2")
        late = make.report(texts=["Nobody came."]).reference
        rest = []
        while page["next"]:
            page_before = page
            page = got(client, f"/reports?size=2&cursor={page_before['next']}")
            rest += [one["reference"] for one in page["items"]]
        assert rest == [*held[2:], late]

    def test_log_goes_back_in_time(self, client: Client) -> None:
        for _ in range(5):
            make.entry()
        indexes = [int(one) for one in every(client, "/log", "index")]
        assert indexes == sorted(indexes, reverse=True) and len(indexes) >= 5

    @pytest.mark.parametrize("cursor", ["x", "bm9uZQ", "W10", "e30", "WzEsMl0"])
    def test_what_is_no_cursor_is_said(self, client: Client, cursor: str) -> None:
        assert "cursor" in got(client, f"/reports?cursor={cursor}", 400)["detail"]

    def test_cursor_of_another_question_is_refused(self, client: Client, indexed: None) -> None:
        cursor = got(client, "/entries?size=2")["next"]
        assert "another question" in got(client, f"/entries?scope=yes&cursor={cursor}", 400)["detail"]


class TestRecords:
    def test_entry_is_the_one_of_its_page(self, client: Client) -> None:
        duty = assuring.duty()
        assuring.claim(duty)
        reference = duty.entry.reference
        page = json.loads(client.get(f"/entries/{reference}.json").content)
        record = got(client, f"/entries/{reference.lower()}")
        for name in ("text", "kind", "addressees", "duties", "recorded_at", "flags"):
            assert record[name] == page[name], name
        (standing,) = got(client, f"/entries/{reference}/standing")
        claimed = next(axis for axis in standing["axes"] if axis["axis"] == "claimed")
        assert claimed["value"] == "done"
        report = got(client, f"/reports/{duty.entry.report.reference}")
        assert report["entries"] == [reference]
        assert got(client, f"/organisations/{duty.holder.reference}")["name"] == duty.holder.name

    def test_withdrawn_entry_is_gone_and_says_why(self, client: Client) -> None:
        entry = make.entry()
        withdraw_entry(by=make.editor(), entry=entry, why="Read twice.")
        assert "Read twice." in got(client, f"/entries/{entry.reference}", 410)["detail"]

    def test_lists_of_definitions(self, client: Client) -> None:
        assert got(client, "/themes")[0]["key"]
        codes = {one["code"] for one in got(client, "/indicators")}
        body = make.body("Northmere Wards Trust")
        series = got(client, f"/indicators/MHS76/series/{body.reference}")
        assert "MHS76" in codes and series["values"] == []
        assert got(client, f"/indicators/NONE/series/{body.reference}", 404)["detail"]

    @pytest.mark.parametrize(
        ("address", "status"),
        [
            ("/entries/nothing", 404),
            (f"/entries/{make_reference('E', 'none')}", 404),
            (f"/reports/{make_reference('R', 'none')}", 404),
            (f"/expectations/{make_reference('X', 'none')}", 404),
            ("/reports?size=0", 422),
            ("/reports?size=many", 422),
            ("/expectations?state=lost", 422),
            ("/expectations?theme=lost", 422),
            ("/log?what=lost", 422),
            ("/reports/R-0000000000?as-at=soon", 422),
        ],
    )
    def test_errors_are_problem_details(self, client: Client, address: str, status: int) -> None:
        told = got(client, address, status)
        assert told["status"] == status and told["title"] and told["detail"]
        assert told["instance"].startswith(HERE)

    def test_day_to_come_is_refused(self, client: Client) -> None:
        report = make.report(texts=["Nobody came."])
        assert "up to today" in got(client, f"/reports/{report.reference}?as-at=2999-01-01", 422)["detail"]


class TestHabits:
    def test_answer_that_did_not_change_is_not_sent_again(self, client: Client) -> None:
        tag = client.get(f"{HERE}/themes").headers["ETag"]
        assert client.get(f"{HERE}/themes", HTTP_IF_NONE_MATCH=tag).status_code == 304

    def test_too_many_questions_wait(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "MOST", 2)
        left = [client.get(f"{HERE}/themes").headers["X-RateLimit-Remaining"] for _ in range(2)]
        assert left == ["1", "0"]
        refused = client.get(f"{HERE}/themes")
        assert refused.status_code == 429 and 0 < int(refused.headers["Retry-After"]) <= 61
        assert client.get(f"{HERE}/themes", REMOTE_ADDR="10.9.8.7").status_code == 200

    def test_nothing_can_be_written(self, client: Client) -> None:
        for method in (client.post, client.put, client.delete, client.patch):
            refused = method(f"{HERE}/reports")
            assert refused.status_code == 405 and refused.headers["Allow"] == "GET, HEAD"
            assert refused.headers["Content-Type"] == "application/problem+json"
        head = client.head(f"{HERE}/themes")
        assert head.status_code == 200 and head.content == b""

    def test_description_is_openapi_and_names_every_error(self, client: Client) -> None:
        told = json.loads(client.get(f"{HERE}/openapi.json").content)
        assert told["openapi"].startswith("3.1") and told["info"]["version"] == "1"
        operations = [one for path in told["paths"].values() for one in path.values()]
        assert len(operations) == len({one["operationId"] for one in operations}) >= 12
        assert all({"400", "404", "422", "429"} <= set(one["responses"]) for one in operations)
        assert all(one["summary"] and one["description"] for one in operations)
        assert api.urls

    def test_page_for_people_names_every_operation(self, client: Client) -> None:
        told = json.loads(client.get(f"{HERE}/openapi.json").content)
        page = client.get("/api").content.decode()
        ways = [(way.upper(), path) for path, held in told["paths"].items() for way in held]
        assert all(f"{way} {path}" in page for way, path in ways)
        assert "<script" not in page and "300 questions a minute" in page
