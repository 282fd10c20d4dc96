"""Who does a thing. Every write names one actor; there is no ambient user."""

from dataclasses import dataclass, field


class NotPermittedError(Exception):
    """The actor does not hold the permission that the operation asks for."""


@dataclass(frozen=True)
class Actor:
    """A person or a named system job, with the permissions it holds.

    `identifier` is stable and public-safe: "job:ingest", or "person:<id>"; never a name.
    """

    identifier: str
    permissions: frozenset[str] = field(default_factory=frozenset)

    def require(self, permission: str) -> None:
        if permission not in self.permissions:
            raise NotPermittedError(f"{self.identifier} does not hold {permission}")


# The jobs of the register itself. Permissions are NOUN_VERB, and live in code so that a review sees them.
INGEST = Actor(
    "job:ingest",
    frozenset(
        {
            "DOCUMENT_KEEP",
            "RUN_RECORD",
            "PUBLISHER_LOAD",
            "REPORT_RECORD",
            "ADDRESSEE_RESOLVE",
            "DUTY_RECORD",
            "RESPONSE_RECORD",
        }
    ),
)
ORGANISATIONS_LOADER = Actor("job:organisations", frozenset({"ORGANISATION_LOAD"}))
RELATE = Actor(
    "job:relate",
    frozenset({"SUGGESTION_RECORD", "EXPECTATION_PROPOSE"}),
)
SIGN_IN = Actor("job:sign-in", frozenset({"SIGN_IN"}))
PEOPLE = Actor("job:people", frozenset({"PERSON_INVITE", "ROLE_GRANT", "PASSWORD_SET"}))
