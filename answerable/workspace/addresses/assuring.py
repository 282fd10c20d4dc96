"""What assurers, issuers and the lived-experience panel do."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
