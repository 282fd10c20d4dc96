"""Tests of effect, judgements of impact, and what came back."""

from django.urls import URLPattern, path

from answerable.website.views import effects, recurrence

urlpatterns: list[URLPattern] = [
    path("impact", effects.impact, name="impact"),
    path("impact.csv", effects.impact_csv, name="impact-csv"),
    path("impact.json", effects.impact_index_json, name="impact-json"),
    path("expectations/<str:reference>/impact", effects.expectation_impact, name="expectation-impact"),
    path(
        "expectations/<str:reference>/impact.csv",
        effects.expectation_impact_csv,
        name="expectation-impact-csv",
    ),
    path(
        "expectations/<str:reference>/impact.json",
        effects.expectation_impact_json,
        name="expectation-impact-json",
    ),
    path(
        "expectations/<str:reference>/tests.csv", effects.expectation_tests_csv, name="expectation-tests-csv"
    ),
    path("organisations/<str:reference>/impact", effects.organisation_impact, name="organisation-impact"),
    path(
        "organisations/<str:reference>/impact.csv",
        effects.organisation_impact_csv,
        name="organisation-impact-csv",
    ),
    path(
        "organisations/<str:reference>/impact.json",
        effects.organisation_impact_json,
        name="organisation-impact-json",
    ),
    path("effects/<str:reference>.csv", effects.effect_csv, name="effect-csv"),
    path("effects/<str:reference>.json", effects.effect_json, name="effect-json"),
    path("effects/<str:reference>", effects.effect, name="effect"),
    path("recurrence", recurrence.recurrence, name="recurrence"),
    path("recurrence.csv", recurrence.recurrence_csv, name="recurrence-csv"),
    path("recurrence.json", recurrence.recurrence_json, name="recurrence-json"),
    path("recurrence/times.csv", recurrence.times_csv, name="recurrence-times-csv"),
    path("recurrence/warnings.csv", recurrence.warnings_csv, name="recurrence-warnings-csv"),
]
