"""Roles, and what each may do. They live in code, so that a review sees them change.

A permission is NOUN_VERB, as the operations ask for it. What a role is held for (a body, a publisher, the
whole register) bounds every permission it gives: `queries.actor_of` works that out.
"""

from django.db import models


class Role(models.TextChoices):
    READER = "reader", "Reader"
    EDITOR = "editor", "Editor"
    ISSUER = "issuer", "Issuer, for a publishing body"
    CONTRIBUTOR = "contributor", "Contributor, to what a body has handed them"
    RESPONDER = "responder", "Responder, for an answerable body"
    ACCOUNTABLE_OFFICER = "accountable_officer", "Accountable officer, of an answerable body"
    ASSURER = "assurer", "Assurer"
    LIVED_EXPERIENCE = "lived_experience", "Member of the lived-experience panel"
    OVERSEER = "overseer", "Overseer"
    ADMINISTRATOR = "administrator", "Administrator"


_CONTRIBUTING = frozenset({"BODY_READ", "MEMBER_READ", "ANSWER_DRAFT", "PROGRESS_REPORT", "EVIDENCE_ADD"})
_RESPONDING = _CONTRIBUTING | frozenset(
    {
        "ANSWER_SIGN",
        "DUTY_READ",
        "PLAN_EDIT",
        "DUTY_DISPUTE",
        "DUTY_JOIN",
        "DUTY_DELEGATE",
        "CHALLENGE_MAKE",
        "HANDOVER_MAKE",
        "GROUP_NOTE",
        "WORK_RECORD",
    }
)

PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.READER: frozenset(),
    Role.EDITOR: frozenset(
        {
            "SUGGESTION_DECIDE",
            "EXPECTATION_EDIT",
            "CONTRADICTION_EDIT",
            "ADDRESSEE_DECIDE",
            "ENTRY_WITHDRAW",
            "REPORT_WITHDRAW",
            "REPLY_MATCH",
            "RESPONSE_RECORD",
            "CORRECTION_RECORD",
            "CHALLENGE_ANSWER",
            "STATUS_IMPORT",
            "POSITION_RECORD",
            "IMPACT_READ",
            "IMPACT_MEASURE",
            "EFFECT_TEST",
            "SECTOR_DECIDE",
            "SUPPLY_ANSWER",
            "ERROR_ANSWER",
            "SEARCH_PUBLISH",
            "PLACE_DECIDE",
            "SUMMARY_WRITE",
            "EDITION_ADD",
            "ASSESSMENT_MAKE",
        }
    ),
    Role.ISSUER: frozenset(
        {
            "REPORT_PUBLISH",
            "DUTY_EXTEND",
            "ADEQUACY_JUDGE",
            "CLOSURE_MAKE",
            "POSITION_RECORD",
            "ASSESSMENT_MAKE",
            "EDITION_ADD",
        }
    ),
    Role.CONTRIBUTOR: _CONTRIBUTING,
    Role.RESPONDER: _RESPONDING,
    Role.ACCOUNTABLE_OFFICER: _RESPONDING | frozenset({"ANSWER_SUBMIT", "CLAIM_MAKE", "MEMBER_INVITE"}),
    Role.ASSURER: frozenset(
        {
            "ASSURANCE_READ",
            "VERDICT_GIVE",
            "CLOSURE_MAKE",
            "CLOSURE_REOPEN",
            "RECHECK_DO",
            "CHALLENGE_ANSWER",
            "IMPACT_READ",
            "EFFECT_TEST",
            "IMPACT_JUDGE",
            "ALARM_REASSESS",
        }
    ),
    Role.LIVED_EXPERIENCE: frozenset({"PANEL_READ", "VIEW_GIVE"}),
    Role.OVERSEER: frozenset(
        {
            "OVERSIGHT_READ",
            "CONTRADICTION_EDIT",
            "DUTY_TRANSFER",
            "DUTY_ASSIGN",
            "DISPUTE_SETTLE",
            "ESCALATION_STEP",
            "ESCALATION_STOP",
            "CONTACT_RECORD",
            "CLOSURE_REOPEN",
            "CHALLENGE_ANSWER",
            "GROUP_RUN",
            "GROUP_NOTE",
            "WORK_RECORD",
            "CONSOLIDATION_EDIT",
            "EXERCISE_RUN",
            "EXERCISE_DECIDE",
            "ASSESSMENT_MAKE",
            "IMPACT_READ",
            "IMPACT_MEASURE",
            "EFFECT_TEST",
            "IMPACT_JUDGE",
            "ALARM_REASSESS",
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {"PERSON_INVITE", "ROLE_GRANT", "AUDIT_READ", "MEMBER_READ", "MEMBER_INVITE"}
    ),
}

# Those that let somebody see pages, and so no operation asks for.
READS = frozenset(
    {
        "BODY_READ",
        "DUTY_READ",
        "MEMBER_READ",
        "ASSURANCE_READ",
        "PANEL_READ",
        "OVERSIGHT_READ",
        "AUDIT_READ",
        "IMPACT_READ",
    }
)

# What everybody who may sign in may do, with no role at all.
EVERYBODY = frozenset(
    {
        "PASSWORD_SET",
        "SIGN_IN_SECURE",
        "BODY_LEAVE",
        "NOTICE_READ",
        "UPLOAD_KEEP",
        "REFUSAL_NOTE",
        "EXERCISE_SCORE",
    }
)

# Those who can bind others: they prove who they are with more than a password.
NEED_SECOND_FACTOR = frozenset(
    {Role.ISSUER, Role.RESPONDER, Role.ACCOUNTABLE_OFFICER, Role.ASSURER, Role.OVERSEER, Role.ADMINISTRATOR}
)
# Acts that others will rely on: whoever does one has proved who they are within the last minutes.
STEP_UP = frozenset(
    {
        "ANSWER_SIGN",
        "ANSWER_SUBMIT",
        "CLAIM_MAKE",
        "VERDICT_GIVE",
        "ADEQUACY_JUDGE",
        "CLOSURE_MAKE",
        "CLOSURE_REOPEN",
        "RECHECK_DO",
        "ALARM_REASSESS",
        "REPORT_PUBLISH",
        "REPORT_WITHDRAW",
        "ENTRY_WITHDRAW",
        "ESCALATION_STOP",
        "EXERCISE_DECIDE",
        "DISPUTE_SETTLE",
        "DUTY_TRANSFER",
        "HANDOVER_MAKE",
        "IMPACT_JUDGE",
        "MEMBER_INVITE",
        "PERSON_INVITE",
        "ROLE_GRANT",
    }
)

# Roles that the accountable officer of a body gives, and takes, for that body.
GIVEN_BY_OFFICER = frozenset({Role.CONTRIBUTOR, Role.RESPONDER})
# Whoever holds one speaks for one body, which the grant must name.
FOR_A_BODY = frozenset({Role.CONTRIBUTOR, Role.RESPONDER, Role.ACCOUNTABLE_OFFICER})
# Whoever holds one speaks for one publisher, which the grant must name.
FOR_A_PUBLISHER = frozenset({Role.ISSUER})
# May be held for one sector alone: then nothing outside it can be written.
FOR_A_SECTOR = frozenset({Role.EDITOR, Role.ASSURER, Role.LIVED_EXPERIENCE, Role.OVERSEER})
# Work of the register itself: a grant of one names no body. An assurer or a panel member may come from one.
OF_THE_REGISTER = frozenset({Role.READER, Role.EDITOR, Role.OVERSEER, Role.ADMINISTRATOR})
