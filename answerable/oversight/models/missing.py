"""What the register lacks: reports that somebody offers, and what is known of numbers it does not hold."""

from django.db import models
from django.db.models import Q

from answerable.register.models import Report


class Supply(models.Model):
    """Somebody says where a report is that the register does not hold. It is looked at, and answered."""

    class Outcome(models.TextChoices):
        WAITING = "", "Not looked at yet"
        TAKEN = "taken", "Taken into the register"
        HELD = "held", "The register holds it already"
        NOT_FOUND = "not_found", "No such report was found there"
        NOT_ONE = "not_one", "Not a report that the register takes in"

    VISIBILITY = {
        "id": "internal",
        "source": "public",
        "number": "public",
        "url": "internal",
        "words": "internal",
        "client": "personal",
        "recorded_by": "internal",
        "recorded_at": "public",
        "outcome": "public",
        "reply": "public",
        "report": "public",
        "answered_by": "public",
        "answered_at": "public",
    }

    source = models.CharField(max_length=60, help_text="code of the definition in data/sources")
    number = models.CharField(max_length=60, blank=True, help_text="the publisher's reference, if known")
    url = models.URLField(max_length=1000, help_text="where it is; nothing is fetched by itself")
    words = models.TextField(blank=True)
    client = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="keyed digest of where a public form came from"
    )
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reply = models.TextField(blank=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")
    answered_by = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["source", "number"], name="supply_of_a_number")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | Q(answered_at__isnull=False) & ~Q(outcome=""),
                name="supply_answered_says_how",
                violation_error_message="Say what became of it.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["taken", "held"]) | Q(report__isnull=False),
                name="supply_taken_names_the_report",
                violation_error_message="Name the report that the register holds.",
            ),
        ]

    def __str__(self) -> str:
        return f"supply {self.pk}"


class GapNote(models.Model):
    """What is known of a number that the register does not hold."""

    class Kind(models.TextChoices):
        UNUSED = "unused", "The publisher says that it was never used"
        WITHDRAWN = "withdrawn", "The publisher withdrew it"
        UNPUBLISHED = "unpublished", "It was sent, and its publisher has not published it"
        SOUGHT = "sought", "Looked for on the publisher’s site, and not found"

    VISIBILITY = {
        "id": "internal",
        "source": "public",
        "number": "public",
        "kind": "public",
        "words": "public",
        "url": "public",
        "on": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    source = models.CharField(max_length=60)
    number = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.CharField(max_length=500)
    url = models.URLField(max_length=1000, blank=True)
    on = models.DateField(help_text="when that was found out")
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["source", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"],
                condition=Q(superseded_at__isnull=True),
                name="gap_note_one_current",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="gap_note_says_how_it_is_known",
                violation_error_message="Say how that is known.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"


class DayDone(models.Model):
    """The daily job came to its end on a day. What is older than a day says that it has not run since."""

    VISIBILITY = {"id": "internal", "on": "public", "counts": "public", "finished_at": "public"}

    on = models.DateField(unique=True, help_text="the day that it was run for")
    counts = models.JSONField(default=dict, help_text="{step: how many}")
    finished_at = models.DateTimeField()

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on}"
