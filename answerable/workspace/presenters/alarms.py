"""Alarms as those see them who look: what was asked and said, what asks again, and the two texts together."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.accounts.queries import names_of
from answerable.assurance.models import Closure
from answerable.core.actors import Actor
from answerable.impact.models import Alarm, Reassessment
from answerable.impact.operations.alarming import found_by
from answerable.impact.queries.axis import impact_history
from answerable.impact.queries.recurrence import SAME_AGAIN, AlarmShown, open_alarms, shown
from answerable.publication.lineage import surety
from answerable.register.models import EntryVersion
from answerable.website.formats import long_date, shortened
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/alarms"
MOST = 100
_REACHES = (
    (Alarm.Reach.SAME_BODY, "Of the same body, or of what came after it"),
    (Alarm.Reach.ELSEWHERE, "Of another body"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One alarm of the list."""

    href: str
    holder: str
    asked: str
    report: str
    said: str
    sure: str
    maybe_before: bool
    fictional: bool


@dataclass(frozen=True, slots=True)
class Look:
    when: str
    outcome: str
    words: str
    who: str
    stands: bool


@dataclass(frozen=True, slots=True)
class AlarmPage:
    """`standing` is the id of the look that stands, which binds the form to what was read."""

    alarm: Alarm
    words: str
    sure: str
    first: str  # the words of the entry that was said to be done, and of the later one
    again: str
    claim: str
    closed: Closure | None
    offer: bool  # to open the duty again
    looks: tuple[Look, ...]  # newest first
    standing: int
    moves: tuple[tuple[dt.date | None, str, str], ...]
    own: bool
    found: bool  # the reader found it done, or closed it


def sections_of(by: Actor) -> list[tuple[str, list[Row]]]:
    """What nobody has looked at: first of the same body, which says most; the latest report first."""
    waiting = open_alarms(by.belongs_to)
    return [(heading, _rows(shown(waiting.filter(reach=reach))[:MOST])) for reach, heading in _REACHES]


def _rows(found: Sequence[AlarmShown]) -> list[Row]:
    texts = _words([one.alarm.duty.entry_id for one in found])
    return [
        Row(
            href=f"{HERE}/{one.alarm.reference}",
            holder=one.alarm.duty.holder.name,
            asked=shortened(texts.get(one.alarm.duty.entry_id, ""), 200),
            report=one.alarm.entry.report.title,
            said=f"{one.alarm.get_basis_display()} on {long_date(one.alarm.done_on)}",
            sure=sure_words(one),
            maybe_before=one.alarm.maybe_before,
            fictional=one.alarm.duty.entry.report.fictional,
        )
        for one in found
    ]


def sure_words(one: AlarmShown) -> str:
    """Who says that the two ask the same, and how sure that is."""
    if one.confirmed:
        return "A person says that the two ask the same"
    return f"A program says that the two {surety(one.alarm.score or 0)} ask the same; no person has said so"


def alarm_page(one: AlarmShown, by: Actor) -> AlarmPage:
    alarm = one.alarm
    duty = alarm.duty
    texts = _words([duty.entry_id, alarm.entry_id])
    looks = list(alarm.reassessments.order_by("-pk"))
    names = names_of([look.given_by for look in looks])
    claim = duty.claims.order_by("-pk").first()
    closed = duty.closures.filter(reopened_at__isnull=True).first()
    standing = next((look for look in looks if look.superseded_at is None), None)
    return AlarmPage(
        alarm=alarm,
        words=one.words,
        sure=sure_words(one),
        first=texts.get(duty.entry_id, ""),
        again=texts.get(alarm.entry_id, ""),
        claim=f"{claim.get_level_display()}, {long_date(claim.claimed_on)}. {claim.words}" if claim else "",
        closed=closed,
        offer=closed is not None and standing is not None and standing.outcome in SAME_AGAIN,
        looks=tuple(_look(look, names) for look in looks),
        standing=standing.pk if standing else 0,
        moves=tuple((move.since, move.label, move.words) for move in impact_history(duty)),
        own=bool({duty.holder_id, duty.organisation_id} & by.belongs_to),
        found=by.identifier in found_by(alarm),
    )


def _look(look: Reassessment, names: dict[str, str]) -> Look:
    return Look(
        when=long_date(look.recorded_at),
        outcome=str(look.get_outcome_display()),
        words=look.words,
        who=names.get(look.given_by, look.given_by),
        stands=look.superseded_at is None,
    )


def _words(entries: Sequence[int]) -> dict[int, str]:
    rows = EntryVersion.objects.filter(entry__in=set(entries), superseded_at__isnull=True)
    return dict(rows.values_list("entry_id", "text"))
