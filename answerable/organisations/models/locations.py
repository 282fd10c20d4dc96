"""Places of care as a regulator registers them, each under a code of its own, and who runs them when.

A place's code stays while it is registered. Who is registered for it, what it is called and when it closed
are claims, each of one list. `Location` is worked out from the claims by `operations`; nothing else sets it.
"""

from django.db import models
from django.db.models import F, Q

from answerable.organisations.models.bodies import CLAIM_VISIBILITY, Claim, Organisation

SHARED = "another provider's place of another kind bears the name too, so that it tells of neither"


class Joined(models.TextChoices):
    """By what the provider that the list names was taken to be the body. The first two are sure."""

    CODE = "code", "by the code of the provider"
    PLACE = "place", "by the NHS code of the place, which begins with the provider's"
    NAME = "name", "by the name of the provider"
    GROUP = "group", "by the name of the group that the provider belongs to"


class LocationClaim(Claim):
    """What one list says of a place. `valid_to` is the first day on which it was not registered."""

    VISIBILITY = {
        **CLAIM_VISIBILITY,
        "code": "public",
        "name": "public",
        "area": "public",
        "organisation": "public",
        "provider_code": "public",
        "provider_name": "public",
        "joined": "public",
        "shared_name": "public",
    }

    code = models.CharField(max_length=20, db_index=True, help_text="the regulator's code of the place")
    name = models.CharField(max_length=250)
    area = models.CharField(max_length=100, blank=True, help_text="the local authority in which it lies")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="location_claims")
    provider_code = models.CharField(max_length=20)
    provider_name = models.CharField(max_length=250)
    joined = models.CharField(max_length=8, choices=Joined.choices)
    shared_name = models.BooleanField(default=False, help_text=SHARED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "citation"], name="one_location_claim_per_citation")
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.organisation_id}"


class Location(models.Model):
    """A place under one name and one body, as the claims come to. Another name or body is another row."""

    VISIBILITY = {
        "id": "internal",
        "code": "public",
        "name": "public",
        "area": "public",
        "organisation": "public",
        "provider_name": "public",
        "joined": "public",
        "shared_name": "public",
        "opened": "public",
        "closed": "public",
        "day_known": "public",
        "listed_from": "public",
        "listed_to": "public",
    }

    code = models.CharField(max_length=20, db_index=True)
    name = models.CharField(max_length=250)
    area = models.CharField(max_length=100, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="locations")
    provider_name = models.CharField(max_length=250)
    joined = models.CharField(max_length=8, choices=Joined.choices)
    shared_name = models.BooleanField(default=False, help_text=SHARED)
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True, help_text="the first day on which it no longer was so")
    day_known = models.BooleanField(
        default=True,
        help_text="no: it came from another body or name by `opened`, on a day that no list says",
    )
    listed_from = models.DateField(null=True, blank=True, help_text="the first list that has it so")
    listed_to = models.DateField(null=True, blank=True, help_text="the last list that has it so")

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "organisation", "name", "opened"],
                name="one_location_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(opened=None) | Q(closed=None) | Q(closed__gte=F("opened")),
                name="location_closes_after_it_opens",
                violation_error_message="A place cannot close before it opens.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.organisation_id}"
