"""Groups, work under way, and consolidated asks."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
