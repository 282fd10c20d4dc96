"""Whatever somebody of a body or an issuer may send on a page of the workspace, a key may do, or is kept from
with a reason.

A new form without a line here fails, and so does a line of what is there no more, or an address for keys that
asks for another permission than the page does.
"""

from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from answerable.accounts.operations.keying import SCOPES
from answerable.accounts.roles import EVERYBODY, PERMISSIONS, Role
from answerable.api.app import described
from answerable.api.writing.keys import NEEDS
from answerable.workspace.policy import policy_of

ROLES = (Role.CONTRIBUTOR, Role.RESPONDER, Role.ACCOUNTABLE_OFFICER, Role.ISSUER)
MAY = EVERYBODY.union(*(PERMISSIONS[role] for role in ROLES))
SIGNING_IN = (
    "Everybody changes how they sign in themselves, at a browser: a stolen key must not outlive its end."
)
GIVING = "A key gives and ends no roles: a stolen one must not let others in, or shut them out."
TOLD = "A stolen key must not hide from its owner that it was made."
MARKS = "A mark is a person's own, who has read what they mark and said what interests they have."
HERE = "It changes only how the workspace looks to one person."

KEPT_OUT = {
    **dict.fromkeys(
        (
            *("set-password", "sign-in", "sign-in-passkey", "second-step", "prove", "sign-out"),
            *("account-app", "account-app-end", "account-passkey", "account-passkey-end", "account-codes"),
            *("account-keys", "account-keys-end", "account-password", "account-sessions-end"),
        ),
        SIGNING_IN,
    ),
    **dict.fromkeys(("members-invite", "members-end", "members-hand-over", "members-leave"), GIVING),
    **dict.fromkeys(("notices-read", "notices-unread", "notices-preferences"), TOLD),
    **dict.fromkeys(("scoring-interests", "scoring-give", "scoring-leave"), MARKS),
    "keys": HERE,
}
# The same operation, by the name of the page and that of the address for keys.
BY_KEY = {
    "action-add": "work_action_milestone",
    "action-cover": "work_action_cover",
    "action-drop": "work_action_drop",
    "action-move": "work_action_date",
    "action-report": "work_action_progress",
    "answer-start": "work_draft_begin",
    "assess-entry-make": "work_assess_entry",
    "assess-expectation-make": "work_assess_expectation",
    "assess-manuscript-make": "work_manuscript_assess",
    "body-challenge": "work_challenge",
    "delivery-claim": "work_claim",
    "delivery-plan": "work_action_plan",
    "draft": "work_draft_save",
    "draft-ask": "work_draft_ask",
    "draft-discard": "work_draft_discard",
    "draft-documents": "work_draft_document",
    "draft-return": "work_draft_sign",
    "draft-sign": "work_draft_sign",
    "draft-submit": "work_draft_submit",
    "duties-hand": "work_delegate",
    "duty-delegate": "work_delegate",
    "duty-dispute": "work_dispute",
    "duty-leave": "work_joint_end",
    "duty-offer": "work_offer",
    "duty-offer-answer": "work_offer_answer",
    "duty-reopen": "work_challenge",  # about: status
    "duty-take-back": "work_take_back",
    "duty-withdraw": "work_answer_withdraw",
    "edition-withdraw": "work_edition_withdraw",
    "editions": "work_edition_add",
    "evidence-add": "work_evidence_add",
    "evidence-withdraw": "work_evidence_withdraw",
    "group-note": "work_group_note",
    "hand-over": "work_hand_over",
    "judge-adequacy": "work_judge",
    "judge-close": "work_close_duty",
    "more-time": "work_extend",
    "plan-check": "work_sheet_check",
    "plan-take": "work_sheet_take",
    "position-record": "work_position",
    "publishing-correct": "work_manuscript_begin",  # corrects: the report
    "publishing-discard": "work_manuscript_discard",
    "publishing-publish": "work_manuscript_publish",
    "publishing-restore-report": "work_report_restore",
    "publishing-save": "work_manuscript_save",
    "publishing-split": "work_manuscript_split",
    "publishing-start": "work_manuscript_begin",
    "publishing-withdraw": "work_entry_withdraw",
    "publishing-withdraw-report": "work_report_withdraw",
    "verify-close": "work_close_duty",
    "work-change": "work_change_work",
    "work-join": "work_join_work",
    "work-leave": "work_leave_work",
    "work-record": "work_record_work",
}


def forms(patterns: list[URLPattern | URLResolver] | None = None) -> dict[str, str]:
    """{name: permission} of the pages that take a form from somebody of these roles; blank for signing in."""
    found: dict[str, str] = {}
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            found |= forms(one.url_patterns)
        elif str(one.name).startswith("workspace-") and "POST" in getattr(one.callback, "takes", ()):
            bare = policy_of(one.callback).removesuffix(" for the body")
            permission = bare if bare.isupper() else ""
            if not permission or permission in MAY:
                found[str(one.name).removeprefix("workspace-")] = permission
    return found


def operations() -> dict[str, Any]:
    """{operation: what it needs} of the addresses for keys that write."""
    found = {}
    for path, ways in described()["paths"].items():
        route = path.strip("/").replace("{", "<").replace("}", ">")
        for way, one in ways.items():
            if (needs := NEEDS.get((way.upper(), route))) is not None and way == "post":
                found[str(one["operationId"])] = needs
    return found


def test_every_form_is_done_by_key_or_kept_out_with_a_reason() -> None:
    asked = set(forms())
    assert not BY_KEY.keys() & KEPT_OUT.keys()
    left_out = sorted(asked - BY_KEY.keys() - KEPT_OUT.keys())
    assert not left_out, f"Give these an address for keys, or a reason: {left_out}"
    gone = sorted((BY_KEY.keys() | KEPT_OUT.keys()) - asked)
    assert not gone, f"These are no forms of these roles: {gone}"
    assert all(KEPT_OUT.values())


def test_key_needs_what_the_page_asks_for() -> None:
    known, pages = operations(), forms()
    wrong = [
        f"{page} asks for {pages[page]}, and {name} for {known[name]}"
        for page, name in BY_KEY.items()
        if pages[page] not in (known[name].permission, *known[name].others)
    ]
    assert not wrong, "\n".join(wrong)


def test_keys_are_made_for_what_addresses_ask_for_and_no_more() -> None:
    asked = {one for needs in NEEDS.values() for one in (needs.permission, *needs.others) if one}
    assert asked | {"DUTY_READ"} == SCOPES
    assert not SCOPES & {"MEMBER_INVITE", "BODY_LEAVE", "PASSWORD_SET", "SIGN_IN_SECURE", "NOTICE_READ"}
    assert not SCOPES & PERMISSIONS[Role.ADMINISTRATOR]
