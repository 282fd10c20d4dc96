"""Oversight at every level: figures, the lists behind them, flows, what lies below, and dashboards."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker
from selectolax.lexbor import LexborHTMLParser

from answerable.core.actors import FIGURES, ORGANISATIONS_LOADER
from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.organisations.facts import ListRead, NameFact, cite_words
from answerable.organisations.models import Organisation
from answerable.organisations.operations import load_list
from answerable.oversight.figures import EVERYTHING, World, ages, figures, flow
from answerable.oversight.models import Reckoning, Spell
from answerable.oversight.operations.reckoning import reckon
from answerable.sources.models import Publisher
from answerable.website.multiples_years import TOP
from tests.made import answering, overseeing
from tests.made.watching import Years
from tests.made.watching_world import years_in_places
from tests.pages.page_tools import json_of, rows_of, text_of

pytestmark = pytest.mark.django_db
Register = tuple[Years, dict[str, Organisation]]


@pytest.fixture(scope="module")
def register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Register]:
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        built = years_in_places(110, until=today())
        reckon(by=FIGURES)
        yield built
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def client(register: Register, db: None) -> Client:
    _ = register, db
    return Client(HTTP_HOST="localhost")


def by_key(client: Client, href: str) -> dict[str, int]:
    return {row["figure"]: int(row["count"]) for row in rows_of(client, href)}


def test_every_figure_of_a_page_stands_in_its_csv_its_json_and_the_list_that_it_opens(client: Client) -> None:
    page = client.get("/oversight")
    assert page.status_code == 200
    counted = by_key(client, "/oversight.csv")
    assert counted["asked"] == len(rows_of(client, "/oversight/list.csv?figure=asked")) > 10
    assert {one["figure"]: one["count"] for one in json_of(client, "/oversight.json")["figures"]}.items() <= (
        counted.items()
    )
    links = LexborHTMLParser(page.content.decode()).css("table a[href*='/oversight/list?figure=']")
    assert len(links) > 8
    for link in links:
        href = link.attributes["href"] or ""
        figure = href.partition("figure=")[2]
        assert f": {counted[figure]:,} " in f"{text_of(client, href)} ", href
        assert len(rows_of(client, href.replace("/list?", "/list.csv?"))) == counted[figure], href


def test_levels_add_up_from_the_nation_down_to_bodies(client: Client, register: Register) -> None:
    years, at = register
    whole = by_key(client, "/oversight.csv")
    rows = rows_of(client, "/oversight/below.csv")
    regions = [row for row in rows if row["level"] == "region"]
    nowhere = next(row for row in rows if row["level"] == "none")
    assert [row["name"] for row in regions] == sorted(row["name"] for row in regions)
    assert sum(int(row["asked"]) for row in [*regions, nowhere]) == whole["asked"]
    north = by_key(client, f"/oversight/regions/{at['north'].reference}.csv")
    assert north["asked"] == int(regions[0]["asked"])
    board = rows_of(client, f"/oversight/boards/{at['moor'].reference}/below.csv")
    trusts = [row for row in board if row["level"] == "body" and "Trust" in row["name"]]
    assert len(trusts) == 2 and sum(int(row["asked"]) for row in trusts) == north["asked"]
    body = years.bodies[0]
    assert by_key(client, f"/oversight/bodies/{body.reference}.csv")["asked"] == int(trusts[0]["asked"])
    said = text_of(client, f"/oversight/bodies/{body.reference}")
    assert "Fell End Secure Unit" in said
    assert "nothing is asked of a ward by itself, and no list of wards is held" in said
    assert by_key(client, "/oversight/publishers/coroner-for-north-vale.csv")["asked"] < whole["asked"]
    assert "no ranking" in text_of(client, "/oversight").lower()


def test_a_page_as_at_a_day_counts_what_was_held_on_it_and_says_so(
    client: Client, register: Register
) -> None:
    years, _ = register
    middle = sorted(years.days)[len(years.days) // 5]
    page = text_of(client, f"/oversight?as-at={middle}")
    assert f"As at {middle:%-d %B %Y}" in page
    then, now = by_key(client, f"/oversight.csv?as-at={middle}"), by_key(client, "/oversight.csv")
    assert 0 < then["asked"] < now["asked"]
    assert then["asked"] == len(rows_of(client, f"/oversight/list.csv?figure=asked&as-at={middle}"))
    before = text_of(client, "/oversight?as-at=2009-01-01")
    assert "There is nothing to count on this day." in before and "first held a duty on" in before


def test_flows_and_ages_agree_with_figures(client: Client) -> None:
    found, aged = figures(EVERYTHING), ages(EVERYTHING)
    assert aged.of_issue == found.value("open") == sum(one.value for one in aged.since_issue)
    assert aged.of_acceptance == found.value("accepted-not-done")
    held = flow(EVERYTHING, dt.date(2015, 1, 1), today(), "month")
    last = held.periods[-1]
    assert last.open_at_end == found.value("open")
    asking = found.value("asked") - found.value("not-required") - found.value("answered")
    assert last.unanswered_at_end == asking
    assert sum(one.arrived for one in held.periods) + held.undated == found.value("asked")
    rows = rows_of(client, "/oversight/flow.csv?step=year&from=2015-01-01")
    assert sum(int(row["arrived"]) for row in rows) == sum(one.arrived for one in held.periods)
    assert [row["whole_period"] for row in rows][-1] == "False"
    for key in ("issue-0", "issue-12", "acceptance-0"):
        count = len(rows_of(client, f"/oversight/list.csv?figure={key}"))
        assert count == next(
            one.value for one in (*aged.since_issue, *aged.since_acceptance) if one.key == key
        )
    undated = next((one.value for one in aged.since_issue if one.key == "issue-unknown"), 0)
    assert len(rows_of(client, "/oversight/list.csv?figure=issue-unknown")) == undated
    assert client.get("/oversight/list?figure=issue-unknown").status_code == 200
    svg = client.get("/oversight/flow/arrived.svg")
    assert svg.status_code == 200 and svg.content.startswith(b"<svg")


def test_figures_count_what_happened_a_moment_ago(client: Client, register: Register) -> None:
    years, _ = register
    before = by_key(client, "/oversight.csv")
    duty = answering.duty(years.bodies[1], issued=today() - dt.timedelta(days=3))
    assert not Spell.objects.filter(duty=duty).exists()
    after = by_key(client, "/oversight.csv")
    assert after["asked"] == before["asked"] + 1
    assert after["not-yet-due"] == before["not-yet-due"] + 1
    assert duty.entry.reference in text_of(client, "/oversight/list?figure=not-yet-due")


def test_a_page_says_that_figures_are_behind_rather_than_be_slow(
    client: Client, monkeypatch: pytest.MonkeyPatch, register: Register
) -> None:
    years, _ = register
    answering.duty(years.bodies[1])
    monkeypatch.setattr("answerable.oversight.figures.touched.MOST_DUTIES", 0)
    assert "came since and do not count here yet" in text_of(client, "/oversight")
    Reckoning.objects.all().delete()
    assert "have not been worked out yet" in text_of(client, "/oversight")


def test_wrong_addresses_say_what_to_do(client: Client, register: Register) -> None:
    years, at = register
    assert client.get("/oversight/list?figure=nothing").status_code == 404
    assert client.get(f"/oversight/regions/{years.bodies[0].reference}").status_code == 404
    assert client.get("/oversight/themes/no-such-theme").status_code == 404
    assert client.get("/oversight?step=hour").status_code == 400
    assert client.get("/oversight?from=never").status_code == 400
    assert client.get("/oversight?as-at=2999-01-01").status_code == 400
    moved = client.get(f"/oversight/boards/{at['moor'].reference.lower()}")
    assert moved.status_code == 301 and moved.headers["Location"].endswith(at["moor"].reference)


@pytest.mark.parametrize("level", ["", "/regions/north", "/boards/moor", "/bodies/trust", "/themes/any"])
def test_pages_ask_the_database_little_and_weigh_little(
    client: Client, register: Register, level: str
) -> None:
    years, at = register
    kind, _, key = level.removeprefix("/").partition("/")
    reference = at[key].reference if key in at else years.bodies[0].reference
    if kind == "themes":
        reference = taxonomy().themes[0].key
    href = f"/oversight/{kind}/{reference}" if kind else "/oversight"
    client.get(href)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(href)
    assert page.status_code == 200
    assert len(asked) <= 20, "\n".join(one["sql"][:150] for one in asked)
    assert len(page.content) < 150_000


def test_dashboards_show_what_waits_and_what_only_they_see(register: Register, db: None) -> None:
    years, at = register
    overseer = overseeing.signed_in(overseeing.person("overseer"))
    said = text_of(overseer, "/workspace/watching/register")
    assert "Disputes to settle" in said and "Reply received" in said
    assert "/workspace/watching/register" in overseer.get("/workspace/watching").content.decode()
    secretary = overseeing.signed_in(overseeing.person("accountable_officer", years.bodies[0]))
    own = f"/workspace/bodies/{years.bodies[0].reference}/watching"
    assert "Answers being written" in text_of(secretary, own)
    assert secretary.get("/workspace/watching/register").status_code == 403
    assert secretary.get(f"/workspace/bodies/{years.bodies[1].reference}/watching").status_code == 403
    region = overseeing.signed_in(overseeing.person("accountable_officer", at["north"]))
    wide = text_of(region, f"/workspace/bodies/{at['north'].reference}/watching")
    assert years.bodies[0].name in wide or "NHS Moor Integrated Care Board" in wide
    assert "Claims that nobody has looked at" in text_of(
        overseeing.signed_in(overseeing.person("assurer")), "/workspace/watching/found"
    )
    publisher = Publisher.objects.get(code="coroner-for-north-vale")
    issuer = overseeing.signed_in(answering.member("issuer", None, publisher=publisher.code))
    assert "Replies to judge" in text_of(issuer, f"/workspace/watching/publishers/{publisher.code}")
    other = Publisher.objects.exclude(pk=publisher.pk).first()
    assert other is not None
    assert issuer.get(f"/workspace/watching/publishers/{other.code}").status_code == 404


def test_one_world_is_asked_once_and_serves_every_figure(register: Register, db: None) -> None:
    _ = register, db
    world = World()
    figures(EVERYTHING, world=world)
    with CaptureQueriesContext(connection) as asked:
        figures(EVERYTHING, world=world)
    assert len(asked) == 1  # the first day of the register
    assert Duty.objects.count() >= figures(EVERYTHING, world=world).value("asked")


def test_sites_are_pages_of_what_names_them(client: Client, register: Register) -> None:
    years, _ = register
    body = years.bodies[0]
    site = "St Ebba's Hospital, Fell End"
    cited = cite_words("Names of sites made for tests")
    names = [NameFact(body.key, text, "site", cited) for text in (site, "Quiet Lodge")]
    load_list(by=ORGANISATIONS_LOADER, read=ListRead("test list", names=names))
    named = answering.duty(body, "Nobody at St. Ebba\u2019s Hospital, Fell End read the plan of Elm Ward.")
    answering.duty(body, "The St Ebba's Hospital Fell End NHS Trust had no plan.")  # a body of that name
    rows = {row["name"]: row for row in rows_of(client, f"/oversight/bodies/{body.reference}/below.csv")}
    assert (rows[site]["level"], rows[site]["asked"], rows["Quiet Lodge"]["asked"]) == ("site", "1", "0")
    page = text_of(client, f"/oversight/bodies/{body.reference}")
    assert "2 names of sites known; 1 named in reports that ask something" in page
    assert "Named in nothing asked of it: Quiet Lodge" in page
    here = f"/oversight/sites/{rows[site]['reference']}"
    listed = rows_of(client, f"{here}/list.csv?figure=asked")
    assert [row["entry"] for row in listed] == [named.entry.reference]
    assert by_key(client, f"{here}.csv")["asked"] == 1
    said = text_of(client, here)
    assert "The reports of 1 entry speak of a ward by its name." in said and "What would be needed" in said
    assert client.get(f"{here}-elsewhere").status_code == 404
    reckon(by=FIGURES)
    for href in (f"/oversight/bodies/{body.reference}", here):
        cache.clear()
        client.get("/oversight")  # keeps which body lies where, as any page of a running register does
        with CaptureQueriesContext(connection) as asked:
            client.get(href)
        assert len(asked) <= 20, href


def test_side_by_side_stands_on_one_scale_from_a_to_z_and_agrees_with_the_csv(
    client: Client, register: Register
) -> None:
    _, at = register
    for href in (
        "/oversight",
        f"/oversight/regions/{at['north'].reference}",
        f"/oversight/boards/{at['vale'].reference}",
    ):
        page = LexborHTMLParser(client.get(href).content.decode())
        section = page.css_first("section[aria-labelledby=side-heading]")
        assert section is not None, href
        names = [one.text(strip=True) for one in section.css(".app-multiples__name")]
        places = [name for name in names if name != "In no region that a list names"]
        assert places and places == sorted(places, key=str.casefold)
        assert "All are on one scale." in section.text() and "without a ranking" in section.text()
        below = {row["name"]: row for row in rows_of(client, f"{href}/below.csv")}
        rows = rows_of(client, f"{href}/years.csv")
        for name in names:
            mine = [row for row in rows if row["name"] == name]
            for key in ("asked", "answered"):
                assert sum(int(row[key]) for row in mine) == int(below[name][key]), (name, key)
        taller = [one.attributes["d"] or "" for one in section.css("path.app-years__asked")]
        assert min(float(top) for d in taller for top in re.findall(r"V([\d.]+)h", d)) == TOP  # one fills it
    past = f"?as-at={today() - dt.timedelta(days=700)}"
    then = rows_of(client, f"/oversight/years.csv{past}")
    assert (
        sum(int(row["asked"]) for row in then if row["level"] in ("region", "none"))
        == by_key(client, f"/oversight.csv{past}")["asked"]
    )


def test_a_sector_is_a_level_and_pages_of_bodies_lead_to_their_figures(
    client: Client, register: Register
) -> None:
    years, _ = register
    listed = rows_of(client, "/oversight/sectors/mental-health-inpatient/list.csv?figure=asked")
    counted = by_key(client, "/oversight/sectors/mental-health-inpatient.csv")
    assert counted["asked"] == len(listed)
    assert client.get("/oversight/sectors/no-such-sector").status_code == 404
    body = years.bodies[0].reference
    assert f'"/oversight/bodies/{body}"' in client.get(f"/organisations/{body}").content.decode()
