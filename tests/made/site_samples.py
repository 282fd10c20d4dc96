"""Which sample page stands at which address, and for which adapter. The samples are of our own writing."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.sources.harvest_adapters import PageRead, adapter_of

FOLDER = Path(__file__).resolve().parents[1] / "samples" / "sites"
_JUDICIARY = "https://www.judiciary.uk"
_ORD = "https://directory.spineservices.nhs.uk/ORD/2-0-0"
_HTML, _JSON = "text/html; charset=UTF-8", "application/json"


@dataclass(frozen=True, slots=True)
class Sample:
    adapter: str
    file: str
    kind: str
    url: str
    media_type: str

    @property
    def path(self) -> Path:
        return FOLDER / self.adapter / self.file

    @property
    def expected(self) -> Path:
        return self.path.with_name(self.path.name + ".expected.json")

    def read(self, body: bytes | None = None) -> PageRead:
        content = self.path.read_bytes() if body is None else body
        return adapter_of(self.adapter).read(self.kind, self.url, content, self.media_type)


def shown(page: PageRead) -> dict[str, Any]:
    """What a page gave, as the expected files hold it."""
    found = [[each.url, each.kind, each.hint] for each in page.found]
    held: dict[str, Any] = json.loads(
        json.dumps({"odd": page.odd, "found": sorted(found), "report": page.report})
    )
    return held


SAMPLES = (
    Sample(
        "judiciary_pfd", "listing.html", "listing", f"{_JUDICIARY}/prevention-of-future-death-reports/", _HTML
    ),
    Sample(
        "judiciary_pfd",
        "report.html",
        "report",
        f"{_JUDICIARY}/prevention-of-future-death-reports/lamp-3-prevention-of-future-deaths-report/",
        _HTML,
    ),
    Sample(
        "judiciary_api", "listing.json", "listing", f"{_JUDICIARY}/wp-json/wp/v2/pfd?per_page=3&page=1", _JSON
    ),
    Sample("judiciary_api", "report.json", "report", f"{_JUDICIARY}/wp-json/wp/v2/pfd/9003", _JSON),
    Sample(
        "hssib", "listing.html", "listing", "https://www.hssib.org.uk/patient-safety-investigations/", _HTML
    ),
    Sample(
        "hssib",
        "report.html",
        "report",
        "https://www.hssib.org.uk/patient-safety-investigations/night-watch/",
        _HTML,
    ),
    Sample(
        "govuk",
        "listing.json",
        "listing",
        "https://www.gov.uk/api/search.json?q=lamps&count=3&start=0",
        _JSON,
    ),
    Sample(
        "govuk",
        "collection.json",
        "listing",
        "https://www.gov.uk/api/content/government/collections/lamps",
        _JSON,
    ),
    Sample(
        "govuk",
        "report.json",
        "report",
        "https://www.gov.uk/api/content/government/publications/review-of-lamps-4",
        _JSON,
    ),
    Sample(
        "govuk",
        "attachment.html",
        "reply",
        "https://www.gov.uk/government/publications/review-of-lamps-4/response",
        _HTML,
    ),
    Sample("inquiry_sites", "listing.html", "listing", "https://harbour.public-inquiry.uk/reports/", _HTML),
    Sample(
        "inquiry_sites",
        "report.html",
        "report",
        "https://harbour.public-inquiry.uk/reports/first-report/",
        _HTML,
    ),
    Sample("cqc", "listing.html", "listing", "https://www.cqc.org.uk/publications", _HTML),
    Sample(
        "cqc",
        "report.html",
        "report",
        "https://www.cqc.org.uk/publications/themed-work/night-watch-review",
        _HTML,
    ),
    Sample(
        "cqc",
        "data.html",
        "listing",
        "https://www.cqc.org.uk/about-us/transparency/using-cqc-data",
        _HTML,
    ),
    Sample(
        "nhse_statistics",
        "listing.html",
        "listing",
        "https://www.england.nhs.uk/statistics/statistical-work-areas/night-watch/",
        _HTML,
    ),
    Sample(
        "nhse_statistics",
        "figures.csv",
        "figures",
        "https://www.england.nhs.uk/statistics/wp-content/uploads/sites/2/2031/06/watch-may-2031.csv",
        "text/csv",
    ),
    Sample("ods", "listing.json", "listing", f"{_ORD}/organisations?PrimaryRoleId=RO197&Limit=1000", _JSON),
    Sample("ods", "body.json", "bodies", f"{_ORD}/organisations/ZL2", _JSON),
)
