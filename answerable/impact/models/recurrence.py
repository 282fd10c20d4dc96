"""It happened again: a later report asks what was claimed, found or closed as done.

An alarm is raised by rule, beside the claim and never in its place; what it means is for a person to say.
"""

from django.db import models
from django.db.models import Q

from answerable.assurance.models import Closure, Verification
from answerable.duties.models import Claim, Duty
from answerable.lineage.models import Expectation
from answerable.register.models import Entry


class Alarm(models.Model):
    """A later entry asks again for what a duty says is done."""

    class Basis(models.TextChoices):
        CLAIMED = "claimed", "Claimed as done"
        VERIFIED = "verified", "Found done by somebody else"
        CLOSED = "closed", "Closed as done"

    class Reach(models.TextChoices):
        SAME_BODY = "same_body", "Of the same body, or of what came after it"
        ELSEWHERE = "elsewhere", "Of another body"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "duty": "public",
        "entry": "public",
        "expectation": "public",
        "basis": "public",
        "claim": "public",
        "verification": "public",
        "closure": "public",
        "done_on": "public",
        "again_on": "public",
        "days": "public",
        "reach": "public",
        "method": "public",
        "version": "public",
        "score": "public",
        "event_by": "internal",
        "event_basis": "public",
        "words": "public",
        "raised_at": "public",
        "withdrawn_at": "public",
        "withdrawn_why": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="alarms")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="alarms", help_text="the later")
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, null=True, related_name="alarms")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="+")
    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, null=True, related_name="+")
    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(help_text="when it was first said, found or closed as done")
    again_on = models.DateField(help_text="when the later report was issued")
    days = models.IntegerField(help_text="between the two; negative for a warning given before")
    reach = models.CharField(max_length=10, choices=Reach.choices)
    method = models.CharField(max_length=60, help_text="how the two are known to ask the same")
    version = models.CharField(max_length=20)
    score = models.FloatField(null=True, help_text="probability that they do; none where a person said so")
    event_by = models.DateField(null=True, help_text="by when the death had come, as the later report tells")
    event_basis = models.CharField(max_length=10, blank=True, help_text="death, opened or reference")
    words = models.TextField(help_text="one sentence fit to publish")
    raised_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, help_text="what it rested on no longer stands")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "entry"],
                condition=Q(withdrawn_at__isnull=True),
                name="alarm_once",
                violation_error_message="This alarm was raised already.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="alarm_withdrawn_says_why",
                violation_error_message="An alarm that is withdrawn says why.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def maybe_before(self) -> bool:
        """The death is known to have come before the work was said to be done."""
        return self.event_by is not None and self.event_by < self.done_on


class Reassessment(models.Model):
    """What an independent person found when they looked at an alarm."""

    class Outcome(models.TextChoices):
        NOT_HELD = "not_held", "The same again: what was done did not prevent it"
        NOT_DONE = "not_done", "The same again: it was not done there"
        BEFORE = "before", "The death came before it was done"
        OTHER_WAY = "other_way", "The same ask, by another way than what was done covers"
        NOT_SAME = "not_same", "Not the same ask"
        CANNOT_TELL = "cannot_tell", "It cannot be told"

    VISIBILITY = {
        "id": "internal",
        "alarm": "public",
        "outcome": "public",
        "words": "public",
        "words_original": "personal",
        "given_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="reassessments")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    words = models.TextField(help_text="with names withheld")
    words_original = models.TextField()
    given_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["alarm_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alarm"], condition=Q(superseded_at__isnull=True), name="reassessment_one_current"
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="reassessment_says_why",
                violation_error_message="Say what you found, and how.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} of alarm {self.alarm_id}"
