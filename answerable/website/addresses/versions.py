"""Every version of everything that is cited, and responses, each at an address of its own."""

from django.urls import URLPattern, path

from answerable.website.presenters.versions import FOLDERS
from answerable.website.views import versions


def _of(folder: str) -> list[URLPattern]:
    named = "slug" if folder == "indicators" else "str"
    at, tells = f"{folder}/<{named}:reference>/versions", {"folder": folder}
    one = f"{at}/<int:version>"
    pages = [path(one, versions.version, tells, name=f"{folder}-version")] if folder != "entries" else []
    return [
        path(f"{at}.json", versions.versions_json, tells, name=f"{folder}-versions-json"),
        path(f"{at}.csv", versions.versions_csv, tells, name=f"{folder}-versions-csv"),
        path(at, versions.versions, tells, name=f"{folder}-versions"),
        path(f"{one}.json", versions.version_as_json, tells, name=f"{folder}-version-json"),
        *pages,  # the words of an entry have the page of the entry
    ]


# Before pages of indicators, whose addresses take any word for a place.
urlpatterns: list[URLPattern] = [
    *(one for folder in FOLDERS for one in _of(folder)),
    path("responses/<str:reference>.json", versions.response_json, name="response-json"),
    path("responses/<str:reference>.csv", versions.response_csv, name="response-csv"),
    path("responses/<str:reference>", versions.response, name="response"),
]
