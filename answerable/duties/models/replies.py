"""The words of published replies, what a program made of them, and what people decided."""

from django.db import models
from django.db.models import Q

from answerable.duties.models.answers import AnswerPart, Stance
from answerable.duties.models.duties import Duty, PublishedReply
from answerable.register.models import Entry
from answerable.sources.models import Document


class ReplyText(models.Model):
    """The text of a published reply as read: whole, with names withheld, and split into passages."""

    VISIBILITY = {
        "id": "internal",
        "reply": "public",
        "version": "public",
        "document": "internal",
        "written_by": "public",
        "written_by_status": "public",
        "dated": "public",
        "original": "personal",
        "passages": "personal",
        "method": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    reply = models.ForeignKey(PublishedReply, on_delete=models.PROTECT, related_name="texts")
    version = models.IntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reply_texts")
    written_by = models.CharField(max_length=300, blank=True, help_text="the body as written, names withheld")
    written_by_status = models.CharField(max_length=12, blank=True, help_text="how sure the body is")
    dated = models.DateField(null=True)
    original = models.TextField(help_text="exact words, for editors")
    passages = models.JSONField(
        default=list, help_text="[{start, end, number, kind, text (names withheld)}, ...] in `original`"
    )
    method = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["reply_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "version"], name="reply_text_version_once"),
            models.UniqueConstraint(
                fields=["reply"], condition=Q(superseded_at__isnull=True), name="reply_text_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of reply {self.reply_id}"


class ReplyMatch(models.Model):
    """The machine's proposal: these passages of a reply answer this entry, with this stance. Never a fact."""

    VISIBILITY = {
        "id": "internal",
        "text": "public",
        "duty": "public",
        "entry": "public",
        "passages": "public",
        "stance": "public",
        "method": "public",
        "version": "public",
        "score": "public",
        "words": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    text = models.ForeignKey(ReplyText, on_delete=models.PROTECT, related_name="matches")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, related_name="reply_matches")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="reply_matches")
    passages = models.JSONField(help_text="places in the text's list of passages; none: not answered")
    stance = models.CharField(max_length=12, choices=Stance.choices, blank=True)
    method = models.CharField(max_length=60)
    version = models.CharField(max_length=60)
    score = models.FloatField(help_text="0 to 1")
    words = models.JSONField(help_text="what led to it")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "entry"],
                condition=Q(superseded_at__isnull=True),
                name="reply_match_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"match {self.pk}"


class ReplyMatchDecision(models.Model):
    """What a person made of a match: it answers, with this stance, or it does not."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "It answers this"
        CHANGED = "changed", "It answers this, otherwise than proposed"
        REFUSED = "refused", "It does not answer this"
        UNDONE = "undone", "Taken back"

    VISIBILITY = {
        "id": "internal",
        "match": "public",
        "verdict": "public",
        "stance": "public",
        "part": "public",
        "reason": "public",
        "decided_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    match = models.ForeignKey(ReplyMatch, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    stance = models.CharField(max_length=12, choices=Stance.choices, blank=True)
    part = models.ForeignKey(AnswerPart, on_delete=models.PROTECT, null=True, related_name="decided_by_match")
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["match"],
                condition=Q(superseded_at__isnull=True),
                name="reply_match_decided_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} of match {self.match_id}"
