"""Sectors of care that a report is about, found by rule or said by a person."""

from django.db import models
from django.db.models import Q

from answerable.register.models.reports import Report


class SectorFinding(models.Model):
    """A report is in a sector (data/sectors). What a person said stands until a person says otherwise."""

    class Standing(models.TextChoices):
        YES = "yes", "In it"
        LIKELY = "likely", "Likely in it"

    VISIBILITY = {
        "id": "internal",
        "report": "public",
        "sector": "public",
        "standing": "public",
        "words": "public",
        "method": "public",
        "by_person": "public",
        "reason": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sector_findings")
    sector = models.CharField(max_length=40)
    standing = models.CharField(max_length=6, choices=Standing.choices)
    words = models.JSONField(default=list, help_text="that led to it")
    method = models.CharField(max_length=60, help_text="name and version of the rule, or person")
    by_person = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["report_id", "id"]
        indexes = [
            models.Index(
                fields=["sector", "report"], name="sector_of_reports", condition=Q(superseded_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "sector"],
                condition=Q(superseded_at__isnull=True),
                name="sector_once_for_a_report",
            ),
            models.CheckConstraint(
                condition=Q(by_person=False) | ~Q(reason=""),
                name="sector_by_a_person_says_why",
                violation_error_message="Say why it is in that sector.",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.report_id} in {self.sector}"
