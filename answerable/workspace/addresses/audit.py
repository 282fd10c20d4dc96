"""What was done, by whom and when."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import page
from answerable.workspace.views import audit

urlpatterns: list[URLPattern] = [
    page("audit", audit.of_all, "audit"),
    page("audit.csv", audit.of_all_csv, "audit-csv"),
    page("bodies/<str:body>/audit", audit.of_body, "body-audit"),
    page("bodies/<str:body>/audit.csv", audit.of_body_csv, "body-audit-csv"),
]
