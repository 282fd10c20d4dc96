"""Where things came from: publishers, kept documents, and what was read out of them."""

from django.db import models
from django.db.models import Q


class Publisher(models.Model):
    """Who said it: a coroner for an area, an inquiry, an investigation body."""

    class Kind(models.TextChoices):
        CORONER = "coroner", "Coroner"
        INQUIRY = "inquiry", "Public inquiry"
        INVESTIGATOR = "investigator", "National investigation body"
        REVIEW = "review", "Independent review"
        REGULATOR = "regulator", "Regulator or ombudsman"
        RESEARCH = "research", "Confidential enquiry or college"
        PARLIAMENT = "parliament", "Parliamentary committee"
        OTHER = "other", "Other"

    VISIBILITY = {
        "id": "internal",
        "code": "public",
        "name": "public",
        "kind": "public",
        "source": "public",
        "fictional": "public",
    }

    code = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    source = models.CharField(max_length=60, help_text="code of the definition in data/sources")
    fictional = models.BooleanField(default=False, help_text="made for demonstration")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """The bytes of one file, kept by their hash and never replaced."""

    VISIBILITY = {
        "id": "internal",
        "sha256": "public",
        "size": "public",
        "media_type": "public",
        "pages": "public",
        "ocr": "public",
        "confidence": "public",
        "kept_at": "public",
    }

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField(help_text="bytes")
    media_type = models.CharField(max_length=100, blank=True)
    pages = models.IntegerField(null=True)
    ocr = models.BooleanField(default=False, help_text="the text was read from page images")
    confidence = models.FloatField(null=True, help_text="0 to 1, mean over the words read by OCR")
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Holding(models.Model):
    """One version of what stands at one place. A changed file at the same place is the next version."""

    VISIBILITY = {
        "id": "internal",
        "locator": "personal",  # file names may carry the name of a person who died
        "version": "internal",
        "document": "internal",
        "recorded_at": "internal",
    }

    locator = models.CharField(max_length=1000)
    version = models.IntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="holdings")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["locator", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["locator", "version"],
                name="holding_version_once",
                violation_error_message="This place has that version already.",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="holding_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of holding {self.pk}"


class Reading(models.Model):
    """What one adapter made of one document. Without `finished_at`, a run was cut short: it is done again."""

    VISIBILITY = {
        "id": "internal",
        "document": "internal",
        "adapter": "public",
        "pipeline": "public",
        "started_at": "public",
        "finished_at": "public",
        "reports": "public",
        "entries": "public",
        "duties": "public",
        "failure": "internal",
    }

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="readings")
    adapter = models.CharField(max_length=60, blank=True, help_text="name and version")
    pipeline = models.CharField(max_length=60, help_text="versions of the steps after reading")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    reports = models.IntegerField(default=0)
    entries = models.IntegerField(default=0)
    duties = models.IntegerField(default=0)
    failure = models.TextField(blank=True, help_text="why nothing could be read, for a person")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "pipeline"], name="reading_once_per_pipeline"),
        ]

    def __str__(self) -> str:
        return f"{self.adapter} of {self.document}"


class Remark(models.Model):
    """Something left out of a reading, or doubtful in it, with its place and reason. Kept with the data."""

    class Kind(models.TextChoices):
        LEFT_OUT = "left_out", "Left out"
        WARNING = "warning", "Warning"

    VISIBILITY = {
        "id": "internal",
        "reading": "internal",
        "kind": "internal",
        "place": "internal",
        "why": "internal",
    }

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    place = models.CharField(max_length=300)
    why = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.place}: {self.why}"
