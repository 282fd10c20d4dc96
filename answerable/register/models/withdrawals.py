"""That a whole report left the register: why, from which day, and what stands in its place."""

from django.db import models
from django.db.models import F, Q

from answerable.register.models.reports import Report


class Withdrawal(models.Model):
    """A report taken out with all its entries; and, where that was taken back, when and why.

    What left with it bears the same moment, so that what is taken back is told from what had left before.
    """

    class Ground(models.TextChoices):
        PUBLISHER = "publisher", "Its publisher withdrew it"
        ERROR = "error", "It was published in error"
        DUPLICATE = "duplicate", "It is the same report as another"
        SCOPE = "scope", "It is none that this register is for"
        OTHER = "other", "For another reason"

    VISIBILITY = {
        "id": "internal",
        "report": "public",
        "ground": "public",
        "why": "public",
        "withdrawn_on": "public",
        "notice": "personal",  # a publisher's address may carry the name of a person who died
        "replaced_by": "public",
        "by_author": "public",
        "withdrawn_by": "internal",
        "withdrawn_at": "public",
        "restored_by": "internal",
        "restored_at": "public",
        "restored_why": "public",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="withdrawals")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    why = models.CharField(max_length=300)
    withdrawn_on = models.DateField(help_text="from which day, as its publisher or the editor says")
    notice = models.URLField(max_length=1000, blank=True, help_text="where its publisher says so")
    replaced_by = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="replaces")
    by_author = models.BooleanField(help_text="by its publisher, not by an editor of the register")
    withdrawn_by = models.CharField(max_length=100)
    withdrawn_at = models.DateTimeField()
    restored_by = models.CharField(max_length=100, blank=True)
    restored_at = models.DateTimeField(null=True)
    restored_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(restored_at__isnull=True), name="withdrawal_one_current"
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("report")),
                name="withdrawal_not_replaced_by_itself",
                violation_error_message="A report is not replaced by itself.",
            ),
            models.CheckConstraint(
                condition=~Q(ground="duplicate") | Q(replaced_by__isnull=False),
                name="withdrawal_of_a_duplicate_names_the_other",
                violation_error_message="Say which report it is the same as.",
            ),
            models.CheckConstraint(
                condition=Q(restored_at__isnull=True, restored_why="")
                | (Q(restored_at__isnull=False) & ~Q(restored_why="")),
                name="withdrawal_taken_back_says_why",
                violation_error_message="A withdrawal that is taken back says why.",
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawal of report {self.report_id}"
