"""Addresses that are for good: from a thing to its page, how it is cited, and the log of all that changed."""

from django.urls import URLPattern, path

from answerable.website.presenters.citing import FORMS
from answerable.website.views import files, identifiers, log, sitemap

urlpatterns: list[URLPattern] = [
    *(
        path(f"{of}/cite.{form}", cite, {"form": form}, name=f"{name}-{form}")
        for form in FORMS
        for of, cite, name in (
            ("id/indicators/<slug:code>", identifiers.cite_indicator, "cite-indicator"),
            ("id/indicators/<slug:code>/<int:version>", identifiers.cite_indicator, "cite-indicator-version"),
            ("id/<str:reference>", identifiers.cite, "cite"),
            ("id/<str:reference>/<int:version>", identifiers.cite, "cite-version"),
        )
    ),
    path("id/indicators/<slug:code>/<int:version>", identifiers.indicator, name="thing-indicator-version"),
    path("id/indicators/<slug:code>", identifiers.indicator, name="thing-indicator"),
    path("id/<str:reference>/<int:version>", identifiers.thing, name="thing-version"),
    path("id/<str:reference>", identifiers.thing, name="thing"),
    path("data/files/<str:name>", files.file, name="data-file"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemaps/<slug:kind>-<int:page>.xml", sitemap.sitemap_file, name="sitemap-file"),
    path("log", log.log, name="log"),
    path("log.csv", log.log_csv, name="log-csv"),
    path("log.atom", log.log_atom, name="log-atom"),
]
