"""Duties passed on in bulk when bodies close: each run with its account, and each duty that it passed."""

from django.db import models
from django.db.models import Q

from answerable.duties.models import Duty
from answerable.organisations.models import Organisation


class SuccessionRun(models.Model):
    """One working through of the bodies that had closed by a day. One that was broken off is gone on with.

    `before` and `after` are the account: how many duties there were, by what became of them. They must agree.
    """

    VISIBILITY = {
        "id": "internal",
        "on": "public",
        "before": "public",
        "after": "public",
        "started_by": "public",
        "recorded_at": "public",
        "finished_at": "public",
        "undone_by": "public",
        "undone_at": "public",
        "undone_why": "public",
    }

    on = models.DateField(help_text="the bodies that had closed by then")
    before = models.JSONField()
    after = models.JSONField(null=True)
    started_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=100, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["on"],
                condition=Q(finished_at__isnull=True),
                name="succession_one_unfinished",
                violation_error_message="A run for this day is under way: it is gone on with.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | ~Q(undone_why=""),
                name="succession_undone_says_why",
                violation_error_message="Say why the run is taken back.",
            ),
        ]

    def __str__(self) -> str:
        return f"succession run {self.pk}"


class Passing(models.Model):
    """One duty that a run, or a person's choice, passed from a body that closed to one that came after it."""

    VISIBILITY = {
        "id": "internal",
        "run": "public",
        "duty": "public",
        "before": "public",
        "after": "public",
        "basis": "public",
        "chosen": "public",
        "recorded_at": "public",
    }

    run = models.ForeignKey(SuccessionRun, on_delete=models.PROTECT, related_name="passings")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="passings")
    before = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=500, help_text="the successions it rests on, or why a person chose")
    chosen = models.BooleanField(default=False, help_text="by a person, since no successor was sure")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["run_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "duty"],
                name="passing_once_a_run",
                violation_error_message="This run has passed the duty on already.",
            ),
        ]

    def __str__(self) -> str:
        return f"passing {self.pk} of duty {self.duty_id}"
