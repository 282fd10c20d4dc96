"""Charts of indicators, each with an address of its own."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
