"""Letters, whether each arrived, and bodies that nobody can be written to at."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices

from answerable.accounts.models import RoleGrant
from answerable.accounts.roles import Role
from answerable.notices.models import Message
from answerable.organisations.models import Organisation
from answerable.oversight.models import Contact, Letter
from answerable.oversight.queries.due import climbing_duties


class Delivery(TextChoices):
    """What became of a letter."""

    NO_ADDRESS = "no_address", "Not sent: no address is known"
    WAITING = "waiting", "Waiting to be sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not delivered: it could not be sent"
    BOUNCED = "bounced", "Not delivered: it came back"


NOT_DELIVERED = frozenset({Delivery.NO_ADDRESS, Delivery.FAILED, Delivery.BOUNCED})


def delivery_of(letter: Letter) -> Delivery:
    """Asks nothing of the database where the message was loaded with the letter."""
    return Delivery(letter.message.state) if letter.message else Delivery.NO_ADDRESS


def letters(*, undelivered: bool = False, about: Organisation | None = None) -> QuerySet[Letter]:
    """The newest first, each with who gets it and what it is about."""
    rows = Letter.objects.select_related("organisation", "about", "message").order_by("-on", "-pk")
    if undelivered:
        rows = rows.filter(
            Q(message__isnull=True) | Q(message__state__in=(Message.State.FAILED, Message.State.BOUNCED))
        )
    return rows.filter(about=about) if about else rows


def letter_by_reference(reference: str) -> Letter | None:
    return letters().filter(reference=reference).first()


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A body with duties that wait for an answer, and nobody to write to."""

    organisation: Organisation
    duties: int
    has_contact: bool


def without_officer(*, most: int = 200) -> tuple[list[Unreachable], int]:
    """Bodies, from A to Z, whose duties wait and that have no accountable officer; and how many there are."""
    rows = list(
        _without_officer()
        .annotate(contact=Exists(Contact.objects.filter(organisation=OuterRef("pk"), ended_at__isnull=True)))
        .order_by("name")
    )
    waiting = climbing_duties().filter(holder__in=[body.pk for body in rows[:most]]).order_by()
    counts = dict(waiting.values("holder_id").annotate(count=Count("pk")).values_list("holder_id", "count"))
    return [Unreachable(body, counts[body.pk], body.contact) for body in rows[:most]], len(rows)


def count_without_officer() -> int:
    """How many bodies `without_officer` finds."""
    return _without_officer().count()


def _without_officer() -> QuerySet[Organisation]:
    """One duty that waits is looked for at each body, which takes far less than to count them all."""
    officers = RoleGrant.objects.filter(
        organisation=OuterRef("pk"),
        role=Role.ACCOUNTABLE_OFFICER,
        ended_at__isnull=True,
        person__ended_at__isnull=True,
    )
    waits = climbing_duties().filter(holder=OuterRef("pk"))
    return Organisation.objects.filter(~Exists(officers), Exists(waits), closed__isnull=True)
