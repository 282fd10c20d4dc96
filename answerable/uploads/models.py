"""Files that people send: what each is, whether it may be kept, and whose it is.

The bytes are kept by their hash outside the database. A file that is refused leaves a row that says why, and
no bytes.
"""

from django.db import models

from answerable.organisations.models import Organisation


class Upload(models.Model):
    """One file that somebody sent."""

    class State(models.TextChoices):
        KEPT = "kept", "Checked and kept"
        QUARANTINED = "quarantined", "Kept, not yet looked at by a virus scanner"
        REFUSED = "refused", "Refused"

    VISIBILITY = {
        "id": "internal",
        "sha256": "internal",
        "name": "personal",
        "media_type": "internal",
        "size": "internal",
        "pages": "internal",
        "state": "internal",
        "why": "internal",
        "organisation": "internal",
        "sent_by": "internal",
        "recorded_at": "internal",
    }

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200, help_text="as the sender called it, made safe")
    media_type = models.CharField(max_length=100, blank=True, help_text="by the bytes, not by the name")
    size = models.BigIntegerField(help_text="bytes")
    pages = models.IntegerField(null=True)
    state = models.CharField(max_length=12, choices=State.choices)
    why = models.CharField(max_length=300, blank=True, help_text="of a refusal, in plain words")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="uploads"
    )
    sent_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"upload {self.pk}"
