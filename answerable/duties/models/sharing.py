"""Duties that bodies answer together, and those handed to somebody in one body."""

from django.db import models
from django.db.models import F, Q

from answerable.accounts.models import Person
from answerable.duties.models.duties import Duty


class Joint(models.Model):
    """Bodies that answer one entry together: the lead's answer counts for the others."""

    VISIBILITY = {
        "id": "internal",
        "duty": "public",
        "lead": "public",
        "reason": "public",
        "recorded_by": "public",
        "recorded_at": "public",
        "ended_by": "public",
        "superseded_at": "public",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="joints")
    lead = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="led")
    reason = models.CharField(max_length=500)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    ended_by = models.CharField(max_length=100, blank=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(superseded_at__isnull=True),
                name="joint_one_lead",
                violation_error_message="This duty has a lead already.",
            ),
            models.CheckConstraint(
                condition=~Q(duty=F("lead")),
                name="joint_with_another",
                violation_error_message="A duty cannot be its own lead.",
            ),
        ]

    def __str__(self) -> str:
        return f"duty {self.duty_id} under duty {self.lead_id}"


class JointOffer(models.Model):
    """One body asks another to answer under its lead. It becomes a `Joint` only if the other agrees."""

    VISIBILITY = {
        "id": "internal",
        "duty": "internal",
        "lead": "internal",
        "words": "internal",
        "made_by": "internal",
        "recorded_at": "internal",
        "accepted": "internal",
        "reply": "internal",
        "answered_by": "internal",
        "answered_at": "internal",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="joint_offers")
    lead = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="joint_offers_made")
    words = models.CharField(max_length=500)
    made_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    reply = models.CharField(max_length=500, blank=True)
    answered_by = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "lead"],
                condition=Q(answered_at__isnull=True),
                name="joint_offer_one_open",
                violation_error_message="They have been asked already.",
            ),
            models.CheckConstraint(
                condition=~Q(duty=F("lead")),
                name="joint_offer_to_another",
                violation_error_message="A duty cannot be its own lead.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, accepted__isnull=True)
                | Q(answered_at__isnull=False, accepted__isnull=False),
                name="joint_offer_answered_yes_or_no",
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk} to duty {self.duty_id}"


class Delegation(models.Model):
    """A duty handed to a named contributor of the body. The duty stays the body's."""

    VISIBILITY = {
        "id": "internal",
        "duty": "internal",
        "person": "internal",
        "given_by": "internal",
        "words": "internal",
        "recorded_at": "internal",
        "ended_by": "internal",
        "superseded_at": "internal",
    }

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    given_by = models.CharField(max_length=100)
    words = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    ended_by = models.CharField(max_length=100, blank=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "person"],
                condition=Q(superseded_at__isnull=True),
                name="delegation_once",
                violation_error_message="This duty is with that person already.",
            ),
        ]

    def __str__(self) -> str:
        return f"delegation {self.pk} of duty {self.duty_id}"
