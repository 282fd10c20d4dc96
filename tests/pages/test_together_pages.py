"""Public pages of groups, work under way, consolidated asks, and what has no clear owner."""

import datetime as dt
import json

import pytest
from django.test import Client

from answerable.core.calendar import today
from answerable.oversight.operations.consolidating import record_position
from answerable.oversight.operations.grouping import leave_group
from answerable.oversight.operations.minuting import add_note
from answerable.sources.models import Publisher
from tests import make
from tests.made import coordinating as made
from tests.made import overseeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    streamed = getattr(answer, "streaming_content", None)
    body = b"".join(streamed) if streamed is not None else answer.content
    assert answer.status_code == 200, (address, answer.status_code)
    return body.decode()


def test_group_without_a_lead_is_flagged_wherever_it_is_shown(client: Client) -> None:
    overseer, lead, asked = made.overseer(), make.body("Northmere Trust"), made.expectation()
    group = made.group(overseer, lead, asked)
    add_note(by=overseer, group=group, kind="decision", on=today(), title="Lamps", words="Two a ward.")
    held = text(client, f"/groups/{group.reference}")
    assert "Two a ward." in held and "has no lead" not in held
    leave_group(by=overseer, group=group, organisation=lead, why="Other work.")
    for address in ("/groups", f"/groups/{group.reference}", f"/expectations/{asked.reference}"):
        assert "no lead" in text(client, address).lower(), address
    assert "record a decision" in text(client, f"/groups/{group.reference}")
    assert "Northmere Trust, which led the group, left" in text(client, "/groups.csv")
    assert "Two a ward." in text(client, f"/groups/{group.reference}.csv")
    assert client.get("/groups/G-00000000").status_code == 404
    before = (today() - dt.timedelta(days=3)).isoformat()
    assert client.get(f"/groups/{group.reference}?as-at={before}").status_code == 404


def test_work_and_consolidated_asks_stand_on_their_pages_and_on_the_expectation(client: Client) -> None:
    overseer, asked = made.overseer(), made.expectation("Ash", "Birch")
    work = made.work(overseer, make.body("Northmere Trust"), asked, open_to_others=True)
    held = made.consolidation(overseer, asked)
    record_position(
        by=overseeing.actor("editor"),
        consolidation=held,
        publisher=Publisher.objects.get(name__contains="Ash").code,
        stand="dissents",
        said_on=today(),
        words="Ours asks for three.",
        source="Letter of 1 March",
    )
    page = text(client, f"/expectations/{asked.reference}")
    assert f"/work#{work.reference}" in page and f"/consolidations/{held.reference}" in page
    assert "Open to other bodies" in text(client, "/work") and work.reference in text(client, "/work.csv")
    for address in (f"/consolidations/{held.reference}", f"/consolidations/{held.reference}.csv"):
        assert "Ours asks for three." in text(client, address)
        assert "no answer held" in text(client, address).lower()
    assert held.reference in text(client, "/consolidations") and "Proposed" in text(
        client, "/consolidations.csv"
    )


def test_what_has_no_owner_is_listed_with_the_reason(client: Client) -> None:
    make.entry("Let somebody mend the lamp.", to=[])
    make.entry("Let everybody mend lamps.", to=[], mentions=[make.mention(None, as_written="All trusts")])
    make.entry("Mend the lamp.", to=[], mentions=[make.mention(None, as_written="The Keeper")])
    make.entry("Ask.", to=[make.body("Old Trust", closed=today() - dt.timedelta(days=9))])
    make.entry("The legislation should be amended: change the legislation.", to=[make.body("A Trust")])
    page = text(client, "/without-owner")
    for words in ("Nobody is named", "Everybody is named", "All trusts", "Old Trust closed on", "a hint"):
        assert words in page
    assert "5 things asked in all" in page
    csv = text(client, "/without-owner.csv?reason=everybody")
    assert "All trusts" in csv and "Old Trust" not in csv
    assert "Old Trust" not in text(client, "/without-owner?reason=power")
    assert "A Trust" in text(client, "/without-owner?reason=power")
    assert client.get("/without-owner?reason=nonsense").status_code == 200


def test_lists_and_records_are_given_as_json_as_at_a_day(client: Client) -> None:
    overseer, asked = made.overseer(), made.expectation("Ash", "Birch")
    group = made.group(overseer, make.body("Northmere Trust"), asked)
    add_note(by=overseer, group=group, kind="decision", on=today(), title="Lamps", words="Two a ward.")
    work = made.work(overseer, make.body("Vale Trust"), asked)
    held = made.consolidation(overseer, asked)
    make.entry("Let somebody mend the lamp.", to=[])
    before = (today() - dt.timedelta(days=3)).isoformat()
    for name, address, reference in (
        ("groups", "/groups.json", group.reference),
        ("work", "/work.json", work.reference),
        ("consolidations", "/consolidations.json", held.reference),
    ):
        (row,) = json.loads(text(client, address))[name]
        assert row["reference"] == reference
        assert json.loads(text(client, f"{address}?as-at={before}"))[name] == []
    record = json.loads(text(client, f"/groups/{group.reference}.json"))
    assert record["members"] == ["Northmere Trust"] and record["expectations"] == [asked.reference]
    assert record["notes"][0]["words"] == "Two a ward." and record["ended_on"] is None
    whole = json.loads(text(client, f"/expectations/{asked.reference}.json"))
    told = json.loads(text(client, f"/api/v1/expectations/{asked.reference}/together"))
    for kind, ours in (("groups", group), ("work", work), ("consolidations", held)):
        assert [one["reference"] for one in whole[kind]] == [ours.reference]
        assert [one["reference"] for one in told[kind]] == [ours.reference]
    entry = asked.servings.all()[0].entry.reference
    assert json.loads(text(client, f"/entries/{entry}.json"))["assessments"] == []
    assert json.loads(text(client, f"/api/v1/entries/{entry}/assessments")) == []
    record = json.loads(text(client, f"/consolidations/{held.reference}.json"))
    assert {one["stand"] for one in record["positions"]} == {"Asked; no answer held"}
    rows = json.loads(text(client, "/without-owner.json"))["without_owner"]
    assert "Nobody is named" in {one["reason"] for one in rows}
    for address in ("/without-owner", "/assessments"):
        assert "As at" in text(client, f"{address}?as-at={before}")
    assert json.loads(text(client, f"/without-owner.json?as-at={before}"))["without_owner"] == []
    assert json.loads(text(client, f"/assessments.json?as-at={before}"))["assessments"] == []
