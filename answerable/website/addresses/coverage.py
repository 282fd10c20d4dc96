"""What the sources published against what is held."""

from django.urls import URLPattern, path

from answerable.website.views import coverage

urlpatterns: list[URLPattern] = [
    path("coverage", coverage.coverage, name="coverage"),
    path("coverage.json", coverage.coverage_json, name="coverage-json"),
    path("coverage/by-year.csv", coverage.by_year_csv, name="coverage-by-year"),
    path("coverage/missing.csv", coverage.missing_csv, name="coverage-missing"),
    path("coverage/areas.csv", coverage.areas_csv, name="coverage-areas"),
    path("coverage/<slug:source>/<int:year>", coverage.year, name="coverage-year"),
]

# Anybody says here where a missing report is (docs/decisions/0023-what-is-missing.md).
forms: list[URLPattern] = [
    path("coverage/<slug:source>/number/<str:number>", coverage.number, name="coverage-number"),
]
