"""Sectors of reports, as an editor says."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import BOTH, page
from answerable.workspace.views import sectors

urlpatterns: list[URLPattern] = [page("sectors", sectors.sectors, "sectors", BOTH)]
