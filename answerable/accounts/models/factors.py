"""How somebody proves who they are besides their password: an app with codes, passkeys, codes on paper, and
an account elsewhere. Rows end; none is changed into another.
"""

from django.db import models
from django.db.models import Q

from answerable.accounts.models.people import Person


class CodeApp(models.Model):
    """An authenticator app (RFC 6238). It counts once its first code was right (`confirmed_at`).

    `last_step` is the last half minute whose code was taken: no code is taken twice.
    """

    VISIBILITY = {
        "id": "internal",
        "person": "internal",
        "sealed": "personal",
        "last_step": "internal",
        "made_at": "internal",
        "confirmed_at": "internal",
        "ended_at": "internal",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="code_apps")
    sealed = models.TextField(help_text="the secret, enciphered with a key made of the register's own")
    last_step = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at__isnull=True),
                name="code_app_one",
                violation_error_message="This person has an authenticator app already.",
            ),
        ]

    def __str__(self) -> str:
        return f"code app {self.pk}"


class Passkey(models.Model):
    """A key pair of which a device keeps the private half (WebAuthn). Nothing here lets anybody in."""

    VISIBILITY = {
        "id": "internal",
        "person": "internal",
        "label": "personal",
        "credential": "internal",
        "public_key": "internal",
        "sign_count": "internal",
        "made_at": "internal",
        "used_at": "internal",
        "ended_at": "internal",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="passkeys")
    label = models.CharField(max_length=60, help_text="as its owner calls it")
    credential = models.CharField(max_length=1400, unique=True, help_text="its identifier, base64url")
    public_key = models.TextField(help_text="COSE, base64url")
    sign_count = models.BigIntegerField(help_text="as its device last counted; 0 where it does not count")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"passkey {self.pk}"


class RecoveryCode(models.Model):
    """A code on paper, good once, for whoever has lost everything else. Only its digest is kept."""

    VISIBILITY = {
        "id": "internal",
        "person": "internal",
        "digest": "personal",
        "made_at": "internal",
        "used_at": "internal",
        "ended_at": "internal",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64, help_text="keyed, of the person and the code")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="when it was used, or others took its place")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class OutsideIdentity(models.Model):
    """An account with an OpenID provider, linked once to a person who was invited here."""

    VISIBILITY = {
        "id": "internal",
        "person": "internal",
        "issuer": "internal",
        "subject": "personal",
        "linked_at": "internal",
        "ended_at": "internal",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="outside_identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                condition=Q(ended_at__isnull=True),
                name="outside_identity_once",
                violation_error_message="This account elsewhere belongs to somebody already.",
            ),
            models.UniqueConstraint(
                fields=["person", "issuer"],
                condition=Q(ended_at__isnull=True),
                name="outside_identity_one_of_each",
                violation_error_message="This person has an account with this provider already.",
            ),
        ]

    def __str__(self) -> str:
        return f"outside identity {self.pk}"
