"""What the machine has looked at already, so that only what is new or changed is looked at again."""

from django.db import models

from answerable.lineage.models.suggestions import Run
from answerable.register.models import Entry


class Look(models.Model):
    """The words of an entry that were last looked at, and by which methods. Bookkeeping, no fact."""

    VISIBILITY = {"entry": "internal", "version": "internal", "method": "internal", "run": "internal"}

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="look")
    version = models.IntegerField()
    method = models.CharField(max_length=32, help_text="digest of the methods' versions")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="looks")

    def __str__(self) -> str:
        return f"look at {self.entry_id}, version {self.version}"
