"""Everything that was done in one body, or in the whole register, read from the ledger: newest first.

The events of a body are those about what is its own: its duties (asked or held), answers, actions, evidence,
files, letters and challenges, the body itself, and the roles that people were given for it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from answerable.accounts.models import RoleGrant
from answerable.assurance.models import Challenge
from answerable.core.calendar import end_of_day
from answerable.duties.models import Action, Answer, Duty, Evidence
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from answerable.oversight.models import Letter
from answerable.uploads.models import Upload

PAGE = 100
_OF_REPORTS = ("duties.recorded", "duties.redated")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the log. `kind` is a noun ("answer") or a whole kind ("answer.submitted")."""

    actor: str = ""
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    before: int | None = None  # only events with a smaller index: the next page


def events(wanted: Wanted, *, body: Organisation | None = None) -> QuerySet[Event]:
    """The events, newest first. Of a body: one query, whatever the size of the log."""
    rows = Event.objects.order_by("-index")
    if body is not None:
        rows = rows.filter(_of(body))
    if wanted.actor:
        rows = rows.filter(actor=wanted.actor)
    if wanted.kind:
        kinds = [wanted.kind] if "." in wanted.kind else kinds_of(wanted.kind)
        rows = rows.filter(kind__in=kinds)
    if wanted.since:
        rows = rows.filter(recorded_at__gte=end_of_day(wanted.since - dt.timedelta(days=1)))
    if wanted.until:
        rows = rows.filter(recorded_at__lt=end_of_day(wanted.until))
    if wanted.before is not None:
        rows = rows.filter(index__lt=wanted.before)
    return rows.defer("canonical", "leaf_hash")


def kinds_of(noun: str) -> list[str]:
    """The kinds of event that begin with it. One look into the index for each, however long the log."""
    found: list[str] = []
    last, end = f"{noun}.", f"{noun}/"  # "/" is the character after "."
    while last:
        rows = Event.objects.filter(kind__gt=last, kind__lt=end).order_by("kind")
        last = rows.values_list("kind", flat=True).first() or ""
        found += [last] if last else []
    return found


def a_page(wanted: Wanted, *, body: Organisation | None = None) -> tuple[list[Event], bool]:
    """At most `PAGE` events, and whether there are more."""
    found = list(events(wanted, body=body)[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def every(wanted: Wanted, *, body: Organisation | None = None) -> Iterator[Event]:
    """All of them, a bounded number in memory at a time."""
    return events(wanted, body=body).iterator(1000)


def _of(body: Organisation) -> Q:
    duties = Duty.objects.filter(Q(holder=body) | Q(organisation=body)).order_by()
    uploads = Upload.objects.filter(organisation=body).order_by()
    people = RoleGrant.objects.filter(organisation=body).order_by()
    challenges = Challenge.objects.filter(
        Q(from_body=body) | Q(duty__holder=body) | Q(duty__organisation=body)
    )
    return (
        Q(subject=body.reference)
        | Q(subject__in=duties.values("reference"))
        | Q(subject__in=duties.values("entry__report__reference"), kind__in=_OF_REPORTS)
        | Q(subject__in=Answer.objects.filter(organisation=body).order_by().values("reference"))
        | Q(subject__in=Action.objects.filter(organisation=body).order_by().values("reference"))
        | Q(subject__in=Evidence.objects.filter(organisation=body).order_by().values("reference"))
        | Q(
            subject__in=Letter.objects.filter(Q(organisation=body) | Q(about=body))
            .order_by()
            .values("reference")
        )
        | Q(subject__in=challenges.order_by().values("reference"))
        | Q(subject__in=uploads.annotate(called=_called("upload:", "pk")).values("called"))
        | Q(
            subject__in=people.annotate(called=_called("person:", "person_id")).values("called"),
            payload__organisation=body.reference,
        )
    )


def _called(prefix: str, field: str) -> Concat:
    return Concat(Value(prefix), Cast(field, CharField()), output_field=CharField())


def colleagues(body: Organisation) -> set[str]:
    """Who holds, or held, a role for the body: those whose names its people may see."""
    rows = RoleGrant.objects.filter(organisation=body).order_by().values_list("person_id", flat=True)
    return {f"person:{pk}" for pk in rows}
