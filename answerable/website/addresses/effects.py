"""Tests of effect, judgements of impact, and what came back."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
