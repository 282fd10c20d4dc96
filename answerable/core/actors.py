"""Who does a thing. Every write names one actor; there is no ambient user."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class NotPermittedError(Exception):
    """The actor does not hold the permission that the operation asks for."""


@dataclass(frozen=True)
class Actor:
    """A person or a named system job, with the permissions it holds.

    `identifier` is stable and public-safe: "job:ingest", or "person:<id>"; never a name. A permission that
    `bodies` (by organisation id) or `publishers` (by code) lists is held for those alone; one that neither
    lists, for the whole register. One that `sectors` (by code) lists is held for what is in them: whatever an
    operation then writes is looked at (`ledger.operation.BOUNDS`). `belongs_to` are the bodies the person has
    any role for: nobody verifies what their own body claims.
    """

    identifier: str
    permissions: frozenset[str] = field(default_factory=frozenset)
    bodies: Mapping[str, frozenset[int]] = field(default_factory=dict)
    publishers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    belongs_to: frozenset[int] = frozenset()
    sectors: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def require(self, permission: str) -> None:
        if permission not in self.permissions:
            raise NotPermittedError(f"{self.identifier} does not hold {permission}")

    def may_for(self, permission: str, organisation_id: int) -> bool:
        """Whether the permission is held for this body."""
        held_for = self.bodies.get(permission)
        return permission in self.permissions and (held_for is None or organisation_id in held_for)

    def require_for(self, permission: str, organisation_id: int) -> None:
        """Raises NotPermittedError unless the permission is held for this body."""
        if not self.may_for(permission, organisation_id):
            raise NotPermittedError(f"{self.identifier} does not hold {permission} for that body")

    def may_publish(self, permission: str, publisher: str) -> bool:
        """Whether the permission is held for this publisher, named by its code."""
        held_for = self.publishers.get(permission)
        return permission in self.permissions and (held_for is None or publisher in held_for)

    def require_publisher(self, permission: str, publisher: str) -> None:
        """Raises NotPermittedError unless the permission is held for this publisher."""
        if not self.may_publish(permission, publisher):
            raise NotPermittedError(f"{self.identifier} does not hold {permission} for that publisher")


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
HARVEST = Actor("job:harvest", frozenset({"HARVEST_RUN", "DOCUMENT_KEEP"}))
SECTORS = Actor("job:sectors", frozenset({"SECTOR_RECORD"}))
SUMMARIES = Actor("job:summaries", frozenset({"SUMMARY_MAKE"}))
INDICATORS = Actor("job:indicators", frozenset({"INDICATOR_LOAD", "DOCUMENT_KEEP", "ORGANISATION_LOAD"}))
RELATE = Actor(
    "job:relate",
    frozenset({"SUGGESTION_RECORD", "EXPECTATION_PROPOSE"}),
)
REPLIES = Actor("job:replies", frozenset({"REPLY_READ"}))
SUCCESSIONS = Actor("job:successions", frozenset({"DUTY_TRANSFER"}))
ESCALATION = Actor("job:escalation", frozenset({"ESCALATION_STEP", "NOTICE_TELL", "DAY_CLOSE"}))
RECURRENCE = Actor("job:recurrence", frozenset({"ALARM_RAISE", "NOTICE_TELL"}))
FIGURES = Actor("job:figures", frozenset({"FIGURE_RECKON"}))
POST = Actor("job:post", frozenset({"MESSAGE_SEND", "NOTICE_TELL"}))
ALERTS = Actor("job:alerts", frozenset({"FOLLOW_TELL"}))
STATUSES = Actor("job:statuses", frozenset({"STATUS_IMPORT"}))
SEARCHES = Actor("job:searches", frozenset({"SEARCH_PUBLISH"}))
SCANNER = Actor("job:scanner", frozenset({"UPLOAD_SCAN"}))
# Somebody who uses a public form, not signed in.
PUBLIC = Actor(
    "public", frozenset({"CHALLENGE_MAKE", "ERROR_REPORT", "FOLLOW_ASK", "SUPPLY_MAKE", "UPLOAD_KEEP"})
)
SIGN_IN = Actor("job:sign-in", frozenset({"SIGN_IN"}))
PEOPLE = Actor("job:people", frozenset({"PERSON_INVITE", "ROLE_GRANT", "PASSWORD_SET"}))
