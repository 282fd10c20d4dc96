"""What assurers, issuers and the lived-experience panel do."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import BOTH, FORM, page
from answerable.workspace.views import assuring, assuring_challenges

urlpatterns: list[URLPattern] = [
    page("verify", assuring.to_verify, "verify"),
    page("verify/<str:written>", assuring.verify_duty, "verify-duty"),
    page("verify/<str:written>/verdict", assuring.give_verdict, "verify-verdict", FORM),
    page("verify/<str:written>/close", assuring.close_verified, "verify-close", FORM),
    page("verify/<str:written>/recheck", assuring.do_recheck, "verify-recheck", FORM),
    page("verify/<str:written>/reopen", assuring.reopen_duty, "verify-reopen", FORM),
    page("judge", assuring.to_judge, "judge"),
    page("judge/<str:written>", assuring.judge_duty, "judge-duty"),
    page("judge/<str:written>/adequacy", assuring.judge_reply, "judge-adequacy", FORM),
    page("judge/<str:written>/close", assuring.close_judged, "judge-close", FORM),
    page("panel", assuring.to_view, "panel"),
    page("panel/<str:written>", assuring.view_duty, "panel-duty"),
    page("panel/<str:written>/view", assuring.say_view, "panel-view", FORM),
    page("challenges", assuring_challenges.waiting, "challenges"),
    page("challenges/<str:written>", assuring_challenges.one, "challenge"),
    page("challenges/<str:written>/screen", assuring_challenges.screen, "challenge-screen", FORM),
    page("challenges/<str:written>/file", assuring_challenges.file, "challenge-file"),
    page("challenges/<str:written>/answer", assuring_challenges.answer, "challenge-answer", FORM),
    page("corrections", assuring_challenges.record_correction, "corrections", BOTH),
    page(
        "bodies/<str:body>/duties/<str:written>/challenge",
        assuring_challenges.of_body,
        "body-challenge",
        BOTH,
    ),
]
