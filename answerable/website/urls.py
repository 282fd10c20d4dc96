"""Public addresses."""

from django.urls import path

from answerable.website.views import entries, reports, search, standing

urlpatterns = [
    path("search", search.search, name="search"),
    path("search.json", search.search_json, name="search-json"),
    path("search.csv", search.search_csv, name="search-csv"),
    path("entries", entries.entries, name="entries"),
    path("entries/<str:reference>.json", entries.entry_json, name="entry-json"),
    path("entries/<str:reference>.csv", entries.entry_csv, name="entry-csv"),
    path("entries/<str:reference>", entries.entry, name="entry"),
    path("reports/<str:reference>.json", reports.report_json, name="report-json"),
    path("reports/<str:reference>.csv", reports.report_csv, name="report-csv"),
    path("reports/<str:reference>/source", reports.report_source, name="report-source"),
    path("reports/<str:reference>", reports.report, name="report"),
    path("glossary", standing.glossary, name="glossary"),
    path("support", standing.support, name="support"),
    path("accessibility", standing.accessibility, name="accessibility"),
    path("robots.txt", standing.robots, name="robots"),
    path("healthz", standing.healthz, name="healthz"),
]
