"""The register of contradictions: two entries that cannot both be done as they stand; who must settle it."""

from django.db import models
from django.db.models import Q

from answerable.lineage.models.suggestions import Decision
from answerable.organisations.models import Organisation
from answerable.register.models import Entry


class Contradiction(models.Model):
    """Two asks pull in different directions for the same subject and setting, as a person has found."""

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "entry": "public",
        "other": "public",
        "sentence": "public",
        "other_sentence": "public",
        "tension": "public",
        "subject": "public",
        "setting": "public",
        "decision": "internal",
        "recorded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="contradictions")
    other = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="contradictions_as_other")
    sentence = models.TextField(help_text="the words of `entry` that conflict")
    other_sentence = models.TextField()
    tension = models.CharField(max_length=60, blank=True, help_text="key of the known tension, if it is one")
    subject = models.CharField(max_length=120, help_text="what they conflict about")
    setting = models.CharField(max_length=40, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="contradictions")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "other"],
                name="contradiction_once_per_pair",
                violation_error_message="These two are in the register of contradictions already.",
            ),
            models.CheckConstraint(
                condition=~Q(entry=models.F("other")), name="contradiction_of_two_entries"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ContradictionStep(models.Model):
    """What happened to a contradiction, in order. The last step says how it stands."""

    class Kind(models.TextChoices):
        OPENED = "opened", "Opened"
        ASSIGNED = "assigned", "Body named to resolve it"
        NOTED = "noted", "Note"
        RESOLVED = "resolved", "Resolved"
        REOPENED = "reopened", "Reopened"

    class Outcome(models.TextChoices):
        ONE_PREVAILS = "one_prevails", "One of the two prevails"
        BOTH_HOLD = "both_hold", "Both hold, in different circumstances"
        RECONCILED = "reconciled", "Reconciled by guidance or a new wording"
        NEITHER = "neither", "Neither holds any longer"
        NO_CONFLICT = "no_conflict", "Found to be no conflict"

    VISIBILITY = {
        "id": "internal",
        "contradiction": "public",
        "kind": "public",
        "organisation": "public",
        "due_on": "public",
        "outcome": "public",
        "prevails": "public",
        "words": "public",
        "decided_by": "public",
        "recorded_at": "public",
    }

    contradiction = models.ForeignKey(Contradiction, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="contradictions_to_resolve"
    )
    due_on = models.DateField(null=True)
    outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True)
    prevails = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, related_name="contradictions_it_prevails_in"
    )
    words = models.CharField(max_length=1000, blank=True)
    decided_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["contradiction_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="resolved") | (~Q(outcome="") & ~Q(words="")),
                name="contradiction_resolved_says_how",
                violation_error_message="Say how it was resolved: an outcome and the reason.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="assigned") | Q(organisation__isnull=False, due_on__isnull=False),
                name="contradiction_assigned_names_body_and_date",
                violation_error_message="Name the body that must resolve it, and by when.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.contradiction_id}"
