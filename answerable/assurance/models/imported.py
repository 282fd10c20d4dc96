"""What other registers say of the same thing."""

from django.db import models

from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation
from answerable.register.models import Entry


class ImportedStatus(models.Model):
    """A status that another register gave, in its own words, and what each axis makes of it (the crosswalk).

    Beside what this register found, never in its place.
    """

    VISIBILITY = {
        "id": "internal",
        "entry": "public",
        "organisation": "public",
        "expectation": "public",
        "vocabulary": "public",
        "term": "public",
        "axes": "public",
        "said_on": "public",
        "url": "public",
        "recorded_by": "internal",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="imported_statuses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, null=True, related_name="+")
    vocabulary = models.CharField(max_length=30, help_text="code of the definition in data/vocabularies")
    term = models.CharField(max_length=120, help_text="as written there")
    axes = models.JSONField(help_text="{axis: value}")
    said_on = models.DateField(null=True)
    url = models.URLField(max_length=1000, blank=True)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["entry_id", "id"]

    def __str__(self) -> str:
        return f"{self.vocabulary}: imported status {self.pk}"
