"""Which entries ask the same, who was asked, and what stands as done: what the rule of recurrence is told."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q

from answerable.assurance import axes
from answerable.assurance.models import Closure, Verification
from answerable.assurance.queries.facts import day_of, not_lasted
from answerable.core.calendar import end_of_day, today
from answerable.duties.models import Claim, ClaimLevel, Duty
from answerable.duties.succession import way_on
from answerable.impact.recurrence.dating import death_by
from answerable.impact.recurrence.rule import LEAST, Asked, Done, Method, Step, Tie
from answerable.lineage.models import Decision, Kind, Relation, Serving, Standing, Suggestion, Verdict
from answerable.lineage.queries.dated import recorded, stood, touching
from answerable.lineage.queries.facts import events_of
from answerable.organisations.models import Organisation
from answerable.register.models import Entry

AS_DONE = (Closure.Reason.DONE, Closure.Reason.ALTERNATIVE)


@dataclass(slots=True)
class Ties:
    """{entry: its ties with others}, and {entry: others of which a person said that they differ}."""

    of: dict[int, list[Tie]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def others(self) -> set[int]:
        return {tie.entry for ties in self.of.values() for tie in ties}


def ties_of(entry_ids: Iterable[int] | None, on: dt.date | None = None) -> Ties:
    """What asks the same as these entries, by persons and by the program. Four queries.

    None: of all entries, each pair once, and without those of expectations.
    """
    keys = None if entry_ids is None else set(entry_ids)
    found = Ties()
    settled: set[str] = set()
    decided = Decision.objects.filter(stood(on), kind=Kind.LINK, second=False).exclude(verdict=Verdict.UNDONE)
    rows = decided if keys is None else touching(decided, keys)
    for subject, value, *pair in rows.values_list("subject", "value", "entry_id", "other_id"):
        settled.add(subject)
        for here, there in _both_ways(pair, keys):
            if value == Relation.SAME_ASK:
                found.of[here].append(Tie(there, Method.PERSON))
            else:
                found.refused[here].add(there)
    suggested = Suggestion.objects.filter(
        stood(on), kind=Kind.LINK, value=Relation.SAME_ASK, score__gte=LEAST
    )
    proposed = suggested if keys is None else touching(suggested, keys)
    for subject, version, score, *pair in proposed.values_list(
        "subject", "version", "score", "entry_id", "other_id"
    ):
        if subject not in settled:
            for here, there in _both_ways(pair, keys):
                found.of[here].append(Tie(there, Method.MACHINE, version, score))
    if keys is not None:
        _by_expectation(found, keys, on)
    return found


def _both_ways(pair: Sequence[int | None], keys: Collection[int] | None) -> list[tuple[int, int]]:
    one, other = pair
    if one is None or other is None:
        return []
    if keys is None:
        return [(one, other)]
    return [(here, there) for here, there in ((one, other), (other, one)) if here in keys]


def _by_expectation(found: Ties, keys: set[int], on: dt.date | None) -> None:
    """Entries that serve one adopted expectation: a person put them together, or left them so."""
    adopted = Standing.objects.filter(stood(on), state=Standing.State.ADOPTED).values("expectation")
    serving = Serving.objects.filter(stood(on), expectation__in=adopted)
    mine: dict[int, list[int]] = defaultdict(list)
    for expectation, entry in serving.filter(entry__in=keys).values_list("expectation_id", "entry_id"):
        mine[expectation].append(entry)
    if not mine:
        return
    for expectation, there in serving.filter(expectation__in=list(mine)).values_list(
        "expectation_id", "entry_id"
    ):
        for here in mine[expectation]:
            if here != there:
                found.of[here].append(Tie(there, Method.EXPECTATION, expectation=expectation))


def with_parts(entry_ids: Iterable[int]) -> dict[int, int]:
    """{entry: the whole entry that it is or is part of}, of these and of their parts."""
    rows = Entry.objects.filter(Q(pk__in=list(entry_ids)) | Q(parent__in=list(entry_ids)))
    return {pk: parent or pk for pk, parent in rows.values_list("pk", "parent_id")}


def asked_of(entry_ids: Iterable[int], on: dt.date | None = None, *, dated: bool = True) -> dict[int, Asked]:
    """{entry: as the rule sees it}. `bodies` are those with a duty on it, then and now. Four queries.

    `dated` reads by when the death had come from the words of the report.
    """
    keys = list(entry_ids)
    fields = ["report__publisher_reference", "report__issued_on", "report__fictional", "parent_id"]
    rows = list(
        Entry.objects.filter(pk__in=keys)
        .select_related("report")
        .only("pk", "withdrawn_at", *fields, *(["report__sections"] if dated else []))
    )
    bodies: dict[int, set[int]] = defaultdict(set)
    tops = {row.parent_id or row.pk for row in rows}
    for entry, asked, holder in Duty.objects.filter(entry__in=tops).values_list(
        "entry_id", "organisation_id", "holder_id"
    ):
        bodies[entry] |= {asked, holder}
    events = events_of({row.report_id for row in rows}, on)
    gone = None if on is None else end_of_day(on)
    return {
        row.pk: Asked(
            entry=row.pk,
            report=row.report_id,
            event=events.get(row.report_id, row.report_id),
            issued_on=row.report.issued_on,
            bodies=frozenset(bodies[row.parent_id or row.pk]),
            withdrawn=row.withdrawn_at is not None and (gone is None or row.withdrawn_at < gone),
            fictional=row.report.fictional,
            dated=death_by(row.report.sections, row.report.publisher_reference, row.report.issued_on)
            if dated
            else None,
        )
        for row in rows
    }


def after_them(duties: Iterable[Duty]) -> dict[int, frozenset[int]]:
    """{duty: the bodies that were asked or hold it, and those that surely came after them}."""
    ways: dict[int, frozenset[int]] = {}

    def lasting(body: Organisation) -> frozenset[int]:
        if body.pk not in ways:
            steps = way_on(body, today()).steps if body.closed else ()
            ways[body.pk] = frozenset({body.pk, *(after.pk for after, _ in steps)})
        return ways[body.pk]

    return {duty.pk: lasting(duty.organisation) | lasting(duty.holder) for duty in duties}


def done_of(duty_ids: Iterable[int], on: dt.date | None = None) -> dict[int, Done]:
    """{duty: what says that its work is done}, where anything does. At most four queries."""
    keys = list(duty_ids)
    runs: dict[int, list[tuple[int, dt.date]]] = {}
    rows = Claim.objects.filter(recorded(on), duty__in=keys).order_by("pk")
    for duty, pk, level, day in rows.values_list("duty_id", "pk", "level", "claimed_on"):
        runs[duty] = [*runs.get(duty, []), (pk, day)] if level == ClaimLevel.DONE else []
    steps: dict[int, dict[str, Step]] = defaultdict(dict)
    for duty, run in runs.items():
        if run:
            steps[duty]["claim"] = Step(min(day for _, day in run), run[0][0])
    lapsed = not_lasted(keys, on)
    verdicts = Verification.objects.filter(stood(on), duty__in=keys).order_by("pk")
    for duty, pk, result, claim, at in verdicts.values_list(
        "duty_id", "pk", "result", "claim_id", "recorded_at"
    ):
        steps[duty].pop("verification", None)  # a later verdict goes before an earlier
        late = lapsed[duty].done_on if duty in lapsed else None
        of_run = claim in {key for key, _ in runs.get(duty, [])} or not runs.get(duty)
        if result in axes.DONE and of_run and (late is None or late < day_of(at)):
            steps[duty]["verification"] = Step(day_of(at), pk)
    for duty, pk, day in _closures(keys, on):
        steps[duty]["closure"] = Step(day, pk)
    return {duty: Done(**found) for duty, found in steps.items() if found}


def _closures(keys: list[int], on: dt.date | None) -> Iterable[tuple[int, int, dt.date]]:
    rows = Closure.objects.filter(duty__in=keys, reason__in=AS_DONE)
    if on is None:
        rows = rows.filter(reopened_at__isnull=True)
    else:
        limit = end_of_day(on)
        rows = rows.filter(recorded_at__lt=limit).filter(
            Q(reopened_at__isnull=True) | Q(reopened_at__gte=limit)
        )
    return rows.order_by("pk").values_list("duty_id", "pk", "closed_on")


def may_ring(entries: Collection[int] | None = None) -> list[int]:
    """Duties that something says are done; `entries`: only those that ask the same as one of these."""
    said = Q(claims__level=ClaimLevel.DONE) | Q(verifications__result__in=axes.DONE)
    rows = Duty.objects.filter(said | Q(closures__reason__in=AS_DONE), entry__withdrawn_at__isnull=True)
    if entries is None:
        return list(rows.order_by("pk").values_list("pk", flat=True).distinct())
    near = with_parts(ties_of(with_parts(entries)).others)
    found = rows.filter(entry__in=set(near.values())).order_by("pk")
    return list(found.values_list("pk", flat=True).distinct())


def titles_of(entry_ids: Iterable[int]) -> dict[int, str]:
    """{entry: the neutral title of its report}."""
    rows = Entry.objects.filter(pk__in=list(entry_ids)).annotate(title=F("report__title"))
    return dict(rows.values_list("pk", "title"))


def tied_with(own: Mapping[int, int], ties: Ties, top: int) -> tuple[list[Tie], set[int]]:
    """The ties of an entry and of its parts, and what a person said is not the same as any of them.

    `own` is {entry: the whole that it is or is part of}. Parts of one whole do not ask the same again.
    """
    mine = [entry for entry, whole in own.items() if whole == top]
    kept = [
        tie
        for entry in mine
        for tie in ties.of.get(entry, [])
        if tie.entry not in mine and tie.entry not in ties.refused.get(entry, ())
    ]
    refused = {other for entry in mine for other in ties.refused.get(entry, ())}
    return kept, refused - {tie.entry for tie in kept}
