"""Duties and answers of one body."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import BOTH, FORM, page
from answerable.workspace.views import (
    answering,
    answering_assigning,
    answering_drafts,
    answering_duties,
    answering_time,
)

_BODY = "bodies/<str:body>"
_DUTY = f"{_BODY}/duties/<str:written>"
_DRAFT = f"{_BODY}/drafts/<int:written>"

urlpatterns: list[URLPattern] = [
    page("bodies", answering.body_list, "bodies"),
    page(_BODY, answering.body_home, "body"),
    page(f"{_BODY}/duties", answering.duty_list, "body-duties"),
    page(f"{_BODY}/duties.csv", answering.duty_file, "body-duties-csv"),
    page(f"{_BODY}/duties/answer", answering_duties.start, "answer-start", FORM),
    page(f"{_BODY}/duties/hand", answering_duties.delegate_many, "duties-hand", FORM),
    page(_DUTY, answering_duties.duty, "duty"),
    *(
        page(f"{_DUTY}/{what}", answering_duties.step(what), f"duty-{what}", FORM)
        for what in answering_duties.STEPS
    ),
    page(_DRAFT, answering_drafts.draft, "draft", BOTH),
    page(f"{_DRAFT}/check", answering_drafts.check, "draft-check"),
    page(f"{_DRAFT}/documents", answering_drafts.document, "draft-documents", FORM),
    *(
        page(f"{_DRAFT}/{what}", answering_drafts.step(what), f"draft-{what}", FORM)
        for what in answering_drafts.STEPS
    ),
    page(f"{_BODY}/hand-over", answering.handover, "hand-over", BOTH),
    page("publishing/reports/<str:written>/time", answering_time.time, "more-time", BOTH),
    page("oversight/whose", answering_assigning.whose, "whose-duty"),
    *(
        page(f"oversight/whose/{what}", answering_assigning.step, f"whose-duty-{what}", FORM, what=what)
        for what in answering_assigning.STEPS
    ),
]
