"""What people are to be told on a day, whoever ran the job before: each line has a key, and is told once.

Words are neutral: bodies, reports by their neutral titles, dates. Those who work for a body hear of its
duties; nobody hears of the silence of a body that was not brought on.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from answerable.accounts.models import Person, RoleGrant
from answerable.accounts.queries import belongings, people_with
from answerable.accounts.roles import Role
from answerable.assurance.models import Challenge, Recheck, Verification
from answerable.duties.models import Claim, ClaimLevel, Dispute, Draft, DueDate, Duty, SignOff
from answerable.duties.queries import standing_date
from answerable.duties.queries.claims import line_to_verify
from answerable.oversight.models import Step
from answerable.oversight.queries.due import climbing_duties, start_days
from answerable.oversight.queries.telling_others import gone_quiet, to_agree

SOON_DAYS = 14
LATE_DAYS = 60  # an outage longer than that leaves what was due before to the lists of duties
_OF_A_BODY = (Role.ACCOUNTABLE_OFFICER, Role.RESPONDER)


@dataclass(frozen=True, slots=True)
class Line:
    """One line for one person."""

    person: Person
    key: str
    kind: str
    words: str
    address: str
    unless: tuple[str, ...] = ()  # keys of lines that say the same: told one of these, nobody hears it again


def to_tell(on: dt.date) -> Iterator[Line]:
    """Every line that is due on the day, told already or not."""
    yield from _dates(on)
    yield from _to_sign()
    yield from _to_verify()
    yield from _rechecks(on)
    yield from _challenged()
    yield from _disputed()
    yield from (Line(*told) for told in to_agree(on))
    yield from (Line(*told) for told in gone_quiet(on))


def _workers(*roles: str) -> dict[int, list[Person]]:
    """{body id: those who hold one of the roles for it}."""
    found: dict[int, list[Person]] = defaultdict(list)
    grants = RoleGrant.objects.filter(
        role__in=roles,
        organisation__isnull=False,
        ended_at__isnull=True,
        person__ended_at__isnull=True,
    ).select_related("person")
    for grant in grants.order_by("organisation_id", "person_id"):
        body = grant.organisation_id
        assert body is not None
        if grant.person not in found[body]:
            found[body].append(grant.person)
    return found


def _dates(on: dt.date) -> Iterator[Line]:
    """Answers due within two weeks, and those whose day has gone: a line for each report and date."""
    workers = _workers(*_OF_A_BODY)
    starts = start_days()
    duties = climbing_duties().filter(holder_id__in=list(workers))
    near = Q(
        due_dates__due_on__gte=on - dt.timedelta(days=LATE_DAYS),
        due_dates__due_on__lte=on + dt.timedelta(days=SOON_DAYS),
    )
    rows = DueDate.objects.filter(
        superseded_at__isnull=True, duty__in=duties.filter(near).values("pk")
    ).select_related("duty__entry__report", "duty__holder")
    dates: dict[Duty, list[DueDate]] = defaultdict(list)
    for row in rows:
        dates[row.duty].append(row)
    asked: dict[tuple[int, int, dt.date], list[Duty]] = defaultdict(list)
    for duty, held in dates.items():
        standing = standing_date(held)
        start = starts.get(duty.holder_id)
        last = on + dt.timedelta(days=SOON_DAYS)
        if standing and start and start <= standing.due_on <= last:
            asked[duty.holder_id, duty.entry.report_id, standing.due_on].append(duty)
    letters = _letters(duty for held_by_report in asked.values() for duty in held_by_report)
    for (holder, _, due_on), held_by_report in asked.items():
        first = held_by_report[0]
        overdue = due_on < on
        state = "was due" if overdue else "is due"
        words = f"An answer {state} on {_day(due_on)}: {first.entry.report.title}, {first.holder.name}"
        key = f"{'overdue' if overdue else 'due-soon'}:{first.entry.report.reference}:{holder}:{due_on}"
        kind = "overdue" if overdue else "due_soon"
        address = f"/workspace/bodies/{first.holder.reference}/duties"
        unless = tuple(sorted({key for duty in held_by_report for key in letters[duty.pk, due_on, overdue]}))
        for person in dict.fromkeys([*workers[holder], *_delegates(held_by_report)]):
            yield Line(person, key, kind, words, address, unless)


def _letters(duties: Iterable[Duty]) -> dict[tuple[int, dt.date, bool], set[str]]:
    """{(duty id, date counted from, whether that day had gone): keys of the notices of its letters}."""
    found: dict[tuple[int, dt.date, bool], set[str]] = defaultdict(set)
    steps = Step.objects.filter(duty__in=list(duties), letter__isnull=False)
    for duty, due_on, on, letter in steps.values_list("duty_id", "due_on", "on", "letter__reference"):
        found[duty, due_on, on > due_on].add(key_of_letter(letter))
    return found


def _delegates(duties: Iterable[Duty]) -> list[Person]:
    return list(
        Person.objects.filter(
            delegations__duty__in=list(duties),
            delegations__superseded_at__isnull=True,
            ended_at__isnull=True,
        ).distinct()
    )


def _to_sign() -> Iterator[Line]:
    officers = _workers(Role.ACCOUNTABLE_OFFICER)
    last = SignOff.objects.filter(draft=OuterRef("pk")).order_by("-pk").values("verdict")[:1]
    drafts = (
        Draft.objects.filter(discarded_at__isnull=True, answer__isnull=True, organisation__in=list(officers))
        .annotate(last=last)
        .filter(last=SignOff.Verdict.ASKED)
        .select_related("organisation")
    )
    for draft in drafts:
        asked = draft.sign_offs.order_by("-pk").values_list("pk", flat=True).first()
        for person in officers[draft.organisation_id]:
            yield Line(
                person,
                f"sign:{draft.pk}:{asked}",
                "to_sign",
                f"An answer waits for sign-off at {draft.organisation.name}",
                f"/workspace/bodies/{draft.organisation.reference}/drafts/{draft.pk}",
            )


def _to_verify() -> Iterator[Line]:
    """Claims of done that nobody has verified: to assurers of another body. Those who had the role when the
    claim was made were told at once."""
    latest = Claim.objects.filter(duty=OuterRef("duty"), pk__gt=OuterRef("pk"))
    looked_at = Verification.objects.filter(claim=OuterRef("pk"), superseded_at__isnull=True)
    claims = Claim.objects.filter(
        ~Exists(latest), ~Exists(looked_at), level=ClaimLevel.DONE, duty__entry__withdrawn_at__isnull=True
    ).select_related("organisation", "duty")
    assurers = people_with(Role.ASSURER)
    belong = belongings(assurers)
    for claim in claims:
        for person in assurers:
            if {claim.organisation_id, claim.duty.organisation_id}.isdisjoint(belong[person.pk]):
                yield Line(person, *line_to_verify(claim))


def _rechecks(on: dt.date) -> Iterator[Line]:
    rows = Recheck.objects.filter(
        due_on__lte=on, done_on__isnull=True, closure__reopened_at__isnull=True
    ).select_related("closure__duty__holder")
    assurers = people_with(Role.ASSURER)
    belong = belongings(assurers)
    for row in rows:
        duty = row.closure.duty
        for person in assurers:
            if duty.holder_id not in belong[person.pk]:
                yield Line(
                    person,
                    f"recheck:{row.pk}",
                    "recheck",
                    f"A look {row.months} months after closure is due: {duty.reference}, {duty.holder.name}",
                    f"/workspace/verify/{duty.reference}",
                )


def _challenged() -> Iterator[Line]:
    """To the body that the challenge is about, and to overseers, who see that it is answered."""
    workers, overseers = _workers(*_OF_A_BODY), people_with(Role.OVERSEER)
    rows = Challenge.objects.filter(answered_at__isnull=True).select_related("entry", "duty__holder")
    for row in rows:
        own = workers.get(row.duty.holder_id, []) if row.duty else []
        words = f"What the register shows of {row.entry.reference} was challenged: {row.reference}"
        for person in dict.fromkeys([*own, *overseers]):
            address = f"/workspace/challenges/{row.reference}"
            if person not in overseers and row.duty:
                address = f"/workspace/bodies/{row.duty.holder.reference}/duties/{row.duty.reference}"
            yield Line(person, f"challenged:{row.reference}", "challenged", words, address)


def _disputed() -> Iterator[Line]:
    rows = Dispute.objects.filter(settled_at__isnull=True).select_related("duty", "by_body")
    for row in rows.order_by(F("recorded_at").asc()):
        for person in people_with(Role.OVERSEER):
            yield Line(
                person,
                f"dispute:{row.pk}",
                "dispute",
                f"{row.by_body.name} disputes the duty {row.duty.reference}",
                f"/workspace/oversight/disputes/{row.pk}",
            )


def key_of_letter(reference: str) -> str:
    """Of the notice by which the people of a body hear of a letter."""
    return f"letter:{reference}"


def _day(date: dt.date) -> str:
    return f"{date:%-d %B %Y}"
