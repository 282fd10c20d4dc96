"""Who follows what by mail, without an account: an address that was confirmed, and what it asked for.

What happened is told once: a follow and an event have one row, written with the mail it goes into.
"""

from django.db import models
from django.db.models import Q

from answerable.notices.models.telling import Message


class Follower(models.Model):
    """An e-mail address. Whoever holds the secret of its page reads and ends what it follows."""

    VISIBILITY = {
        "id": "internal",
        "mail": "personal",
        "key": "personal",
        "client": "personal",
        "asked_at": "internal",
        "confirmed_at": "internal",
        "ended_at": "internal",
    }

    mail = models.EmailField(max_length=254, help_text="empty once it was ended and forgotten", blank=True)
    key = models.CharField(max_length=64, unique=True, help_text="keyed digest of the secret in its links")
    client = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="keyed digest of where the form came from"
    )
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, help_text="when the link in the first mail was followed")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mail"], condition=Q(ended_at__isnull=True), name="follower_one_of_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"follower {self.pk}"


class Follow(models.Model):
    """One thing that one address follows. It counts from when it was confirmed until it ended."""

    class What(models.TextChoices):
        ENTRY = "entry", "An entry"
        EXPECTATION = "expectation", "An expectation"
        BODY = "body", "A body"
        THEME = "theme", "A theme"
        INDICATOR = "indicator", "An indicator"
        SEARCH = "search", "A search"

    class Language(models.TextChoices):
        WELSH = "cy", "Cymraeg"

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", "As it happens"
        DAILY = "daily", "Once a day"
        WEEKLY = "weekly", "Once a week"

    VISIBILITY = {
        "id": "internal",
        "follower": "internal",
        "what": "internal",
        "subject": "internal",
        "rhythm": "internal",
        "language": "internal",
        "asked_at": "internal",
        "confirmed_at": "internal",
        "ended_at": "internal",
        "after": "internal",
        "next_at": "internal",
    }

    follower = models.ForeignKey(Follower, on_delete=models.PROTECT, related_name="follows")
    what = models.CharField(max_length=11, choices=What.choices)
    subject = models.CharField(
        max_length=2000,
        help_text="a reference, a code, or of a search the parameters of its address in one order",
    )
    rhythm = models.CharField(max_length=7, choices=Rhythm.choices)
    language = models.CharField(
        max_length=2, choices=Language.choices, blank=True, help_text="of its mails; empty for English"
    )
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    after = models.BigIntegerField(help_text="index of the last event of the log that was looked at for it")
    next_at = models.DateTimeField(help_text="when its next mail is due, if there is something to say")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "what", "subject"],
                condition=Q(ended_at__isnull=True),
                name="follow_once",
            ),
        ]
        indexes = [
            models.Index(fields=["what", "subject"], name="follow_of_a_thing"),
            models.Index(
                fields=["next_at"],
                name="follow_due",
                condition=Q(ended_at__isnull=True, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"follow {self.pk}"


class Followed(models.Model):
    """An event that a follow is told of: once, in one mail. Without a mail it waits for the next."""

    VISIBILITY = {
        "id": "internal",
        "follow": "internal",
        "event": "internal",
        "subject": "internal",
        "message": "internal",
        "recorded_at": "internal",
    }

    follow = models.ForeignKey(Follow, on_delete=models.PROTECT, related_name="told")
    event = models.BigIntegerField(help_text="index in the log")
    subject = models.CharField(max_length=40, help_text="what the line leads to")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="followed")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["follow", "event", "subject"], name="followed_once")]
        indexes = [
            models.Index(fields=["follow"], name="followed_waiting", condition=Q(message__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"followed {self.pk}"
