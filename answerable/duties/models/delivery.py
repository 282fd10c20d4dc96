"""Delivery, as the body itself tells it: actions and dates, progress, evidence, and what it claims."""

from django.db import models
from django.db.models import Q

from answerable.duties.models.duties import Duty
from answerable.organisations.models import Organisation
from answerable.uploads.models import Upload


class Grade(models.TextChoices):
    """What kind of evidence it is, from the weakest to the strongest (peers.md, section 6, idea 4)."""

    STATEMENT = "statement", "Statement"
    POLICY = "policy", "Policy or procedure"
    TRAINING = "training", "Training record"
    AUDIT = "audit", "Audit"
    OBSERVED = "observed", "Observed practice"
    OUTCOME = "outcome", "Outcome"


class ClaimLevel(models.TextChoices):
    """What a body says of the work (domain.md 5, axis 3). "Stalled" is no claim: silence tells it."""

    NOT_STARTED = "not_started", "Not started"
    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"


class Action(models.Model):
    """One thing that a body says it will do, for one or more of its duties."""

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "organisation": "public",
        "words": "public",
        "words_original": "personal",
        "owner_role": "public",
        "owner": "personal",
        "measure": "public",
        "own_key": "internal",
        "recorded_by": "internal",
        "recorded_at": "public",
        "dropped_at": "public",
        "dropped_why": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="actions")
    words = models.CharField(max_length=1000, help_text="what will be done, names withheld")
    words_original = models.CharField(max_length=1000)
    owner_role = models.CharField(max_length=120, help_text="the post that owns it, never a name")
    owner = models.CharField(max_length=100, blank=True, help_text="person:<id>, seen in the body only")
    measure = models.CharField(max_length=500, blank=True, help_text="how one will know that it worked")
    own_key = models.CharField(max_length=60, blank=True, help_text="what the body calls it in its own plan")
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["organisation_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "own_key"],
                condition=~Q(own_key=""),
                name="action_own_key_once",
                violation_error_message="The plan has an action with this key already.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ActionDuty(models.Model):
    """An action serves a duty."""

    VISIBILITY = {"id": "internal", "action": "public", "duty": "public", "recorded_at": "public"}

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="serves")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="actions")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "duty"], name="action_serves_duty_once"),
        ]

    def __str__(self) -> str:
        return f"action {self.action_id} for duty {self.duty_id}"


class Milestone(models.Model):
    """A step of an action with a date of its own. Every action has one: its end, which is the last."""

    VISIBILITY = {
        "id": "internal",
        "action": "public",
        "order": "public",
        "words": "public",
        "is_end": "public",
        "recorded_at": "public",
    }

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones")
    order = models.IntegerField()
    words = models.CharField(max_length=300)
    is_end = models.BooleanField(default=False, help_text="the action's own end")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["action_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["action", "order"], name="milestone_order_once"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(is_end=True), name="milestone_one_end_per_action"
            ),
        ]

    def __str__(self) -> str:
        return f"milestone {self.pk}"


class TargetDate(models.Model):
    """A date promised for a milestone. The first is the original; each later one says why it moved."""

    VISIBILITY = {
        "id": "internal",
        "milestone": "public",
        "due_on": "public",
        "reason": "public",
        "recorded_by": "internal",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="dates")
    due_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["milestone_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone"],
                condition=Q(superseded_at__isnull=True),
                name="target_date_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} for milestone {self.milestone_id}"


class Progress(models.Model):
    """What the body reports of one action, or of one milestone of it, on one day."""

    VISIBILITY = {
        "id": "internal",
        "action": "public",
        "milestone": "public",
        "level": "public",
        "words": "public",
        "words_original": "personal",
        "on": "public",
        "recorded_by": "internal",
        "recorded_at": "public",
    }

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="progress")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, related_name="progress")
    level = models.CharField(max_length=12, choices=ClaimLevel.choices)
    words = models.TextField(blank=True)
    words_original = models.TextField(blank=True)
    on = models.DateField()
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "progress"
        ordering = ["action_id", "id"]

    def __str__(self) -> str:
        return f"{self.level} of action {self.action_id}"


class Evidence(models.Model):
    """Something that shows what was done: a file or an address, graded by its kind."""

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "organisation": "public",
        "grade": "public",
        "title": "public",
        "title_original": "personal",
        "dated": "public",
        "url": "public",
        "upload": "internal",
        "is_public": "public",
        "recorded_by": "internal",
        "recorded_at": "public",
        "withdrawn_at": "public",
        "withdrawn_why": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="evidence")
    grade = models.CharField(max_length=10, choices=Grade.choices)
    title = models.CharField(max_length=300, help_text="what it is, names withheld")
    title_original = models.CharField(max_length=300)
    dated = models.DateField(null=True, help_text="when it was made, as the body says")
    url = models.URLField(max_length=1000, blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="evidence")
    is_public = models.BooleanField(default=False, help_text="the body lets the public read the file itself")
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["organisation_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upload__isnull=False, url="") | (Q(upload__isnull=True) & ~Q(url="")),
                name="evidence_is_a_file_or_an_address",
                violation_error_message="Evidence is a file or an address: give one of the two.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Claim(models.Model):
    """What the body says of the work on one duty, on one day. The latest stands; none is overwritten."""

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "organisation": "public",
        "level": "public",
        "words": "public",
        "words_original": "personal",
        "claimed_on": "public",
        "recorded_by": "internal",
        "recorded_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="claims")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="claims")
    level = models.CharField(max_length=12, choices=ClaimLevel.choices)
    words = models.TextField()
    words_original = models.TextField()
    claimed_on = models.DateField()
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["duty_id", "id"]

    def __str__(self) -> str:
        return f"{self.level} of duty {self.duty_id}"


class EvidenceUse(models.Model):
    """A claim or a report of progress rests on a piece of evidence."""

    VISIBILITY = {"id": "internal", "evidence": "public", "claim": "public", "progress": "public"}

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="uses")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="evidence_used")
    progress = models.ForeignKey(Progress, on_delete=models.PROTECT, null=True, related_name="evidence_used")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, progress__isnull=True)
                | Q(claim__isnull=True, progress__isnull=False),
                name="evidence_use_is_of_one",
                violation_error_message="Evidence supports a claim or a report of progress.",
            ),
            models.UniqueConstraint(
                fields=["evidence", "claim"],
                condition=Q(claim__isnull=False),
                name="evidence_once_per_claim",
            ),
            models.UniqueConstraint(
                fields=["evidence", "progress"],
                condition=Q(progress__isnull=False),
                name="evidence_once_per_progress",
            ),
        ]

    def __str__(self) -> str:
        return f"use of evidence {self.evidence_id}"
