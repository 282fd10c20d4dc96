"""Addresses that are for good: from a thing to its page, how it is cited, and the log of all that changed."""

from django.urls import URLPattern, path

from answerable.website.presenters.citing import FORMS
from answerable.website.views import files, identifiers, log

urlpatterns: list[URLPattern] = [
    *(
        path(f"id/<str:reference>/cite.{form}", identifiers.cite, {"form": form}, name=f"cite-{form}")
        for form in FORMS
    ),
    path("id/<str:reference>/<int:version>", identifiers.thing, name="thing-version"),
    path("id/<str:reference>", identifiers.thing, name="thing"),
    path("data/files/<str:name>", files.file, name="data-file"),
    path("log", log.log, name="log"),
    path("log.csv", log.log_csv, name="log-csv"),
    path("log.atom", log.log_atom, name="log-atom"),
]
