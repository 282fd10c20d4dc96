"""Errors that readers reported, with what was answered."""

from django.urls import URLPattern, path

from answerable.website.views import reported

urlpatterns: list[URLPattern] = [
    path("reported", reported.reported, name="reported"),
    path("reported.csv", reported.reported_csv, name="reported-csv"),
    path("reported/<str:reference>", reported.one, name="reported-one"),
]

# Anybody says here what is wrong on a page.
forms: list[URLPattern] = [path("reported/new", reported.new, name="report-an-error")]
