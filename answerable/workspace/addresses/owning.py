"""Asks without an owner, and successions worked through."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
