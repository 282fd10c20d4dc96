"""A front door for each kind of reader."""

from django.urls import URLPattern, path

from answerable.website.views import doors

urlpatterns: list[URLPattern] = [path("for/<slug:key>", doors.door, name="door")]
