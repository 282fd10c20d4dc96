"""What the sources published against what is held."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
