"""Priority exercises and impact assessments."""

from django.urls import URLPattern, path

from answerable.website.views import assessments, priorities

urlpatterns: list[URLPattern] = [
    path("priorities", priorities.priorities, name="priorities"),
    path("priorities.json", priorities.priorities_json, name="priorities-json"),
    path("priorities.csv", priorities.priorities_csv, name="priorities-csv"),
    path("priorities/<str:reference>.json", priorities.exercise_json, name="priority-exercise-json"),
    path("priorities/<str:reference>.csv", priorities.exercise_csv, name="priority-exercise-csv"),
    path(
        "priorities/<str:reference>/weights.csv",
        priorities.exercise_weights,
        name="priority-exercise-weights",
    ),
    path(
        "priorities/<str:reference>/scores.csv", priorities.exercise_scores, name="priority-exercise-scores"
    ),
    path(
        "priorities/<str:reference>/items/<str:expectation>",
        priorities.exercise_item,
        name="priority-exercise-item",
    ),
    path("priorities/<str:reference>", priorities.exercise, name="priority-exercise"),
    path("assessments", assessments.assessments, name="assessments"),
    path("assessments.json", assessments.assessments_json, name="assessments-json"),
    path("assessments.csv", assessments.assessments_csv, name="assessments-csv"),
    path("assessments/missing.csv", assessments.missing_csv, name="assessments-missing-csv"),
    path("assessments/<str:reference>.json", assessments.assessment_json, name="assessment-json"),
    path("assessments/<str:reference>.csv", assessments.assessment_csv, name="assessment-csv"),
    path("assessments/<str:reference>", assessments.assessment, name="assessment"),
]
