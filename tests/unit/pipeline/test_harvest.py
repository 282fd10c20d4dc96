"""From a publisher's site into the register, by the definition and adapter that are shipped."""

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import override_settings

from answerable.cli import main
from answerable.ledger.models import Event
from answerable.pipeline.harvest import NoSourceError, daily_sources, harvest_source, visited_sources
from answerable.register.models import Report
from answerable.sources.definitions import SourceDefinition
from answerable.sources.models import Place
from tests.files import pdf
from tests.made.sites.server import Site, serving

pytestmark = pytest.mark.django_db
HOST = "www.judiciary.uk"
LIST = "/prevention-of-future-death-reports/"
PAGE = f"{LIST}lamp-3-prevention-of-future-deaths-report/"
FILE = "/wp-content/uploads/2031/05/Lamp-3-Prevention-of-future-deaths-report-2031-0123_Published.pdf"


def quick(definition: SourceDefinition) -> SourceDefinition:
    assert definition.harvest is not None
    rule = dataclasses.replace(definition.harvest, delay=0, start=(f"https://{HOST}{LIST}",))
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
