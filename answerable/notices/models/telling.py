"""What people are told: a list inside the workspace, and mail that leaves once.

A notice or a message has a `key` made of what it is about: the same thing is never told or sent twice,
however often a job runs.
"""

from django.db import models

from answerable.accounts.models import Person


class Notice(models.Model):
    """One line in a person's list."""

    VISIBILITY = {
        "id": "internal",
        "person": "internal",
        "key": "internal",
        "kind": "internal",
        "words": "personal",
        "address": "internal",
        "recorded_at": "internal",
        "read_at": "internal",
        "mailed_at": "internal",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=40)
    words = models.CharField(max_length=300, help_text="neutral: no names, no method")
    address = models.CharField(max_length=300, help_text="page of the workspace it leads to")
    recorded_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True, help_text="when it went into a mail or a digest")

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["person"], name="notice_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Preference(models.Model):
    """How a person wants to hear of notices by mail."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", "A mail for each"
        DAILY = "daily", "One mail a day"
        NEVER = "never", "No mail"

    VISIBILITY = {"id": "internal", "person": "internal", "rhythm": "internal", "recorded_at": "internal"}

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="notice_preference")
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.DAILY)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"preference {self.pk}"


class Message(models.Model):
    """A mail: written with the fact it tells of, sent after, at most once acknowledged."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent, and will not be tried again"
        BOUNCED = "bounced", "Came back"

    VISIBILITY = {
        "id": "internal",
        "key": "internal",
        "address": "personal",
        "organisation": "internal",
        "subject": "internal",
        "body": "personal",
        "state": "internal",
        "tries": "internal",
        "next_try_at": "internal",
        "why": "personal",
        "recorded_at": "internal",
        "sent_at": "internal",
        "message_id": "internal",
    }

    key = models.CharField(max_length=160, unique=True)
    address = models.EmailField(max_length=254)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="messages"
    )
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.IntegerField(default=0)
    next_try_at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=120, unique=True, help_text="the same at every try")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["next_try_at"], name="message_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"
