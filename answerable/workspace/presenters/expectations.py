"""Expectations as editors see them: drafts by size, and one with its entries and all that was done to it."""

from dataclasses import dataclass

from answerable.accounts.queries import names_of
from answerable.lineage.models import ExpectationChange
from answerable.lineage.queries import (
    ExpectationFacts,
    ExpectationShown,
    Repeated,
    changes_of,
    entries_serving,
    expectation_facts,
    most_repeated,
)
from answerable.website.formats import counted, long_date
from answerable.website.rendering import holds_demonstration_data
from answerable.workspace.presenters.entries import Shown, records_of, shown
from answerable.workspace.presenters.texts import passages

A_PAGE = 50
STATES = {
    "draft": "Draft of the machine's",
    "adopted": "Adopted",
    "merged": "Merged into another",
    "refused": "Refused",
    "retired": "Retired",
    "taken_back": "Taken back",
}
_FOR_THE_MACHINE = frozenset({ExpectationChange.Kind.PROPOSED, ExpectationChange.Kind.UNDONE})


@dataclass(frozen=True, slots=True)
class Row:
    reference: str
    text: str
    asked: str
    years: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class Member:
    """An entry that serves it; how near it is to the rest, where the machine put it in."""

    entry: Shown
    percent: int | None


@dataclass(frozen=True, slots=True)
class Change:
    id: int
    when: str
    what: str
    reason: str
    who: str
    others: tuple[str, ...]
    undone: bool
    can_undo: bool


@dataclass(frozen=True, slots=True)
class ExpectationPage:
    expectation: ExpectationShown
    state: str
    asked: str
    years: str
    bodies: tuple[tuple[str, int], ...]
    members: tuple[Member, ...]
    changes: tuple[Change, ...]  # newest first


def rows(state: str, page: int) -> tuple[list[Row], bool]:
    """One page of expectations, those asked most often first, and whether there is another."""
    wanted = page * A_PAGE + 1
    kinds = (False, True) if holds_demonstration_data() else (False,)
    found: list[Repeated] = []
    for fictional in kinds:
        found += most_repeated(state=state, fictional=fictional, limit=wanted, least=1)
    shown_now = found[(page - 1) * A_PAGE : page * A_PAGE]
    return [_row(one) for one in shown_now], len(found) > page * A_PAGE


def _row(one: Repeated) -> Row:
    held = one.expectation
    return Row(held.reference, held.text, _asked(one.facts), _years(one.facts), held.fictional)


def expectation_page(held: ExpectationShown) -> ExpectationPage:
    facts = expectation_facts([held.id])[held.id]
    served = entries_serving(held.id)
    records = records_of([one.version for one in served])
    changes = list(changes_of(held.id))
    names = names_of(change.decided_by for change in changes)
    return ExpectationPage(
        expectation=held,
        state=STATES[held.state],
        asked=_asked(facts),
        years=_years(facts),
        bodies=tuple((body.name, reports) for body, reports in facts.bodies),
        members=tuple(
            Member(
                shown(record, passages(record.text)),
                round(100 * one.score) if one.score is not None else None,
            )
            for one, record in zip(served, records, strict=True)
        ),
        changes=tuple(_change(change, held, names) for change in reversed(changes)),
    )


def _change(change: ExpectationChange, held: ExpectationShown, names: dict[str, str]) -> Change:
    undone = getattr(change, "undone_by", None) is not None
    others = sorted(one.reference for one in change.expectations.all() if one.reference != held.reference)
    return Change(
        id=change.pk,
        when=long_date(change.recorded_at),
        what=str(ExpectationChange.Kind(change.kind).label),
        reason=change.reason,
        who=names.get(change.decided_by, change.decided_by),
        others=tuple(others),
        undone=undone,
        can_undo=not undone and change.kind not in _FOR_THE_MACHINE,
    )


def _asked(facts: ExpectationFacts) -> str:
    """As in "17 reports, of which 2 are about one event; 14 bodies"."""
    return f"{facts.words}; {counted(len(facts.bodies), 'body', 'bodies')} asked"


def _years(facts: ExpectationFacts) -> str:
    if facts.first is None or facts.last is None:
        return "undated"
    if facts.first.year == facts.last.year:
        return str(facts.first.year)
    return f"{facts.first.year} to {facts.last.year}"
