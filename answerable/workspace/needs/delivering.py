"""Plans, progress, evidence and claims of one body."""

import datetime as dt

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.duties.models import ActionDuty
from answerable.duties.queries.claims import open_dates, standing_claims
from answerable.duties.queries.delegated import duties_seen
from answerable.organisations.models import Organisation
from answerable.website.formats import counted, long_date
from answerable.workspace.presenters.delivering import at_body
from answerable.workspace.presenters.work import Work

SOON = dt.timedelta(days=14)


def needs(by: Actor) -> list[Work]:
    """For each body that the person acts for: dates past and near, claims without support, and silence."""
    bodies = Organisation.objects.filter(pk__in=by.bodies.get("BODY_READ", frozenset())).order_by("name")
    return [work for body in bodies if (work := _of(by, body)) is not None]


def _of(by: Actor, body: Organisation) -> Work | None:
    duties = list(duties_seen(by, body.pk))
    actions = ActionDuty.objects.filter(duty__in=duties).values_list("action", flat=True).distinct()
    dates = [date.due_on for date in open_dates(actions)]
    past = sum(due_on < today() for due_on in dates)
    soon = sum(today() <= due_on <= today() + SOON for due_on in dates)
    claims = standing_claims(duties).values()
    unsupported = sum(facts.unsupported for facts in claims)
    stalled = sum(facts.stalled_since is not None for facts in claims)
    parts = []
    if past:
        parts.append(f"{counted(past, 'date')} past, as at {long_date(today())}")
    if soon:
        parts.append(f"{counted(soon, 'date')} within {SOON.days} days")
    if unsupported:
        parts.append(f"{counted(unsupported, 'claim')} no longer supported")
    if stalled:
        parts.append(f"nothing heard of {counted(stalled, 'piece')} of work for three months")
    if not parts:
        return None
    return Work(f"Plan of {body.name}", "Is it done by its day?", at_body(body, "plan"), ", ".join(parts))
