"""Charts of indicators, each with an address of its own."""

from django.urls import URLPattern, path

from answerable.website.views import indicator_charts, indicators

urlpatterns: list[URLPattern] = [
    path(
        "indicators/<slug:code>/charts/<str:key>.svg", indicator_charts.chart_svg, name="indicator-chart-svg"
    ),
    path(
        "indicators/<slug:code>/charts/<str:key>.csv", indicator_charts.chart_csv, name="indicator-chart-csv"
    ),
    path(
        "indicators/<slug:code>/charts/<str:key>.json",
        indicator_charts.chart_json,
        name="indicator-chart-json",
    ),
    path("indicators/<slug:code>/bodies.csv", indicators.indicator_bodies_csv, name="indicator-bodies-csv"),
    path("indicators/<slug:code>/files.csv", indicators.indicator_files_csv, name="indicator-files-csv"),
    path("indicators/<slug:code>/<str:key>", indicator_charts.indicator_chart, name="indicator-chart"),
]
