"""Notices, and how a person wants to hear of them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
