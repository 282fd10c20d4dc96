"""Priorities set in the open: criteria with their weights, scores with their reasons, and what was decided.

Once an exercise is open its criteria and weights stand; once it is decided nothing in it changes, so that its
page can be drawn from these rows for good. The list is an aid: the decision is a person's.
"""

from django.db import models
from django.db.models import Q

from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation


class Exercise(models.Model):
    """Several expectations, weighed against each other by published criteria."""

    class State(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        OPEN = "open", "Being scored"
        CLOSED = "closed", "Scored, to be decided"
        DECIDED = "decided", "Decided"
        ABANDONED = "abandoned", "Given up"

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "title": "public",
        "purpose": "public",
        "sector": "public",
        "state": "public",
        "as_at": "public",
        "places": "public",
        "figures": "public",
        "started_by": "public",
        "recorded_at": "public",
        "opened_at": "public",
        "closed_at": "public",
        "ended_at": "public",
        "ended_why": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=200)
    purpose = models.TextField(help_text="what it is for, and who will use it")
    sector = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    as_at = models.DateField(help_text="the register's own facts are those of this day")
    places = models.PositiveSmallIntegerField(default=5, help_text="how many can go first")
    figures = models.JSONField(default=dict, help_text="the list and how far it holds, when scoring closed")
    started_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="when scoring closed")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="abandoned") | ~Q(ended_why=""),
                name="exercise_given_up_says_why",
                violation_error_message="Say why it is given up.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Criterion(models.Model):
    """One of an exercise's criteria, by its code in data/priorities, with the weight given to it here."""

    class Source(models.TextChoices):
        PEOPLE = "people", "Scored by people"
        REGISTER = "register", "Filled from the register's own facts"

    VISIBILITY = {
        "id": "internal",
        "exercise": "public",
        "code": "public",
        "title": "public",
        "question": "public",
        "scale": "public",
        "source": "public",
        "weight": "public",
        "weight_why": "public",
        "order": "public",
    }

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="criteria")
    code = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    question = models.TextField(help_text="as it was put to the scorers, copied from the definition")
    scale = models.JSONField(help_text='["what 0 means", ..., "what 4 means"]')
    source = models.CharField(max_length=10, choices=Source.choices)
    weight = models.DecimalField(max_digits=5, decimal_places=2, help_text="of 100")
    weight_why = models.CharField(max_length=500)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["exercise_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "code"], name="criterion_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=100),
                name="criterion_weight_of_a_hundred",
                violation_error_message="A weight lies between 0 and 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Item(models.Model):
    """One expectation in an exercise."""

    VISIBILITY = {
        "id": "internal",
        "exercise": "public",
        "expectation": "public",
        "order": "public",
        "facts": "public",
    }

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="items")
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="exercise_items")
    order = models.PositiveIntegerField()
    facts = models.JSONField(default=dict, help_text="what the register knew of it when scoring opened")

    class Meta:
        ordering = ["exercise_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "expectation"],
                name="item_once",
                violation_error_message="This expectation is in the exercise already.",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class Scorer(models.Model):
    """Somebody asked to score, in a named role: the public sees the role, not the name."""

    VISIBILITY = {
        "id": "internal",
        "exercise": "public",
        "person": "internal",
        "role": "public",
        "organisation": "public",
        "interests": "public",
        "recorded_at": "public",
        "ended_at": "public",
        "ended_why": "public",
    }

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="scorers")
    person = models.CharField(max_length=100, help_text="person:<id>")
    role = models.CharField(max_length=120, help_text='"ward manager", "carer"; shown in the place of a name')
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    interests = models.CharField(max_length=500, blank=True, help_text="declared")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["exercise_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "person"],
                condition=Q(ended_at__isnull=True),
                name="scorer_once",
                violation_error_message="This person scores in the exercise already.",
            ),
        ]

    def __str__(self) -> str:
        return self.role


class Score(models.Model):
    """What one scorer gives one item on one criterion, and why; or what the register's facts give it."""

    VISIBILITY = {
        "id": "internal",
        "item": "public",
        "criterion": "public",
        "scorer": "public",
        "value": "public",
        "unable": "public",
        "reason": "public",
        "evidence": "public",
        "recorded_at": "public",
        "superseded_at": "public",
    }

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    scorer = models.ForeignKey(
        Scorer, on_delete=models.PROTECT, null=True, related_name="scores", help_text="none: the register"
    )
    value = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, help_text="0 to 4; 4 always speaks for going first"
    )
    unable = models.BooleanField(default=False, help_text="the scorer cannot say, which is not a 0")
    reason = models.TextField()
    evidence = models.CharField(max_length=1000, blank=True, help_text="what it rests on, or where it is")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["item_id", "criterion_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "criterion", "scorer"],
                condition=Q(superseded_at__isnull=True, scorer__isnull=False),
                name="score_one_current",
            ),
            models.UniqueConstraint(
                fields=["item", "criterion"],
                condition=Q(superseded_at__isnull=True, scorer__isnull=True),
                name="score_one_of_the_register",
            ),
            models.CheckConstraint(
                condition=Q(unable=True, value__isnull=True) | Q(unable=False, value__gte=0, value__lte=4),
                name="score_from_0_to_4_or_unable",
                violation_error_message="Give 0 to 4, or say that you cannot tell.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="score_says_why",
                violation_error_message="Say why: a score needs a reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} for item {self.item_id}"


class ExerciseDecision(models.Model):
    """What was decided, as the list had it or not, and why. Its figures are kept as they then were."""

    VISIBILITY = {
        "id": "internal",
        "exercise": "public",
        "words": "public",
        "ranking": "public",
        "method": "public",
        "departs": "public",
        "decided_by": "public",
        "recorded_at": "public",
    }

    exercise = models.OneToOneField(Exercise, on_delete=models.PROTECT, related_name="decision")
    words = models.TextField(help_text="what goes first and why")
    first = models.ManyToManyField(Item, related_name="chosen_by", help_text="what was put first")
    ranking = models.JSONField(help_text="rows of the list as it stood: item, score, rank, how far it holds")
    method = models.CharField(max_length=60, help_text="name and version of the method")
    departs = models.TextField(blank=True, help_text="where the decision is not the list's: why")
    decided_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="exercise_decision_says_why",
                violation_error_message="Say what was decided and why.",
            ),
        ]

    def __str__(self) -> str:
        return f"decision of exercise {self.exercise_id}"
