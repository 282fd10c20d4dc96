"""What holds for every page that can be reached, by following every link from the first."""

import re
from collections import deque
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.pages.world import NAME, World

pytestmark = pytest.mark.django_db

MOST_PAGES = 600
Reached = dict[str, tuple[HttpResponse, bytes]]


def content(response: object) -> bytes:
    streamed = getattr(response, "streaming_content", None)
    return b"".join(streamed) if streamed is not None else response.content  # type: ignore[attr-defined]


def node(page: LexborHTMLParser, selector: str) -> LexborNode:
    found = page.css_first(selector)
    assert found is not None, selector
    return found


def links(page: LexborHTMLParser) -> Iterator[str]:
    for one in page.css("a[href], link[rel=alternate], link[rel=canonical]"):
        href = (one.attributes.get("href") or "").partition("#")[0]
        if href.startswith("/") and not href.startswith(("/static/", "/workspace")):
            yield href


def versioned(world: World) -> tuple[str, ...]:
    """One thing of each kind whose every version has an address."""
    return (
        f"/entries/{world.reworded}",
        f"/reports/{world.report}",
        f"/expectations/{world.expectation}",
        f"/organisations/{world.trust}",
        f"/responses/{world.response}",
    )


@pytest.fixture(scope="module")
def reached(world: World) -> Reached:
    """Every address that can be reached, with its answer. Searches are followed one step deep."""
    client = Client(HTTP_HOST="localhost")
    starts = (
        f"/entries/{world.entry}?as-at=2023-12-31",
        f"/expectations/{world.expectation}/impact",
        f"/responses/{world.response}",
        *(f"{thing}/versions/1" for thing in versioned(world)),
    )
    followed = tuple(thing.rpartition("/")[2] for thing in versioned(world))
    queue = deque(["/", *starts])
    seen = set(queue)
    found: Reached = {}
    while queue and len(found) < MOST_PAGES:
        href = queue.popleft()
        response = client.get(href)
        body = content(response)
        found[href] = (response, body)  # type: ignore[assignment]  # the client adds to it
        deep = href.startswith(("/search?", "/over-time?")) and href.count("&") >= 1
        deep = deep or href.startswith(("/oversight/", "/oversight?"))
        if not response.headers.get("Content-Type", "").startswith("text/html") or deep:
            continue
        for link in links(LexborHTMLParser(body.decode())):
            many = link.startswith(("/search", "/over-time")) and link.count("&") > 1
            many = many or (link.startswith("/reported/new?") and href != "/")  # one form for every page
            lasting = link.startswith("/id/") or "/versions" in link
            many = many or (lasting and not any(one in link for one in followed))
            if link not in seen and not many:
                seen.add(link)
                queue.append(link)
    return found


@pytest.fixture
def html(reached: Reached) -> dict[str, LexborHTMLParser]:
    return {
        href: LexborHTMLParser(body.decode())
        for href, (response, body) in reached.items()
        if response.headers.get("Content-Type", "").startswith("text/html") and response.status_code == 200
    }


def test_every_link_leads_somewhere(reached: Reached, world: World) -> None:
    broken = {href: r.status_code for href, (r, _) in reached.items() if r.status_code not in (200, 302, 303)}
    assert broken == {f"/expectations/{world.merged}": 410}  # it says where it went
    assert len(reached) > 150


def test_every_kind_of_page_was_reached(reached: Reached, world: World) -> None:
    for start in (
        "/search",
        "/entries/E-",
        "/reports/R-",
        "/organisations/B-",
        "/publishers/",
        "/about",
        "/glossary",
        "/support",
        "/accessibility",
        "/data",
        "/search.csv",
        "/organisations.csv",
        f"/organisations/{world.trust}/places.csv",
        "/expectations/X-",
        "/over-time",
        "/themes/",
        "/cross-purposes/C-",
        "/groups/G-",
        "/work",
        "/consolidations/Y-",
        "/without-owner",
        "/expectations.json",
        "/oversight/",
        "/over-time/by-publisher.csv",
        "/effects/T-",
        "/priorities/Z-",
        "/assessments/S-",
        "/impact",
        "/recurrence",
        "/responses/A-",
        *(f"{thing}/versions{end}" for thing in versioned(world) for end in ("", "/1", "/1.json")),
    ):
        assert any(href.startswith(start) for href in reached), start


def test_pages_have_one_main_heading_a_title_and_a_language(html: dict[str, LexborHTMLParser]) -> None:
    for href, page in html.items():
        assert len(page.css("h1")) == 1, href
        assert len(page.css("main")) == 1, href
        title = node(page, "title").text()
        assert title.endswith(" - Answerable") and len(title) > 15, href
        language = "cy" if href.startswith("/cy") else "en-GB"
        assert node(page, "html").attributes["lang"] == language, href


def test_pages_fetch_nothing_from_elsewhere_and_run_nothing(html: dict[str, LexborHTMLParser]) -> None:
    for href, page in html.items():
        ours = page.css("script[src*='answerable/suggest']") if href.split("?")[0] == "/search" else []
        assert page.css("script, style, iframe, object, embed, [style]") == ours, href
        for one in page.css("[src], link[href]"):
            target = one.attributes.get("src") or one.attributes.get("href") or ""
            assert target.startswith("/"), (href, target)
        for one in page.css("*"):
            assert not any(name.startswith("on") for name in one.attributes), (href, one.tag)


def test_pages_use_each_id_once(html: dict[str, LexborHTMLParser]) -> None:
    for href, page in html.items():
        identifiers = [one.attributes["id"] for one in page.css("[id]")]
        assert len(identifiers) == len(set(identifiers)), href


def test_links_within_a_page_have_their_targets(html: dict[str, LexborHTMLParser]) -> None:
    for href, page in html.items():
        identifiers = {one.attributes["id"] for one in page.css("[id]")}
        for one in page.css("a[href^='#']"):
            assert (one.attributes["href"] or "")[1:] in identifiers, (href, one.attributes["href"])


def test_links_to_a_place_in_another_page_have_their_targets(html: dict[str, LexborHTMLParser]) -> None:
    for href, page in html.items():
        for one in page.css("a[href^='/']"):
            address, hash_, place = (one.attributes["href"] or "").partition("#")
            if hash_ and address in html:
                assert html[address].css_first(f"[id='{place}']") is not None, (href, address, place)


def test_no_page_or_file_holds_a_withheld_name(reached: Reached) -> None:
    for href, (response, body) in reached.items():
        assert NAME.lower() not in body.decode().lower(), href
        location = response.headers.get("Location", "")
        assert NAME.lower() not in location.lower() or href.endswith("/source"), href


def test_every_answer_carries_the_policy(reached: Reached) -> None:
    for href, (response, _) in reached.items():
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, href
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "camera=()" in response.headers["Permissions-Policy"]


def test_words_of_reports_stand_under_a_content_note(html: dict[str, LexborHTMLParser]) -> None:
    for href, page in html.items():
        body = page.html or ""
        words = [place for place in (body.find("app-words"), body.find("app-list__text")) if place >= 0]
        if words:
            assert 0 < body.find("app-note--care") < min(words), href


def test_titles_and_descriptions_hold_no_words_of_reports(html: dict[str, LexborHTMLParser]) -> None:
    for href, page in html.items():
        description = node(page, "meta[name=description]").attributes["content"] or ""
        for words in ("observation record", "tell the family", "paper record", "alarm"):
            assert words not in f"{node(page, 'title').text()} {description}", href


def test_fictional_records_say_so_wherever_they_stand(html: dict[str, LexborHTMLParser]) -> None:
    for href, page in html.items():
        said = "Data arddangos." if href.startswith("/cy") else "Demonstration data."
        assert said in node(page, "body").text(), href
        for item in page.css(".app-list > li"):
            if re.search(r"South Moor, 1 August", item.text()) and "/search" in href:
                assert "Fictional" in item.text(), href


def test_files_name_their_kind(reached: Reached) -> None:
    for href, (response, _) in reached.items():
        path = href.partition("?")[0]
        if path.endswith(".csv"):
            assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        if path.endswith(".json"):
            assert response.headers["Content-Type"] == "application/json; charset=utf-8"


def test_footer_says_what_the_service_is(html: dict[str, LexborHTMLParser]) -> None:
    for page in html.values():
        assert "independent open-source software, not a government website" in node(page, "footer").text()


def test_nothing_is_called_silent_or_late(html: dict[str, LexborHTMLParser]) -> None:
    for href, page in html.items():
        text = node(page, "body").text().lower()
        for word in ("overdue", "failed to respond", "did not respond", "non-response", "ignored"):
            assert word not in text, (href, word)
