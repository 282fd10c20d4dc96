"""Priority exercises and impact assessments."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
