"""How each duty stood, from which day until which: worked out from dated rows, and nothing else.

No fact of its own lies here. Both tables can be emptied at any time and made again (`answerable figures`);
what the log holds since is worked out when it is asked for. See docs/decisions/0022-figures.md.
"""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from answerable.duties.models import Duty
from answerable.organisations.models import Organisation
from answerable.register.models import Entry
from answerable.sources.models import Publisher

NO_END = dt.date(9999, 12, 31)


class Spell(models.Model):
    """A stretch of days on whose evenings one duty stood the same, as the register held it.

    The axes are those of `assurance.axes`. A day to come may begin a spell: when a date for a reply has gone
    by, or silence has lasted. The rows of a duty are made anew whenever it is touched.
    """

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "entry": "public",
        "publisher": "public",
        "holder": "public",
        "starts": "public",
        "ends": "public",
        "number": "internal",
        "issued_on": "public",
        "due_on": "public",
        "answered_on": "public",
        "accepted_on": "public",
        "closed_on": "public",
        "response": "public",
        "stance": "public",
        "adequacy": "public",
        "claimed": "public",
        "found": "public",
        "closed_as": "public",
        "planned": "public",
        "stalled": "public",
        "slipped": "public",
        "challenged": "public",
        "been_done": "public",
        "been_closed": "public",
        "reopened": "public",
        "recurring": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="spells")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="+", db_index=False)
    holder = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    starts = models.DateField()
    ends = models.DateField(help_text="the first day on which it no longer held; 9999-12-31 for none")
    number = models.BigIntegerField(default=0, help_text="what figures ask of it: `figures.signature`")
    issued_on = models.DateField(null=True, help_text="of the report")
    due_on = models.DateField(null=True)
    answered_on = models.DateField(null=True, help_text="the first answer that stands, or published reply")
    accepted_on = models.DateField(null=True, help_text="the first answer that accepts, while one does")
    closed_on = models.DateField(null=True, help_text="while it is closed")
    response = models.CharField(max_length=14)
    stance = models.CharField(max_length=12)
    adequacy = models.CharField(max_length=12)
    claimed = models.CharField(max_length=12)
    found = models.CharField(max_length=14)
    closed_as = models.CharField(max_length=12, blank=True)
    planned = models.BooleanField(help_text="an action serves it")
    stalled = models.BooleanField()
    slipped = models.BooleanField()
    challenged = models.BooleanField()
    been_done = models.BooleanField(help_text="it was once claimed, found or closed as done")
    been_closed = models.BooleanField()
    reopened = models.BooleanField(help_text="a closure of it was ended")
    recurring = models.BooleanField(help_text="a later report asks for it again")

    class Meta:
        # They hold all that is counted, so that no row has to be looked up for it.
        indexes = [
            models.Index(
                fields=[
                    "ends",
                    "starts",
                    "number",
                    "issued_on",
                    "answered_on",
                    "accepted_on",
                    "holder",
                    "duty",
                ],
                name="spell_by_day",
            ),
            models.Index(
                fields=["holder", "ends", "starts", "number", "issued_on", "duty"], name="spell_by_holder"
            ),
            models.Index(
                fields=["publisher", "ends", "starts", "number", "issued_on", "holder", "duty"],
                name="spell_by_publisher",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["duty", "starts"], name="spell_begins_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="spell_lasts_a_day"),
        ]

    def __str__(self) -> str:
        return f"duty {self.duty_id} from {self.starts} until {self.ends}"


class Reckoning(models.Model):
    """The spells were made of all that the log held up to `position`. The latest row counts."""

    VISIBILITY = {
        "id": "internal",
        "position": "public",
        "rules": "public",
        "duties": "public",
        "spells": "public",
        "made_at": "public",
    }

    position = models.BigIntegerField(help_text="index of the last event; -1 for none")
    rules = models.CharField(max_length=20, help_text="version of how spells are worked out")
    duties = models.IntegerField()
    spells = models.IntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"reckoning up to event {self.position}"
