"""Priority exercises and impact assessments."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import assessing_impact, prioritising, prioritising_scores

urlpatterns: list[URLPattern] = [
    page("priorities", prioritising.exercise_list, "priorities"),
    page("priorities/make", prioritising.make, "priorities-make", FORM),
    page("priorities/<str:written>", prioritising.exercise, "priority"),
    *(
        page(f"priorities/<str:written>/{what}", prioritising.step, f"priority-{what}", FORM, what=what)
        for what in prioritising.STEPS
    ),
    *(
        page(f"priorities/<str:written>/{what}", prioritising.end, f"priority-{what}", FORM, what=what)
        for what in ("decide", "abandon")
    ),
    page("scoring", prioritising_scores.scoring_list, "scoring"),
    page("scoring/<str:written>", prioritising_scores.scoring_sheet, "scoring-sheet"),
    page("scoring/<str:written>/interests", prioritising_scores.interests, "scoring-interests", FORM),
    page("scoring/<str:written>/<int:place>", prioritising_scores.scoring_item, "scoring-item"),
    page("scoring/<str:written>/<int:place>/give", prioritising_scores.score, "scoring-give", FORM),
    page("scoring/<str:written>/<int:place>/leave-out", prioritising_scores.leave_out, "scoring-leave", FORM),
    page("assessments", assessing_impact.assessment_list, "assessments"),
    page("assessments/entries/<str:written>", assessing_impact.entry_form, "assess-entry"),
    page("assessments/entries/<str:written>/make", assessing_impact.entry_assess, "assess-entry-make", FORM),
    page("assessments/expectations/<str:written>", assessing_impact.expectation_form, "assess-expectation"),
    page(
        "assessments/expectations/<str:written>/make",
        assessing_impact.expectation_assess,
        "assess-expectation-make",
        FORM,
    ),
    page(
        "publishing/drafts/<int:key>/assessments/<int:place>",
        assessing_impact.manuscript_form,
        "assess-manuscript",
    ),
    page(
        "publishing/drafts/<int:key>/assessments/<int:place>/make",
        assessing_impact.manuscript_assess,
        "assess-manuscript-make",
        FORM,
    ),
]
