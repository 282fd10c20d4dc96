"""Groups, work under way, consolidated asks, and asks without an owner."""

from django.urls import URLPattern, path

from answerable.website.views import coordination, owners

urlpatterns: list[URLPattern] = [
    path("groups", coordination.groups, name="groups"),
    path("groups.csv", coordination.groups_csv, name="groups-csv"),
    path("groups.json", coordination.groups_json, name="groups-json"),
    path("groups/<str:reference>.json", coordination.group_json, name="group-json"),
    path("groups/<str:reference>.csv", coordination.group_csv, name="group-csv"),
    path("groups/<str:reference>", coordination.group, name="group"),
    path("work", coordination.work, name="work"),
    path("work.csv", coordination.work_csv, name="work-csv"),
    path("work.json", coordination.work_json, name="work-json"),
    path("consolidations", coordination.consolidations, name="consolidations"),
    path("consolidations.csv", coordination.consolidations_csv, name="consolidations-csv"),
    path("consolidations.json", coordination.consolidations_json, name="consolidations-json"),
    path("consolidations/<str:reference>.json", coordination.consolidation_json, name="consolidation-json"),
    path("consolidations/<str:reference>.csv", coordination.consolidation_csv, name="consolidation-csv"),
    path("consolidations/<str:reference>", coordination.consolidation, name="consolidation"),
    path("without-owner", owners.without_owner, name="without-owner"),
    path("without-owner.json", owners.without_owner_json, name="without-owner-json"),
    path("without-owner.csv", owners.without_owner_csv, name="without-owner-csv"),
]
