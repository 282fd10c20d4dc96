"""What a site gives besides reports in files reaches the register: replies, figures, pages, bodies."""

import dataclasses
import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.test import override_settings

from answerable.core.calendar import now
from answerable.duties.models import PublishedReply
from answerable.impact.models import SeriesFile, Value
from answerable.organisations.models import (
    Existence,
    Location,
    Organisation,
    OrganisationCode,
    SuccessionClaim,
)
from answerable.pipeline.harvest import Harvested, harvest_source, visited_sources
from answerable.register.models import Entry, Report
from answerable.sources.models import Holding, Place
from tests import make
from tests.files import pdf
from tests.made.clock import clock
from tests.made.place_lists import ACTIVE, DEACTIVATED, deactivated, lines, place, spreadsheet
from tests.made.sites.server import Site, serving

pytestmark = pytest.mark.django_db
PFD, LIST = "www.judiciary.uk", "/prevention-of-future-death-reports/"
PAGE = f"{LIST}lamp-3-prevention-of-future-deaths-report/"
UPLOADS = "/wp-content/uploads/2031/05"
NHSE, SERIES = "digital.nhs.uk", "/data/night-watch/"
CQC, DATA = "www.cqc.org.uk", "/about-us/transparency/using-cqc-data"
ORD = "directory.spineservices.nhs.uk"
LETTER = (
    "Lanternshire Partnership NHS Trust", "Dear Sir,",
    "Response to the report to prevent future deaths",
    "We have trained all staff of the ward to check the alarm, and audit it every week.",
)  # fmt: skip


def harvested(site: Site, source: str, *start: str) -> Harvested:
    """One run over the source by its shipped adapter, begun at these addresses."""
    definition = visited_sources([source])[0]
    assert definition.harvest is not None
    rule = dataclasses.replace(definition.harvest, delay=0, start=start)
    with serving(site), override_settings(HARVEST_STAND_IN=site.stand_in):
        return harvest_source(dataclasses.replace(definition, harvest=rule), progress=lambda *_: None)


def given(body: bytes, kind: str) -> object:
    return lambda asked: asked.answer(200, body, Content_Type=kind)


def in_pages(words: str) -> list[list[str]]:
    lines = words.translate({0x2013: "-", 0x2019: "'"}).encode("latin-1", "replace").decode("latin-1")
    return [lines.splitlines()[at : at + 40] for at in range(0, len(lines.splitlines()), 40)]


def test_a_letter_that_a_page_lists_becomes_the_reply_of_its_report(samples: Path) -> None:
    sites = samples / "sites" / "judiciary_pfd"
    listing = (sites / "listing.html").read_bytes()
    link = f'<a href="https://{PFD}{PAGE}">3</a></main>'.encode()
    form = in_pages((samples / "pfd" / "form.txt").read_text(encoding="utf-8"))
    pages = {
        f"{PFD}{LIST}": listing.replace(b"</main>", link),
        f"{PFD}{PAGE}": (sites / "report.html").read_bytes().replace(b"03/05/2031", b"18/01/2023"),
        f"{PFD}{UPLOADS}/Lamp-3-Prevention-of-future-deaths-report-2031-0123_Published.pdf": pdf(form),
        f"{PFD}{UPLOADS}/2031-0123-Response-from-Lanternshire-Partnership.pdf": pdf([LETTER]),
    }
    done = harvested(Site(pages=dict(pages)), "judiciary-pfd", f"https://{PFD}{LIST}")
    assert (done.outcome.new_reports, done.outcome.new_replies, done.outcome.failed) == (1, 1, [])
    reply = PublishedReply.objects.get()
    assert reply.report == Report.objects.get() and "audit it every week" in reply.texts.get().original
    assert reply.texts.get().written_by == "Lanternshire Partnership NHS Trust"


def series(*files: str) -> bytes:
    links = "".join(f'<li><a href="{SERIES}files/{name}">Night watch, {name}</a></li>' for name in files)
    return f"<!doctype html><html><body><main><h1>Watch</h1><ul>{links}</ul></main></body></html>".encode()


def figures(value: int) -> bytes:
    heads = b"REPORTING_PERIOD_START,REPORTING_PERIOD_END,BREAKDOWN,PRIMARY_LEVEL,PRIMARY_LEVEL_DESCRIPTION,"
    heads += b"SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,MEASURE_ID,MEASURE_NAME,MEASURE_VALUE\n"
    return heads + f"01/05/2024,31/05/2024,England,England,England,NONE,NONE,MHS76,Watch,{value}\n".encode()


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name.replace("_csv", ".csv").replace("_pdf", ".pdf"), body)
    return made.getvalue()


def test_figures_are_loaded_from_tables_and_archives_and_a_later_one_revises() -> None:
    zipped = packed(may_csv=figures(40), notes_pdf=b"%PDF-1.4", **{"../../up_csv": figures(41)})
    site = Site(
        pages={
            f"{NHSE}{SERIES}": series("may.csv", "both.zip"),
            f"{NHSE}{SERIES}files/may.csv": given(figures(40), "text/csv"),  # type: ignore[dict-item]
            f"{NHSE}{SERIES}files/both.zip": given(zipped, "application/zip"),  # type: ignore[dict-item]
        }
    )
    done = harvested(site, "nhse-statistics", f"https://{NHSE}{SERIES}")
    assert not done.outcome.failed and done.outcome.figures == 3
    assert [left.where.rsplit(", ", 1)[1] for left in done.outcome.left_out] == ["notes.pdf"]
    assert SeriesFile.objects.count() == 2, "the same table, alone and in the archive, is one file"
    assert all(file.published for file in SeriesFile.objects.all())
    assert {float(value.value) for value in Value.objects.all() if value.value is not None} == {40.0, 41.0}
    first = max(file.published for file in SeriesFile.objects.all() if file.published)
    site.pages[f"{NHSE}{SERIES}files/may.csv"] = given(figures(44), "text/csv")  # type: ignore[assignment]
    with clock(now() + dt.timedelta(days=40)):
        again = harvested(site, "nhse-statistics", f"https://{NHSE}{SERIES}")
    assert (again.outcome.figures, again.outcome.failed) == (1, [])
    revised = SeriesFile.objects.order_by("pk").last()
    assert revised is not None and revised.published is not None and revised.published > first
    located = set(Holding.objects.values_list("locator", flat=True))
    assert f"https://{NHSE}{SERIES}files/may.csv" in located and not any("/tmp" in one for one in located)


def test_an_archive_that_is_none_is_said_and_the_rest_is_loaded() -> None:
    site = Site(
        pages={
            f"{NHSE}{SERIES}": series("may.csv", "empty.zip"),
            f"{NHSE}{SERIES}files/may.csv": given(figures(40), "text/csv"),  # type: ignore[dict-item]
            f"{NHSE}{SERIES}files/empty.zip": given(packed(notes_pdf=b"x"), "application/zip"),  # type: ignore[dict-item]
        }
    )
    done = harvested(site, "nhse-statistics", f"https://{NHSE}{SERIES}")
    assert done.outcome.figures == 1 and [one.why for one in done.outcome.failed] == [
        "The archive holds no table."
    ]


def test_a_report_that_is_a_page_alone_is_read_from_it(samples: Path) -> None:
    host, root = "www.hssib.org.uk", "/patient-safety-investigations/"
    report = (samples / "sites" / "hssib" / "report.html").read_text(encoding="utf-8")
    page = report.replace("2031", "2023")
    items = f'<ul><li><a href="{root}night-watch/">Night</a></li></ul><a href="?page=1">1</a>'
    whole = f"<!doctype html><html><body><main><h1>All</h1>{items}</main></body></html>".encode()
    site = Site(pages={f"{host}{root}": whole, f"{host}{root}night-watch/": page.encode()})
    done = harvested(site, "hssib", f"https://{host}{root}")
    held = Place.objects.get(kind="report", state="held")
    assert held.taken and done.outcome.new_reports == 1
    assert Report.objects.get().url == held.url and Entry.objects.exists()


def test_a_report_that_gov_uk_holds_as_a_page_is_read_and_its_answer_to_programs_not(
    samples: Path,
) -> None:
    host, search = "www.gov.uk", "/api/search.json?q=lamps&count=1&start=0"
    path = "/government/publications/review-of-lamps-4"
    found = {"link": path, "title": "Review of lamps", "public_timestamp": "2023-02-04T09:30:00Z"}
    content = json.loads((samples / "sites" / "govuk" / "report.json").read_text().replace("2031", "2023"))
    content["details"]["attachments"][0] |= {"attachment_type": "html", "url": f"{path}/report"}
    asks = "".join(
        f"<h3>Recommendation {n}</h3><p>The Department for Lighthouses should {what}.</p>"
        for n, what in enumerate(("check each lamp every night", "train all keepers to trim a lamp"), 1)
    )
    report = f"<!doctype html><html><body><main><h1>Review of lamps</h1>{asks}</main></body></html>"
    pages: dict[str, object] = {
        f"{host}{search}": given(
            json.dumps({"results": [found], "total": 1, "start": 0}).encode(), "application/json"
        ),
        f"{host}/api/content{path}": given(json.dumps(content).encode(), "application/json"),
        f"{host}{path}/report": report.encode(),
    }
    done = harvested(Site(pages=pages), "other-reviews", f"https://{host}{search}")  # type: ignore[arg-type]
    assert (done.outcome.new_reports, done.outcome.new_entries, done.outcome.failed) == (1, 2, [])
    assert Report.objects.get().document_url == f"https://{host}{path}/report"
    held = Place.objects.get(url=f"https://{host}/api/content{path}")
    assert held.document is not None and not held.taken
    assert Place.objects.get(url=f"https://{host}{path}/response").state == "gone"


def test_bodies_of_the_data_service_are_held_with_their_end_and_a_doubtful_successor(samples: Path) -> None:
    one = (samples / "sites" / "ods" / "body.json").read_text().replace("2031", "2021")
    other = json.loads(one)
    held = other["Organisation"]
    held |= {"Name": "LANTERN CARE NHS TRUST", "Status": "Active"}
    held["OrgId"]["extension"] = "ZL1"
    held.pop("Succs")
    for date in held["Date"]:
        date.pop("End")
    link = f"https://{ORD}/ORD/2-0-0/organisations/"
    listed = [
        {"Name": name, "OrgId": code, "Status": state, "LastChangeDate": "2021-04-02", "OrgLink": link + code}
        for name, code, state in (("HARBOUR CARE", "ZL2", "Inactive"), ("LANTERN CARE", "ZL1", "Active"))
    ]
    answers = {
        "organisations?PrimaryRoleId=RO197&Limit=1000": {"Organisations": listed},
        "organisations/ZL1": other,
        "organisations/ZL2": json.loads(one),
    }
    site = Site(
        pages={
            f"{ORD}/ORD/2-0-0/{path}": given(json.dumps(body).encode(), "application/json")  # type: ignore[misc]
            for path, body in answers.items()
        }
    )
    start = f"https://{ORD}/ORD/2-0-0/organisations?PrimaryRoleId=RO197&Limit=1000"
    done = harvested(site, "ods", start)
    assert done.outcome.new_bodies == 2 and not done.outcome.failed
    body = Organisation.objects.get(key="ods:ZL2")
    assert (body.name, body.kind) == ("Harbour Care NHS Trust", "nhs_trust")
    assert OrganisationCode.objects.get(organisation=body).code == "ZL2"
    assert str(Existence.objects.get(organisation=body).valid_to) == "2021-04-01"
    claim = SuccessionClaim.objects.get()
    assert (claim.successor_key, claim.certainty, claim.kind) == ("ods:ZL1", "doubtful", "succession")
    again = harvested(site, "ods", start)
    assert (again.taken, again.outcome.new_bodies) == (0, 0)


def test_lists_of_places_become_those_of_their_providers_and_next_months_changes_them(samples: Path) -> None:
    tarnwick = make.body("Tarnwick Care NHS Trust", key="ods:ZA1")
    page = (samples / "sites" / "cqc" / "data.html").read_text(encoding="utf-8")
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    files = "/system/files/2031-09/01_September_2031"

    def sheet(on: str, name: str, table: list[list[str]]) -> object:
        return given(spreadsheet({"README": [[f"Source: CQC database as at {on}"]], name: table}), kind)

    in_use = [place(), place(code="ZA102", name="Grayfell Unit")]
    pages: dict[str, object] = {
        f"{CQC}{DATA}": page.encode(),
        f"{CQC}{files}_HSCA_Active_Locations.ods": sheet("1 September 2031", "A", lines(ACTIVE, in_use)),
        f"{CQC}{files}_Deactivated_Locations.ods": sheet("1 September 2031", "D", lines(DEACTIVATED, [])),
    }
    site = Site(pages=pages)  # type: ignore[arg-type]
    first = harvested(site, "cqc", f"https://{CQC}{DATA}")
    assert (first.outcome.new_places, first.outcome.failed) == (2, [])
    assert [(row.code, row.organisation, row.joined) for row in Location.objects.all()] == [
        ("ZA102", tarnwick, "name"),
        ("ZA101", tarnwick, "name"),
    ]
    ended = place(code="ZA102", name="Grayfell Unit", closed="30/09/2031")
    closed = deactivated(ended, on="1 October 2031")
    files = files.replace("September", "October")
    more: dict[str, object] = {
        f"{CQC}{DATA}": page.replace("01_September", "01_October").encode(),
        f"{CQC}{files}_HSCA_Active_Locations.ods": sheet("1 October 2031", "A", lines(ACTIVE, in_use[:1])),
        f"{CQC}{files}_Deactivated_Locations.ods": given(closed, kind),
    }
    site.pages.update(more)  # type: ignore[arg-type]
    Place.objects.update(next_at="2020-01-01T00:00Z")
    again = harvested(site, "cqc", f"https://{CQC}{DATA}")
    assert "not the kind of file that its name says" in Place.objects.get(state="odd").why
    assert again.outcome.new_places == 1
    grayfell = Location.objects.get(code="ZA102")
    assert (grayfell.closed, str(grayfell.listed_to)) == (None, "2031-09-01")
    named = f"{CQC}/x/October_2031_Deactivated_Locations.csv"
    direct = harvested(Site(pages={named: given(closed, "text/csv")}), "cqc", f"https://{named}")  # type: ignore[dict-item]
    assert direct.outcome.new_places == 1
    assert str(Location.objects.get(code="ZA102").closed) == "2031-10-01"
