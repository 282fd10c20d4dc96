"""Ways to search, names as one types, where results lie, and searches that the register publishes."""

from django.urls import URLPattern, path

from answerable.website.views import search

urlpatterns: list[URLPattern] = [
    path("search/how", search.how, name="search-how"),
    path("search/places", search.search_places, name="search-places"),
    path("search/places.csv", search.search_places_csv, name="search-places-csv"),
    path("suggest", search.suggest, name="suggest"),
    path("searches", search.published, name="published-searches"),
    path("searches.json", search.published_json, name="published-searches-json"),
    path("searches/<slug:code>", search.published_one, name="published-search"),
]
