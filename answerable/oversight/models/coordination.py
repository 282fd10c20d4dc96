"""Doing it together: groups, work under way, and many asks retired into one clear one."""

from django.db import models
from django.db.models import F, Q

from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation
from answerable.uploads.models import Upload


class Group(models.Model):
    """Bodies that see to one or more expectations together. Its lead is a current membership."""

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "title": "public",
        "purpose": "public",
        "review_on": "public",
        "started_by": "public",
        "recorded_at": "public",
        "ended_at": "public",
        "ended_by": "public",
        "ended_why": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    review_on = models.DateField(help_text="when it is asked whether it is still needed")
    started_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=100, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_why=""),
                name="group_ended_says_why",
                violation_error_message="Say why the group ends.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class GroupExpectation(models.Model):
    """An expectation that a group sees to."""

    VISIBILITY = {
        "id": "internal",
        "group": "public",
        "expectation": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "ended_at": "public",
        "ended_why": "public",
    }

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="expectations")
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="groups")
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "expectation"],
                condition=Q(ended_at__isnull=True),
                name="group_expectation_once",
                violation_error_message="The group sees to this expectation already.",
            ),
        ]

    def __str__(self) -> str:
        return f"expectation {self.expectation_id} of group {self.group_id}"


class Membership(models.Model):
    """A body in a group, and as what. One leads at a time."""

    class Role(models.TextChoices):
        LEAD = "lead", "Lead"
        MEMBER = "member", "Member"
        ADVISER = "adviser", "Adviser"

    VISIBILITY = {
        "id": "internal",
        "group": "public",
        "organisation": "public",
        "role": "public",
        "from_on": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "until_on": "public",
        "ended_at": "public",
        "ended_why": "public",
    }

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="group_memberships")
    role = models.CharField(max_length=8, choices=Role.choices)
    from_on = models.DateField()
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    until_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["group_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "organisation"],
                condition=Q(ended_at__isnull=True),
                name="membership_once",
                violation_error_message="This body is in the group already.",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(ended_at__isnull=True, role="lead"),
                name="group_has_one_lead",
                violation_error_message="The group has a lead: end its part first, or hand it over.",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="membership_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"body {self.organisation_id} in group {self.group_id}"


class GroupNote(models.Model):
    """One dated thing on a group's record: minutes, a decision, or a step of the shared plan."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", "Minutes"
        DECISION = "decision", "Decision"
        PLAN = "plan", "Step of the shared plan"

    class Progress(models.TextChoices):
        OPEN = "open", "To do"
        DONE = "done", "Done, as the group says"
        DROPPED = "dropped", "Dropped"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "group": "public",
        "kind": "public",
        "on": "public",
        "title": "public",
        "words": "public",
        "words_original": "personal",
        "organisation": "public",
        "due_on": "public",
        "progress": "public",
        "upload": "internal",
        "replaces": "public",
        "why": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    on = models.DateField(help_text="of the meeting or decision; when a step was agreed")
    title = models.CharField(max_length=200)
    words = models.TextField(help_text="with names withheld")
    words_original = models.TextField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", help_text="whose step it is"
    )
    due_on = models.DateField(null=True)
    progress = models.CharField(max_length=8, choices=Progress.choices, blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    why = models.CharField(max_length=500, blank=True, help_text="why it replaces an earlier one")
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["group_id", "on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="plan")
                | Q(organisation__isnull=False, due_on__isnull=False) & ~Q(progress=""),
                name="group_plan_step_has_owner_and_date",
                violation_error_message="A step of the plan names a body and a date.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Work(models.Model):
    """Work under way on something asked, so that others join it instead of starting anew."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        UNDER_WAY = "under_way", "Under way"
        FINISHED = "finished", "Finished"
        STOPPED = "stopped", "Stopped"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "organisation": "public",
        "title": "public",
        "words": "public",
        "state": "public",
        "starts_on": "public",
        "ends_on": "public",
        "open_to_others": "public",
        "contact": "public",
        "url": "public",
        "group": "public",
        "replaces": "public",
        "why": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    reference = models.CharField(max_length=12, db_index=True, help_text="the same for every version")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="work")
    title = models.CharField(max_length=200)
    words = models.TextField(help_text="what is done, where, and how far it goes")
    state = models.CharField(max_length=10, choices=State.choices)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    open_to_others = models.BooleanField(default=False, help_text="other bodies may join")
    contact = models.CharField(max_length=200, blank=True, help_text="an office, not a person")
    url = models.URLField(max_length=1000, blank=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="work")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    why = models.CharField(max_length=500, blank=True)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=Q(superseded_at__isnull=True), name="work_one_current"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="work_ends_after_it_starts",
                violation_error_message="Work ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class WorkExpectation(models.Model):
    """What a piece of work is on, and which bodies joined it for that."""

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "expectation": "public",
        "organisation": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "ended_at": "public",
        "ended_why": "public",
    }

    reference = models.CharField(max_length=12, db_index=True, help_text="of the work")
    expectation = models.ForeignKey(
        Expectation, on_delete=models.PROTECT, null=True, related_name="work_under_way"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", help_text="a body that joined"
    )
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "expectation"],
                condition=Q(ended_at__isnull=True, expectation__isnull=False),
                name="work_on_an_expectation_once",
            ),
            models.UniqueConstraint(
                fields=["reference", "organisation"],
                condition=Q(ended_at__isnull=True, organisation__isnull=False),
                name="work_joined_once",
                violation_error_message="This body has joined already.",
            ),
            models.CheckConstraint(
                condition=Q(expectation__isnull=False, organisation__isnull=True)
                | Q(expectation__isnull=True, organisation__isnull=False),
                name="work_is_on_something_or_joined_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.expectation_id or self.organisation_id}"
