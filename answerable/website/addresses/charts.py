"""Charts of indicators, each with an address of its own."""

from django.urls import URLPattern, path

from answerable.website.views import indicator_charts, indicator_comparisons, indicators

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
    path(
        "indicators/<slug:code>/comparison.csv",
        indicator_comparisons.comparison_csv,
        name="indicator-comparison-csv",
    ),
    path("indicators/<slug:code>/comparison", indicator_comparisons.comparison, name="indicator-comparison"),
    path(
        "indicators/<slug:code>/comparison.svg",
        indicator_comparisons.comparison_svg,
        name="indicator-comparison-svg",
    ),
    path("indicators/<slug:code>/equality.svg", indicator_comparisons.equality_svg, name="equality-svg"),
    path("indicators/<slug:code>/equality.csv", indicator_comparisons.equality_csv, name="equality-csv"),
    path("indicators/<slug:code>/equality", indicator_comparisons.equality, name="indicator-equality"),
    path("indicators/<slug:code>/<str:key>", indicator_charts.indicator_chart, name="indicator-chart"),
]
