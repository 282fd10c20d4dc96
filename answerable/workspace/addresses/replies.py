"""Published replies, read and matched."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
