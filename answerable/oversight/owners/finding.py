"""Which things asked have no clear owner, and why: nobody named, everybody, a body that closed, no power.

Read from what stands, or stood on a day, in a fixed number of queries; kept until something new is recorded.
"""

import datetime as dt
import functools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from answerable.assurance.models import Closure
from answerable.core.calendar import end_of_day, today
from answerable.duties.models import Duty, Transfer
from answerable.duties.rules import ASKING
from answerable.duties.succession import Known, way_on
from answerable.ledger.models import Event
from answerable.lineage.queries.dated import present, recorded, stood
from answerable.lineage.queries.expectations import LIVE, ExpectationShown, expectations_of
from answerable.organisations.models import Organisation
from answerable.oversight.owners.powers import everybody, rules
from answerable.register.models import Addressing, Entry, EntryVersion

_AT_ONCE = 5000


class Reason(StrEnum):
    NOBODY = "nobody"
    EVERYBODY = "everybody"
    UNRECOGNISED = "unrecognised"
    CLOSED = "closed"
    POWER = "power"


TITLES = {
    Reason.NOBODY: "Nobody is named",
    Reason.EVERYBODY: "Everybody is named, and so nobody",
    Reason.UNRECOGNISED: "Who is named could not be told for certain",
    Reason.CLOSED: "The body closed, and no successor is sure",
    Reason.POWER: "A body that may lack the power (a hint)",
}


@dataclass(frozen=True, slots=True)
class Orphan:
    """One thing asked for which no body clearly answers, for one reason; `why` says it in words."""

    entry: int
    reference: str
    report: str
    title: str
    publisher: str
    issued_on: dt.date | None
    reason: Reason
    why: str
    named: tuple[str, ...]  # as written and published, or the bodies that hold it
    rule: str = ""  # key of the rule on powers
    able: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """An expectation, with those of its entries that have no owner."""

    expectation: ExpectationShown
    orphans: tuple[Orphan, ...]
    reasons: tuple[tuple[str, int], ...]


def without_owner(
    *, reason: str = "", fictional: bool | None = False, on: dt.date | None = None
) -> list[Orphan]:
    """All, the newest report first. `on`: as the register held it at the end of that day, and as bodies had
    closed and succeeded by then; default now.

    `fictional`: made-up ones alone, real ones alone, or both (None).
    """
    last = Event.objects.order_by("-index").values_list("leaf_hash", flat=True).first()
    found = _found(bytes(last or b"").hex(), fictional, on, today())
    return [one for one in found if reason in ("", one.reason)]


def clusters(orphans: Iterable[Orphan], on: dt.date | None = None) -> list[Cluster]:
    """By expectation, the largest first; what serves none is left out."""
    rows = {one.entry: one for one in orphans}
    by: dict[int, list[Orphan]] = defaultdict(list)
    shown: dict[int, ExpectationShown] = {}
    keys = sorted(rows)
    for start in range(0, len(keys), _AT_ONCE):
        for entry, expectations in expectations_of(keys[start : start + _AT_ONCE], on, states=LIVE).items():
            for one in expectations:
                by[one.id].append(rows[entry])
                shown[one.id] = one
    found = [
        Cluster(
            shown[key],
            tuple(held),
            tuple(
                (TITLES[Reason(name)], count) for name, count in Counter(one.reason for one in held).items()
            ),
        )
        for key, held in by.items()
    ]
    return sorted(found, key=lambda one: (-len(one.orphans), one.expectation.reference))


@functools.lru_cache(maxsize=4)
def _found(
    last: str,  # noqa: ARG001
    fictional: bool | None,
    on: dt.date | None,
    now: dt.date,
) -> tuple[Orphan, ...]:
    rows = [*_unowned(fictional, on), *_of_closed(fictional, on, on or now), *_powerless(fictional, on)]
    rows.sort(key=lambda one: (-(one.issued_on or dt.date.min).toordinal(), one.report, one.reference))
    return tuple(rows)


def _asked(fictional: bool | None, on: dt.date | None) -> Q:
    asked = present(on, "") & recorded(on) & Q(parent__isnull=True, kind__in=ASKING)
    return asked if fictional is None else asked & Q(report__fictional=fictional)


_COLUMNS = (
    "pk",
    "reference",
    "report_id",
    "report__reference",
    "report__title",
    "report__publisher__name",
    "report__issued_on",
)


def _unowned(fictional: bool | None, on: dt.date | None) -> list[Orphan]:
    """Entries that ask something and on which no body has a duty."""
    entries = list(
        Entry.objects.filter(
            _asked(fictional, on),
            ~Exists(Duty.objects.filter(recorded(on), entry=OuterRef("pk"))),
        ).values_list(*_COLUMNS)
    )
    written: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    reports = sorted({row[2] for row in entries})
    for start in range(0, len(reports), _AT_ONCE):
        rows = Addressing.objects.filter(
            report__in=reports[start : start + _AT_ONCE], role=Addressing.Role.ADDRESSEE
        )
        for report, entry, words in rows.order_by("order").values_list(
            "report_id", "entry_id", "as_published"
        ):
            written[report].append((entry, " ".join(words.split())))
    found = []
    for pk, reference, report_id, report, title, publisher, issued in entries:
        own = [words for of, words in written[report_id] if of in (None, pk) and words]
        if any(everybody().fullmatch(words.strip(" .,;:()“”\"'")) for words in own):
            reason, why = (
                Reason.EVERYBODY,
                "It is addressed to all of a kind, and no body is named to answer.",
            )
        elif own:
            reason, why = Reason.UNRECOGNISED, "Somebody is named, and which body that is could not be told."
        else:
            reason, why = Reason.NOBODY, "The report names no body that this is addressed to."
        found.append(
            Orphan(pk, reference, report, title, publisher, issued, reason, why, tuple(dict.fromkeys(own)))
        )
    return found


def _of_closed(fictional: bool | None, as_at: dt.date | None, on: dt.date) -> list[Orphan]:
    """Entries of which an open duty is held by a body that closed and has no sure successor."""
    closed = Closure.objects.filter(recorded(as_at), duty=OuterRef("pk")).filter(_not_reopened(as_at))
    wanted = Duty.objects.filter(~Exists(closed), present(as_at), recorded(as_at))
    gone = Organisation.objects.filter(closed__lte=on)
    moved = _moved_since(as_at)
    if moved:
        wanted = wanted.filter(
            Q(pk__in=[duty for duty, body in moved.items() if body.closed and body.closed <= on])
            | Q(~Q(pk__in=list(moved)), holder__in=gone)
        )
    else:
        wanted = wanted.filter(holder__in=gone)
    if fictional is not None:
        wanted = wanted.filter(entry__report__fictional=fictional)
    known = Known.read()
    ways: dict[int, str] = {}
    found: dict[int, Orphan] = {}
    for duty in (
        wanted.select_related("holder", "entry__report__publisher")
        .only(
            *("reference", "holder", "entry__reference", "entry__report__reference"),
            *("entry__report__title", "entry__report__issued_on", "entry__report__publisher__name"),
        )
        .order_by("pk")
    ):
        body = moved.get(duty.pk, duty.holder)
        if body.pk not in ways:
            way = way_on(body, on, known)
            ways[body.pk] = way.why + (f" ({' → '.join(way.circle)})" if way.circle else "")
        if not ways[body.pk] or duty.entry_id in found:
            continue
        assert body.closed is not None
        report = duty.entry.report
        found[duty.entry_id] = Orphan(
            duty.entry_id,
            duty.entry.reference,
            report.reference,
            report.title,
            report.publisher.name,
            report.issued_on,
            Reason.CLOSED,
            f"{body.name} closed on {body.closed:%-d %B %Y}. {ways[body.pk]}.",
            (body.name,),
        )
    return list(found.values())


def _not_reopened(on: dt.date | None) -> Q:
    still = Q(reopened_at__isnull=True)
    return still if on is None else still | Q(reopened_at__gte=end_of_day(on))


def _moved_since(on: dt.date | None) -> dict[int, Organisation]:
    """{duty: who held it on the day}, of those that were passed on since."""
    if on is None:
        return {}
    later = Q(on__gt=on) | Q(recorded_at__gte=end_of_day(on))
    rows = Transfer.objects.filter(later).select_related("before").order_by("-on", "-pk")
    return {row.duty_id: row.before for row in rows}  # the first of them is read last


def _powerless(fictional: bool | None, on: dt.date | None) -> list[Orphan]:
    """Entries whose words speak of what none of the bodies asked can do, by the rules on powers."""
    words = Q()
    for one in {word for rule in rules() for word in rule.words}:
        words |= Q(text__icontains=one)
    versions = EntryVersion.objects.filter(
        words, stood(on), entry__in=Entry.objects.filter(_asked(fictional, on))
    )
    spoken = {
        key: fitting
        for key, text in versions.values_list("entry_id", "text")
        if (fitting := [rule for rule in rules() if rule.pattern.search(text)])
    }
    held: dict[int, list[Organisation]] = defaultdict(list)
    moved = _moved_since(on)
    keys = sorted(spoken)
    for start in range(0, len(keys), _AT_ONCE):
        mine = Duty.objects.filter(recorded(on), entry__in=keys[start : start + _AT_ONCE])
        for duty in mine.select_related("holder"):
            held[duty.entry_id].append(moved.get(duty.pk, duty.holder))
    hints = {}
    for key, fitting in spoken.items():
        kinds = {one.kind for one in held[key]}
        if rule := next((one for one in fitting if one.beyond(kinds)), None):
            hints[key] = rule
    return [
        Orphan(
            pk,
            reference,
            report,
            title,
            publisher,
            issued,
            Reason.POWER,
            hints[pk].says,
            tuple(sorted({one.name for one in held[pk]})),
            hints[pk].key,
            hints[pk].able,
        )
        for pk, reference, _, report, title, publisher, issued in Entry.objects.filter(
            pk__in=hints
        ).values_list(*_COLUMNS)
    ]
