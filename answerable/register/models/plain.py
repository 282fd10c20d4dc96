"""The same in plain words, and in other forms: who made it is always said."""

from django.db import models
from django.db.models import Q

from answerable.register.models.entries import Entry
from answerable.register.models.reports import Report
from answerable.uploads.models import Upload


class Summary(models.Model):
    """An entry in plain words, of one version of it: made by a program, or written by a person."""

    class Maker(models.TextChoices):
        PROGRAM = "program", "A program"
        PERSON = "person", "A person"

    VISIBILITY = {
        "id": "internal",
        "entry": "public",
        "of_version": "public",
        "language": "public",
        "text": "public",
        "maker": "public",
        "method": "public",
        "made_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="summaries")
    of_version = models.IntegerField(
        help_text="number of the version of the entry that it says in plain words"
    )
    language = models.CharField(max_length=5, default="en", help_text="as in BCP 47")
    text = models.TextField(help_text="names withheld; no method of harm")
    maker = models.CharField(max_length=7, choices=Maker.choices)
    method = models.CharField(max_length=60, blank=True, help_text="of a program: its name and version")
    made_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "language"],
                condition=Q(superseded_at__isnull=True),
                name="summary_one_current",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="summary_says_something"),
            models.CheckConstraint(
                condition=~Q(maker="program") | ~Q(method=""), name="summary_of_a_program_names_it"
            ),
        ]

    def __str__(self) -> str:
        return f"summary {self.pk}"


class Edition(models.Model):
    """A report or an entry in another form, as its publisher or somebody they trust supplied it."""

    class Form(models.TextChoices):
        EASY_READ = "easy_read", "Easy read"
        LARGE_PRINT = "large_print", "Large print"
        BRAILLE = "braille", "Braille"
        SIGNED = "signed", "British Sign Language"
        AUDIO = "audio", "Audio"
        WELSH = "welsh", "Welsh"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "report": "public",
        "entry": "public",
        "form": "public",
        "url": "public",
        "upload": "public",
        "supplied_by": "public",
        "added_by": "public",
        "recorded_at": "public",
        "withdrawn_at": "public",
        "withdrawn_why": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="editions")
    form = models.CharField(max_length=12, choices=Form.choices)
    url = models.URLField(max_length=1000, blank=True, help_text="where its maker publishes it")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")
    supplied_by = models.CharField(max_length=250, help_text="the body that made it")
    added_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upload__isnull=False, url="") | Q(upload__isnull=True) & ~Q(url=""),
                name="edition_is_a_file_or_an_address",
                violation_error_message="Give a file or an address, one of the two.",
            ),
            models.CheckConstraint(condition=~Q(supplied_by=""), name="edition_says_who_made_it"),
        ]

    def __str__(self) -> str:
        return self.reference
