"""A report that left the register: what readers and programs are told, and where it is decided."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client

from answerable.accounts.models import RoleGrant
from answerable.core.actors import HARVEST
from answerable.pipeline.bulk.tables import TABLES
from answerable.register.models import Report, Withdrawal
from answerable.register.operations import add_edition, restore_report, withdraw_report
from answerable.sources.harvest_adapters import Found
from answerable.sources.harvesting.withdrawn import says_withdrawn
from answerable.sources.models import Place
from answerable.sources.operations.visiting import Look, begin_harvest, end_harvest, note_places, note_visit
from tests import make
from tests.made import overseeing
from tests.made import publishing as made
from tests.made.clock import clock
from tests.pages.desk_tools import page, text
from tests.pages.page_tools import json_of, rows_of, text_of
from tests.unit.register.test_withdrawing import WHY, editor

pytestmark = pytest.mark.django_db
LEFT = dt.date(2026, 5, 4)
BACK = dt.date(2026, 6, 1)
NOTICE = "https://inquiry.test/a-name-may-stand-here"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def gone() -> Report:
    """Withdrawn on 4 May 2026, for another that stands."""
    trust = make.body("Northmere Wards Trust")
    with clock(dt.date(2026, 1, 5)):
        report = make.report(texts=["Mend the lamps of the ward."], to=[trust])
        other = make.report(texts=["Mend all lamps of the ward."], to=[trust], reference="2024-0002")
        add_edition(by=editor(), report=report, form="braille", supplied_by="A", url="https://a.test/b")
    with clock(LEFT):
        withdraw_report(
            by=editor(), report=report, ground="duplicate", why=WHY, notice=NOTICE, replaced_by=other
        )
    return Report.objects.get(pk=report.pk)


def test_every_form_of_it_answers_410_with_what_it_was_and_what_stands_in_its_place(
    client: Client, gone: Report
) -> None:
    other, entry = Report.objects.exclude(pk=gone.pk).get(), gone.entries.get()
    here = f"/reports/{gone.reference}"
    words = text_of(client, here, 410)
    for said in (gone.title, "4 May 2026", "an editor of this register", WHY, other.reference):
        assert said in words
    assert "Mend the lamps" not in words and "inquiry.test" not in client.get(here).content.decode()
    for form in (".json", ".csv", "/source"):
        assert client.get(f"{here}{form}").status_code == 410
    led = client.get(f"{here}/notice")
    assert led.status_code == 303 and led.headers["Location"] == NOTICE
    assert client.get(f"/reports/{other.reference}/notice").status_code == 404
    api = client.get(f"/api/v1{here}")
    assert api.status_code == 410 and other.reference in api.json()["detail"]
    of_entry = text_of(client, f"/entries/{entry.reference}", 410)
    assert "whole report" in of_entry and WHY in of_entry and other.reference in of_entry
    assert f'href="{here}"' in client.get(f"/entries/{entry.reference}").content.decode()


def test_it_is_in_no_list_and_the_log_and_its_versions_tell_of_it(client: Client, gone: Report) -> None:
    other, entry = Report.objects.exclude(pk=gone.pk).get(), gone.entries.get()
    for at in ("/reports.csv", f"/publishers/{gone.publisher.code}.csv"):
        assert [row["report"] for row in rows_of(client, at)] == [other.reference]
    listed = json_of(client, "/api/v1/reports")["items"]
    assert [one["reference"] for one in listed] == [other.reference]
    for at in ("/sitemaps/reports-1.xml", f"/publishers/{gone.publisher.code}", "/"):
        answer = client.get(at)
        told = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert answer.status_code == 200 and gone.reference not in told.decode()
    for name, (columns, rows) in TABLES.items():
        if name == "withdrawals":
            (row,) = (dict(zip(columns, row, strict=True)) for row in rows())
            assert (row["withdrawn"], row["replaced_by"]) == (gone.reference, other.reference)
            continue
        assert not {gone.reference, entry.reference} & {cell for row in rows() for cell in row}, name
    assert "A whole report was withdrawn" in text_of(client, f"/log?about={gone.reference}")
    here = f"/reports/{gone.reference}/versions"
    words = text_of(client, here)
    assert "The whole report was withdrawn" in words and WHY in words
    assert f"{entry.reference}, version 1, withdrawn since" in text_of(client, f"{here}/1")
    says = json_of(client, f"{here}/3.json")["says"]
    assert (says["entries"], says["editions"], says["withdrawn"]) == ([], [], WHY)
    assert json_of(client, f"/api/v1{here}") == json_of(client, f"{here}.json")
    assert "version 3" in client.get(f"/id/{gone.reference}/cite.txt").content.decode()


def test_days_before_show_it_without_what_was_taken_down(client: Client, gone: Report) -> None:
    here, entry = f"/reports/{gone.reference}", gone.entries.get()
    words = text_of(client, f"{here}?as-at=2026-05-03")
    assert "withdrawn since, on 4 May 2026" in words and "Mend the lamps" not in words
    told = json_of(client, f"{here}.json?as-at=2026-05-03")
    assert told["entries"] == told["editions"] == []
    assert client.get(f"{here}?as-at=2026-05-04").status_code == 410
    assert client.get(f"/api/v1{here}?as-at=2026-05-04").status_code == 410
    with clock(BACK):
        restore_report(by=editor(), report=gone, why="They differ after all.")
    cache.clear()
    assert "They differ after all." in text_of(client, here)
    meanwhile = text_of(client, f"{here}?as-at=2026-05-20", 410)
    assert "taken back on 1 June 2026" in meanwhile
    of_entry = f"/entries/{entry.reference}"
    for at in (of_entry, f"{of_entry}.json", f"{of_entry}/standing.csv", f"/api/v1{of_entry}"):
        assert client.get(f"{at}?as-at=2026-05-20").status_code == 410, at
    assert "Mend the lamps" in text_of(client, f"/entries/{entry.reference}?as-at=2026-05-03")
    assert "They differ" not in text_of(client, f"{here}?as-at=2026-05-03")
    says = json_of(client, f"{here}/versions/4.json")["says"]
    assert says["entries"] == [f"{entry.reference}, version 1"] and len(says["editions"]) == 1


def test_an_editor_withdraws_it_and_takes_that_back() -> None:
    report = make.report(texts=["Mend the lamps of the ward.", "Look in at night."])
    ed = overseeing.signed_in(overseeing.person("editor"))
    assert "/workspace/withdrawals" in ed.get("/workspace/review").content.decode()
    assert ed.get("/workspace/withdrawals?report=R-1").status_code == 422
    found = ed.get(f"/workspace/withdrawals?report={report.reference.lower()}")
    here = found.headers["Location"]
    assert "2 entries, with what the register says of them" in text(page(ed, here))
    sent = {"ground": "error", "why": WHY, "sure": "yes"}
    for wrong, said in (
        ({"sure": ""}, "Tick that"),
        ({"on": "yesterday"}, "is no date"),
        ({"replaced_by": "R-7"}, "problem"),
        ({"why": ""}, "Say why"),
    ):
        answer = ed.post(f"{here}/withdraw", {**sent, **wrong})
        words = answer.content.decode()
        assert answer.status_code == 422 and said in words and (WHY in words or not wrong.get("why", WHY))
    assert not Withdrawal.objects.exists()
    first, second = report.entries.order_by("order")
    one = {"entry": first.reference, "why": "Recorded twice."}
    assert ed.post(f"{here}/entry", {**one, "why": ""}).status_code == 422
    assert ed.post(f"{here}/entry", one).status_code == 302
    assert ed.post(f"{here}/entry", one).status_code == 422
    assert "Recorded twice." in text_of(ed, f"/entries/{first.reference}", 410)
    assert ed.post(f"{here}/withdraw", sent).status_code == 302
    assert ed.post(f"{here}/withdraw", sent).status_code == 422
    assert WHY in text(page(ed, here)) and WHY in text(page(ed, "/workspace/withdrawals"))
    assert ed.post(f"{here}/restore", {"why": " "}).status_code == 422
    assert ed.post(f"{here}/restore", {"why": "It was the other."}).status_code == 302
    assert "Taken back on" in text(page(ed, here))
    assert ed.get(f"/entries/{first.reference}").status_code == 410
    assert ed.get(f"/entries/{second.reference}").status_code == 200
    assert ed.get("/workspace/withdrawals/R-1").status_code == 404


def test_an_editor_of_one_sector_is_told_what_lies_outside_it() -> None:
    report, who = make.report(), overseeing.person("editor")
    RoleGrant.objects.filter(person=who).update(sector="maternity-neonatal")
    ed = overseeing.signed_in(who)
    sent = {"ground": "error", "why": WHY, "sure": "yes"}
    answer = ed.post(f"/workspace/withdrawals/{report.reference}/withdraw", sent)
    assert answer.status_code == 403 and "Nothing was written" in answer.content.decode()
    assert not Withdrawal.objects.exists()


def test_an_issuer_withdraws_its_own_and_nobody_elses() -> None:
    make.body("Vale and Moor Partnership NHS Foundation Trust")
    report, foreign = made.published(), make.report(area="South Vale")
    ivy = overseeing.signed_in(made.issuing_person())
    here = f"/workspace/publishing/reports/{report.reference}"
    assert "the register is for" not in text(page(ivy, f"{here}/withdrawal")).replace("none that", "")
    sent = {"ground": "publisher", "why": WHY, "sure": "yes"}
    assert ivy.post(f"{here}/withdrawal/withdraw", sent).status_code == 302
    assert "whole report was withdrawn" in text(page(ivy, here))
    assert ivy.post(f"{here}/correct").status_code == 422
    assert ivy.post(f"{here}/withdrawal/restore", {"why": "It was right."}).status_code == 302
    other = f"/workspace/publishing/reports/{foreign.reference}/withdrawal"
    assert ivy.get(other).status_code == ivy.post(f"{other}/withdraw", sent).status_code == 404
    assert ivy.get("/workspace/withdrawals").status_code == 403


def test_what_a_publishers_page_says_is_filled_in_and_a_person_decides() -> None:
    url = "https://www.gov.uk/api/content/government/publications/lamps"
    report = make.report(texts=["Mend the lamps of the ward."], url=url)
    hosts = ("www.gov.uk",)
    note_places(by=HARVEST, source="govuk", hosts=hosts, found=[Found(url, "report")])
    place = Place.objects.get()
    says = {"withdrawn": "2026-03-02", "withdrawn_words": "Replaced by newer guidance. See there."}
    look = Look("new", dt.datetime(2030, 1, 1, tzinfo=dt.UTC), status=200, why=says_withdrawn(says), seen="a")
    again = Look("unchanged", look.next_at, status=304)
    for came in (look, again):
        harvest = begin_harvest(by=HARVEST, source="govuk", adapter="govuk/1")
        note_visit(by=HARVEST, harvest=harvest, place=place, look=came, hosts=hosts)
        end_harvest(by=HARVEST, harvest=harvest)
    ed = overseeing.signed_in(overseeing.person("editor"))
    seen = page(ed, "/workspace/harvest")
    assert "Withdrawn, as its publisher says" in text(seen)
    led = f"/workspace/withdrawals/{report.reference}?place={place.pk}"
    assert seen.css_first(f'a[href="{led}"]')
    form = page(ed, led)
    filled = {
        one.attributes["name"]: one.attributes.get("value")
        for one in form.css("form[action$='/withdraw'] input")
    }
    assert filled["why"] == "Replaced by newer guidance. See there." and filled["on"] == "2026-03-02"
    assert filled["notice"] == "https://www.gov.uk/government/publications/lamps"
    assert not Report.objects.get().withdrawn_at
    withdraw_report(by=editor(), report=report, ground="publisher", why=WHY)
    assert "Nothing waits" in text(page(ed, "/workspace/harvest"))
    assert says_withdrawn({"withdrawn": "yes", "kind": "redirect"}) == says_withdrawn({}) == ""
