"""What the register knows of expectations on a day, gathered for the criteria that it fills by itself."""

import datetime as dt
import functools
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from answerable.assurance.models import Closure
from answerable.core.calendar import end_of_day
from answerable.duties.models import Duty
from answerable.duties.queries.answers import responses
from answerable.lineage.models import Serving
from answerable.lineage.quality.asks import Ask
from answerable.lineage.quality.rules import strength, verb
from answerable.lineage.quality.words import any_of
from answerable.lineage.queries import expectation_facts
from answerable.lineage.queries.dated import present, stood, words_held
from answerable.oversight.priorities.definitions import FILE
from answerable.oversight.priorities.filling import Known
from answerable.register.models import Entry, EntryVersion

LAW = FILE.with_name("law.toml")


@dataclass(slots=True)
class _Words:
    """What the words of an expectation's entries tell, by reference."""

    levels: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    should: list[str] = field(default_factory=list)
    law: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Again:
    """Answers with a known date, and what asked again after one."""

    answered: int = 0
    entries: list[str] = field(default_factory=list)
    reports: set[int] = field(default_factory=set)


def known_of(expectation_ids: Iterable[int], on: dt.date) -> dict[int, Known]:
    """{expectation id: what was known of it at the end of the day}. Some twenty queries, however many."""
    keys = list(expectation_ids)
    facts = expectation_facts(keys, on)
    served: dict[int, list[int]] = {key: [] for key in keys}
    for key, entry in (
        Serving.objects.filter(stood(on), present(on), expectation__in=keys)
        .order_by("entry__report__issued_on", "entry_id")
        .values_list("expectation_id", "entry_id")
    ):
        served[key].append(entry)
    entries = {entry for held in served.values() for entry in held}
    versions = words_held(entries, on)
    again = _again(served, on)
    statutory = _statutory({name for one in facts.values() for name in one.instruments})
    found = {}
    for key in keys:
        one, told = facts[key], _told(versions[entry] for entry in served[key] if entry in versions)
        found[key] = Known(
            on=on,
            said=one.words,
            reports=one.reports,
            occasions=one.occasions,
            first=one.first,
            last=one.last,
            publishers=one.publishers,
            bodies=len(one.bodies),
            instruments=dict(sorted(one.instruments.items())),
            entries=tuple(versions[entry].entry.reference for entry in served[key] if entry in versions),
            answered=again[key].answered,
            again=tuple(again[key].entries),
            again_reports=len(again[key].reports),
            levels={level: tuple(held) for level, held in told.levels.items()},
            statutory=sum(count for name, count in one.instruments.items() if name in statutory),
            should=tuple(told.should),
            law=tuple(told.law),
        )
    return found


@functools.cache
def _law() -> re.Pattern[str]:
    with LAW.open("rb") as file:
        return any_of(tomllib.load(file)["patterns"])


def _told(versions: Iterable[EntryVersion]) -> _Words:
    """A coroner states a concern and prescribes no remedy: concerns tell no type of action and no verb."""
    found = _Words()
    for version in versions:
        reference = version.entry.reference
        if _law().search(version.text):
            found.law.append(reference)
        if version.entry.kind == Entry.Kind.CONCERN:
            continue
        ask = Ask(version.text, "recommendation", version.entry.report.issued_on or dt.date.min)
        if level := strength.judge(ask).level:
            found.levels[level].append(reference)
        if verb.judge(ask).level in ("must", "should"):
            found.should.append(reference)
    return found


def _statutory(instruments: Iterable[str]) -> set[str]:
    """Of these instruments, those whose reports must be answered by law, as their duties say."""
    rows = Duty.objects.filter(entry__report__instrument__in=list(instruments), kind=Duty.Kind.STATUTORY)
    return set(rows.order_by().values_list("entry__report__instrument", flat=True).distinct())


def _again(served: Mapping[int, list[int]], on: dt.date) -> dict[int, _Again]:
    """For each expectation: which entries asked a body again, after it had answered one or one was closed."""
    entries = {entry for held in served.values() for entry in held}
    tops = dict(Entry.objects.filter(pk__in=entries).values_list("pk", "parent_id"))
    of_entry = {entry: parent or entry for entry, parent in tops.items()}
    duties = list(
        Duty.objects.filter(entry__in=set(of_entry.values()), recorded_at__lt=end_of_day(on))
        .select_related("entry__report")
        .prefetch_related("due_dates")
        .order_by("pk")
    )
    ends = _ends(duties, on)
    by_entry: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_entry[duty.entry_id].append(duty)
    found = {}
    for key, held in served.items():
        mine = list({duty.pk: duty for entry in held for duty in by_entry[of_entry[entry]]}.values())
        found[key] = _asked_again(mine, ends)
    return found


def _ends(duties: list[Duty], on: dt.date) -> dict[int, dt.date]:
    """{duty id: the day of its answer, or of its closure where that came first}, of those that have one."""
    known = responses(duties, on=on) if duties else {}
    ends = {pk: facts.answered_on for pk, facts in known.items() if facts.answered_on}
    held = Closure.objects.filter(
        Q(reopened_at__isnull=True) | Q(reopened_at__gte=end_of_day(on)),
        duty__in=known,
        recorded_at__lt=end_of_day(on),
    )
    for duty, closed_on in held.values_list("duty_id", "closed_on"):
        ends[duty] = min(closed_on, ends.get(duty, closed_on))
    return ends


def _asked_again(duties: list[Duty], ends: Mapping[int, dt.date]) -> _Again:
    """A body is the same by whom was asked, or by who holds the duty now."""
    found = _Again(answered=sum(duty.pk in ends for duty in duties))
    first: dict[int, dt.date] = {}
    for duty in duties:
        if duty.pk in ends:
            for body in {duty.organisation_id, duty.holder_id}:
                first[body] = min(ends[duty.pk], first.get(body, ends[duty.pk]))
    for duty in duties:
        issued = duty.entry.report.issued_on
        bodies = {duty.organisation_id, duty.holder_id} & set(first)
        if issued and any(issued > first[body] for body in bodies):
            found.reports.add(duty.entry.report_id)
            if duty.entry.reference not in found.entries:
                found.entries.append(duty.entry.reference)
    return found
