"""Tying indicators to expectations, testing, judging, and looking at alarms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
