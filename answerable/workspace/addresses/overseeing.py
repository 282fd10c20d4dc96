"""Escalation, disputes and transfers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
