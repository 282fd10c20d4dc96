"""Figures of oversight, at every level, and reports made of them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
