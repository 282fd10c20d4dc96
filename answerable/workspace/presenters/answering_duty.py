"""What the page of one duty shows: the ask in its parts, the clock, whose it is, and the answers so far."""

from collections.abc import Iterable
from dataclasses import dataclass

from answerable.accounts.queries import names_of
from answerable.assurance.models import Challenge
from answerable.assurance.queries.axes import AxisValue
from answerable.assurance.queries.closed import closed_among
from answerable.core.actors import Actor
from answerable.duties.models import Delegation, Dispute, DueDate, Duty, Joint, JointOffer
from answerable.duties.queries import answers_to, responses, standing_date, things_asked, transfers_of
from answerable.duties.queries.answers import stances, unanswered
from answerable.duties.queries.drafts import open_drafts
from answerable.impact.queries.axis import impact_history
from answerable.impact.queries.recurrence import AlarmShown, alarms
from answerable.lineage.queries import expectations_of
from answerable.organisations.models import Organisation
from answerable.website.formats import long_date
from answerable.workspace.presenters.answering import at_body, words_of

DISPUTES = tuple((value, label) for value, label in Dispute.Kind.choices)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing asked, and the answer that stands."""

    reference: str
    words: str
    stance: str
    answer: str
    elevated_to: str
    open: bool


@dataclass(frozen=True, slots=True)
class DutyPage:
    duty: Duty
    lead_in: str
    things: tuple[Thing, ...]
    state: str
    due: str
    dates: tuple[tuple[str, str, bool], ...]  # (date, why, whether it holds)
    transfers: tuple[str, ...]
    disputes: tuple[tuple[Dispute, str], ...]
    joints: tuple[tuple[int, str], ...]
    offers: tuple[tuple[int, str, str], ...]
    others: tuple[tuple[str, str], ...]  # duties of other bodies on the entry
    answers: tuple[tuple[str, str, str, bool], ...]
    with_whom: tuple[tuple[int, str, str], ...]
    draft: str
    closed: bool
    expectations: tuple[tuple[str, str], ...]
    challenges: tuple[Challenge, ...]
    again: tuple[AlarmShown, ...]  # later reports that ask the same, though it was said to be done
    impact: tuple[AxisValue, ...]  # whether it worked, and how that came about


def duty_page(by: Actor, body: Organisation, duty: Duty) -> DutyPage:
    facts = responses([duty])[duty.pk]
    asked = things_asked([duty])[duty.pk]
    given = {part.entry_id: part for part in stances([duty])[duty.pk]}
    left = {entry.pk for entry in unanswered(duty)}
    texts = words_of([duty.entry_id, *(entry.pk for entry in asked)])
    whole = given.get(duty.entry_id)
    things = []
    for entry in asked:
        part = given.get(entry.pk) or whole
        things.append(
            Thing(
                reference=entry.reference,
                words=texts.get(entry.pk, ""),
                stance=part.get_stance_display() if part and part.stance else "",
                answer=part.words if part else "",
                elevated_to=part.elevated_to.name if part and part.elevated_to else "",
                open=entry.pk in left,
            )
        )
    drafts = [one for one in open_drafts(by, body.pk) if duty.pk in {each.pk for each in one.duties.all()}]
    served = expectations_of([duty.entry_id], states=["adopted"]).get(duty.entry_id, [])
    handed = list(
        Delegation.objects.filter(duty=duty, superseded_at__isnull=True)
        .select_related("person")
        .order_by("pk")
    )
    givers = names_of({row.given_by for row in handed})
    return DutyPage(
        duty=duty,
        lead_in=texts.get(duty.entry_id, "") if asked[0].pk != duty.entry_id else "",
        things=tuple(things),
        state=facts.words,
        due=long_date(facts.due_on, "no date known"),
        dates=_dates(duty),
        transfers=tuple(
            f"{long_date(row.on)}: from {row.before.name} to {row.after.name}. {row.note}"
            for row in transfers_of(duty)
        ),
        disputes=tuple(
            (row, _dispute_words(row)) for row in duty.disputes.select_related("by_body", "elevated_to")
        ),
        joints=_joints(duty),
        offers=tuple(
            (row.pk, row.lead.holder.name, row.words)
            for row in JointOffer.objects.filter(duty=duty, answered_at__isnull=True).select_related(
                "lead__holder"
            )
        ),
        others=tuple(
            (other.reference, other.holder.name)
            for other in Duty.objects.filter(entry=duty.entry_id)
            .exclude(pk=duty.pk)
            .select_related("holder")
            .order_by("holder__name")
        ),
        answers=tuple(
            (
                answer.reference,
                f"{long_date(answer.answered_on)}, {answer.organisation.name}",
                f"Withdrawn on {long_date(answer.withdrawn_at)}: {answer.withdrawn_why}"
                if answer.withdrawn_at
                else "",
                answer.origin == answer.Origin.SUBMITTED
                and answer.organisation_id == body.pk
                and answer.withdrawn_at is None,
            )
            for answer in answers_to(duty)
        ),
        with_whom=tuple(
            (
                row.pk,
                row.person.name,
                f"by {givers.get(row.given_by, row.given_by)}, {long_date(row.recorded_at)}",
            )
            for row in handed
        ),
        draft=at_body(body, "drafts", drafts[0].pk) if drafts else "",
        closed=bool(closed_among([duty])),
        expectations=tuple((one.reference, one.text) for one in served),
        challenges=tuple(Challenge.objects.filter(duty=duty).order_by("pk")),
        again=tuple(alarms(duties=[duty])),
        impact=tuple(impact_history(duty)),
    )


def _dates(duty: Duty) -> tuple[tuple[str, str, bool], ...]:
    rows: Iterable[DueDate] = list(duty.due_dates.all())
    holding = standing_date(rows)
    return tuple(
        (
            long_date(row.due_on),
            f"{row.get_basis_display()}: {row.reason}, recorded {long_date(row.recorded_at)}"
            + (f", replaced {long_date(row.superseded_at)}" if row.superseded_at else ""),
            holding is not None and row.pk == holding.pk,
        )
        for row in rows
    )


def _dispute_words(row: Dispute) -> str:
    other = f", and named {row.elevated_to.name}" if row.elevated_to else ""
    opened = f"{long_date(row.recorded_at)}: {row.by_body.name} said “{row.get_kind_display()}”{other}."
    if row.settled_at is None:
        return f"{opened} It is not settled yet."
    return f"{opened} {row.get_outcome_display()} on {long_date(row.settled_at)}: {row.settled_why}"


def _joints(duty: Duty) -> tuple[tuple[int, str], ...]:
    rows = Joint.objects.filter(superseded_at__isnull=True).select_related("duty__holder", "lead__holder")
    under = [
        (row.pk, f"Answered under the lead of {row.lead.holder.name}: {row.reason}")
        for row in rows.filter(duty=duty)
    ]
    leading = [
        (row.pk, f"{row.duty.holder.name} answers under your lead: {row.reason}")
        for row in rows.filter(lead=duty)
    ]
    return (*under, *leading)
