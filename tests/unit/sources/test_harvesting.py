"""Runs over a made-up site: what is new, changed, gone, odd, refused or not to be had for the time being."""

import datetime as dt
from collections.abc import Iterator

import pytest

from answerable.core.actors import HARVEST, Actor
from answerable.ledger.models import Event
from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvesting.run import BusyError, Run, _alone
from answerable.sources.http import Door
from answerable.sources.models import Document, Harvest, Holding, Place
from answerable.sources.operations import leave_alone, look_again, take_as_it_stands
from answerable.sources.operations.visiting import PlaceError
from answerable.sources.storage import place as stored
from tests.made.clock import clock
from tests.made.sites.plain_adapter import HOST, PDF, PlainAdapter, page, plain_definition
from tests.made.sites.server import Site, breaks_off, goes_to, html, says, serving

pytestmark = pytest.mark.django_db
EDITOR = Actor("person:1", frozenset({"PLACE_DECIDE"}))
DAY = dt.datetime(2027, 3, 1, 6, tzinfo=dt.UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    pages = {
        f"{HOST}/list": page("/r/1", "/r/2"),
        f"{HOST}/r/1": page("/f/1.pdf", words="First report"),
        f"{HOST}/r/2": page(words="Second report"),
        f"{HOST}/f/1.pdf": PDF,
    }
    with serving(Site(pages=dict(pages))) as served:
        yield served


def visit(
    site: Site,
    definition: SourceDefinition | None = None,
    *,
    day: int = 0,
    limit: int | None = None,
    slept: list[float] | None = None,
) -> Harvest:
    definition = definition or plain_definition()
    assert definition.harvest is not None
    pauses = slept if slept is not None else []
    with (
        clock(DAY + dt.timedelta(days=day)),
        Door(definition.harvest, stand_in=site.stand_in) as door,
    ):
        return Run(definition, PlainAdapter(), HARVEST, door, sleep=pauses.append, limit=limit).go()


def at(path: str) -> Place:
    return Place.objects.get(url=f"https://{HOST}{path}")


def counts(harvest: Harvest) -> tuple[int, int, int, int, int]:
    return harvest.new, harvest.changed, harvest.unchanged, harvest.gone, harvest.failed


def test_a_run_follows_lists_to_reports_and_files(site: Site) -> None:
    harvest = visit(site)
    assert (harvest.state, counts(harvest)) == ("done", (4, 0, 0, 0, 0))
    file = at("/f/1.pdf")
    assert file.parent == at("/r/1") and file.document is not None
    assert stored(file.document.sha256).read_bytes() == PDF
    assert at("/list").document is None, "a list is read and not kept"


def test_two_runs_in_a_row_change_nothing(site: Site) -> None:
    visit(site)
    before = (Event.objects.count(), Document.objects.count(), Holding.objects.count(), Place.objects.count())
    harvest = visit(site, day=1)
    assert counts(harvest) == (0, 0, 4, 0, 0)
    assert before == (
        Event.objects.count(), Document.objects.count(), Holding.objects.count(), Place.objects.count(),
    )  # fmt: skip
    assert len(site.conditional) == 4, "each was asked for only if it had changed"
    assert counts(visit(site, day=1)) == (0, 0, 0, 0, 0), "and nothing is due again on the same day"


def test_a_changed_page_is_a_new_version_and_a_changed_advert_is_none(site: Site) -> None:
    visit(site)
    first = at("/r/2").document
    site.pages[f"{HOST}/r/1"] = page("/f/1.pdf", words="First report", advert="Buy now")
    site.pages[f"{HOST}/r/2"] = page(words="Second report, corrected")
    assert counts(visit(site, day=1)) == (0, 1, 3, 0, 0)
    changed = at("/r/2")
    assert changed.versions == 2 and changed.document != first
    assert [h.version for h in Holding.objects.filter(locator=changed.url)] == [1, 2]
    assert Event.objects.filter(kind="place.changed", subject=f"place:{changed.pk}").count() == 1


def test_a_withdrawn_page_keeps_its_copy_and_its_return_is_noticed(site: Site) -> None:
    visit(site)
    kept = site.pages.pop(f"{HOST}/r/2")
    assert visit(site, day=1).gone == 1
    gone = at("/r/2")
    assert (gone.state, gone.document is not None, gone.gone_at is not None) == ("gone", True, True)
    site.pages[f"{HOST}/r/2"] = kept
    visit(site, day=9)
    assert (at("/r/2").state, at("/r/2").gone_at) == ("held", None)
    kinds = list(
        Event.objects.filter(subject=f"place:{gone.pk}").order_by("index").values_list("kind", flat=True)
    )
    assert kinds == ["place.read", "place.gone", "place.returned"]


@pytest.mark.parametrize(
    ("path", "fault", "why"),
    [
        ("/r/1", html("<html><body><main>other"), "breaks off"),
        ("/r/1", html("<html><body>New layout</body></html>"), "no <main>"),
        ("/r/1", breaks_off, "broke off"),
        ("/r/1", html(""), "empty"),
        ("/list", html("<html><main>Nothing</main></html>"), "names nothing"),
        ("/f/1.pdf", html("<!doctype html><html><body>Sign in</body></html>"), "should be a PDF"),
        ("/f/1.pdf", html("%PDF-1.4 half of it"), "breaks off"),
    ],
)
def test_what_cannot_be_understood_is_shown_to_a_person_and_the_old_copy_stays(
    site: Site, path: str, fault: object, why: str
) -> None:
    visit(site)
    held, versions = at(path).document, at(path).versions
    site.pages[f"{HOST}{path}"] = fault  # type: ignore[assignment]
    harvest = visit(site, day=1)
    found = at(path)
    assert harvest.failed == 1 and why in found.why
    assert (found.document, found.versions) == (held, versions)
    assert found.failures == 1 or found.state == Place.State.ODD


def test_a_redirect_to_a_private_address_and_a_foreign_link_are_refused_and_kept(site: Site) -> None:
    site.pages[f"{HOST}/r/1"] = goes_to("http://169.254.169.254/latest/")
    site.pages[f"{HOST}/r/2"] = page("https://elsewhere.example.net/x.pdf")
    harvest = visit(site)
    assert at("/r/1").state == "refused" and harvest.state == "partly"
    foreign = Place.objects.get(url="https://elsewhere.example.net/x.pdf")
    assert foreign.state == "refused" and "not listed" in foreign.why
    assert not any("elsewhere" in asked for asked in site.asked)


def test_robots_are_heard_and_a_site_whose_rules_cannot_be_had_is_left_alone(site: Site) -> None:
    site.pages[f"{HOST}/robots.txt"] = html("User-agent: *\nDisallow: /r/2\nCrawl-delay: 3")
    slept: list[float] = []
    visit(site, slept=slept)
    assert at("/r/2").state == "refused" and f"{HOST}/r/2" not in site.asked
    assert max(slept) > 2.5
    site.pages[f"{HOST}/robots.txt"] = says(503)
    site.asked.clear()
    harvest = visit(site, day=2)
    assert set(site.asked) == {f"{HOST}/robots.txt"}
    assert harvest.state == "failed" and at("/r/1").state == "held"


def test_a_server_that_asks_for_peace_gets_it(site: Site) -> None:
    visit(site)
    site.pages[f"{HOST}/list"] = says(429, Retry_After="7200")
    site.asked.clear()
    harvest = visit(site, day=1)
    assert site.asked == [f"{HOST}/robots.txt", f"{HOST}/list"], "nothing else of that host was asked for"
    assert "left alone" in harvest.why and at("/list").next_at == DAY + dt.timedelta(days=1, hours=2)


def test_a_server_that_stumbles_is_tried_again_and_then_given_up(site: Site) -> None:
    site.pages = {f"{HOST}/list": page(*(f"/r/{n}" for n in range(9)))}
    site.pages |= {f"{HOST}/r/{n}": says(500) for n in range(9)}
    slept: list[float] = []
    harvest = visit(site, slept=slept)
    assert harvest.failed == 5 and "5 places in a row" in harvest.why
    assert slept[:2] == [2.0, 8.0]
    assert Place.objects.filter(state="waiting").count() == 9, "none of them is lost"


def test_a_limit_leaves_the_rest_for_the_next_run(site: Site) -> None:
    first = visit(site, limit=2)
    assert (first.new, first.state) == (2, "partly")
    second = visit(site)
    assert (second.new, second.state) == (2, "done")


def test_two_runs_of_one_source_are_not_made_at_once(site: Site) -> None:
    with _alone("plain"), pytest.raises(BusyError):
        visit(site)
    assert not Harvest.objects.exists()


def test_a_person_has_a_place_looked_at_again_or_left_alone(site: Site) -> None:
    visit(site)
    with clock(DAY):
        look_again(by=EDITOR, place=at("/r/2"))
    site.asked.clear()
    visit(site)
    assert f"{HOST}/r/2" in site.asked
    with pytest.raises(PlaceError, match="Say why"):
        leave_alone(by=EDITOR, place=at("/r/2"), why=" ")
    leave_alone(by=EDITOR, place=at("/r/2"), why="Asked by the publisher")
    site.asked.clear()
    visit(site, day=400)
    assert f"{HOST}/r/2" not in site.asked and f"{HOST}/r/1" in site.asked


def test_a_page_that_says_less_keeps_its_copy_until_a_person_agrees(site: Site) -> None:
    visit(site)
    held = at("/r/1").document
    site.pages[f"{HOST}/r/1"] = page("/f/9.pdf", words="First report")
    site.pages[f"{HOST}/f/9.pdf"] = PDF + b"9"
    assert visit(site, day=1).failed == 1
    less = at("/r/1")
    assert (less.state, less.document, less.versions) == ("odd", held, 1)
    assert less.why.startswith("It says less than the copy held before: 1 of 1 addresses are missing")
    assert at("/f/9.pdf").state == "held", "what is new on it is looked at all the same"
    visit(site, day=2)
    assert at("/r/1").state == "odd", "nobody has agreed"
    with clock(DAY + dt.timedelta(days=2)):
        take_as_it_stands(by=EDITOR, place=at("/r/1"))
    visit(site, day=3)
    taken = at("/r/1")
    assert (taken.state, taken.versions, taken.agreed) == ("held", 2, None) and taken.document != held
    with pytest.raises(PlaceError, match="says less"):
        take_as_it_stands(by=EDITOR, place=taken)


def test_a_list_that_lost_an_item_is_odd_and_leads_on_and_one_that_moved_on_is_not(site: Site) -> None:
    visit(site)
    site.pages[f"{HOST}/r/3"] = page(words="Third report")
    site.pages[f"{HOST}/list"] = page("/r/3", "/r/1")
    assert visit(site, day=1).new == 1, "one came and one went: it moved on"
    site.pages[f"{HOST}/list"] = page("/r/3")
    visit(site, day=2)
    assert (at("/list").state, at("/list").why) == (
        "odd",
        "It says less than the copy held before: 1 of 2 addresses are missing.",
    )
    with clock(DAY + dt.timedelta(days=2)):
        take_as_it_stands(by=EDITOR, place=at("/list"))
    visit(site, day=3)
    assert at("/list").state == "held" and len(at("/list").gave) == 1
