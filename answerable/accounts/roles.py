"""Roles, and what each may do. They live in code, so that a review sees them change.

A permission is NOUN_VERB, as the operations ask for it. A role whose work has not been built yet has none.
"""

from django.db import models


class Role(models.TextChoices):
    READER = "reader", "Reader"
    EDITOR = "editor", "Editor"
    ISSUER = "issuer", "Issuer, for a publishing body"
    RESPONDER = "responder", "Responder, for an answerable body"
    ACCOUNTABLE_OFFICER = "accountable_officer", "Accountable officer, of an answerable body"
    ASSURER = "assurer", "Assurer"
    LIVED_EXPERIENCE = "lived_experience", "Member of the lived-experience panel"
    OVERSEER = "overseer", "Overseer"
    ADMINISTRATOR = "administrator", "Administrator"


PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.READER: frozenset(),
    Role.EDITOR: frozenset(
        {
            "SUGGESTION_DECIDE",
            "EXPECTATION_EDIT",
            "CONTRADICTION_EDIT",
            "ADDRESSEE_DECIDE",
            "ENTRY_WITHDRAW",
        }
    ),
    Role.ISSUER: frozenset(),
    Role.RESPONDER: frozenset(),
    Role.ACCOUNTABLE_OFFICER: frozenset(),
    Role.ASSURER: frozenset(),
    Role.LIVED_EXPERIENCE: frozenset(),
    Role.OVERSEER: frozenset({"CONTRADICTION_EDIT"}),
    Role.ADMINISTRATOR: frozenset({"PERSON_INVITE", "ROLE_GRANT"}),
}

# What everybody who may sign in may do, with no role at all.
EVERYBODY = frozenset({"PASSWORD_SET"})

# Whoever holds one speaks for one body, which the grant must name.
FOR_A_BODY = frozenset({Role.RESPONDER, Role.ACCOUNTABLE_OFFICER})
# Work of the register itself: a grant of one names no body.
OF_THE_REGISTER = frozenset({Role.READER, Role.EDITOR, Role.OVERSEER, Role.ADMINISTRATOR})
