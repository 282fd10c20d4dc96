"""What somebody says is wrong here, and what was corrected."""

from django.db import models
from django.db.models import Q

from answerable.duties.models import Duty
from answerable.organisations.models import Organisation
from answerable.register.models import Entry
from answerable.uploads.models import Upload


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
