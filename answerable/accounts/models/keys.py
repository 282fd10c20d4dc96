"""Keys by which a person's own programs write, and what was asked with them already."""

from django.db import models
from django.db.models import Q

from answerable.accounts.models.people import Person


class ApiKey(models.Model):
    """A key of one person. It does what the person may, and of that only its `scopes` (permissions)."""

    VISIBILITY = {
        "id": "internal",
        "person": "internal",
        "label": "personal",
        "begins": "internal",
        "digest": "personal",
        "scopes": "internal",
        "organisation": "internal",
        "made_at": "internal",
        "expires_at": "internal",
        "used_at": "internal",
        "ended_at": "internal",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="api_keys")
    label = models.CharField(max_length=60, help_text="as its owner calls it")
    begins = models.CharField(max_length=12, help_text="first characters, by which its owner knows it")
    digest = models.CharField(max_length=64, unique=True, help_text="keyed, of the whole key")
    scopes = models.JSONField(default=list, help_text="permissions")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the one body that it may write for; none: every body of the person",
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="api_key_ends"),
        ]

    def __str__(self) -> str:
        return f"API key {self.pk}"


class AskedBefore(models.Model):
    """A request with an idempotency key, and how it was answered: the same request gets the same answer."""

    VISIBILITY = {
        "id": "internal",
        "key": "internal",
        "name": "internal",
        "request": "internal",
        "status": "internal",
        "answer": "personal",
        "asked_at": "internal",
    }

    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="asked")
    name = models.CharField(max_length=200, help_text="the Idempotency-Key as it was sent")
    request = models.CharField(max_length=64, help_text="SHA-256 of method, path and body")
    status = models.IntegerField(null=True, help_text="none: it is being answered, or was cut short")
    answer = models.JSONField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "name"], name="asked_before_once")]

    def __str__(self) -> str:
        return f"request {self.pk}"
