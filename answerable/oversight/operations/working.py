"""The register of work under way: recorded by a body for itself, or by the overseer, and joined by others.

Whoever records work on something that others are at work on is told so, and says why theirs is separate.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.core.references import free_reference
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation
from answerable.oversight.models import Group, Work, WorkExpectation
from answerable.oversight.operations.errors import CoordinationError
from answerable.oversight.queries.groups import lead_of, without_lead_words
from answerable.oversight.queries.work import others_at_work

State = Work.State
OVER = (State.FINISHED, State.STOPPED)
_web = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Described:
    """What a body says of its work."""

    title: str
    words: str
    state: str = State.UNDER_WAY
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    open_to_others: bool = False
    contact: str = ""
    url: str = ""


@operation("WORK_RECORD")
def record_work(
    log: Log,
    *,
    by: Actor,
    organisation: Organisation,
    described: Described,
    expectations: Sequence[Expectation],
    group: Group | None = None,
    why_apart: str = "",
) -> Work:
    """Puts work on the register. `why_apart`: why it is done beside work that others have under way.

    Raises CoordinationError: no words, dates the wrong way round, nothing asked that it is on, a body that
    closed, a group without a lead, or others at work on it and no reason. NotPermittedError.
    """
    by.require_for("WORK_RECORD", organisation.pk)
    if organisation.closed and organisation.closed <= today():
        raise CoordinationError(f"{organisation.name} has closed: it has no work under way.")
    asked = list({one.pk: one for one in expectations}.values())
    if not asked:
        raise CoordinationError("Name at least one expectation that the work is on.")
    list(Expectation.objects.select_for_update().filter(pk__in=[one.pk for one in asked]).order_by("pk"))
    others = others_at_work([one.pk for one in asked], but=organisation.pk)
    if others and not why_apart.strip():
        some = "; ".join(f"{one.row.reference}, {one.row.organisation.name}" for one in others[:3])
        raise CoordinationError(
            f"Others are at work on this already ({some}). Join them, or say why yours is separate."
        )
    _fits(described)
    if group is not None:
        _leads(group)
    made = _version(
        log, by, organisation, described, _reference(by, organisation, described), group, None, why_apart
    )
    WorkExpectation.objects.bulk_create(
        WorkExpectation(
            reference=made.reference, expectation=one, recorded_by=by.identifier, recorded_at=made.recorded_at
        )
        for one in asked
    )
    log.event("work.linked", made.reference, {"expectations": [one.reference for one in asked]})
    return made


@operation("WORK_RECORD")
def change_work(log: Log, *, by: Actor, work: Work, described: Described, why: str) -> Work:
    """How it stands now: a new version, beside the one that was.

    Raises CoordinationError: no reason, or changed by somebody in between. NotPermittedError.
    """
    _hold(work)
    held = Work.objects.select_related("organisation", "group").get(pk=work.pk)
    by.require_for("WORK_RECORD", held.organisation_id)
    if held.superseded_at is not None:
        raise CoordinationError("Somebody has changed it since you opened it. Look at it again.")
    if not why.strip():
        raise CoordinationError("Say what has changed.")
    _fits(described)
    Work.objects.filter(pk=held.pk).update(superseded_at=now())
    return _version(log, by, held.organisation, described, held.reference, held.group, held, why)


@operation("WORK_RECORD")
def join_work(log: Log, *, by: Actor, work: Work, organisation: Organisation) -> WorkExpectation:
    """A body joins another's work. Raises CoordinationError: not open to others, over, its own, or joined
    already. NotPermittedError."""
    by.require_for("WORK_RECORD", organisation.pk)
    held = _current(work)
    if held.organisation_id == organisation.pk:
        raise CoordinationError(f"It is the work of {organisation.name}: others join it.")
    if held.state in OVER:
        raise CoordinationError(f"The work {held.reference} is over.")
    if not held.open_to_others:
        ask = f" Ask {held.contact} first." if held.contact else " Ask the body first."
        raise CoordinationError(f"{held.organisation.name} has not opened this work to others.{ask}")
    if organisation.closed and organisation.closed <= today():
        raise CoordinationError(f"{organisation.name} has closed.")
    try:
        with transaction.atomic():
            made = WorkExpectation.objects.create(
                reference=held.reference,
                organisation=organisation,
                recorded_by=by.identifier,
                recorded_at=now(),
            )
    except IntegrityError as error:
        raise CoordinationError(f"{organisation.name} has joined already.") from error
    log.event("work.joined", held.reference, {"organisation": organisation.reference})
    return made


@operation("WORK_RECORD")
def leave_work(log: Log, *, by: Actor, work: Work, organisation: Organisation, why: str) -> None:
    """A body that joined leaves. Raises CoordinationError: no reason, not joined. NotPermittedError."""
    by.require_for("WORK_RECORD", organisation.pk)
    held = _current(work)
    rows = WorkExpectation.objects.filter(
        reference=held.reference, organisation=organisation, ended_at__isnull=True
    )
    if not why.strip():
        raise CoordinationError("Say why it leaves.")
    said = published_words(why.strip(), keep=[organisation.name])[:500]
    if not rows.update(ended_at=now(), ended_why=said):
        raise CoordinationError(f"{organisation.name} had not joined this work.")
    log.event("work.left", held.reference, {"organisation": organisation.reference, "why": said})


def _fits(described: Described) -> None:
    if not described.title.strip() or not described.words.strip():
        raise CoordinationError("Give the work a title, and say what is done, where, and how far it goes.")
    if described.state not in State.values:
        raise CoordinationError("Say how it stands: planned, under way, finished or stopped.")
    starts, ends = described.starts_on, described.ends_on
    if starts and ends and ends < starts:
        raise CoordinationError("It ends before it starts: look at the two dates again.")
    if described.state == State.FINISHED and ends and ends > today():
        raise CoordinationError("Work that is finished ended on a day that has come.")
    if "@" in described.contact:
        raise CoordinationError("Name an office to ask, not a person or a mailbox: the public reads it.")
    if described.url:
        try:
            _web(described.url)
        except ValidationError as error:
            raise CoordinationError("That is no address of a page on the web.") from error


def _leads(group: Group) -> None:
    lead = lead_of(group)
    if lead.organisation is None:
        raise CoordinationError(f"{without_lead_words(lead)} Until another leads, it opens no work.")


def _current(work: Work) -> Work:
    _hold(work)
    return Work.objects.select_related("organisation").get(
        reference=work.reference, superseded_at__isnull=True
    )


def _hold(work: Work) -> None:
    """All versions of a piece of work go by its first: the one that stands may be replaced meanwhile."""
    Work.objects.select_for_update().get(reference=work.reference, replaces__isnull=True)


def _reference(by: Actor, organisation: Organisation, described: Described) -> str:
    return free_reference(
        "W",
        f"{organisation.reference}\n{now().isoformat()}\n{described.title}",
        lambda one: Work.objects.filter(reference=one).exists(),
    )


def _version(
    log: Log,
    by: Actor,
    organisation: Organisation,
    described: Described,
    reference: str,
    group: Group | None,
    replaces: Work | None,
    why: str,
) -> Work:
    keep = [organisation.name]
    made = Work.objects.create(
        reference=reference,
        organisation=organisation,
        title=published_words(described.title.strip()[:200], keep=keep),
        words=published_words(described.words.strip(), keep=keep),
        state=described.state,
        starts_on=described.starts_on,
        ends_on=described.ends_on,
        open_to_others=described.open_to_others,
        contact=published_words(described.contact.strip()[:200], keep=keep),
        url=described.url,
        group=group,
        replaces=replaces,
        why=published_words(why.strip(), keep=keep)[:500],
        recorded_by=by.identifier,
        recorded_at=now(),
    )
    log.event(
        "work.recorded" if replaces is None else "work.changed",
        reference,
        {
            "organisation": organisation.reference,
            "title": made.title,
            "words": made.words,
            "state": made.state,
            "starts_on": made.starts_on.isoformat() if made.starts_on else None,
            "ends_on": made.ends_on.isoformat() if made.ends_on else None,
            "open_to_others": made.open_to_others,
            "group": group.reference if group else None,
            "why": made.why,
        },
    )
    return made
