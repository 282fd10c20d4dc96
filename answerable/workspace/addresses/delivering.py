"""Plans, progress, evidence and claims of one body."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import delivering, delivering_actions, delivering_evidence, delivering_sheets

_BODY = "bodies/<str:body>"
_DUTY = f"{_BODY}/duties/<str:written>/delivery"
_ACTION = f"{_BODY}/actions/<str:written>"
_PIECE = f"{_BODY}/evidence/<str:written>"

urlpatterns: list[URLPattern] = [
    page(f"{_BODY}/plan", delivering.plan, "plan"),
    page(f"{_BODY}/plan/sheet", delivering_sheets.sheet, "plan-sheet"),
    *(
        page(f"{_BODY}/plan/sheet/template.{form}", delivering_sheets.template, f"plan-{form}", form=form)
        for form in ("csv", "xlsx")
    ),
    page(f"{_BODY}/plan/sheet/check", delivering_sheets.check, "plan-check", FORM),
    page(f"{_BODY}/plan/sheet/take", delivering_sheets.bring_in, "plan-take", FORM),
    page(_DUTY, delivering.delivery, "delivery"),
    page(f"{_DUTY}/plan", delivering.plan_action, "delivery-plan", FORM),
    page(f"{_DUTY}/claim", delivering.claim, "delivery-claim", FORM),
    page(_ACTION, delivering_actions.action, "action"),
    page(f"{_ACTION}/report", delivering_actions.report, "action-report", FORM),
    *(
        page(f"{_ACTION}/{what}", delivering_actions.edit, f"action-{what}", FORM, what=what)
        for what in delivering_actions.EDITS
    ),
    page(f"{_BODY}/evidence", delivering_evidence.evidence, "evidence"),
    page(f"{_BODY}/evidence/add", delivering_evidence.add, "evidence-add", FORM),
    page(_PIECE, delivering_evidence.piece, "evidence-piece"),
    page(f"{_PIECE}/withdraw", delivering_evidence.withdraw, "evidence-withdraw", FORM),
    page("evidence/<str:written>/file", delivering_evidence.file, "evidence-file"),
]
