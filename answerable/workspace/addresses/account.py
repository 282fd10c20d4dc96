"""One's own account: how to sign in, and who is invited."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
