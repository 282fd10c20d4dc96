"""Dashboards and reports for those who sign in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
