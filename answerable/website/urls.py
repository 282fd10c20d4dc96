"""Public addresses."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from answerable.website.views import (
    drafts,
    entries,
    home,
    organisations,
    publishers,
    reports,
    search,
    standing,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("about", home.about, name="about"),
    path("about/by-year.csv", home.about_by_year, name="about-by-year"),
    path("data", home.data, name="data"),
    path("reports", home.reports, name="reports"),
    path("reports.json", home.reports_json, name="reports-json"),
    path("reports.csv", home.reports_csv, name="reports-csv"),
    path("search", search.search, name="search"),
    path("search.json", search.search_json, name="search-json"),
    path("search.csv", search.search_csv, name="search-csv"),
    path("entries", entries.entries, name="entries"),
    path("entries/<str:reference>.json", entries.entry_json, name="entry-json"),
    path("entries/<str:reference>.csv", entries.entry_csv, name="entry-csv"),
    path("entries/<str:reference>", entries.entry, name="entry"),
    path("entries/<str:reference>/versions/<int:version>", entries.entry, name="entry-version"),
    path("reports/<str:reference>.json", reports.report_json, name="report-json"),
    path("reports/<str:reference>.csv", reports.report_csv, name="report-csv"),
    path("reports/<str:reference>/source", reports.report_source, name="report-source"),
    path("reports/<str:reference>", reports.report, name="report"),
    path("organisations", organisations.organisations, name="organisations"),
    path("organisations.json", organisations.organisations_json, name="organisations-json"),
    path("organisations.csv", organisations.organisations_csv, name="organisations-csv"),
    path("organisations/<str:reference>.json", organisations.organisation_json, name="organisation-json"),
    path("organisations/<str:reference>.csv", organisations.organisation_csv, name="organisation-csv"),
    path(
        "organisations/<str:reference>/by-year.csv",
        organisations.organisation_by_year,
        name="organisation-by-year",
    ),
    path("organisations/<str:reference>", organisations.organisation, name="organisation"),
    path("publishers", publishers.publishers, name="publishers"),
    path("publishers.json", publishers.publishers_json, name="publishers-json"),
    path("publishers.csv", publishers.publishers_csv, name="publishers-csv"),
    path("publishers/<slug:code>.json", publishers.publisher_json, name="publisher-json"),
    path("publishers/<slug:code>.csv", publishers.publisher_csv, name="publisher-csv"),
    path("publishers/<slug:code>/by-year.csv", publishers.publisher_by_year, name="publisher-by-year"),
    path("publishers/<slug:code>", publishers.publisher, name="publisher"),
    path("glossary", standing.glossary, name="glossary"),
    path("support", standing.support, name="support"),
    path("accessibility", standing.accessibility, name="accessibility"),
    path("robots.txt", standing.robots, name="robots"),
    path("healthz", standing.healthz, name="healthz"),
]

# The public pages only answer questions: nothing here writes.
for pattern in urlpatterns:
    pattern.callback = require_safe(pattern.callback)

# This one takes a form, since a draft is too long for an address. It writes nothing either.
urlpatterns.append(path("before-you-recommend", drafts.before_you_recommend, name="before-you-recommend"))

# Nothing to forge, and no cookie to carry a token (docs/decisions/0006-drafts-by-post.md).
for pattern in urlpatterns:
    pattern.callback = csrf_exempt(pattern.callback)
