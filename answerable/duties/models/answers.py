"""Answers: drafts (work in progress, no facts), and what a body submitted."""

from django.db import models
from django.db.models import Q

from answerable.duties.models.duties import Duty, PublishedReply
from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation
from answerable.register.models import Entry
from answerable.sources.models import Document
from answerable.uploads.models import Upload


class Stance(models.TextChoices):
    """Where the body stands on one thing asked, in its own choice of these (domain.md 5, axis 2)."""

    IN_FULL = "in_full", "Accepted in full"
    IN_PART = "in_part", "Accepted in part"
    IN_PRINCIPLE = "in_principle", "Accepted in principle"
    ALTERNATIVE = "alternative", "Another way proposed"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    ELEVATED = "elevated", "Not ours: elevated to another body"


class Draft(models.Model):
    """An answer that a body is writing. Nobody outside the body sees it, and it is no fact.

    `content` is {"words": general words, "parts": {"<duty id>:<entry id>": {"stance", "words",
    "elevated_to": organisation reference}}}. `revision` counts the saves: a save that names an older one is
    refused, so that two people do not write over each other.
    """

    VISIBILITY = {
        "id": "internal",
        "organisation": "internal",
        "expectation": "internal",
        "content": "internal",
        "revision": "internal",
        "started_by": "internal",
        "saved_by": "internal",
        "started_at": "internal",
        "saved_at": "internal",
        "discarded_at": "internal",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="answer_drafts")
    expectation = models.ForeignKey(
        Expectation, on_delete=models.PROTECT, null=True, related_name="answer_drafts"
    )
    duties = models.ManyToManyField(Duty, related_name="answer_drafts")
    content = models.JSONField(default=dict)
    revision = models.IntegerField(default=0)
    started_by = models.CharField(max_length=100)
    saved_by = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"draft {self.pk}"


class AnswerDocument(models.Model):
    """A file that goes with an answer. It hangs on the draft, and so on the answer that comes of it."""

    VISIBILITY = {
        "id": "internal",
        "draft": "internal",
        "upload": "internal",
        "title": "public",
        "title_original": "personal",
        "added_by": "internal",
        "recorded_at": "public",
        "removed_at": "internal",
    }

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="documents")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="answer_documents")
    title = models.CharField(max_length=300, help_text="what it is, names withheld")
    title_original = models.CharField(max_length=300)
    added_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["draft_id", "id"]

    def __str__(self) -> str:
        return f"document {self.pk} of draft {self.draft_id}"


class SignOff(models.Model):
    """What was said inside the body before an answer went out: asked for, signed, or sent back."""

    class Verdict(models.TextChoices):
        ASKED = "asked", "Sign-off asked for"
        SIGNED = "signed", "Signed off"
        RETURNED = "returned", "Sent back"

    VISIBILITY = {
        "id": "internal",
        "draft": "internal",
        "revision": "internal",
        "verdict": "internal",
        "words": "internal",
        "by": "internal",
        "recorded_at": "internal",
    }

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="sign_offs")
    revision = models.IntegerField(help_text="of the draft that was before them")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["draft_id", "id"]

    def __str__(self) -> str:
        return f"{self.verdict} on draft {self.draft_id}"


class Answer(models.Model):
    """What a body answered, once. A later answer to the same duty stands beside it, never over it."""

    class Origin(models.TextChoices):
        SUBMITTED = "submitted", "Submitted to the register by the body"
        PUBLISHED = "published", "Read from a published reply"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "organisation": "public",
        "origin": "public",
        "answered_on": "public",
        "words": "public",
        "words_original": "personal",
        "draft": "internal",
        "reply": "internal",
        "document": "internal",
        "expectation": "public",
        "recorded_by": "internal",
        "recorded_at": "public",
        "withdrawn_at": "public",
        "withdrawn_why": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="answers")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    answered_on = models.DateField(help_text="the day of the reply")
    words = models.TextField(blank=True, help_text="said of all parts, with names withheld")
    words_original = models.TextField(blank=True)
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, null=True, related_name="answer")
    reply = models.ForeignKey(PublishedReply, on_delete=models.PROTECT, null=True, related_name="answers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="answers")
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, null=True, related_name="answers")
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-answered_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin="submitted", draft__isnull=False, reply__isnull=True)
                | Q(origin="published", draft__isnull=True),
                name="answer_comes_from_one_place",
                violation_error_message="An answer comes from a draft or from a published reply.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class AnswerPart(models.Model):
    """The answer to one thing asked: an entry, or one part of it, under one duty."""

    VISIBILITY = {
        "id": "internal",
        "answer": "public",
        "duty": "public",
        "entry": "public",
        "stance": "public",
        "words": "public",
        "words_original": "personal",
        "elevated_to": "public",
    }

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="parts")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="answer_parts")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="answer_parts")
    stance = models.CharField(
        max_length=12, choices=Stance.choices, blank=True, help_text="blank: a reply that takes none"
    )
    words = models.TextField(help_text="with names withheld")
    words_original = models.TextField()
    elevated_to = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["answer_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "duty", "entry"],
                name="answer_part_once",
                violation_error_message="This answer speaks of that part already.",
            ),
            models.CheckConstraint(
                condition=Q(elevated_to__isnull=True) | Q(stance="elevated"),
                name="answer_part_elevated_says_so",
                violation_error_message="Only a part that is elevated names another body.",
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.pk} of answer {self.answer_id}"
