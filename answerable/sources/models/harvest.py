"""Visits to the sites of publishers: when, what was asked for, and what had changed.

A place is one address. Its current copy is the document of its last visit that brought one; earlier copies
stay, so that a page that changed or went away can be shown as it was.
"""

from django.db import models
from django.db.models import Q

from answerable.sources.models.kept import Document


class Harvest(models.Model):
    """One run over one source. Without `finished_at` it was cut short, and the next run goes on."""

    class State(models.TextChoices):
        RUNNING = "running", "Running, or cut short"
        DONE = "done", "Finished"
        PARTLY = "partly", "Finished, and some places could not be had"
        FAILED = "failed", "Given up: nothing could be had"

    VISIBILITY = {
        "id": "internal",
        "source": "public",
        "adapter": "public",
        "state": "public",
        "began_at": "public",
        "finished_at": "public",
        "asked": "public",
        "new": "public",
        "changed": "public",
        "unchanged": "public",
        "gone": "public",
        "failed": "public",
        "why": "internal",
    }

    source = models.CharField(max_length=60, help_text="code of the definition in data/sources")
    adapter = models.CharField(max_length=60, help_text="name and version")
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    asked = models.IntegerField(default=0, help_text="requests, conditional ones and redirects included")
    new = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    gone = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    why = models.TextField(blank=True, help_text="why it was given up, for the people who run the service")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(finished_at__isnull=True), name="harvest_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, state="running")
                | Q(finished_at__isnull=False) & ~Q(state="running"),
                name="harvest_ends_in_a_state",
            ),
        ]

    def __str__(self) -> str:
        return f"harvest {self.pk} of {self.source}"


class Place(models.Model):
    """One address of a source, and how it was found when last looked at."""

    class Kind(models.TextChoices):
        LISTING = "listing", "A list of publications"
        REPORT = "report", "The page of a report"
        FILE = "file", "A file of a report"
        REPLY = "reply", "A reply to a report"
        FIGURES = "figures", "A file of figures"
        BODIES = "bodies", "A list of bodies"

    class State(models.TextChoices):
        WAITING = "waiting", "Not looked at yet"
        HELD = "held", "Held as it stands there"
        ODD = "odd", "It came, and could not be understood: a person looks"
        GONE = "gone", "No longer there"
        REFUSED = "refused", "Not to be fetched"

    VISIBILITY = {
        "id": "internal",
        "source": "public",
        "kind": "public",
        "url": "personal",  # an address may carry the name of a person who died
        "parent": "internal",
        "hint": "personal",  # what the page that led here says of it, which may name people
        "state": "public",
        "etag": "internal",
        "modified": "internal",
        "seen": "internal",
        "document": "internal",
        "taken": "internal",
        "gave": "personal",
        "agreed": "internal",
        "versions": "public",
        "failures": "internal",
        "why": "internal",
        "first_seen_at": "public",
        "checked_at": "public",
        "changed_at": "public",
        "gone_at": "public",
        "next_at": "internal",
        "harvest": "internal",
    }

    source = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    url = models.CharField(max_length=1000, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    hint = models.JSONField(default=dict, help_text="what the page that led here says of it")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True, help_text="Last-Modified as the server wrote it")
    seen = models.CharField(
        max_length=64,
        blank=True,
        help_text="SHA-256 of what matters of it, so that a changed advert is no change",
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="places")
    taken = models.CharField(
        max_length=64,
        blank=True,
        help_text="SHA-256 of what the register last took: the copy, what its page says, and the steps",
    )
    gave = models.JSONField(
        default=list, help_text="where a list led to when it was last read: address, kind and hint of each"
    )
    agreed = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        related_name="agreed_places",
        help_text="a copy that a person took as it stands, though it says less than the one before",
    )
    versions = models.IntegerField(default=0, help_text="how many different copies were had")
    failures = models.IntegerField(default=0, help_text="tries that failed since the last that did not")
    why = models.CharField(max_length=500, blank=True, help_text="why it is odd, gone or refused")
    first_seen_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(help_text="not asked for again before")
    harvest = models.ForeignKey(
        Harvest,
        on_delete=models.PROTECT,
        null=True,
        related_name="places",
        help_text="that looked at it last",
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["source", "next_at"], name="place_next"),
            models.Index(fields=["source", "kind", "state"], name="place_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"place {self.pk}"


class Visit(models.Model):
    """One look at one place, and what came of it."""

    class Outcome(models.TextChoices):
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        UNCHANGED = "unchanged", "Unchanged"
        GONE = "gone", "Gone"
        ODD = "odd", "Not understood"
        REFUSED = "refused", "Not to be fetched"
        FAILED = "failed", "Could not be had for the time being"

    VISIBILITY = {
        "id": "internal",
        "place": "internal",
        "harvest": "internal",
        "outcome": "public",
        "status": "public",
        "size": "public",
        "tries": "public",
        "document": "internal",
        "why": "internal",
        "at": "public",
    }

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="visits")
    harvest = models.ForeignKey(Harvest, on_delete=models.PROTECT, related_name="visits")
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    status = models.IntegerField(null=True, help_text="of HTTP, where there was an answer")
    size = models.BigIntegerField(default=0, help_text="bytes that came")
    tries = models.IntegerField(default=1)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="visits")
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "harvest"], name="visit_once_in_a_run"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"
