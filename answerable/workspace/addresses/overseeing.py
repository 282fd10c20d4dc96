"""Escalation, disputes and transfers."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import overseeing, overseeing_duties

urlpatterns: list[URLPattern] = [
    page("oversight", overseeing.oversight, "oversight"),
    page("oversight/letters", overseeing.letter_list, "letters"),
    page("oversight/letters/<str:written>", overseeing.letter, "letter"),
    page("oversight/rungs", overseeing.rungs, "rungs"),
    page("oversight/bodies", overseeing.unreachable, "unreachable"),
    page("oversight/bodies/contact", overseeing.contact, "contact", FORM),
    page("oversight/closed-bodies", overseeing_duties.orphan_list, "orphans"),
    page("oversight/disputes", overseeing_duties.dispute_list, "disputes"),
    page("oversight/disputes/<int:key>", overseeing_duties.dispute, "dispute"),
    page("oversight/disputes/<int:key>/settle", overseeing_duties.settle, "dispute-settle", FORM),
    page("oversight/duties/<str:written>", overseeing_duties.ladder, "ladder"),
    *(
        page(
            f"oversight/duties/<str:written>/{what}",
            overseeing_duties.hold_or_resume,
            f"ladder-{what}",
            FORM,
            what=what,
        )
        for what in ("hold", "resume")
    ),
    page("oversight/duties/<str:written>/take", overseeing_duties.take, "ladder-take", FORM),
    page("oversight/duties/<str:written>/transfer", overseeing_duties.transfer, "ladder-transfer", FORM),
    page("bodies/<str:body>/letters", overseeing.own_letters, "own-letters"),
    page("bodies/<str:body>/letters/<str:written>", overseeing.own_letter, "own-letter"),
]
