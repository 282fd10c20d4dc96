"""The end of a duty, and the looks afterwards at whether it lasted."""

from django.db import models
from django.db.models import F, Q

from answerable.assurance.models.findings import Verification
from answerable.duties.models import Duty
from answerable.register.models import Entry


class Closure(models.Model):
    """The end of a duty, with its reason. It is looked at again, and may be reopened."""

    class Reason(models.TextChoices):
        DONE = "done", "Done"
        ALTERNATIVE = "alternative", "An acceptable alternative was done"
        SUPERSEDED = "superseded", "Superseded by another"
        NO_LONGER = "no_longer", "No longer applicable"
        RECONSIDERED = "reconsidered", "Reconsidered by its author"
        MERGED = "merged", "Merged into another"

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "reason": "public",
        "words": "public",
        "into": "public",
        "verification": "public",
        "closed_on": "public",
        "closed_by": "public",
        "recorded_at": "public",
        "reopened_at": "public",
        "reopened_by": "public",
        "reopened_why": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="closures")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.TextField()
    into = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, related_name="+", help_text="what took its place"
    )
    verification = models.ForeignKey(
        Verification, on_delete=models.PROTECT, null=True, related_name="closures"
    )
    closed_on = models.DateField()
    closed_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.CharField(max_length=100, blank=True)
    reopened_why = models.TextField(blank=True)

    class Meta:
        ordering = ["duty_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(reopened_at__isnull=True),
                name="closure_one_current",
                violation_error_message="This is closed already.",
            ),
            models.CheckConstraint(
                condition=~Q(reason__in=["done", "alternative"]) | Q(verification__isnull=False),
                name="closure_as_done_was_verified",
                violation_error_message="Only what somebody else has verified is closed as done.",
            ),
            models.CheckConstraint(
                condition=~Q(reason__in=["superseded", "merged"]) | Q(into__isnull=False),
                name="closure_names_what_took_its_place",
                violation_error_message="Say which entry took its place.",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_why="")
                | (Q(reopened_at__gte=F("recorded_at")) & ~Q(reopened_why="")),
                name="closure_reopened_says_why",
                violation_error_message="Reopening comes after closing, and needs a reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"closure {self.pk} of duty {self.duty_id}"


class Recheck(models.Model):
    """A look, 12 and 24 months after closure as done, at whether it lasted."""

    class Outcome(models.TextChoices):
        LASTED = "lasted", "It lasted"
        PARTLY = "partly", "It lasted in part"
        NOT_LASTED = "not_lasted", "It did not last"
        CANNOT_TELL = "cannot_tell", "It cannot be told"

    VISIBILITY = {
        "id": "internal",
        "closure": "public",
        "months": "public",
        "due_on": "public",
        "outcome": "public",
        "words": "public",
        "done_on": "public",
        "done_by": "public",
        "recorded_at": "public",
    }

    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, related_name="rechecks")
    months = models.IntegerField(help_text="after closure")
    due_on = models.DateField(db_index=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    words = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["closure", "months"], name="recheck_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, outcome="")
                | (Q(done_on__isnull=False) & ~Q(outcome="") & ~Q(words="")),
                name="recheck_done_says_what_was_found",
                violation_error_message="A recheck says what was found and how.",
            ),
        ]

    def __str__(self) -> str:
        return f"recheck {self.pk} at {self.months} months"
