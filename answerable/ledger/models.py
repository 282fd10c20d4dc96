"""Append-only events. The database itself refuses to change or delete one (see migration 0002)."""

from django.db import models


class Event(models.Model):
    """Something that happened, once.

    `canonical` is the exact bytes that `leaf_hash` covers, as RFC 6962 hashes a Merkle leaf, so that a
    signed tree can be laid over the log later without touching a row.
    """

    VISIBILITY = {
        "index": "public",
        "recorded_at": "public",
        "actor": "public",
        "kind": "public",
        "subject": "public",
        "payload": "public",
        "canonical": "public",
        "leaf_hash": "public",
    }

    index = models.BigIntegerField(primary_key=True, help_text="position in the log, from 0, without gaps")
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=100)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, db_index=True)
    payload = models.JSONField()
    canonical = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["index"]
        indexes = [
            models.Index(fields=["actor", "index"], name="event_by_actor"),
            models.Index(fields=["kind", "index"], name="event_by_kind"),
            models.Index(fields=["recorded_at", "index"], name="event_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(index__gte=0),
                name="event_index_not_negative",
                violation_error_message="The log counts events from 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.kind} {self.subject}"
