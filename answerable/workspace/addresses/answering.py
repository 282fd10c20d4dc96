"""Duties and answers of one body."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
