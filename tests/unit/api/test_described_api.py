"""What the description says of every address holds: refusals, kinds of answers, headers."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.http import http_date, parse_http_date

from answerable.api import freshness
from answerable.api.app import described
from answerable.core.calendar import now
from tests import make

pytestmark = pytest.mark.django_db
HERE = "/api/v1"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def refused(client: Client, address: str, status: int, **headers: Any) -> str:
    answer = client.get(f"{HERE}{address}", **headers)
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    return str(json.loads(answer.content)["detail"])


class TestQuestions:
    def test_misspelt_filter_is_refused_and_those_that_are_there_are_named(self, client: Client) -> None:
        told = refused(client, "/entries?scop=yes", 422)
        assert "'scop'" in told and "scope, sector, publisher-kind" in told

    def test_what_can_be_meant_once_is_refused_twice(self, client: Client) -> None:
        assert "more than once" in refused(client, "/reports?size=2&size=3", 422)
        assert client.get(f"{HERE}/log?what=added").status_code == 200

    @pytest.mark.parametrize("day", ["0", "1700000000", "2026-11-28T00:00:00", "28/11/2026", "2026-02-30"])
    def test_day_is_written_in_one_way(self, client: Client, day: str) -> None:
        report = make.report(texts=["Nobody came."])
        refused(client, f"/reports/{report.reference}?as-at={day}", 422)

    def test_other_form_than_json_is_refused(self, client: Client) -> None:
        assert "Only JSON" in refused(client, "/themes", 406, HTTP_ACCEPT="text/csv")
        assert client.get(f"{HERE}/themes", HTTP_ACCEPT="text/html, */*;q=0.8").status_code == 200

    def test_unknown_address_is_a_problem_too(self, client: Client) -> None:
        assert "no such address" in refused(client, "/entry/1/2", 404)
        sent = Client(HTTP_HOST="localhost", enforce_csrf_checks=True).post("/api/v1/work/nowhere/else")
        assert sent.status_code == 405 and sent.headers["Content-Type"] == "application/problem+json"

    def test_cursor_holds_when_the_size_changes(self, client: Client) -> None:
        held = [make.report(texts=["Nobody came."]).reference for _ in range(3)]
        first = json.loads(client.get(f"{HERE}/reports?size=1").content)
        rest = json.loads(client.get(f"{HERE}/reports?size=5&cursor={first['next']}").content)
        assert [one["reference"] for one in rest["items"]] == held[1:]


class TestFreshness:
    def test_answer_says_when_the_register_changed_last(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(freshness, "SETTLED", dt.timedelta(days=-1))
        make.entry()
        said = client.get(f"{HERE}/themes").headers["Last-Modified"]
        assert abs(parse_http_date(said) - now().timestamp()) < 60
        assert client.get(f"{HERE}/themes", HTTP_IF_MODIFIED_SINCE=said).status_code == 304
        before = http_date(parse_http_date(said) - 100)
        assert client.get(f"{HERE}/themes", HTTP_IF_MODIFIED_SINCE=before).status_code == 200

    def test_nothing_is_said_while_more_may_come_within_the_second(self, client: Client) -> None:
        make.entry()
        assert "Last-Modified" not in client.get(f"{HERE}/themes").headers


class TestDescription:
    def test_refusals_are_problems_and_say_when_to_come_again(self) -> None:
        for address, ways in described()["paths"].items():
            for one in ways.values():
                answers = one["responses"]
                assert {"405", "406", "414", "422", "429"} <= set(answers), address
                assert "Retry-After" in answers["429"]["headers"]
                kinds = {kind for status, said in answers.items() if status > "4" for kind in said["content"]}
                assert kinds == {"application/problem+json", "text/html"}, address
                assert all(said["description"] for said in answers.values())

    def test_lists_of_words_are_named(self) -> None:
        ways = described()["paths"][f"{HERE}/expectations"]["get"]
        given = {one["name"]: one["schema"] for one in ways["parameters"]}
        assert given["state"]["enum"] == ["", "adopted", "draft"] and "observation" in given["theme"]["enum"]
        searched = {one["name"]: one for one in described()["paths"][f"{HERE}/entries"]["get"]["parameters"]}
        assert {"q", "since", "until", "sort"} <= set(searched)
