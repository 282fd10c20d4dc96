"""Who must answer, by when. Whether they did is a query over dated facts, never a column."""

from django.db import models

from answerable.organisations.models import Organisation
from answerable.register.models import Entry, Report
from answerable.sources.models import Document


class Duty(models.Model):
    """One body's duty to answer one entry."""

    class Kind(models.TextChoices):
        STATUTORY = "statutory", "Required by law"
        CONVENTION = "convention", "Expected by convention"
        NONE = "none", "No rule found"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "entry": "public",
        "organisation": "public",
        "kind": "public",
        "basis": "public",
        "recorded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="duties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    basis = models.CharField(max_length=300, blank=True, help_text="the rule the duty rests on")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "organisation"],
                name="duty_once_per_body",
                violation_error_message="This body has a duty on this entry already.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class DueDate(models.Model):
    """A date by which an answer is due, and its basis. All are kept; `queries.standing_date` picks one."""

    class Basis(models.TextChoices):
        COMPUTED = "computed", "Worked out from the rule"
        STATED = "stated", "Stated in the report"
        EXTENSION = "extension", "Extended"

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "due_on": "public",
        "basis": "public",
        "reason": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="due_dates")
    due_on = models.DateField()
    basis = models.CharField(max_length=10, choices=Basis.choices)
    reason = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["duty_id", "id"]

    def __str__(self) -> str:
        return f"{self.due_on} ({self.basis})"


class PublishedReply(models.Model):
    """A reply to a report that a source lists. Until matched, it is not known which body wrote it."""

    VISIBILITY = {
        "id": "internal",
        "report": "public",
        "url": "personal",
        "organisation": "public",
        "document": "internal",
        "recorded_at": "public",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="published_replies")
    url = models.URLField(max_length=1000)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="published_replies"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="published_replies")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "published replies"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "url"], name="reply_once_per_report")]

    def __str__(self) -> str:
        return f"reply {self.pk} to report {self.report_id}"
