"""Public addresses."""

from django.urls import path

from answerable.website.views import standing

urlpatterns = [
    path("healthz", standing.healthz, name="healthz"),
    path("robots.txt", standing.robots, name="robots"),
    path("glossary", standing.glossary, name="glossary"),
    path("support", standing.support, name="support"),
    path("accessibility", standing.accessibility, name="accessibility"),
]
