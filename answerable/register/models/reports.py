"""Reports, by what they are known again, where they were seen, and where sources differ."""

from django.db import models
from django.db.models import Q

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
        "withdrawn_at": "public",
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
    withdrawn_at = models.DateTimeField(null=True, help_text="when it left, with all its entries")

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
