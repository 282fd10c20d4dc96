"""Duties: who was asked, who holds the duty now, by when, and what was said about whose it is."""

from django.db import models
from django.db.models import F, Q

from answerable.organisations.models import Organisation
from answerable.register.models import Entry, Report
from answerable.sources.models import Document


class Duty(models.Model):
    """One body's duty to answer one entry.

    `organisation` is the body that was asked, for good. `holder` is the one that must answer now: worked out
    from the transfers by `operations`, which nothing else sets.
    """

    class Kind(models.TextChoices):
        STATUTORY = "statutory", "Required by law"
        CONVENTION = "convention", "Expected by convention"
        NONE = "none", "No rule found"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "entry": "public",
        "organisation": "public",
        "holder": "public",
        "kind": "public",
        "basis": "public",
        "recorded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="duties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties_held")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    basis = models.CharField(max_length=300, blank=True, help_text="the rule the duty rests on")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "organisation"],
                name="duty_once_per_body",
                violation_error_message="This body has a duty on this entry already.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class DueDate(models.Model):
    """A date by which an answer is due, and its basis. All are kept; `queries.standing_date` picks one."""

    class Basis(models.TextChoices):
        COMPUTED = "computed", "Worked out from the rule"
        STATED = "stated", "Stated in the report"
        EXTENSION = "extension", "Extended"

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "due_on": "public",
        "basis": "public",
        "reason": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="due_dates")
    due_on = models.DateField()
    basis = models.CharField(max_length=10, choices=Basis.choices)
    reason = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["duty_id", "id"]

    def __str__(self) -> str:
        return f"{self.due_on} ({self.basis})"


class Transfer(models.Model):
    """A duty passed to another body: its successor, or the body that an upheld dispute names."""

    class Why(models.TextChoices):
        SUCCESSION = "succession", "The body closed or passed on its functions"
        DISPUTE = "dispute", "The body was not the one that can act"
        ASSIGNED = "assigned", "Assigned by the overseer"
        TAKEN_BACK = "taken_back", "A person took an earlier step back"

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "before": "public",
        "after": "public",
        "why": "public",
        "note": "public",
        "on": "public",
        "recorded_by": "public",
        "recorded_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="transfers")
    before = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why.choices)
    note = models.CharField(max_length=500, help_text="shown beside the duty")
    on = models.DateField(help_text="the first day on which `after` held the duty")
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["duty_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=F("after")),
                name="transfer_to_another_body",
                violation_error_message="A duty is transferred to another body.",
            ),
            models.UniqueConstraint(
                fields=["duty", "before", "after", "on"],
                name="transfer_once",
                violation_error_message="This duty was transferred so already.",
            ),
        ]

    def __str__(self) -> str:
        return f"transfer {self.pk} of duty {self.duty_id}"


class Dispute(models.Model):
    """A body says that a duty is not its own. The overseer settles it; until then the clock runs on."""

    class Kind(models.TextChoices):
        NOT_OURS = "not_ours", "Not ours: another body can act"
        NO_POWER = "no_power", "Beyond our power"
        WRONG_BODY = "wrong_body", "We are not the body that was meant"

    class Outcome(models.TextChoices):
        OPEN = "", "Not settled yet"
        TRANSFERRED = "transferred", "Upheld, and passed to another body"
        RELEASED = "released", "Upheld: no answer is required"
        NOT_UPHELD = "not_upheld", "Not upheld: the duty stands"

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "by_body": "public",
        "kind": "public",
        "elevated_to": "public",
        "words": "public",
        "recorded_by": "internal",
        "recorded_at": "public",
        "outcome": "public",
        "settled_why": "public",
        "settled_by": "public",
        "settled_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="disputes")
    by_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    elevated_to = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=1000)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    settled_why = models.CharField(max_length=1000, blank=True)
    settled_by = models.CharField(max_length=100, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["duty_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(settled_at__isnull=True),
                name="dispute_one_open",
                violation_error_message="A dispute about this duty is open already.",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="")
                | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="dispute_settled_with_outcome",
                violation_error_message="A settled dispute has an outcome; an open one has none.",
            ),
        ]

    def __str__(self) -> str:
        return f"dispute {self.pk} about duty {self.duty_id}"


class PublishedReply(models.Model):
    """A reply to a report that a source lists. Until matched, it is not known which body wrote it."""

    VISIBILITY = {
        "id": "internal",
        "report": "public",
        "url": "personal",
        "organisation": "public",
        "document": "internal",
        "recorded_at": "public",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="published_replies")
    url = models.URLField(max_length=1000)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="published_replies"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="published_replies")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "published replies"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "url"], name="reply_once_per_report")]

    def __str__(self) -> str:
        return f"reply {self.pk} to report {self.report_id}"
