"""What the author of what was asked, an independent assurer and the panel found."""

from django.db import models
from django.db.models import Q

from answerable.duties.models import Answer, Claim, Duty, Evidence
from answerable.organisations.models import Organisation


class Adequacy(models.Model):
    """Whether the reply answers what was asked, as its author sees it: the issuer, not the addressee."""

    class Verdict(models.TextChoices):
        ADEQUATE = "adequate", "Answers what was asked"
        PARTLY = "partly", "Answers it in part"
        ALTERNATIVE = "alternative", "Another way, acceptable"
        INADEQUATE = "inadequate", "Does not answer it"

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "answer": "public",
        "verdict": "public",
        "reason": "public",
        "publisher": "public",
        "given_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="adequacies")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="adequacies")
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    reason = models.TextField()
    publisher = models.CharField(max_length=120, help_text="code of the publisher that judged")
    given_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "adequacies"
        ordering = ["duty_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "answer"],
                condition=Q(superseded_at__isnull=True),
                name="adequacy_one_current",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="adequacy_says_why",
                violation_error_message="Say why: a judgement of a reply needs a reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} of duty {self.duty_id}"


class Verification(models.Model):
    """What an independent assurer found of a claim, by which evidence, in writing (domain.md 5, axis 4)."""

    class Result(models.TextChoices):
        ACCEPTABLE = "acceptable", "Done as asked"
        ALTERNATIVE = "alternative", "Done in another acceptable way"
        NOT_YET = "not_yet", "Not done yet"
        UNACCEPTABLE = "unacceptable", "Not done"

    class Seen(models.TextChoices):
        NOTHING = "nothing", "Nothing was shown"
        DOCUMENT = "document", "Documents"
        DATA = "data", "Data"
        INSPECTION = "inspection", "A visit or inspection"
        INDEPENDENT = "independent", "Independent evidence"

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "claim": "public",
        "result": "public",
        "found": "public",
        "seen": "public",
        "reason": "public",
        "from_body": "public",
        "given_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="verifications")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verifications")
    result = models.CharField(max_length=12, choices=Result.choices)
    found = models.CharField(max_length=12, help_text="the level of the work that was found: a ClaimLevel")
    seen = models.CharField(max_length=12, choices=Seen.choices)
    reason = models.TextField()
    evidence = models.ManyToManyField(Evidence, related_name="verifications")
    from_body = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="whom the assurer is of",
    )
    given_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["duty_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(superseded_at__isnull=True), name="verification_one_current"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="verification_says_why",
                violation_error_message="Say why: a verdict needs a written reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result} of claim {self.claim_id}"


class PanelView(models.Model):
    """What people with lived experience see, beside the verdict and not under it."""

    class View(models.TextChoices):
        BETTER = "better", "It is better"
        PARTLY = "partly", "It is better in part"
        SAME = "same", "Nothing has changed for us"
        WORSE = "worse", "It is worse"
        CANNOT_SAY = "cannot_say", "We cannot say"

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "view": "public",
        "words": "public",
        "words_original": "personal",
        "given_by": "internal",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="panel_views")
    view = models.CharField(max_length=12, choices=View.choices)
    words = models.TextField(help_text="with names withheld")
    words_original = models.TextField()
    given_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["duty_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"], condition=Q(superseded_at__isnull=True), name="panel_view_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.view} of duty {self.duty_id}"
