"""Dashboards and reports for those who sign in."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import page
from answerable.workspace.views import watching

urlpatterns: list[URLPattern] = [
    page("watching", watching.watching, "watching"),
    page("watching/register", watching.register, "watching-register"),
    page("watching/found", watching.found, "watching-found"),
    page("watching/publishers/<slug:code>", watching.publisher, "watching-publisher"),
    page("bodies/<str:body>/watching", watching.board, "watching-body"),
]
