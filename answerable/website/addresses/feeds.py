"""Feeds, each beside the page that it is of."""

from django.urls import URLPattern, path

from answerable.notices.models import Follow
from answerable.website.views import feeds

_OF = {
    "entries": Follow.What.ENTRY,
    "expectations": Follow.What.EXPECTATION,
    "organisations": Follow.What.BODY,
    "indicators": Follow.What.INDICATOR,
}

# They stand before pages, whose addresses would take ".atom" for a part of a reference.
urlpatterns: list[URLPattern] = [
    *(
        path(f"{folder}/<str:subject>.atom", feeds.thing, {"what": what.value}, name=f"{what.value}-feed")
        for folder, what in _OF.items()
    ),
    path("themes/<slug:key>.atom", feeds.theme, name="theme-feed"),
    path("search.atom", feeds.search, name="search-feed"),
]
