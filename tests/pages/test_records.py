"""What the pages of an entry, a report, a body and a publisher say."""

import csv
import io
import json

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.core.references import ALPHABET
from answerable.register.models import Entry
from answerable.website.presenters.flags import flag_words
from answerable.website.presenters.words import entry_label, names_in_report
from tests.pages.world import NAME, World

pytestmark = pytest.mark.django_db


def text_of(client: Client, href: str, status: int = 200) -> str:
    response = client.get(href)
    assert response.status_code == status, href
    body = LexborHTMLParser(response.content.decode()).body
    assert body is not None
    return " ".join(body.text(separator=" ").split()).replace(" ,", ",").replace(" .", ".")


def test_entry_shows_exact_words_and_where_they_stand(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    assert "Nobody on the ward knew who had to check that the observation record was complete." in text
    assert "[name withheld]" in text
    assert "page 2" in text
    assert "1 passage is withheld" in text


def test_item_of_a_list_shows_the_words_that_lead_into_it(browser: Client, world: World) -> None:
    first = Entry.objects.filter(report__reference=world.inquiry).order_by("order")[0]
    text = text_of(browser, f"/entries/{first.reference}")
    assert "Under the heading: Plans After the words: The inquiry asks the Department to: Make a plan" in text


def test_entry_escapes_what_looks_like_a_page(browser: Client, world: World) -> None:
    html = browser.get(f"/reports/{world.report}").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html


def test_entry_keeps_every_date_of_a_duty_and_says_what_it_rests_on(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    assert "Reply due 1 September 2023 (time extended)" in text
    assert "Also kept: 2 May 2023 (stated in the report)" in text
    assert "Also kept: 9 May 2023 (worked out from the rule)" in text  # 56 days after 14 March
    assert "Reply due 2 May 2023 (stated in the report)" in text  # the other body's


def test_entry_shows_addressees_as_written_and_as_understood(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    assert "As written: Vale and Moor Partnership NHS Foundation Trust" in text
    assert "We could not tell which body is meant" in text
    assert "The Chief Coroner Sent a copy" in text


def test_entry_shows_what_its_sources_do_not_agree_on(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    assert "They differ on the date of the report" in text
    assert "14 March 2023" in text and "13 April 2023" in text


def test_entry_labels_what_was_worked_out(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    assert "Worked out by us, not by the publisher, from these words: ward" in text
    assert "The date had a typing error in the source. We mended it." in text


def test_entry_lists_its_parts_and_a_part_its_whole(browser: Client, world: World) -> None:
    assert f'href="/entries/{world.part}"' in browser.get(f"/entries/{world.entry}").content.decode()
    assert f'href="/entries/{world.entry}"' in browser.get(f"/entries/{world.part}").content.decode()


def test_state_of_reply_is_said_in_neutral_words(browser: Client, world: World) -> None:
    assert "One published reply identified" in text_of(browser, f"/reports/{world.answered}")
    found = json.loads(browser.get("/search.json?q=observation+record").content)["results"]
    states = {hit["report"]["response_words"] for hit in found}
    assert any(state.startswith("No response identified in the sources checked, as at ") for state in states)


def test_report_links_to_its_publisher_without_the_address(browser: Client, world: World) -> None:
    html = browser.get(f"/reports/{world.report}").content.decode()
    assert f"/reports/{world.report}/source" in html
    assert "example.org" not in html
    response = browser.get(f"/reports/{world.report}/source")
    assert response.status_code == 303
    assert response.headers["Location"] == f"https://example.org/margery-{NAME.lower()}"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_report_without_a_page_of_its_publisher_says_so(browser: Client, world: World) -> None:
    assert "We have no page of the publisher" in text_of(
        browser, f"/reports/{world.plain_report}/source", 404
    )


def test_report_without_entries_says_why(browser: Client, world: World) -> None:
    text = text_of(browser, f"/reports/{world.empty_report}")
    assert "The source holds standard sentences only." in text


def test_report_without_date_or_addressee_says_so(browser: Client, world: World) -> None:
    text = text_of(browser, f"/reports/{world.plain_report}")
    assert "date not known" in text
    assert "The source does not say who is asked." in text


def test_long_report_comes_in_pages_that_miss_nothing(browser: Client, world: World) -> None:
    found = []
    for page in (1, 2, 3):
        html = LexborHTMLParser(browser.get(f"/reports/{world.inquiry}?page={page}").content.decode())
        found += [one.attributes["href"] for one in html.css(".app-list__title a")]
    assert len(found) == len(set(found)) == 120


@pytest.mark.parametrize("page", ["0", "-1", "999999", "x", "", "१", "9" * 40])
def test_page_numbers_out_of_range_give_a_page(browser: Client, world: World, page: str) -> None:
    assert browser.get(f"/reports/{world.inquiry}", {"page": page}).status_code == 200
    assert browser.get("/search", {"page": page}).status_code == 200


def test_withdrawn_entry_leaves_a_tombstone(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.withdrawn}", 410)
    assert "It was recorded twice." in text and "never be used again" in text
    assert browser.get(f"/entries/{world.withdrawn}.json").status_code == 410
    assert browser.get(f"/entries/{world.withdrawn}.csv").status_code == 410


def test_every_single_typing_error_in_a_reference_is_explained(browser: Client, world: World) -> None:
    for place in range(2, len(world.entry)):
        other = ALPHABET[(ALPHABET.index(world.entry[place]) + 7) % len(ALPHABET)]
        mistyped = world.entry[:place] + other + world.entry[place + 1 :]
        assert "probably mistyped" in text_of(browser, f"/entries/{mistyped}", 404)


def test_reference_never_given_is_told_apart_from_a_mistyped_one(browser: Client) -> None:
    from answerable.core.references import make_reference

    unknown = make_reference("E", "never given")
    assert "has never given it" in text_of(browser, f"/entries/{unknown}", 404)


def test_reference_in_small_letters_leads_to_its_one_address(browser: Client, world: World) -> None:
    response = browser.get(f"/entries/{world.entry.lower()}")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/entries/{world.entry}"


def test_reference_of_another_kind_is_refused(browser: Client, world: World) -> None:
    assert browser.get(f"/entries/{world.report}").status_code == 404


@pytest.mark.parametrize("day", ["yesterday", "2023-02-30", "31/01/2023", "2023-1-1", "9999-01-01"])
def test_day_that_cannot_be_is_explained(browser: Client, world: World, day: str) -> None:
    for href in (f"/entries/{world.entry}", f"/reports/{world.report}", f"/organisations/{world.trust}"):
        response = browser.get(href, {"as-at": day})
        assert response.status_code == 400
        assert "date" in response.content.decode()


def test_earlier_day_shows_a_banner_and_no_later_facts(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}?as-at=2023-12-31")
    assert "As at 31 December 2023." in text
    assert "The register did not hold this entry on 31 December 2023." in text
    assert "1 September 2023 (time extended)" not in text  # recorded later than that day
    assert "Reply due 2 May 2023 (stated in the report)" in text


def test_day_before_publication_shows_nothing_of_the_report(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}?as-at=2020-01-01", 404)
    assert "Not published on that day" in text and "observation" not in text
    assert browser.get(f"/entries/{world.entry}.json?as-at=2020-01-01").status_code == 404
    assert browser.get(f"/reports/{world.report}.csv?as-at=2020-01-01").status_code == 404


def test_reworded_entry_shows_its_latest_words_and_its_history(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.reworded}")
    assert "Staff on the ward were not told of the alarm." in text
    assert "Version 1, recorded" in text and "Version 2, recorded" in text


def test_organisation_shows_what_it_was_asked_and_has_to_answer(browser: Client, world: World) -> None:
    text = text_of(browser, f"/organisations/{world.trust}")
    assert "14 reports in this register ask something of this body" in text
    assert "a high figure does not mean that care is worse" in text
    assert "North Vale Care NHS Trust" in text
    assert "1 September 2023, time extended" in text


def test_closed_organisation_names_who_took_over(browser: Client, world: World) -> None:
    text = text_of(browser, f"/organisations/{world.closed}")
    assert "No longer exists" in text
    assert "merged into Vale and Moor Partnership NHS Foundation Trust" in text


def test_coroners_counts_come_with_what_they_cannot_say(browser: Client, world: World) -> None:
    assert "These counts do not measure risk" in text_of(browser, f"/publishers/{world.publisher}")
    assert "do not measure risk" in text_of(browser, "/publishers")


def test_chart_and_table_and_file_agree(browser: Client, world: World) -> None:
    page = LexborHTMLParser(browser.get(f"/organisations/{world.trust}").content.decode())
    svg = page.css_first("svg[role=img]")
    assert svg is not None and svg.css_first("title") and svg.css_first("desc")
    table = {}
    for row in page.css("figure.app-chart + details tbody tr"):
        year, count = (cell.text().strip() for cell in row.css("th, td"))
        table[year] = count
    response = browser.get(f"/organisations/{world.trust}/by-year.csv")
    rows = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))  # type: ignore[attr-defined]
    in_file = {row["year"]: row["reports"] for row in rows}
    assert {year: count for year, count in table.items() if count != "0"} == in_file


def test_json_and_page_and_csv_say_the_same(browser: Client, world: World) -> None:
    record = json.loads(browser.get(f"/entries/{world.entry}.json").content)
    response = browser.get(f"/entries/{world.entry}.csv")
    [row] = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))  # type: ignore[attr-defined]
    assert record["text"] == row["text"]
    assert record["text"].split(".")[0] in text_of(browser, f"/entries/{world.entry}")
    assert record["reference"] == row["entry"] == world.entry


def test_csv_cells_do_not_run(browser: Client, world: World) -> None:
    response = browser.get(f"/reports/{world.report}.csv")
    rows = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))  # type: ignore[attr-defined]
    texts = [row["text"] for row in rows]
    assert any(text.startswith("'=1+1") for text in texts)
    assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)


def test_open_data_may_be_read_from_any_page(browser: Client, world: World) -> None:
    response = browser.get(f"/entries/{world.entry}.json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in browser.get(f"/entries/{world.entry}").headers


def test_every_version_of_an_entry_has_its_address(browser: Client, world: World) -> None:
    first = text_of(browser, f"/entries/{world.reworded}/versions/1")
    assert "Staff were not told of the alarm." in first and "An earlier version." in first
    second = text_of(browser, f"/entries/{world.reworded}/versions/2")
    assert "Staff on the ward were not told of the alarm." in second and "An earlier version." not in second
    assert "never had a version 3" in text_of(browser, f"/entries/{world.reworded}/versions/3", 404)
    assert browser.get(f"/entries/{world.withdrawn}/versions/1").status_code == 410


def test_pages_only_answer(browser: Client, world: World) -> None:
    for method in (browser.post, browser.put, browser.patch, browser.delete):
        assert method(f"/entries/{world.entry}").status_code == 405
    assert browser.head(f"/entries/{world.entry}").status_code == 200


@pytest.mark.parametrize(
    ("number", "label"),
    [
        ("2", "Concern 2"),
        ("5.", "Concern 5"),
        ("(1)", "Concern (1)"),
        ("a)", "Concern a"),
        ("", "Concern"),
        ("R/2021/146", "Concern R/2021/146"),
    ],
)
def test_entries_are_called_by_their_number_without_its_stops(number: str, label: str) -> None:
    assert entry_label("concern", number) == label


def test_parts_are_called_after_their_whole() -> None:
    rows = [
        (1, "concern", "1.", None),
        (2, "concern", "a)", 1),
        (3, "concern", "", 1),
        (4, "concern", "2", None),
    ]
    assert list(names_in_report(rows).values()) == [
        "Concern 1",
        "Concern 1, part a",
        "Concern 1, part 2",
        "Concern 2",
    ]


def test_doubt_without_words_of_its_own_is_named_all_the_same() -> None:
    assert flag_words(("something-new:detail",)) == ["Checked by machine and marked: something new."]
