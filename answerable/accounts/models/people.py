"""People, the roles they were given and for how long, and what guards the door."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from answerable.accounts.roles import Role
from answerable.organisations.models import Organisation


class Person(AbstractBaseUser):
    """Somebody who may sign in. Everywhere else they are `identifier`, never a name."""

    VISIBILITY = {
        "id": "public",
        "email": "personal",
        "name": "personal",
        "password": "personal",  # nosec B105  # who may see it, not a password
        "salt": "internal",
        "sessions": "internal",
        "invited_at": "internal",
        "ended_at": "internal",
    }

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    last_login = None  # when people sign in is no concern of the register's
    email = models.EmailField(max_length=254, help_text="in lower case")
    name = models.CharField(max_length=120, help_text="as colleagues see it")
    salt = models.CharField(max_length=32, help_text="of the digests that events hold in place of names")
    sessions = models.IntegerField(default=0, help_text="raised to end every session of the person")
    invited_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: models.Manager["Person"] = BaseUserManager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(ended_at__isnull=True),
                name="person_one_account",
                violation_error_message="Somebody with this e-mail address is here already.",
            ),
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def identifier(self) -> str:
        """What the register calls this person in public: in events and beside decisions."""
        return f"person:{self.pk}"

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # the base class holds a constant
        return self.ended_at is None

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end when it changes: with the password, and whenever `sessions` is raised."""
        words = f"{self.password}\0{self.sessions}"
        return salted_hmac("answerable.sessions", words, secret=secret, algorithm="sha256").hexdigest()


class RoleGrant(models.Model):
    """A role that a person holds, or held."""

    VISIBILITY = {
        "id": "internal",
        "person": "internal",
        "role": "public",
        "organisation": "public",
        "publisher": "public",
        "sector": "public",
        "granted_by": "internal",
        "reason": "personal",
        "granted_at": "internal",
        "ended_by": "internal",
        "end_reason": "personal",
        "ended_at": "internal",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="role_grants"
    )
    publisher = models.CharField(
        max_length=120, blank=True, help_text="code of the publisher that an issuer speaks for"
    )
    sector = models.CharField(
        max_length=40, blank=True, help_text="code of the one sector that it is held for; blank for all"
    )
    granted_by = models.CharField(max_length=100)
    reason = models.CharField(max_length=500)
    granted_at = models.DateTimeField()
    ended_by = models.CharField(max_length=100, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["person_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "publisher", "sector"],
                condition=Q(ended_at__isnull=True, organisation__isnull=True),
                name="grant_once",
                violation_error_message="This person holds that role already.",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "organisation", "publisher", "sector"],
                condition=Q(ended_at__isnull=True),
                name="grant_once_per_body",
                violation_error_message="This person holds that role for this body already.",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_at__isnull=True, role=Role.ACCOUNTABLE_OFFICER),
                name="grant_one_officer",
                violation_error_message="This body has an accountable officer already.",
            ),
            models.CheckConstraint(
                condition=(Q(ended_at__isnull=True) & Q(ended_by=""))
                | (Q(ended_at__gte=F("granted_at")) & ~Q(ended_by="")),
                name="grant_end_says_by_whom",
                violation_error_message="A role ends after it was given, and by somebody.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of person:{self.person_id}"


class PasswordLink(models.Model):
    """A link that sets a password, once. Only its digest is kept."""

    VISIBILITY = {
        "id": "internal",
        "person": "internal",
        "digest": "personal",
        "made_at": "internal",
        "expires_at": "internal",
        "ended_at": "internal",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="password_links")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of what the link carries")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="when it was used, or another took its place")

    def __str__(self) -> str:
        return f"link of person:{self.person_id}"


class Tries(models.Model):
    """How often signing in has failed of late, for one account or one address of a client.

    `key` is a keyed digest: an account that nobody has is counted like any other, and no address is kept.
    """

    VISIBILITY = {"key": "internal", "failures": "internal", "last": "internal"}

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.IntegerField()
    last = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.failures} failures"
