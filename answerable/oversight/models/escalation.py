"""Escalation: the rungs that silence climbs, each step dated, and what stopped one.

The rungs are data (data/escalation/*.toml). A step is written before its letter leaves, and is unique for the
duty, the rung and the due date it is counted from: however often the job runs, nothing is sent twice.
"""

from django.db import models
from django.db.models import F, Q

from answerable.duties.models import Duty
from answerable.notices.models import Message
from answerable.organisations.models import Organisation


class Contact(models.Model):
    """Where a body's board or office can be written to, when nobody of it signs in."""

    class Desk(models.TextChoices):
        OFFICE = "office", "The body's office"
        BOARD = "board", "The body's board"

    VISIBILITY = {
        "id": "internal",
        "organisation": "internal",
        "desk": "internal",
        "email": "personal",
        "recorded_by": "internal",
        "recorded_at": "internal",
        "ended_by": "internal",
        "ended_at": "internal",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    desk = models.CharField(max_length=6, choices=Desk.choices)
    email = models.EmailField(max_length=254)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    ended_by = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "desk"],
                condition=Q(ended_at__isnull=True),
                name="contact_one_current",
                violation_error_message="An address is recorded already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk} of body {self.organisation_id}"


class Letter(models.Model):
    """One letter to one body: it names every duty that climbed this rung on this day.

    A rung may be told to several bodies: the first letter is the one that its steps name, the others are its
    copies. Without a message there was no address to send it to.
    """

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "rung": "public",
        "organisation": "public",
        "about": "public",
        "on": "public",
        "subject": "internal",
        "body": "internal",
        "message": "internal",
        "copy_of": "public",
        "to": "public",
        "by_rule": "public",
        "recorded_by": "public",
        "recorded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    rung = models.CharField(max_length=30)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="letters", help_text="who gets it"
    )
    about = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="who has not answered"
    )
    on = models.DateField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message = models.OneToOneField(Message, on_delete=models.PROTECT, null=True, related_name="letter")
    to = models.CharField(max_length=12, help_text="in which part: officer, board, regional and so on")
    by_rule = models.BooleanField(help_text="the daily job wrote it; otherwise a person did")
    copy_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="copies")
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rung", "about", "to", "on"],
                condition=Q(by_rule=True),
                name="letter_once_a_day",
                violation_error_message="This letter was written today already.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Step(models.Model):
    """One duty climbed one rung."""

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "rung": "public",
        "due_on": "public",
        "on": "public",
        "letter": "public",
        "by_rule": "public",
        "reason": "public",
        "recorded_by": "public",
        "recorded_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="steps")
    rung = models.CharField(max_length=30, help_text="code of the rung in data/escalation")
    due_on = models.DateField(help_text="the due date that it is counted from")
    on = models.DateField(help_text="the day of the step")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="steps")
    by_rule = models.BooleanField(help_text="the daily job took it; otherwise a person did")
    reason = models.CharField(max_length=500, blank=True)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["duty_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "rung", "due_on"],
                name="step_once",
                violation_error_message="This step was taken already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rung} of duty {self.duty_id}"


class Stop(models.Model):
    """Escalation of a duty is held, with a reason, until somebody lets it go on."""

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "reason": "public",
        "stopped_by": "public",
        "recorded_at": "public",
        "ended_by": "public",
        "end_reason": "public",
        "ended_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="stops")
    reason = models.CharField(max_length=500)
    stopped_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    ended_by = models.CharField(max_length=100, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["duty_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(ended_at__isnull=True),
                name="stop_one_current",
                violation_error_message="Escalation of this duty is held already.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("recorded_at")),
                name="stop_ends_after_it_began",
                violation_error_message="A hold ends after it began.",
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk} of duty {self.duty_id}"
