"""Groups: begun, who leads and who belongs, what they see to, and how they end.

One body leads at a time. A lead may leave, since bodies do; the group is then flagged everywhere until
another leads (`queries.groups.lead_of`), and what needs a lead is refused.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.core.references import free_reference
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation, Standing
from answerable.organisations.models import Organisation
from answerable.oversight.models import Group, GroupExpectation, Membership
from answerable.oversight.operations.errors import CoordinationError

Role = Membership.Role
LONGEST_WHY = 500


@operation("GROUP_RUN")
def start_group(
    log: Log,
    *,
    by: Actor,
    title: str,
    purpose: str,
    review_on: dt.date,
    expectations: Sequence[Expectation],
    lead: Organisation,
) -> Group:
    """Begins a group under a lead.

    Raises CoordinationError: no title or purpose, a day of review that has come, nothing to see to, or a lead
    that closed.
    """
    said, why = title.strip()[:200], purpose.strip()
    if not said or not why:
        raise CoordinationError("A group needs a title, and a purpose in a sentence or two.")
    if review_on <= today():
        raise CoordinationError("Give a day to come on which it is asked whether the group is still needed.")
    if not expectations:
        raise CoordinationError("Name at least one expectation that the group sees to.")
    _living(lead)
    group = Group.objects.create(
        reference=free_reference(
            "G",
            f"{by.identifier}\n{now().isoformat()}\n{said}",
            lambda one: Group.objects.filter(reference=one).exists(),
        ),
        title=published_words(said),
        purpose=published_words(why),
        review_on=review_on,
        started_by=by.identifier,
        recorded_at=now(),
    )
    log.event(
        "group.started",
        group.reference,
        {"title": group.title, "purpose": group.purpose, "review_on": review_on.isoformat()},
    )
    for expectation in {one.pk: one for one in expectations}.values():
        _see_to(log, by, group, expectation)
    _join(log, by, group, lead, Role.LEAD, today())
    return group


@operation("GROUP_RUN")
def see_to(log: Log, *, by: Actor, group: Group, expectation: Expectation) -> GroupExpectation:
    """Has the group see to one more expectation. Raises CoordinationError: it does already, or it ended."""
    return _see_to(log, by, _open(group), expectation)


@operation("GROUP_RUN")
def leave_out(log: Log, *, by: Actor, group: Group, expectation: Expectation, why: str) -> None:
    """The group sees to this no longer. Raises CoordinationError: no reason, not its own, or its last."""
    _open(group)
    rows = GroupExpectation.objects.filter(group=group, ended_at__isnull=True)
    held = rows.filter(expectation=expectation).first()
    if held is None:
        raise CoordinationError("The group does not see to this expectation.")
    if rows.count() == 1:
        raise CoordinationError("That is all that the group sees to: end the group instead.")
    _end(held, _why(why, "sees to it no longer"))
    log.event(
        "group.left_out", group.reference, {"expectation": expectation.reference, "why": held.ended_why}
    )


@operation("GROUP_RUN")
def join_group(
    log: Log, *, by: Actor, group: Group, organisation: Organisation, role: str = Role.MEMBER
) -> Membership:
    """A body joins, from today, as lead, member or adviser.

    Raises CoordinationError: it belongs already, it closed, an unknown part, or the group has a lead.
    """
    return _join(log, by, _open(group), organisation, role, today())


@operation("GROUP_RUN")
def leave_group(log: Log, *, by: Actor, group: Group, organisation: Organisation, why: str) -> Membership:
    """A body leaves today. Where it led, the group has no lead until another does.

    Raises CoordinationError: no reason, or a body that does not belong.
    """
    _open(group)
    held = _held(group, organisation)
    if held is None:
        raise CoordinationError(f"{organisation.name} is not in the group.")
    return _leave(log, held, why)


@operation("GROUP_RUN")
def hand_over_lead(
    log: Log, *, by: Actor, group: Group, to: Organisation, why: str, stays: bool = True
) -> Membership:
    """Another body leads from today. The former lead stays as a member, unless it closed or is to leave.

    Raises CoordinationError: no reason, a body that leads already, or one that closed.
    """
    _open(group)
    _living(to)
    former = Membership.objects.filter(group=group, ended_at__isnull=True, role=Role.LEAD).first()
    if former and former.organisation_id == to.pk:
        raise CoordinationError(f"{to.name} leads the group already.")
    if former:
        _leave(log, former, why)
    if held := _held(group, to):
        _leave(log, held, why or "leads from now on")
    made = _join(log, by, group, to, Role.LEAD, today())
    if former and stays and not _closed(former.organisation):
        _join(log, by, group, former.organisation, Role.MEMBER, today())
    log.event(
        "group.handed_over",
        group.reference,
        {
            "from": former.organisation.reference if former else None,
            "to": to.reference,
            "why": why.strip()[:LONGEST_WHY],
        },
    )
    return made


@operation("GROUP_RUN")
def review_group(log: Log, *, by: Actor, group: Group, review_on: dt.date, why: str) -> Group:
    """It is still needed, until a later day. Raises CoordinationError: no reason, or a day that has come."""
    held = _open(group)
    if review_on <= today():
        raise CoordinationError("Give a day to come on which it is asked again.")
    said = _why(why, "is still needed")
    Group.objects.filter(pk=held.pk).update(review_on=review_on)
    log.event(
        "group.reviewed",
        held.reference,
        {"from": held.review_on.isoformat(), "to": review_on.isoformat(), "why": said},
    )
    held.review_on = review_on
    return held


@operation("GROUP_RUN")
def end_group(log: Log, *, by: Actor, group: Group, why: str) -> Group:
    """Ends a group: its record stays. Raises CoordinationError: no reason, or ended already."""
    held = _open(group)
    said, at = _why(why, "ends"), now()
    Group.objects.filter(pk=held.pk).update(ended_at=at, ended_by=by.identifier, ended_why=said)
    log.event("group.ended", held.reference, {"why": said})
    return Group.objects.get(pk=held.pk)


def _see_to(log: Log, by: Actor, group: Group, expectation: Expectation) -> GroupExpectation:
    standing = Standing.objects.filter(expectation=expectation, superseded_at__isnull=True).first()
    if standing is None or standing.state != Standing.State.ADOPTED:
        raise CoordinationError(
            f"{expectation.reference} is no adopted expectation: an editor has to adopt it before a group "
            "can see to it."
        )
    try:
        with transaction.atomic():
            made = GroupExpectation.objects.create(
                group=group, expectation=expectation, recorded_by=by.identifier, recorded_at=now()
            )
    except IntegrityError as error:
        raise CoordinationError(f"The group sees to {expectation.reference} already.") from error
    log.event("group.saw_to", group.reference, {"expectation": expectation.reference})
    return made


def _join(
    log: Log, by: Actor, group: Group, organisation: Organisation, role: str, on: dt.date
) -> Membership:
    if role not in Role.values:
        raise CoordinationError("A body is in a group as lead, member or adviser.")
    _living(organisation)
    try:
        with transaction.atomic():
            made = Membership.objects.create(
                group=group,
                organisation=organisation,
                role=role,
                from_on=on,
                recorded_by=by.identifier,
                recorded_at=now(),
            )
    except IntegrityError as error:
        if _held(group, organisation):
            raise CoordinationError(f"{organisation.name} is in the group already.") from error
        raise CoordinationError(
            "The group has a lead: hand it over, so that there is one at a time."
        ) from error
    log.event(
        "group.joined",
        group.reference,
        {"organisation": organisation.reference, "role": role, "on": on.isoformat()},
    )
    return made


def _leave(log: Log, held: Membership, why: str) -> Membership:
    said = _why(why, "leaves")
    Membership.objects.filter(pk=held.pk).update(until_on=today(), ended_at=now(), ended_why=said)
    log.event(
        "group.left",
        held.group.reference,
        {"organisation": held.organisation.reference, "role": held.role, "why": said},
    )
    return Membership.objects.get(pk=held.pk)


def _held(group: Group, organisation: Organisation) -> Membership | None:
    rows = Membership.objects.filter(group=group, organisation=organisation, ended_at__isnull=True)
    return rows.select_related("group", "organisation").first()


def _end(held: GroupExpectation, why: str) -> None:
    GroupExpectation.objects.filter(pk=held.pk).update(ended_at=now(), ended_why=why)
    held.ended_why = why


def _open(group: Group) -> Group:
    """The group, locked: what two people do to it comes one after the other."""
    held = Group.objects.select_for_update().get(pk=group.pk)
    if held.ended_at is not None:
        raise CoordinationError(f"The group {held.reference} has ended.")
    return held


def _closed(organisation: Organisation) -> bool:
    return organisation.closed is not None and organisation.closed <= today()


def _living(organisation: Organisation) -> None:
    if _closed(organisation):
        assert organisation.closed is not None
        raise CoordinationError(
            f"{organisation.name} closed on {organisation.closed:%-d %B %Y}: name the body that came after."
        )


def _why(why: str, what: str) -> str:
    if not why.strip():
        raise CoordinationError(f"Say why it {what}.")
    return published_words(why.strip())[:LONGEST_WHY]
