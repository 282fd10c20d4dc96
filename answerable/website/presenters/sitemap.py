"""Where pages of single things stand, for crawlers (sitemaps.org). Lists and old versions are left out."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db.models import F, QuerySet

from answerable.duties.models import Answer, Duty
from answerable.impact.definitions import shipped
from answerable.lineage.models import Standing
from answerable.organisations.models import Organisation
from answerable.register.models import EntryVersion, Report
from answerable.register.queries import current_versions, in_register
from answerable.website.refusals import Explained, NotHereError

MOST = 20_000  # in one file; the standard allows 50,000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _entries() -> QuerySet[EntryVersion, Any]:
    rows = current_versions().order_by("pk")
    return rows.annotate(named=F("entry__reference"), at=F("recorded_at")).values_list("named", "at")


def _reports() -> QuerySet[Report, Any]:
    return in_register().order_by("pk").values_list("reference", "recorded_at")


def _expectations() -> QuerySet[Standing, Any]:
    """Drafts are put together by a program and come and go: those that a person checked."""
    rows = Standing.objects.filter(state=Standing.State.ADOPTED, superseded_at__isnull=True)
    return rows.order_by("pk").values_list("expectation__reference", "recorded_at")


def _organisations() -> QuerySet[Organisation, Any]:
    rows = Organisation.objects.filter(pk__in=Duty.objects.values("organisation"))
    return rows.order_by("pk").values_list("reference", "opened")  # no day on which the page changed


def _responses() -> QuerySet[Answer, Any]:
    rows = Answer.objects.filter(withdrawn_at__isnull=True)
    return rows.order_by("pk").values_list("reference", "recorded_at")


_KINDS: dict[str, Callable[[], QuerySet[Any, Any]]] = {
    "entries": _entries,
    "reports": _reports,
    "expectations": _expectations,
    "organisations": _organisations,
    "responses": _responses,
}
_UNDATED = ("organisations",)


@dataclass(frozen=True, slots=True)
class Listed:
    path: str
    changed: dt.datetime | None


def files() -> list[str]:
    """Paths of the files, one for each `MOST` pages of a kind."""
    found = ["/sitemaps/indicators-1.xml"]
    for kind, rows in _KINDS.items():
        found += [f"/sitemaps/{kind}-{page}.xml" for page in range(1, -(-rows().count() // MOST) + 1)]
    return found


def pages_of(kind: str, page: int) -> Iterator[Listed]:
    """Raises NotHereError for a file that is none of `files`."""
    if kind == "indicators" and page == 1:
        return (Listed(f"/indicators/{code}", None) for code in shipped())
    rows = _KINDS.get(kind)
    if rows is None or page < 1:
        raise _nothing()
    part = rows()[(page - 1) * MOST : page * MOST]
    if page > 1 and not part.exists():
        raise _nothing()
    return (
        Listed(f"/{kind}/{reference}", None if kind in _UNDATED else at)
        for reference, at in part.iterator(2000)
    )


def index_lines(base: str) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_NAMESPACE}">\n'
    for path in files():
        yield f"<sitemap><loc>{escape(base + path)}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def file_lines(base: str, listed: Iterator[Listed]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_NAMESPACE}">\n'
    for one in listed:
        changed = f"<lastmod>{one.changed.isoformat()}</lastmod>" if one.changed else ""
        yield f"<url><loc>{escape(base + one.path)}</loc>{changed}</url>\n"
    yield "</urlset>\n"


def _nothing() -> NotHereError:
    why = "The list of files is at /sitemap.xml."
    return NotHereError(Explained("There is no such list of pages", (why,), (("Home", "/"),)))
