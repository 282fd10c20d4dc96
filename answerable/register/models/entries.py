"""What a report asks for or is concerned about, and its words from version to version."""

import hashlib

from django.db import models
from django.db.models import Q

from answerable.register.models.reports import Report
from answerable.sources.models import Document


class Entry(models.Model):
    """One thing asked, or one concern. Its words are in its versions."""

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", "Recommendation"
        CONCERN = "concern", "Concern"
        SAFETY_ACTION = "safety_action", "Safety action"
        OBSERVATION = "observation", "Safety observation"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "report": "public",
        "parent": "public",
        "position": "internal",
        "order": "public",
        "kind": "public",
        "number": "public",
        "labels": "public",
        "withdrawn_at": "public",
        "withdrawn_why": "public",
        "recorded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="entries")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    position = models.CharField(max_length=20, help_text="place in the report: 3, or 3.2 for a part")
    order = models.IntegerField(help_text="reading order in the report, from 0")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    number = models.CharField(max_length=30, blank=True, help_text="as printed")
    labels = models.JSONField(default=dict, help_text="the source's own labels")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["report_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="entry_position_once"),
        ]

    def __str__(self) -> str:
        return self.reference


class EntryVersion(models.Model):
    """The words of an entry, as held from `recorded_at` until `superseded_at`."""

    VISIBILITY = {
        "id": "internal",
        "entry": "public",
        "version": "public",
        "text": "public",
        "original": "personal",
        "purpose": "public",
        "context": "public",
        "context_original": "personal",
        "masks": "personal",
        "doubts": "personal",
        "masked": "public",
        "flags": "public",
        "page": "public",
        "start": "public",
        "end": "public",
        "row": "public",
        "column": "public",
        "document": "internal",
        "method": "public",
        "salt": "internal",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    version = models.IntegerField()
    text = models.TextField(help_text="with names withheld")
    original = models.TextField(help_text="exact words, for editors")
    purpose = models.TextField(blank=True)
    context = models.JSONField(default=dict, help_text="heading and lead-in, with names withheld")
    context_original = models.JSONField(default=dict)
    masks = models.JSONField(default=list, help_text="[[start, end, kind, rule], ...] in `original`")
    doubts = models.JSONField(default=list, help_text="[[start, end, why], ...] in `original`")
    masked = models.IntegerField(default=0, help_text="how many passages were withheld")
    flags = models.JSONField(default=list)
    page = models.IntegerField(null=True)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    row = models.IntegerField(null=True)
    column = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="entry_versions")
    method = models.CharField(max_length=120, help_text="adapter and masking, with versions")
    salt = models.CharField(max_length=32)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["entry_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "version"], name="entry_version_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(superseded_at__isnull=True), name="entry_version_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.entry_id}"

    @property
    def public_salt(self) -> str:
        """The salt of the published words' hash. It tells nothing of the salt of the exact words."""
        return hashlib.sha256(f"public\0{self.salt}".encode()).hexdigest()[:32]
