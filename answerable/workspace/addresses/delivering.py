"""Plans, progress, evidence and claims of one body."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
