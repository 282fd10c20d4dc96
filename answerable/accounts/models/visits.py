"""Who is signed in where, and who was turned away. No facts of the register: kept while they help."""

from django.db import models

from answerable.accounts.models.people import Person


class Visit(models.Model):
    """One session of one person, as the person sees it in their list. The session's own key is not kept."""

    VISIBILITY = {
        "id": "internal",
        "person": "internal",
        "browser": "personal",
        "begun_at": "personal",
        "seen_at": "personal",
        "ended_at": "internal",
        "why": "internal",
    }

    class Why(models.TextChoices):
        LEFT = "left", "Signed out"
        ENDED = "ended", "Ended from another session"
        OLD = "old", "Too old"
        MOVED = "moved", "Used from another kind of browser"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    browser = models.CharField(max_length=40, help_text="kind of browser and system, no version")
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="to five minutes")
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)

    class Meta:
        ordering = ["-seen_at"]
        indexes = [
            models.Index(fields=["person"], name="visit_going_on", condition=models.Q(ended_at=None)),
            models.Index(fields=["seen_at"], name="visit_seen"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Refusal(models.Model):
    """What was refused to somebody, counted by day: one row however often the same is tried."""

    VISIBILITY = {
        "id": "internal",
        "day": "internal",
        "kind": "internal",
        "person": "internal",
        "client": "internal",
        "page": "internal",
        "times": "internal",
        "first_at": "internal",
        "last_at": "internal",
    }

    class Kind(models.TextChoices):
        NOT_ALLOWED = "not_allowed", "A page or form that their roles do not allow"
        NOT_OUR_FORM = "not_our_form", "A form without its token"
        CODE = "code", "A wrong code, or one used before"
        MOVED = "moved", "A session used from another kind of browser"
        OUTSIDE = "outside", "A sign-in through an organisation that could not be trusted"
        LOCKED = "locked", "Too many tries to sign in"
        KEY = "key", "A program's key that is unknown, or that ended"

    day = models.DateField()
    kind = models.CharField(max_length=15, choices=Kind.choices)
    person = models.CharField(max_length=100, blank=True, help_text="person:<id>; blank for a stranger")
    client = models.CharField(max_length=64, help_text="keyed digest of where it came from")
    page = models.CharField(max_length=100, blank=True, help_text="name of the address, with nothing it held")
    times = models.IntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(fields=["day", "kind", "person", "client", "page"], name="refusal_a_day")
        ]

    def __str__(self) -> str:
        return f"refusal {self.pk}"
