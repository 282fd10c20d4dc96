"""Many asks brought into one clear one, with what each publisher says of that."""

from django.db import models
from django.db.models import Q

from answerable.lineage.models import Expectation, ExpectationChange


class Consolidation(models.Model):
    """Many asks retired into one clear expectation, once each publisher has been asked. See `Position`."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed: publishers are asked"
        MADE = "made", "Made"
        DROPPED = "dropped", "Dropped"
        TAKEN_BACK = "taken_back", "Made, and taken back"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "expectation": "public",
        "wording": "public",
        "reason": "public",
        "state": "public",
        "answer_by": "public",
        "proposed_by": "public",
        "recorded_at": "public",
        "change": "public",
        "ended_by": "public",
        "ended_at": "public",
        "ended_why": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="consolidations")
    wording = models.CharField(max_length=400, help_text="the one ask, in plain words")
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices)
    answer_by = models.DateField()
    proposed_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    change = models.ForeignKey(
        ExpectationChange, on_delete=models.PROTECT, null=True, related_name="+", help_text="that made it"
    )
    ended_by = models.CharField(max_length=100, blank=True, help_text="made, dropped or taken back by")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["expectation"],
                condition=Q(state="proposed"),
                name="consolidation_one_at_a_time",
                violation_error_message="A consolidation of this expectation is being asked about already.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Gathered(models.Model):
    """Another expectation that a consolidation is to retire into its one."""

    VISIBILITY = {"id": "internal", "consolidation": "public", "expectation": "public"}

    consolidation = models.ForeignKey(Consolidation, on_delete=models.PROTECT, related_name="gathered")
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="gathered_by")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["consolidation", "expectation"], name="gathered_once"),
        ]

    def __str__(self) -> str:
        return f"expectation {self.expectation_id} of {self.consolidation_id}"


class Position(models.Model):
    """What one publisher says of a consolidation: kept whether it agrees, dissents or says nothing."""

    class Stand(models.TextChoices):
        ASKED = "asked", "Asked; no answer held"
        AGREES = "agrees", "Agrees"
        DISSENTS = "dissents", "Does not agree: its own ask stands beside"

    VISIBILITY = {
        "id": "internal",
        "consolidation": "public",
        "publisher": "public",
        "stand": "public",
        "words": "public",
        "said_on": "public",
        "source": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    consolidation = models.ForeignKey(Consolidation, on_delete=models.PROTECT, related_name="positions")
    publisher = models.CharField(max_length=120, help_text="code of the publisher")
    stand = models.CharField(max_length=8, choices=Stand.choices)
    words = models.TextField(blank=True)
    said_on = models.DateField(null=True)
    source = models.CharField(
        max_length=500, blank=True, help_text="where an editor has it from; blank where its issuer said so"
    )
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["consolidation_id", "publisher", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consolidation", "publisher"],
                condition=Q(superseded_at__isnull=True),
                name="position_one_current",
            ),
            models.CheckConstraint(
                condition=Q(stand="asked") | Q(said_on__isnull=False),
                name="position_is_dated",
                violation_error_message="Say when the publisher said so.",
            ),
            models.CheckConstraint(
                condition=~Q(stand="dissents") | ~Q(words=""),
                name="position_dissent_in_words",
                violation_error_message="A dissent is kept in the publisher's words.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.stand}"
