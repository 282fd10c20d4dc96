"""Public addresses."""

from django.urls import path

from answerable.website.views import entries, reports, standing

urlpatterns = [
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
