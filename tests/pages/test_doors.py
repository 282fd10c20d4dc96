"""The front doors, each tried as its reader would, to the end of each of the three things."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.organisations.facts import CodeFact, ListRead, NameFact, cite_words
from answerable.organisations.operations import load_list
from answerable.website.presenters.doors import DoorError, doors
from tests import make
from tests.pages.world import World

pytestmark = pytest.mark.django_db
READERS = ("families", "wards", "boards", "investigators", "journalists", "researchers")


def main(browser: Client, address: str, **given: str) -> LexborHTMLParser:
    answer = browser.get(address, given)
    assert answer.status_code == 200, address
    found = LexborHTMLParser(answer.content.decode()).css_first("main")
    assert found is not None
    return LexborHTMLParser(found.html or "")


def text(page: LexborHTMLParser) -> str:
    return " ".join(page.text().split())


def test_home_leads_to_six_doors_of_three_things(browser: Client) -> None:
    home = main(browser, "/")
    assert tuple(doors()) == READERS
    for door in doors().values():
        assert home.css_first(f"a[href='{door.href}']") is not None
        page = main(browser, door.href)
        assert [one.text() for one in page.css("li h2")] == [thing.question for thing in door.things]
        assert bool(page.css_first("a[href='/support']")) == door.support
    assert browser.get("/for/nobody").status_code == 404


def test_every_door_leads_where_it_says(browser: Client) -> None:
    for door in doors().values():
        for thing in door.things:
            for _, href in thing.links:
                path, _, place = href.partition("#")
                answer = browser.get(path)
                assert answer.status_code == 200, href
                if place:
                    assert f'id="{place}"' in answer.content.decode(), href


def test_family_finds_what_was_said_of_it_and_whom_to_talk_to(browser: Client, world: World) -> None:
    before, answer, _ = doors()["families"].things
    assert before.ask and answer.ask
    found = main(browser, before.ask.action, **{before.ask.name: "nobody knew who had to check the record"})
    assert found.css_first(f"a[href='/entries/{world.entry}']") is not None
    body = main(browser, answer.ask.action, **{answer.ask.name: "Vale and Moor"})
    assert body.css_first(f"a[href='/organisations/{world.trust}']") is not None
    entry = main(browser, f"/entries/{world.entry}")
    assert "report an error or challenge what is shown" in text(entry)
    assert entry.css_first(f"a[href='/entries/{world.entry}/challenge']") is not None
    assert "Before you read on." in text(entry)


def test_board_begins_a_report_of_its_own_body(browser: Client, world: World) -> None:
    ask = doors()["boards"].things[0].ask
    assert ask is not None
    answer = browser.get(ask.action, {ask.name: world.trust, **dict(ask.fixed)}, follow=True)
    shown = LexborHTMLParser(answer.content.decode())
    assert answer.status_code in (200, 422)
    assert world.trust in (shown.html or "")
    assert "Where it stands, as at" in text(main(browser, f"/organisations/{world.trust}"))


def test_investigator_journalist_and_researcher_get_what_they_came_for(browser: Client, world: World) -> None:
    assert main(browser, "/before-you-recommend").css_first("textarea") is not None
    newest = main(browser, "/search", sort="newest")
    assert newest.css_first(".app-list a[href^='/entries/']") is not None
    cited = text(main(browser, f"/entries/{world.entry}"))
    assert "Cite this" in cited and "BibTeX" in cited
    assert "As JSON" in cited and "As CSV" in cited
    assert main(browser, "/data").css_first("a[href$='.csv']") is not None


def test_door_without_three_things_is_refused(tmp_path: Path, settings: LazySettings) -> None:
    (tmp_path / "doors.toml").write_text('[[door]]\nkey = "a"\n')
    settings.DEFINITIONS = tmp_path
    with pytest.raises(DoorError, match="0 things"):
        doors.__wrapped__()


def test_body_is_found_by_part_of_a_name_by_an_older_one_and_by_its_code(browser: Client) -> None:
    trust, _ = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    cited = cite_words("A list made for tests")
    names = [NameFact(trust.key, "Thornby Asylum Trust", "official", cited)]
    codes = [CodeFact(trust.key, "ods", "RZZ9", cited)]
    load_list(by=ORGANISATIONS_LOADER, read=ListRead("test list", names=names, codes=codes))
    for typed in ("thornby", "rzz9", "northmere"):
        page = main(browser, "/organisations", name=typed, all="yes")
        assert "1 organisation" in text(page) and "Northmere Wards Trust" in text(page), typed
    assert "also known as Thornby Asylum Trust" in text(main(browser, "/organisations?all=yes&name=thornby"))
    none = main(browser, "/organisations?name=thornby")
    assert none.css_first("a[href='/organisations?all=yes&name=thornby']") is not None
    for typed in ("thornby", "rzz9", "northmere"):
        answer = browser.get("/report", {"kind": "board", "body": typed})
        assert answer.status_code == 302 and f"/report/board/{trust.reference}?" in answer.headers["Location"]
    both = browser.get("/report", {"kind": "board", "body": "mere wards"})
    found = LexborHTMLParser(both.content.decode())
    offered = [one.text() for one in found.css("main li a[href*='body=B-']")]
    assert both.status_code == 422 and offered == ["Northmere Wards Trust", "Southmere Wards Trust"]
