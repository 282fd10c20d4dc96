"""What is measured to tell whether an expectation's actions worked, each test of it, and what people judge.

A measure says beforehand how it should work, when, against whom and what else could move it (domain.md 6,
"claims discipline"). Tests are the machine's and are never overwritten: every look counts. A judgement is a
person's, and may rest on no test at all.
"""

from django.db import models
from django.db.models import Q

from answerable.duties.models import Claim, Duty
from answerable.impact.models.figures import Place
from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation


class Measure(models.Model):
    """An indicator tied to an expectation, with the reasons for which it should move."""

    class Comparator(models.TextChoices):
        NONE = "none", "None: each body against its own past"
        UNTREATED = "untreated", "Bodies that had not acted by then"
        ENGLAND = "england", "England as a whole"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "expectation": "public",
        "indicator": "public",
        "split": "public",
        "better": "public",
        "mechanism": "public",
        "lag_months": "public",
        "lag_why": "public",
        "comparator": "public",
        "comparator_why": "public",
        "confounders": "public",
        "balancing": "public",
        "importance": "public",
        "importance_why": "public",
        "looks_planned": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "ended_by": "public",
        "ended_at": "public",
        "ended_why": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="measures")
    indicator = models.CharField(max_length=40, help_text="code of a definition in data/indicators")
    split = models.CharField(max_length=250, blank=True, help_text="as of a line; empty for the whole")
    better = models.CharField(
        max_length=7, choices=[("up", "Up"), ("down", "Down"), ("neutral", "Neither way")]
    )
    mechanism = models.TextField(help_text="how doing what is asked should move the figure, step by step")
    lag_months = models.PositiveSmallIntegerField(help_text="from the action until the figure should move")
    lag_why = models.CharField(max_length=500)
    comparator = models.CharField(max_length=10, choices=Comparator.choices)
    comparator_why = models.CharField(max_length=500)
    confounders = models.TextField(blank=True, help_text="what else could move it, one a line")
    balancing = models.JSONField(default=list, help_text="codes of indicators that could get worse by it")
    importance = models.FloatField(help_text="the least change that matters, as a part of the level before")
    importance_why = models.CharField(max_length=500)
    looks_planned = models.PositiveSmallIntegerField(
        default=5, help_text="tests among which 5% is shared out"
    )
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    ended_by = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["expectation_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["expectation", "indicator", "split"],
                condition=Q(ended_at__isnull=True),
                name="measure_one_current",
                violation_error_message="This indicator is tied to this expectation already.",
            ),
            models.CheckConstraint(
                condition=~Q(mechanism="") & Q(importance__gt=0, importance__lt=1) & Q(looks_planned__gte=1),
                name="measure_says_how_and_how_much",
                violation_error_message=(
                    "Say how it should work, and the least change that matters, between 0 and 1."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_why=""),
                name="measure_ended_says_why",
                violation_error_message="Say why this measure ends.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class MeasureDate(models.Model):
    """When a body's action began to count for a measure: from a claim, or as a person found elsewhere."""

    VISIBILITY = {
        "id": "internal",
        "measure": "public",
        "organisation": "public",
        "on": "public",
        "claim": "public",
        "duty": "public",
        "basis": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="dates")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="none: the whole country",
    )
    on = models.DateField()
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="+")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, related_name="+")
    basis = models.CharField(max_length=500, help_text="what was done on that day, and how it is known")
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["measure_id", "on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "organisation"],
                condition=Q(superseded_at__isnull=True, organisation__isnull=False),
                name="measure_date_one_current",
                violation_error_message="A date is recorded for this body already.",
            ),
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(superseded_at__isnull=True, organisation__isnull=True),
                name="measure_date_one_for_all",
                violation_error_message="A date is recorded for the whole country already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} for measure {self.measure_id}"


class EffectTest(models.Model):
    """One look at whether the figures moved. Added only: how often one looked decides what a look says."""

    class Method(models.TextChoices):
        SPC = "spc", "Before and after, by control chart"
        ITS = "its", "Interrupted time series"
        CONTROLLED = "controlled", "Against bodies that had not acted"

    class Outcome(models.TextChoices):
        BETTER = "better", "Better than chance explains"
        NO_CHANGE = "no_change", "No change of importance"
        WORSE = "worse", "Worse than chance explains"
        CANNOT_TELL = "cannot_tell", "Cannot be told"
        TOO_EARLY = "too_early", "Not measurable yet"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "measure": "public",
        "organisation": "public",
        "place": "public",
        "method": "public",
        "version": "public",
        "from_on": "public",
        "counted_from": "public",
        "data_until": "public",
        "as_at": "public",
        "points_before": "public",
        "points_after": "public",
        "look": "public",
        "alpha": "public",
        "outcome": "public",
        "estimate": "public",
        "low": "public",
        "high": "public",
        "p": "public",
        "words": "public",
        "details": "public",
        "digest": "public",
        "recorded_by": "public",
        "recorded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="tests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=10, choices=Method.choices)
    version = models.CharField(max_length=20, help_text="of the method")
    from_on = models.DateField(help_text="when the action began")
    counted_from = models.DateField(help_text="the same and the lag: what is after it should show the effect")
    data_until = models.DateField(null=True, help_text="the end of the last period seen")
    as_at = models.DateField(help_text="what the register held on that day")
    points_before = models.PositiveIntegerField()
    points_after = models.PositiveIntegerField()
    look = models.PositiveSmallIntegerField(help_text="the how manieth with new figures, from 1")
    alpha = models.FloatField(help_text="what this look may spend of the 5%")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    estimate = models.FloatField(null=True, help_text="change, as a part of the level without the action")
    low = models.FloatField(null=True, help_text="of its interval, at 1 - alpha")
    high = models.FloatField(null=True)
    p = models.FloatField(null=True)
    words = models.TextField(help_text="what it says, and what it does not, in plain words")
    details = models.JSONField(default=dict, help_text="the model, its terms and its checks")
    digest = models.CharField(max_length=64, help_text="sha256 of the figures that it saw")
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["measure_id", "id"]
        indexes = [models.Index(fields=["measure", "organisation", "method"], name="effect_test_of_a_body")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["cannot_tell", "too_early"]) | Q(estimate__isnull=False),
                name="effect_test_found_has_a_figure",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Judgement(models.Model):
    """What a person judges of the impact, in words, on what they had seen. A later one stands."""

    class Verdict(models.TextChoices):
        BETTER = "better", "It worked: care is better"
        NO_CHANGE = "no_change", "No change of importance"
        WORSE = "worse", "Worse"
        CANNOT_TELL = "cannot_tell", "Cannot be told"
        TOO_EARLY = "too_early", "Not measurable yet"

    class Confidence(models.TextChoices):
        LOW = "low", "Low"
        MODERATE = "moderate", "Moderate"
        HIGH = "high", "High"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "expectation": "public",
        "organisation": "public",
        "verdict": "public",
        "confidence": "public",
        "words": "public",
        "words_original": "personal",
        "given_by": "public",
        "from_body": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="judgements")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="none: of all bodies together",
    )
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    words = models.TextField(help_text="with names withheld")
    words_original = models.TextField()
    tests = models.ManyToManyField(EffectTest, related_name="judgements")
    given_by = models.CharField(max_length=100)
    from_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["expectation_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["expectation", "organisation"],
                condition=Q(superseded_at__isnull=True, organisation__isnull=False),
                name="judgement_one_current",
            ),
            models.UniqueConstraint(
                fields=["expectation"],
                condition=Q(superseded_at__isnull=True, organisation__isnull=True),
                name="judgement_one_of_all",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="judgement_says_why",
                violation_error_message="Say why: a judgement of impact needs a reason.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
