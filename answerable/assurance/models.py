"""What others found: the reply judged, the delivery verified, the panel's view, closure, and challenge.

Everything here is said by somebody other than the body it is about. Rows are added; a later one of the same
kind stands, and the earlier stay.
"""

from django.db import models
from django.db.models import F, Q

from answerable.duties.models import Answer, Claim, Duty, Evidence
from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation
from answerable.register.models import Entry
from answerable.uploads.models import Upload


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


class Closure(models.Model):
    """The end of a duty, with its reason. It is looked at again, and may be reopened."""

    class Reason(models.TextChoices):
        DONE = "done", "Done"
        ALTERNATIVE = "alternative", "An acceptable alternative was done"
        SUPERSEDED = "superseded", "Superseded by another"
        NO_LONGER = "no_longer", "No longer applicable"
        RECONSIDERED = "reconsidered", "Reconsidered by its author"
        MERGED = "merged", "Merged into another"

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "reason": "public",
        "words": "public",
        "into": "public",
        "verification": "public",
        "closed_on": "public",
        "closed_by": "public",
        "recorded_at": "public",
        "reopened_at": "public",
        "reopened_by": "public",
        "reopened_why": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="closures")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.TextField()
    into = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, related_name="+", help_text="what took its place"
    )
    verification = models.ForeignKey(
        Verification, on_delete=models.PROTECT, null=True, related_name="closures"
    )
    closed_on = models.DateField()
    closed_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.CharField(max_length=100, blank=True)
    reopened_why = models.TextField(blank=True)

    class Meta:
        ordering = ["duty_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(reopened_at__isnull=True),
                name="closure_one_current",
                violation_error_message="This is closed already.",
            ),
            models.CheckConstraint(
                condition=~Q(reason__in=["done", "alternative"]) | Q(verification__isnull=False),
                name="closure_as_done_was_verified",
                violation_error_message="Only what somebody else has verified is closed as done.",
            ),
            models.CheckConstraint(
                condition=~Q(reason__in=["superseded", "merged"]) | Q(into__isnull=False),
                name="closure_names_what_took_its_place",
                violation_error_message="Say which entry took its place.",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_why="")
                | (Q(reopened_at__gte=F("recorded_at")) & ~Q(reopened_why="")),
                name="closure_reopened_says_why",
                violation_error_message="Reopening comes after closing, and needs a reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"closure {self.pk} of duty {self.duty_id}"


class Recheck(models.Model):
    """A look, 12 and 24 months after closure as done, at whether it lasted."""

    class Outcome(models.TextChoices):
        LASTED = "lasted", "It lasted"
        PARTLY = "partly", "It lasted in part"
        NOT_LASTED = "not_lasted", "It did not last"
        CANNOT_TELL = "cannot_tell", "It cannot be told"

    VISIBILITY = {
        "id": "internal",
        "closure": "public",
        "months": "public",
        "due_on": "public",
        "outcome": "public",
        "words": "public",
        "done_on": "public",
        "done_by": "public",
        "recorded_at": "public",
    }

    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, related_name="rechecks")
    months = models.IntegerField(help_text="after closure")
    due_on = models.DateField(db_index=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    words = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["closure", "months"], name="recheck_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, outcome="")
                | (Q(done_on__isnull=False) & ~Q(outcome="") & ~Q(words="")),
                name="recheck_done_says_what_was_found",
                violation_error_message="A recheck says what was found and how.",
            ),
        ]

    def __str__(self) -> str:
        return f"recheck {self.pk} at {self.months} months"


class Challenge(models.Model):
    """Somebody says that what the register shows is wrong. It is answered, and both are on the record."""

    class About(models.TextChoices):
        FACT = "fact", "A fact is wrong"
        STATUS = "status", "The status is wrong"
        VERDICT = "verdict", "A verdict is wrong"
        OTHER = "other", "Something else"

    class Outcome(models.TextChoices):
        OPEN = "", "Not answered yet"
        UPHELD = "upheld", "Upheld"
        PARTLY = "partly", "Upheld in part"
        NOT_UPHELD = "not_upheld", "Not upheld"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "duty": "public",
        "entry": "public",
        "about": "public",
        "words": "public",
        "words_original": "personal",
        "from_body": "public",
        "from_person": "internal",
        "mail": "personal",
        "upload": "internal",
        "client": "personal",
        "shown": "public",
        "screened_by": "internal",
        "screened_at": "internal",
        "recorded_at": "public",
        "outcome": "public",
        "reply": "public",
        "answered_by": "public",
        "answered_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, related_name="challenges")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="challenges")
    about = models.CharField(max_length=10, choices=About.choices)
    words = models.TextField(help_text="with names withheld")
    words_original = models.TextField()
    from_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    from_person = models.CharField(max_length=100, blank=True, help_text="person:<id> where signed in")
    mail = models.EmailField(max_length=254, blank=True, help_text="where the answer goes, if given")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")
    client = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="keyed digest of where a public form came from"
    )
    shown = models.BooleanField(default=False, help_text="its words are fit to publish, as an editor decided")
    screened_by = models.CharField(max_length=100, blank=True)
    screened_at = models.DateTimeField(null=True, help_text="when somebody looked whether they are")
    recorded_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    reply = models.TextField(blank=True)
    answered_by = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | (Q(answered_at__isnull=False) & ~Q(outcome="") & ~Q(reply="")),
                name="challenge_answered_in_words",
                violation_error_message="A challenge is answered with an outcome and in words.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Correction(models.Model):
    """What the register had wrong, what it says now, and why. Public for good."""

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "subject": "public",
        "was": "public",
        "now": "public",
        "why": "public",
        "challenge": "public",
        "made_by": "public",
        "recorded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    subject = models.CharField(max_length=20, help_text="reference of what was corrected")
    was = models.CharField(max_length=500)
    now = models.CharField(max_length=500)
    why = models.CharField(max_length=500)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, null=True, related_name="corrections")
    made_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.reference


class ImportedStatus(models.Model):
    """A status that another register gave, in its own words, and what each axis makes of it (the crosswalk).

    Beside what this register found, never in its place.
    """

    VISIBILITY = {
        "id": "internal",
        "entry": "public",
        "organisation": "public",
        "expectation": "public",
        "vocabulary": "public",
        "term": "public",
        "axes": "public",
        "said_on": "public",
        "url": "public",
        "recorded_by": "internal",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="imported_statuses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, null=True, related_name="+")
    vocabulary = models.CharField(max_length=30, help_text="code of the definition in data/vocabularies")
    term = models.CharField(max_length=120, help_text="as written there")
    axes = models.JSONField(help_text="{axis: value}")
    said_on = models.DateField(null=True)
    url = models.URLField(max_length=1000, blank=True)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["entry_id", "id"]

    def __str__(self) -> str:
        return f"{self.vocabulary}: imported status {self.pk}"
