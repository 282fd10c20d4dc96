"""To whom a report or an entry is addressed, as written, and which body that is."""

from django.db import models
from django.db.models import Q

from answerable.organisations.models import Organisation
from answerable.register.models.entries import Entry
from answerable.register.models.reports import Report


class Addressing(models.Model):
    """A body that a report, or one entry of it, is addressed to, as written."""

    class Role(models.TextChoices):
        ADDRESSEE = "addressee", "Addressee"
        COPY = "copy", "Copied in"
        PERSON = "person_only", "A person, with no body named"

    VISIBILITY = {
        "id": "internal",
        "report": "public",
        "entry": "public",
        "order": "public",
        "as_written": "personal",
        "as_published": "public",
        "role": "public",
        "recorded_at": "public",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="addressings")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="addressings")
    order = models.IntegerField()
    as_written = models.TextField()
    as_published = models.TextField(help_text="with names withheld")
    role = models.CharField(max_length=12, choices=Role.choices)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["report_id", "order"]

    def __str__(self) -> str:
        return f"addressing {self.pk} of report {self.report_id}"


class Resolution(models.Model):
    """Which body an addressing means, as decided by a method or a person. The current row has no end."""

    class Status(models.TextChoices):
        SURE = "sure", "Resolved"
        UNLISTED = "unlisted", "A named body that is not in the reviewed lists"
        DOUBTFUL = "doubtful", "Waiting for review"
        UNRESOLVED = "unresolved", "Not resolved"
        REDACTED = "redacted", "Redacted by the publisher"

    VISIBILITY = {
        "id": "internal",
        "addressing": "public",
        "organisation": "public",
        "status": "public",
        "method": "public",
        "score": "public",
        "reason": "public",
        "candidates": "internal",
        "decided_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    addressing = models.ForeignKey(Addressing, on_delete=models.PROTECT, related_name="resolutions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="resolutions"
    )
    status = models.CharField(max_length=12, choices=Status.choices, db_index=True)
    method = models.CharField(max_length=60)
    score = models.FloatField(null=True, help_text="0 to 100")
    reason = models.CharField(max_length=500, blank=True)
    candidates = models.JSONField(default=list, help_text="[[organisation reference, score, reason], ...]")
    decided_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["addressing"],
                condition=Q(superseded_at__isnull=True),
                name="resolution_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} for addressing {self.addressing_id}"
