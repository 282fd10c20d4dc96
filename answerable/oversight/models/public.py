"""What the public tells the register, and searches that the register publishes."""

from django.db import models
from django.db.models import Q


class Reported(models.Model):
    """Somebody says that something on a page is wrong. It is answered, and the answer is on the record."""

    class Outcome(models.TextChoices):
        WAITING = "", "Not looked at yet"
        MENDED = "mended", "It was wrong, and is mended"
        PARTLY = "partly", "Some of it was wrong, and is mended"
        RIGHT = "right", "It was looked at, and stays as it is"
        ELSEWHERE = "elsewhere", "Not for the register to mend"
        NOT_CLEAR = "not_clear", "It could not be understood"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "page": "public",
        "words": "internal",
        "mail": "personal",
        "client": "personal",
        "recorded_at": "public",
        "outcome": "public",
        "reply": "public",
        "correction": "public",
        "answered_by": "public",
        "answered_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    page = models.CharField(max_length=500, help_text="path of the page, with what narrowed it")
    words = models.TextField(help_text="as typed; never published")
    mail = models.EmailField(max_length=254, blank=True, help_text="where the answer goes, if given")
    client = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="keyed digest of where the form came from"
    )
    recorded_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reply = models.TextField(blank=True)
    correction = models.ForeignKey(
        "assurance.Correction", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_by = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | (Q(answered_at__isnull=False) & ~Q(outcome="") & ~Q(reply="")),
                name="reported_answered_in_words",
                violation_error_message="It is answered with an outcome and in words.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class PublishedSearch(models.Model):
    """A search that the register publishes: always its results of today, under a name and an address."""

    VISIBILITY = {
        "id": "internal",
        "code": "public",
        "title": "public",
        "words": "public",
        "asked": "public",
        "order": "public",
        "published_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
        "withdrawn_why": "public",
    }

    code = models.SlugField(max_length=60, help_text="its address: /searches/<code>")
    title = models.CharField(max_length=120)
    words = models.CharField(max_length=600, help_text="what it is for, in plain words")
    asked = models.CharField(
        max_length=2000, help_text="parameters of the address of the search, in one order"
    )
    order = models.IntegerField(default=0, help_text="place in the list of them")
    published_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, help_text="when it was changed, or taken down")
    withdrawn_why = models.CharField(max_length=300, blank=True, help_text="why it was taken down")

    class Meta:
        ordering = ["order", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(superseded_at__isnull=True), name="published_search_one_current"
            ),
        ]

    def __str__(self) -> str:
        return self.code
