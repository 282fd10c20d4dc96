"""Expectations: one live ask in plain words, and the entries, from whatever source, that make it.

All is dated rows. Each names the change that made it and, once it no longer holds, the change that ended it,
so that any change can be taken back and any past day shown.
"""

from django.db import models
from django.db.models import Q

from answerable.register.models import Entry


class Expectation(models.Model):
    """One thing that is asked of the system, however many reports ask it."""

    class Origin(models.TextChoices):
        MACHINE = "machine", "Proposed by the machine"
        PERSON = "person", "Made by an editor"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "origin": "public",
        "fictional": "public",
        "recorded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    fictional = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reference


class ExpectationChange(models.Model):
    """Something done to one or more expectations, by whom and why. Undoing one is another."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed", "Proposed by the machine"
        MADE = "made", "Made"
        ADOPTED = "adopted", "Adopted"
        REWORDED = "reworded", "Put in other words"
        JOINED = "joined", "Entries added"
        LEFT = "left", "Entries taken out"
        SPLIT = "split", "Split"
        MERGED = "merged", "Merged"
        REFUSED = "refused", "Draft refused"
        RETIRED = "retired", "Retired"
        UNDONE = "undone", "Taken back"

    VISIBILITY = {
        "id": "internal",
        "kind": "public",
        "reason": "public",
        "decided_by": "public",
        "undoes": "public",
        "recorded_at": "public",
    }

    kind = models.CharField(max_length=10, choices=Kind.choices)
    expectations = models.ManyToManyField(Expectation, related_name="changes")
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=100)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class _Dated(models.Model):
    """What a change made, until another ended it."""

    DATED = {
        "made_by": "public",
        "ended_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    made_by = models.ForeignKey(ExpectationChange, on_delete=models.PROTECT, related_name="%(class)ss_made")
    ended_by = models.ForeignKey(
        ExpectationChange, on_delete=models.PROTECT, null=True, related_name="%(class)ss_ended"
    )
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Wording(_Dated):
    """What is expected, in plain words."""

    VISIBILITY = {
        "id": "internal",
        "expectation": "public",
        "text": "public",
        "note": "public",
        **_Dated.DATED,
    }

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="wordings")
    text = models.CharField(max_length=400)
    note = models.CharField(max_length=1000, blank=True, help_text="what it covers and what it does not")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["expectation"],
                condition=Q(superseded_at__isnull=True),
                name="wording_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"wording {self.pk}"


class Standing(_Dated):
    """How far an expectation is settled. `into` is where a merged one went."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft: a group made by the machine, not yet adopted"
        ADOPTED = "adopted", "Adopted"
        MERGED = "merged", "Merged into another"
        REFUSED = "refused", "Draft refused"
        RETIRED = "retired", "Retired"

    VISIBILITY = {
        "id": "internal",
        "expectation": "public",
        "state": "public",
        "into": "public",
        **_Dated.DATED,
    }

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="standings")
    state = models.CharField(max_length=10, choices=State.choices)
    into = models.ForeignKey(
        Expectation, on_delete=models.PROTECT, null=True, related_name="standings_merged_into_it"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["expectation"],
                condition=Q(superseded_at__isnull=True),
                name="standing_one_current",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", into__isnull=False) | (~Q(state="merged") & Q(into__isnull=True)),
                name="standing_merged_names_where",
                violation_error_message="A merged expectation says into which; no other does.",
            ),
        ]
        indexes = [
            models.Index(fields=["state"], name="standing_by_state", condition=Q(superseded_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"


class Serving(_Dated):
    """One entry asks (or is part of asking) what the expectation says. An entry may serve several."""

    VISIBILITY = {
        "id": "internal",
        "expectation": "public",
        "entry": "public",
        "method": "public",
        "score": "public",
        **_Dated.DATED,
    }

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="servings")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="servings")
    method = models.CharField(max_length=60, help_text="person, or the grouping's name and version")
    score = models.FloatField(null=True, help_text="how near the entry is to the rest, 0 to 1")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["expectation", "entry"],
                condition=Q(superseded_at__isnull=True),
                name="serving_one_current",
                violation_error_message="This entry serves this expectation already.",
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.entry_id} serves {self.expectation_id}"
