"""What an issuer is writing here."""

from django.db import models
from django.db.models import Q

from answerable.register.models.reports import Report
from answerable.sources.models import Publisher


class Manuscript(models.Model):
    """A report that an issuer is writing here. Nobody else sees it, and it is no fact until it is published.

    `content` is {"instrument", "issued_on", "reference", "url", "addressees", "people", "entries": [{"text",
    "to", "entry"}]}, all text as typed; "entry" is the reference of the entry whose words it corrects.
    `revision` counts the saves: a save that names an older one is refused, so that two people do not write
    over each other.
    """

    VISIBILITY = {
        "id": "internal",
        "publisher": "internal",
        "corrects": "internal",
        "content": "personal",
        "revision": "internal",
        "started_by": "internal",
        "saved_by": "internal",
        "started_at": "internal",
        "saved_at": "internal",
        "discarded_at": "internal",
        "published_at": "internal",
        "report": "internal",
    }

    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="manuscripts")
    corrects = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="manuscripts")
    content = models.JSONField(default=dict)
    revision = models.IntegerField(default=0)
    started_by = models.CharField(max_length=100)
    saved_by = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, report__isnull=True)
                | Q(published_at__isnull=False, report__isnull=False, discarded_at__isnull=True),
                name="manuscript_published_as_a_report",
                violation_error_message="What is published became a report, and is not thrown away.",
            ),
        ]

    def __str__(self) -> str:
        return f"manuscript {self.pk}"
