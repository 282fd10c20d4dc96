"""One journey in Welsh: from the first page by a search to an entry, and following it."""

from django.urls import URLPattern, path

from answerable.website.views import welsh

urlpatterns: list[URLPattern] = [
    path("cy", welsh.home, name="cy-home"),
    path("cy/search", welsh.search, name="cy-search"),
    path("cy/entries/<str:reference>", welsh.entry, name="cy-entry"),
    path("cy/follow/asked", welsh.asked, name="cy-follow-asked"),
]
forms: list[URLPattern] = [path("cy/follow", welsh.follow, name="cy-follow")]
