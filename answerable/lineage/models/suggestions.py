"""What the machine proposes, in one table, and what people decide of it, in another.

Both speak of a *subject*: one question that has one answer at a time, written so that it is always spelt the
same ("link:E-A:E-B" with the references in order, "theme:E-A:training", "scope:R-A").
"""

from django.db import models
from django.db.models import Q

from answerable.register.models import Entry, Report


class Kind(models.TextChoices):
    LINK = "link", "Link between two entries"
    THEME = "theme", "Theme of an entry"
    SETTING = "setting", "Setting of an entry"
    POPULATION = "population", "Population an entry is about"
    SCOPE = "scope", "Scope of a report"


class Relation(models.TextChoices):
    """How `entry` stands to `other`. Where the order matters, `entry` is the one that does it."""

    SAME_ASK = "same_ask", "asks the same as"
    OVERLAPS = "overlaps", "overlaps with"
    NARROWER = "narrower", "is a narrower form of"
    SAME_EVENT = "same_event", "is about the same event as"
    SUPERSEDES = "supersedes", "supersedes"
    CONTRADICTS = "contradicts", "contradicts"


SYMMETRIC = frozenset({Relation.SAME_ASK, Relation.OVERLAPS, Relation.SAME_EVENT, Relation.CONTRADICTS})


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    CHANGED = "changed", "Accepted with a change"
    REFUSED = "refused", "Refused"
    UNDONE = "undone", "Taken back"


class Run(models.Model):
    """One pass of the machine over entries: what it was made of, and what it gave."""

    VISIBILITY = {
        "id": "internal",
        "method": "public",
        "entries": "public",
        "suggestions": "public",
        "started_at": "public",
        "finished_at": "public",
    }

    method = models.JSONField(
        help_text="{step: version}: the sentence model, the judge, the themes, grouping"
    )
    entries = models.IntegerField(default=0, help_text="entries that were looked at anew")
    suggestions = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"run {self.pk}"


class Suggestion(models.Model):
    """Something the machine proposes. Never a fact: pages that show one say whose it is and why."""

    VISIBILITY = {
        "id": "internal",
        "subject": "public",
        "kind": "public",
        "entry": "public",
        "other": "public",
        "report": "public",
        "value": "public",
        "method": "public",
        "version": "public",
        "score": "public",
        "words": "public",
        "seen": "public",
        "run": "public",
        "recorded_at": "public",
        "superseded_at": "public",
        "superseded_why": "public",
    }

    subject = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="suggestions")
    other = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="suggestions_as_other")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="suggestions")
    value = models.CharField(max_length=40, help_text="a relation, theme, setting, population or scope")
    method = models.CharField(max_length=60)
    version = models.CharField(max_length=60)
    score = models.FloatField(help_text="calibrated probability, 0 to 1")
    words = models.JSONField(help_text="what led to it: words, or the two passages that meet")
    seen = models.JSONField(help_text="{entry reference: version of its words that was read}")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="made")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    superseded_why = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(superseded_at__isnull=True),
                name="suggestion_one_current",
                violation_error_message="There is a standing suggestion on this already.",
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1),
                name="suggestion_score_is_a_probability",
                violation_error_message="A score is a probability, from 0 to 1.",
            ),
            models.CheckConstraint(
                condition=Q(kind="link", entry__isnull=False, other__isnull=False, report__isnull=True)
                | Q(kind="scope", entry__isnull=True, other__isnull=True, report__isnull=False)
                | Q(
                    kind__in=["theme", "setting", "population"],
                    entry__isnull=False,
                    other__isnull=True,
                    report__isnull=True,
                ),
                name="suggestion_names_what_its_kind_needs",
                violation_error_message="A link needs two entries, a scope a report, all others one entry.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "value"], name="suggestion_by_value", condition=Q(superseded_at=None)
            ),
            models.Index(
                fields=["entry", "kind"], name="suggestion_of_entry", condition=Q(superseded_at=None)
            ),
            models.Index(
                fields=["other", "kind"], name="suggestion_of_other", condition=Q(superseded_at=None)
            ),
            # The least sure come first on the review desk: they are found from the decision line outwards.
            models.Index(
                fields=["kind", "score"], name="suggestion_by_score", condition=Q(superseded_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Decision(models.Model):
    """What one person made of one subject. The standing answer is the current row with `second` false.

    A second reading is another editor's blind answer to the same subject: it measures how far editors agree
    and changes nothing by itself.
    """

    VISIBILITY = {
        "id": "internal",
        "subject": "public",
        "kind": "public",
        "entry": "public",
        "other": "public",
        "report": "public",
        "value": "public",
        "verdict": "public",
        "suggestion": "public",
        "suggested": "public",
        "score": "public",
        "reason": "public",
        "second": "internal",
        "decided_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    subject = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="decisions")
    other = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="decisions_as_other")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="decisions")
    value = models.CharField(max_length=40, blank=True, help_text="what holds; blank where it was refused")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.PROTECT, null=True, related_name="decisions", help_text="none: own idea"
    )
    suggested = models.CharField(max_length=40, blank=True, help_text="what the machine had proposed")
    score = models.FloatField(null=True, help_text="the machine's probability at the time")
    reason = models.CharField(max_length=500, blank=True)
    second = models.BooleanField(default=False, help_text="a blind second reading, for agreement only")
    decided_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(superseded_at__isnull=True, second=False),
                name="decision_one_current",
                violation_error_message="Somebody has decided this already.",
            ),
            models.UniqueConstraint(
                fields=["subject", "decided_by"],
                condition=Q(superseded_at__isnull=True, second=True),
                name="decision_one_second_reading_each",
                violation_error_message="You have read this a second time already.",
            ),
        ]
        indexes = [
            models.Index(fields=["decided_by", "recorded_at"], name="decision_by_editor"),
            models.Index(fields=["entry", "kind"], name="decision_of_entry", condition=Q(superseded_at=None)),
            models.Index(fields=["other", "kind"], name="decision_of_other", condition=Q(superseded_at=None)),
            models.Index(fields=["kind", "value"], name="decision_by_value", condition=Q(superseded_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.subject}"


class Hold(models.Model):
    """An editor has an item of the review desk open. It passes by itself, and is no fact of the register."""

    VISIBILITY = {"item": "internal", "held_by": "internal", "until": "internal"}

    item = models.CharField(
        max_length=80, primary_key=True, help_text="a subject, or an entry's whole themes"
    )
    held_by = models.CharField(max_length=100, db_index=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"hold on {self.item}"
