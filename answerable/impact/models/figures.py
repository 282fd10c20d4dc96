"""Published figures, as files gave them: added, never overwritten.

A value belongs to a line (an indicator, about one body or place, whole or of one part) and to a period. A
later publication adds values of its own; which is believed is decided when a series is asked for (`queries`).
What a publisher hid has no number here, and what would give it away has none either.
"""

from django.db import models
from django.db.models import F, Q

from answerable.organisations.models import Organisation
from answerable.sources.models import Document


class SeriesFile(models.Model):
    """One file of figures, read once by one version of the readers."""

    VISIBILITY = {
        "id": "internal",
        "document": "public",
        "name": "public",
        "form": "public",
        "reader": "public",
        "published": "public",
        "recorded_at": "public",
        "superseded_at": "public",
        "rows": "public",
        "loaded": "public",
        "suppressed": "public",
        "protected": "public",
        "empty": "public",
        "repeated": "public",
        "rejected": "public",
        "notes": "public",
    }

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250, help_text="as it was given; two files may share one")
    form = models.CharField(max_length=120)
    reader = models.CharField(
        max_length=60, help_text="name and version of the readers, and of the definitions"
    )
    published = models.DateField(null=True, help_text="its vintage; empty where nobody has said")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, help_text="read again, by a later reader")
    rows = models.PositiveIntegerField()
    loaded = models.PositiveIntegerField()
    suppressed = models.PositiveIntegerField(help_text="hidden by the publisher")
    protected = models.PositiveIntegerField(help_text="withheld here, lest a hidden one be worked out")
    empty = models.PositiveIntegerField(help_text="a row without a value")
    repeated = models.PositiveIntegerField(help_text="the same figure given again")
    rejected = models.PositiveIntegerField()
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "reader"],
                name="series_file_read_once",
                violation_error_message="This file has been read by these readers already.",
            ),
            models.CheckConstraint(
                condition=Q(
                    rows=F("loaded")
                    + F("suppressed")
                    + F("protected")
                    + F("empty")
                    + F("repeated")
                    + F("rejected")
                ),
                name="series_file_rows_accounted_for",
                violation_error_message="Every row is loaded, hidden, withheld, empty, repeated or rejected.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.rows} rows"


class Place(models.Model):
    """Whom or where figures are about, as files write it."""

    VISIBILITY = {"id": "internal", "level": "public", "code": "public", "name": "public"}

    level = models.CharField(max_length=20)
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "name"], name="place_written_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.code or self.level


class Line(models.Model):
    """Values that belong together. `organisation` is the body that the place meant in their periods."""

    class How(models.TextChoices):
        CODE = "code", "by its code"
        NAME = "name", "by its name at the time"
        MADE = "made", "a body of the statistics, held by no other list"
        AREA = "area", "a place, no body that answers"
        NONE = "none", "not told whom it means"

    VISIBILITY = {
        "id": "internal",
        "indicator": "public",
        "place": "public",
        "split": "public",
        "organisation": "public",
        "how": "public",
        "why": "public",
    }

    indicator = models.CharField(max_length=40)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="lines")
    split = models.CharField(max_length=250, blank=True, help_text='"bed type: 10"; empty for the whole')
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=4, choices=How.choices)
    why = models.CharField(max_length=300, blank=True, help_text="what is doubtful about it")

    class Meta:
        indexes = [models.Index(fields=["indicator", "organisation", "split"], name="line_of_a_body")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "split", "organisation"], name="one_line_for_a_body"
            ),
            models.UniqueConstraint(
                fields=["indicator", "place", "split"],
                condition=Q(organisation=None),
                name="one_line_for_a_place",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None, how__in=["area", "none"])
                | Q(organisation__isnull=False, how__in=["code", "name", "made"]),
                name="line_says_how_its_body_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.split or 'all'}"


class Value(models.Model):
    """One figure of one period. Exactly one of `value` and `why` (there is none) is given."""

    class Why(models.TextChoices):
        SUPPRESSED = "suppressed", "hidden by the publisher"
        PROTECTED = "protected", "withheld here, lest a hidden one be worked out"
        EMPTY = "no value", "no value in the row"

    VISIBILITY = {
        "id": "internal",
        "line": "public",
        "start": "public",
        "end": "public",
        "value": "public",
        "why": "public",
        "flags": "public",
        "file": "public",
        "row": "public",
    }

    # Rows come by the million: one index, on what is asked for, and none for the keys alone.
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="values", db_index=False)
    start = models.DateField()
    end = models.DateField(help_text="the last day of the period")
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    flags = models.CharField(max_length=60, blank=True, help_text="words of `figures.FLAGS`, between commas")
    file = models.ForeignKey(SeriesFile, on_delete=models.PROTECT, related_name="+", db_index=False)
    row = models.PositiveIntegerField(help_text="of the file, as a spreadsheet shows it")

    class Meta:
        indexes = [models.Index(fields=["line", "start"], name="value_of_a_line")]
        constraints = [
            models.CheckConstraint(
                condition=Q(value=None) & ~Q(why="") | Q(value__isnull=False, why=""),
                name="value_or_why_there_is_none",
                violation_error_message="Give a value, or why there is none.",
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="value_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"


class Holding(models.Model):
    """How much of one indicator a file gives at one level: to count values by the million takes seconds."""

    VISIBILITY = {
        "id": "internal",
        "file": "public",
        "indicator": "public",
        "level": "public",
        "rows": "public",
        "hidden": "public",
        "first": "public",
        "last": "public",
    }

    file = models.ForeignKey(SeriesFile, on_delete=models.PROTECT, related_name="holdings")
    indicator = models.CharField(max_length=40)
    level = models.CharField(max_length=20)
    rows = models.PositiveIntegerField(help_text="values, hidden ones too")
    hidden = models.PositiveIntegerField(help_text="suppressed by the publisher, or withheld here")
    first = models.DateField()
    last = models.DateField(help_text="the last day of the last period")

    class Meta:
        indexes = [models.Index(fields=["indicator", "level"], name="holding_of_an_indicator")]
        constraints = [
            models.UniqueConstraint(fields=["file", "indicator", "level"], name="holding_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} by {self.level}: {self.rows}"


class Rejected(models.Model):
    """Rows of a file that could not be used, with the reason; rows that share one reason stand together."""

    VISIBILITY = {"id": "internal", "file": "public", "row": "public", "count": "public", "why": "public"}

    file = models.ForeignKey(SeriesFile, on_delete=models.PROTECT, related_name="rejections")
    row = models.PositiveIntegerField(help_text="the first of them")
    count = models.PositiveIntegerField()
    why = models.TextField()

    class Meta:
        ordering = ["file_id", "row"]

    def __str__(self) -> str:
        return f"{self.count} from row {self.row}"
