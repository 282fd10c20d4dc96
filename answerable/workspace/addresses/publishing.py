"""An issuer's own reports: written, looked over, published, corrected, withdrawn."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import publishing, publishing_reports

urlpatterns: list[URLPattern] = [
    page("publishing", publishing.publishing, "publishing"),
    page("publishing/start", publishing.start, "publishing-start", FORM),
    page("publishing/drafts/<int:key>", publishing.manuscript, "publishing-draft"),
    page("publishing/drafts/<int:key>/check", publishing.look_over, "publishing-check"),
    *(
        page(
            f"publishing/drafts/<int:key>/{what}",
            publishing.step,
            f"publishing-{what}",
            FORM,
            what=what,
        )
        for what in publishing.STEPS
    ),
    page("publishing/reports/<str:written>", publishing_reports.report, "publishing-report"),
    page("publishing/reports/<str:written>/correct", publishing_reports.correct, "publishing-correct", FORM),
    page(
        "publishing/reports/<str:written>/withdraw", publishing_reports.withdraw, "publishing-withdraw", FORM
    ),
]
