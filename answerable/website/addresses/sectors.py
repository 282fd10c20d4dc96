"""Sectors of care."""

from django.urls import URLPattern, path

from answerable.website.views import sectors

urlpatterns: list[URLPattern] = [
    path("sectors", sectors.sectors, name="sectors"),
    path("sectors/compare", sectors.compare, name="sectors-compared"),
    path("sectors/compare.csv", sectors.compare_csv, name="sectors-compared-csv"),
]
