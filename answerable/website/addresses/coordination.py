"""Groups, work under way, consolidated asks, and asks without an owner."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
