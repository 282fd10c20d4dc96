"""What the editor of the demonstration decided (data/demo/decisions.toml): made up like the reports."""

import datetime as dt
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.lineage.models import Contradiction, Expectation, ExpectationChange, Serving, Standing
from answerable.lineage.operations import (
    add_entries,
    adopt_expectation,
    assign_contradiction,
    make_expectation,
    open_contradiction,
    resolve_contradiction,
)
from answerable.organisations.models import Organisation
from answerable.register.models import Entry

EDITOR = Actor("person:demonstration", frozenset({"EXPECTATION_EDIT", "CONTRADICTION_EDIT"}))


def decide_demonstration(path: Path) -> int:
    """Writes the decisions that are not there yet: how many. One on an entry that is not held is left out."""
    with path.open("rb") as file:
        content = tomllib.load(file)
    if ExpectationChange.objects.filter(decided_by=EDITOR.identifier).exists():
        return 0
    made = sum(_expect(one) for one in content["expectations"])
    return made + sum(_conflict(one) for one in content["contradictions"])


def _expect(given: dict[str, Any]) -> bool:
    found = [_entry(one) for one in given["entries"]]
    entries = [entry for entry in found if entry is not None]
    if len(entries) < 2:
        return False
    words = {name: given[name] for name in ("text", "note", "reason")}
    draft = _draft_of(entries)
    if draft is None:
        make_expectation(by=EDITOR, entries=entries, **words)
        return True
    adopt_expectation(by=EDITOR, expectation=draft, **words)
    add_entries(by=EDITOR, expectation=draft, entries=entries, reason="They ask it too.")
    return True


def _draft_of(entries: Sequence[Entry]) -> Expectation | None:
    """The draft that holds most of the entries, at least half, and few others."""
    wanted = {entry.pk for entry in entries}
    drafts = Standing.objects.filter(state=Standing.State.DRAFT, superseded_at__isnull=True)
    held: dict[int, set[int]] = {}
    rows = Serving.objects.filter(
        superseded_at__isnull=True, expectation__in=drafts.values("expectation")
    ).values_list("expectation_id", "entry_id")
    for expectation, entry in rows:
        held.setdefault(expectation, set()).add(entry)
    fits = [(len(members & wanted), key) for key, members in held.items() if not members - wanted]
    most, key = max(fits, default=(0, 0))
    return Expectation.objects.get(pk=key) if 2 * most >= len(wanted) else None


def _conflict(given: dict[str, Any]) -> bool:
    one, other = _entry(given["one"]), _entry(given["other"])
    if one is None or other is None:
        return False
    told = {
        name: given[name] for name in ("sentence", "other_sentence", "subject", "tension", "setting", "why")
    }
    opened = open_contradiction(by=EDITOR, entry=one, other=other, **told)
    _settle(opened, given)
    return True


def _settle(opened: Contradiction, given: dict[str, Any]) -> None:
    if outcome := given.get("outcome"):
        resolve_contradiction(by=EDITOR, contradiction=opened, outcome=outcome, words=given["words"])
    elif body := Organisation.objects.filter(key=given["organisation"]).first():
        due_on = today() + dt.timedelta(days=given["within_days"])
        assign_contradiction(
            by=EDITOR, contradiction=opened, organisation=body, due_on=due_on, words=given["words"]
        )


def _entry(named: Sequence[str]) -> Entry | None:
    reference, number = named
    return Entry.objects.filter(
        report__fictional=True,
        report__publisher_reference=reference,
        number=number,
        withdrawn_at__isnull=True,
    ).first()
