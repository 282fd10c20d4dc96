"""From a publisher's site into the register, by the definition and adapter that are shipped."""

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import override_settings

from answerable.cli import main
from answerable.core.calendar import today
from answerable.ledger.models import Event
from answerable.pipeline import daily
from answerable.pipeline.harvest import (
    Harvested,
    NoSourceError,
    daily_sources,
    harvest_source,
    visited_sources,
)
from answerable.register.models import Report
from answerable.sources.definitions import SourceDefinition
from answerable.sources.models import Place
from tests.files import pdf
from tests.made.sites.server import Site, claims_three_gigabytes, goes_to, html, sends_without_end, serving

pytestmark = pytest.mark.django_db
HOST = "www.judiciary.uk"
LIST = "/prevention-of-future-death-reports/"
PAGE = f"{LIST}lamp-3-prevention-of-future-deaths-report/"
FILE = "/wp-content/uploads/2031/05/Lamp-3-Prevention-of-future-deaths-report-2031-0123_Published.pdf"


def quick(definition: SourceDefinition) -> SourceDefinition:
    assert definition.harvest is not None
    rule = dataclasses.replace(
        definition.harvest, delay=0, start=(f"https://{HOST}{LIST}",), most_bytes=2 << 20
    )
    return dataclasses.replace(definition, harvest=rule)


def made_site(samples: Path) -> Site:
    sites = samples / "sites" / "judiciary_pfd"
    report = (sites / "report.html").read_bytes().replace(b"03/05/2031", b"18/01/2023")
    words = (samples / "pfd" / "form.txt").read_text(encoding="utf-8").translate({0x2013: "-", 0x2019: "'"})
    lines = words.encode("latin-1", "replace").decode("latin-1").splitlines()
    pages = [lines[at : at + 40] for at in range(0, len(lines), 40)]
    listing = f'<a href="https://{HOST}{PAGE}">'.encode()
    return Site(
        pages={
            f"{HOST}{LIST}": (sites / "listing.html")
            .read_bytes()
            .replace(b"</main>", listing + b"3</a></main>"),
            f"{HOST}{PAGE}": report,
            f"{HOST}{FILE}": pdf(pages),
        }
    )


def test_a_page_and_its_file_become_one_report_and_a_second_run_changes_nothing(samples: Path) -> None:
    definition = quick(visited_sources(["judiciary-pfd"])[0])
    with serving(made_site(samples)) as site, override_settings(HARVEST_STAND_IN=site.stand_in):
        done = harvest_source(definition, progress=lambda *_: None)
        report = Report.objects.get()
        assert done.outcome.new_reports == 1 and not done.outcome.failed
        assert report.url == f"https://{HOST}{PAGE}"
        assert report.document_url == f"https://{HOST}{FILE}"
        assert report.publisher_reference and report.categories
        assert [reply.url.rsplit("/", 1)[1] for reply in report.published_replies.all()] == [
            "2031-0123-Response-from-Lanternshire-Partnership.pdf"
        ]
        events = Event.objects.count()
        Place.objects.update(next_at="2020-01-01T00:00Z")
        again = harvest_source(definition, progress=lambda *_: None)
        assert again.harvest is not None
        assert (again.taken, again.outcome.new_reports, Event.objects.count()) == (0, 0, events)
        assert (again.harvest.new, again.harvest.changed) == (0, 0)


def test_a_dry_run_asks_nobody() -> None:
    with serving(Site()) as site, override_settings(HARVEST_STAND_IN=site.stand_in):
        ran = CliRunner().invoke(main, ["harvest", "judiciary-pfd", "--dry-run", "--json"])
        assert ran.exit_code == 0, ran.output
        (said,) = json.loads(ran.stdout)["sources"]
        assert (said["state"], said["due"] > 0, site.asked) == ("not visited", True, [])
    assert not Place.objects.exists()


def test_a_source_that_there_is_not_is_named() -> None:
    with pytest.raises(NoSourceError, match=r"'judiciary' that is visited; there are .*judiciary-pfd"):
        visited_sources(["judiciary"])


def test_the_daily_job_visits_nobody_unless_it_is_told() -> None:
    assert daily_sources() == []
    with override_settings(HARVEST=("hssib",)):
        assert [one.code for one in daily_sources()] == ["hssib"]


def test_a_bad_day_of_a_site_harms_nothing_that_is_held_and_nothing_else_on_it(samples: Path) -> None:
    definition = quick(visited_sources(["judiciary-pfd"])[0])
    made = made_site(samples)
    page, listing = made.pages[f"{HOST}{PAGE}"], made.pages[f"{HOST}{LIST}"]
    assert isinstance(page, bytes) and isinstance(listing, bytes)
    with serving(made) as site, override_settings(HARVEST_STAND_IN=site.stand_in):
        harvest_source(definition, progress=lambda *_: None)
        held, report = dict(Place.objects.values_list("url", "document")), Report.objects.get()
        faults = {
            "half": html(page[: len(page) // 2].decode()),
            "huge": sends_without_end,
            "said-to-be-huge": claims_three_gigabytes,
            "inwards": goes_to("http://169.254.169.254/latest/meta-data/"),
            "elsewhere": goes_to("https://elsewhere.example/x"),
            "numbers": goes_to("https://127.0.0.1/x"),
        }
        links = "".join(f'<a href="https://{HOST}{LIST}{name}/">{name}</a>' for name in faults)
        site.pages[f"{HOST}{LIST}"] = listing.replace(b"</main>", links.encode() + b"</main>")
        site.pages |= {f"{HOST}{LIST}{name}/": fault for name, fault in faults.items()}
        site.pages[f"{HOST}{FILE}"] = html("<!doctype html><html><body><p>Please sign in</p></body></html>")
        site.asked.clear()
        Place.objects.update(next_at="2020-01-01T00:00Z")
        again = harvest_source(definition, progress=lambda *_: None)
    assert again.harvest is not None and again.harvest.state == "partly"
    assert (again.taken, Report.objects.get()) == (0, report)
    assert {url: key for url, key in Place.objects.values_list("url", "document") if url in held} == held
    why = {place.url.strip("/").rsplit("/", 1)[1]: place.why for place in Place.objects.exclude(state="held")}
    assert "web page" in why.pop(FILE.rsplit("/", 1)[1])
    assert "breaks off" in why["half"]
    for name in ("inwards", "elsewhere", "numbers", "huge", "said-to-be-huge"):
        assert Place.objects.get(url=f"https://{HOST}{LIST}{name}/").state == "refused", why[name]
    assert {asked.partition("/")[0] for asked in site.asked} == {HOST}, "nobody else was asked for anything"


def test_one_source_that_breaks_the_program_keeps_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    visited = []

    def visit(definition: SourceDefinition, **_: object) -> Harvested:
        visited.append(definition.code)
        if definition.code == "cqc":
            raise RuntimeError("It sent something unheard of.")
        return Harvested(definition.code, taken=2)

    monkeypatch.setattr(daily, "harvest_source", visit)
    with override_settings(HARVEST=("cqc", "hssib")):
        done = daily.visit_sources(today(), False, lambda *_: None)
    assert visited == ["cqc", "hssib"] and done.count == 2
    assert done.what.endswith("broken off: cqc") and "unheard of" in capsys.readouterr().err
