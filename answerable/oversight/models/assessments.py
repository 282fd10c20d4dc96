"""What it would cost and risk to do what is asked, and not to do it, weighed before it is asked."""

from django.db import models
from django.db.models import Q

from answerable.lineage.models import Expectation
from answerable.register.models import Entry


class Assessment(models.Model):
    """The impact assessment of one ask: an entry, or all that an expectation gathers. A later one stands."""

    class Confidence(models.TextChoices):
        LOW = "low", "Low: mostly opinion"
        MODERATE = "moderate", "Moderate: some figures"
        HIGH = "high", "High: measured"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "entry": "public",
        "expectation": "public",
        "before": "public",
        "cost_low": "public",
        "cost_high": "public",
        "cost_words": "public",
        "hours_low": "public",
        "hours_high": "public",
        "workload_words": "public",
        "risk_of_doing": "public",
        "risk_of_not_doing": "public",
        "who_bears": "public",
        "equality": "public",
        "confidence": "public",
        "confidence_why": "public",
        "sources": "public",
        "publisher": "public",
        "made_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="assessments")
    expectation = models.ForeignKey(
        Expectation, on_delete=models.PROTECT, null=True, related_name="assessments"
    )
    before = models.BooleanField(help_text="made before it was asked; otherwise afterwards")
    cost_low = models.DecimalField(max_digits=14, decimal_places=2, null=True, help_text="pounds a year")
    cost_high = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    cost_words = models.TextField(help_text="what the cost is of, or why none can be given")
    hours_low = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, help_text="staff hours a ward and week"
    )
    hours_high = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    workload_words = models.TextField(help_text="whose work it is and what it takes the place of")
    risk_of_doing = models.TextField()
    risk_of_not_doing = models.TextField()
    who_bears = models.TextField(help_text="who bears the cost, the work and the risks")
    equality = models.TextField(blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    confidence_why = models.TextField()
    sources = models.TextField(blank=True, help_text="one a line")
    publisher = models.CharField(
        max_length=120, blank=True, help_text="code of the publisher that made it, if one did"
    )
    made_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False, expectation__isnull=True)
                | Q(entry__isnull=True, expectation__isnull=False),
                name="assessment_of_one_ask",
                violation_error_message="An assessment is of one entry or of one expectation.",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(superseded_at__isnull=True, entry__isnull=False),
                name="assessment_one_of_an_entry",
            ),
            models.UniqueConstraint(
                fields=["expectation"],
                condition=Q(superseded_at__isnull=True, expectation__isnull=False),
                name="assessment_one_of_an_expectation",
            ),
            models.CheckConstraint(
                condition=(Q(cost_low__isnull=True) | Q(cost_high__gte=models.F("cost_low")))
                & (Q(hours_low__isnull=True) | Q(hours_high__gte=models.F("hours_low"))),
                name="assessment_ranges_run_upwards",
                violation_error_message="The higher figure may not be below the lower.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
