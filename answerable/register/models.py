"""What was said, and to whom: reports, their entries and versions, and addressees as written and resolved.

Dated rows carry `recorded_at` and `superseded_at`: a row was what the register held from the first until
the second, and the current row has none.
"""

import hashlib

from django.db import models
from django.db.models import Q

from answerable.organisations.models import Organisation
from answerable.sources.models import Document, Publisher


class Report(models.Model):
    """One published report, however many sources hold it."""

    class Instrument(models.TextChoices):
        REG28 = "reg28", "Report to prevent future deaths (Regulation 28)"
        RULE43 = "rule43", "Rule 43 report"
        INQUIRY = "inquiry", "Public inquiry report"
        HSSIB = "hssib", "HSSIB or HSIB investigation report"
        REVIEW = "review", "Independent review or investigation"

    class Scope(models.TextChoices):
        YES = "yes", "About mental-health inpatient care"
        LIKELY = "likely", "Likely to be about mental-health inpatient care"
        NO = "no", "Not found to be about mental-health inpatient care"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "key": "personal",
        "instrument": "public",
        "publisher": "public",
        "publisher_reference": "public",
        "title": "public",
        "title_as_published": "personal",
        "url": "personal",
        "document_url": "personal",
        "issued_on": "public",
        "area": "public",
        "author": "personal",
        "deceased": "personal",
        "sections": "personal",
        "categories": "public",
        "response_due_stated": "public",
        "replies_checked_on": "public",
        "scope": "public",
        "scope_words": "public",
        "scope_method": "public",
        "settings": "public",
        "flags": "public",
        "left_out": "public",
        "rank": "internal",
        "fictional": "public",
        "recorded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    key = models.CharField(
        max_length=300, unique=True, help_text="lasting identity; the reference is made of it"
    )
    instrument = models.CharField(max_length=10, choices=Instrument.choices)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="reports")
    publisher_reference = models.CharField(max_length=60, blank=True, db_index=True)
    title = models.CharField(max_length=300, help_text="neutral: instrument, publisher, reference, date")
    title_as_published = models.TextField(blank=True)
    url = models.URLField(max_length=1000, blank=True)
    document_url = models.URLField(max_length=1000, blank=True)
    issued_on = models.DateField(null=True, db_index=True)
    area = models.CharField(max_length=120, blank=True)
    author = models.CharField(max_length=250, blank=True)
    deceased = models.JSONField(default=list)
    sections = models.JSONField(default=dict)
    categories = models.JSONField(default=list)
    response_due_stated = models.DateField(null=True)
    replies_checked_on = models.DateField(
        null=True, help_text="last date a source that lists replies was read"
    )
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.NO, db_index=True)
    scope_words = models.JSONField(default=list)
    scope_method = models.CharField(max_length=60, blank=True)
    settings = models.JSONField(default=list, help_text="[[setting, [words]], ...], derived")
    flags = models.JSONField(default=list)
    left_out = models.TextField(blank=True, help_text="why the report gives no entries")
    rank = models.IntegerField(default=0, help_text="how close to the original the text is; higher wins")
    fictional = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-issued_on", "reference"]

    def __str__(self) -> str:
        return self.reference


class Identifier(models.Model):
    """A mark by which a report is known again: its page, its file, its publisher's reference."""

    class Scheme(models.TextChoices):
        PAGE = "page", "Publisher's page"
        FILE = "file", "Publisher's file"
        REFERENCE = "reference", "Publisher's reference"
        CONTENT = "content", "Publisher, date and person"
        PUBLISHER = "publisher", "Publisher, of reports other than coroners'"

    VISIBILITY = {"id": "internal", "report": "internal", "scheme": "internal", "value": "personal"}

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=Scheme.choices)
    value = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_lookup")]
        constraints = [
            models.UniqueConstraint(fields=["report", "scheme", "value"], name="identifier_once_per_report"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} of report {self.report_id}"


class Sighting(models.Model):
    """One source's view of a report: where it was seen, and the values as that source gives them."""

    VISIBILITY = {
        "id": "internal",
        "report": "internal",
        "source": "public",
        "document": "internal",
        "place": "internal",
        "values": "personal",
        "issued_on": "public",
        "recorded_at": "public",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sightings")
    source = models.CharField(max_length=60)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="sightings")
    place = models.CharField(max_length=120, help_text="row or part of the document")
    values = models.JSONField()
    issued_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "source", "document", "place"], name="sighting_once_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} on report {self.report_id}"


class Disagreement(models.Model):
    """Two sources differ on a fact of one report. Both values are kept; the one used is named, with why."""

    VISIBILITY = {
        "id": "internal",
        "report": "internal",
        "field": "public",
        "values": "public",
        "used": "public",
        "why": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="disagreements")
    field = models.CharField(max_length=40)
    values = models.JSONField(help_text="{source: value}")
    used = models.CharField(max_length=300)
    why = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "field"],
                condition=Q(superseded_at__isnull=True),
                name="disagreement_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} of report {self.report_id}"


class Entry(models.Model):
    """One thing asked, or one concern. Its words are in its versions."""

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", "Recommendation"
        CONCERN = "concern", "Concern"
        SAFETY_ACTION = "safety_action", "Safety action"
        OBSERVATION = "observation", "Safety observation"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "report": "public",
        "parent": "public",
        "position": "internal",
        "order": "public",
        "kind": "public",
        "number": "public",
        "labels": "public",
        "withdrawn_at": "public",
        "withdrawn_why": "public",
        "recorded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="entries")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    position = models.CharField(max_length=20, help_text="place in the report: 3, or 3.2 for a part")
    order = models.IntegerField(help_text="reading order in the report, from 0")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    number = models.CharField(max_length=30, blank=True, help_text="as printed")
    labels = models.JSONField(default=dict, help_text="the source's own labels")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["report_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="entry_position_once"),
        ]

    def __str__(self) -> str:
        return self.reference


class EntryVersion(models.Model):
    """The words of an entry, as held from `recorded_at` until `superseded_at`."""

    VISIBILITY = {
        "id": "internal",
        "entry": "public",
        "version": "public",
        "text": "public",
        "original": "personal",
        "purpose": "public",
        "context": "public",
        "context_original": "personal",
        "masks": "personal",
        "doubts": "personal",
        "masked": "public",
        "flags": "public",
        "page": "public",
        "start": "public",
        "end": "public",
        "row": "public",
        "column": "public",
        "document": "internal",
        "method": "public",
        "salt": "internal",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    version = models.IntegerField()
    text = models.TextField(help_text="with names withheld")
    original = models.TextField(help_text="exact words, for editors")
    purpose = models.TextField(blank=True)
    context = models.JSONField(default=dict, help_text="heading and lead-in, with names withheld")
    context_original = models.JSONField(default=dict)
    masks = models.JSONField(default=list, help_text="[[start, end, kind, rule], ...] in `original`")
    doubts = models.JSONField(default=list, help_text="[[start, end, why], ...] in `original`")
    masked = models.IntegerField(default=0, help_text="how many passages were withheld")
    flags = models.JSONField(default=list)
    page = models.IntegerField(null=True)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    row = models.IntegerField(null=True)
    column = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="entry_versions")
    method = models.CharField(max_length=120, help_text="adapter and masking, with versions")
    salt = models.CharField(max_length=32)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["entry_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "version"], name="entry_version_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(superseded_at__isnull=True), name="entry_version_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.entry_id}"

    @property
    def public_salt(self) -> str:
        """The salt of the published words' hash. It tells nothing of the salt of the exact words."""
        return hashlib.sha256(f"public\0{self.salt}".encode()).hexdigest()[:32]


class Addressing(models.Model):
    """A body that a report, or one entry of it, is addressed to, as written."""

    class Role(models.TextChoices):
        ADDRESSEE = "addressee", "Addressee"
        COPY = "copy", "Copied in"
        PERSON = "person_only", "A person, with no body named"

    VISIBILITY = {
        "id": "internal",
        "report": "public",
        "entry": "public",
        "order": "public",
        "as_written": "personal",
        "as_published": "public",
        "role": "public",
        "recorded_at": "public",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="addressings")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="addressings")
    order = models.IntegerField()
    as_written = models.TextField()
    as_published = models.TextField(help_text="with names withheld")
    role = models.CharField(max_length=12, choices=Role.choices)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["report_id", "order"]

    def __str__(self) -> str:
        return f"addressing {self.pk} of report {self.report_id}"


class Resolution(models.Model):
    """Which body an addressing means, as decided by a method or a person. The current row has no end."""

    class Status(models.TextChoices):
        SURE = "sure", "Resolved"
        UNLISTED = "unlisted", "A named body that is not in the reviewed lists"
        DOUBTFUL = "doubtful", "Waiting for review"
        UNRESOLVED = "unresolved", "Not resolved"
        REDACTED = "redacted", "Redacted by the publisher"

    VISIBILITY = {
        "id": "internal",
        "addressing": "public",
        "organisation": "public",
        "status": "public",
        "method": "public",
        "score": "public",
        "reason": "public",
        "candidates": "internal",
        "decided_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    addressing = models.ForeignKey(Addressing, on_delete=models.PROTECT, related_name="resolutions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="resolutions"
    )
    status = models.CharField(max_length=12, choices=Status.choices, db_index=True)
    method = models.CharField(max_length=60)
    score = models.FloatField(null=True, help_text="0 to 100")
    reason = models.CharField(max_length=500, blank=True)
    candidates = models.JSONField(default=list, help_text="[[organisation reference, score, reason], ...]")
    decided_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["addressing"],
                condition=Q(superseded_at__isnull=True),
                name="resolution_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} for addressing {self.addressing_id}"


class Manuscript(models.Model):
    """A report that an issuer is writing here. Nobody else sees it, and it is no fact until it is published.

    `content` is {"instrument", "issued_on", "reference", "url", "addressees", "people", "entries": [{"text",
    "to", "entry"}]}, all text as typed; "entry" is the reference of the entry whose words it corrects.
    `revision` counts the saves: a save that names an older one is refused, so that two people do not write
    over each other.
    """

    VISIBILITY = {
        "id": "internal",
        "publisher": "internal",
        "corrects": "internal",
        "content": "personal",
        "revision": "internal",
        "started_by": "internal",
        "saved_by": "internal",
        "started_at": "internal",
        "saved_at": "internal",
        "discarded_at": "internal",
        "published_at": "internal",
        "report": "internal",
    }

    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="manuscripts")
    corrects = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="manuscripts")
    content = models.JSONField(default=dict)
    revision = models.IntegerField(default=0)
    started_by = models.CharField(max_length=100)
    saved_by = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, report__isnull=True)
                | Q(published_at__isnull=False, report__isnull=False, discarded_at__isnull=True),
                name="manuscript_published_as_a_report",
                violation_error_message="What is published became a report, and is not thrown away.",
            ),
        ]

    def __str__(self) -> str:
        return f"manuscript {self.pk}"
