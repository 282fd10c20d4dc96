"""What bodies of the demonstration do together (data/demo/together.toml): a group, work, one ask for many."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from answerable.core.calendar import today
from answerable.ledger.meeting import again_if_met
from answerable.lineage.models import Expectation, Wording
from answerable.organisations.models import Organisation
from answerable.oversight.models import Group
from answerable.oversight.operations.consolidating import propose_consolidation, record_position
from answerable.oversight.operations.grouping import join_group, start_group
from answerable.oversight.operations.minuting import add_note, replace_note
from answerable.oversight.operations.working import Described, join_work, record_work
from answerable.oversight.queries.consolidations import publishers_of
from answerable.pipeline.demonstration_people import actor

OVERSEER, EDITOR, LEAD = "oona@example.org", "edda@example.org", "isla@example.org"


def bring_together(folder: Path) -> bool:
    """Writes what is not there yet. Without the expectation that it is about, it writes nothing."""
    with (folder / "together.toml").open("rb") as file:
        told = tomllib.load(file)
    named = {name: _expectation(text) for name, text in told["expectations"].items()}
    if not all(named.values()) or Group.objects.exists():
        return False
    asked = {name: one for name, one in named.items() if one}
    again_if_met(lambda: _all_of_it(told, asked))
    return True


@transaction.atomic  # or nothing, so that a run that was cut short begins again
def _all_of_it(told: Mapping[str, Any], asked: Mapping[str, Expectation]) -> None:
    _group(told["group"], asked)
    _work(told["work"], asked)
    _one_ask(told["consolidation"], asked)


def _expectation(text: str) -> Expectation | None:
    rows = Wording.objects.filter(text=text, superseded_at__isnull=True, expectation__fictional=True)
    found = rows.select_related("expectation").first()
    return found.expectation if found else None


def _body(key: str) -> Organisation:
    return Organisation.objects.get(key=key)


def _group(told: Mapping[str, Any], asked: Mapping[str, Expectation]) -> None:
    overseer, lead, day = actor(OVERSEER), _body(told["lead"]), today()
    group = start_group(
        by=overseer,
        title=told["title"],
        purpose=told["purpose"],
        review_on=day + dt.timedelta(days=180),
        expectations=[asked[one] for one in told["sees_to"]],
        lead=lead,
    )
    for key in told["members"]:
        join_group(by=overseer, group=group, organisation=_body(key))
    writer = actor(LEAD)
    add_note(
        by=writer, group=group, kind="minutes", on=day, title=told["minutes_title"], words=told["minutes"]
    )
    add_note(
        by=writer, group=group, kind="decision", on=day, title=told["decision_title"], words=told["decision"]
    )
    step = {"organisation": lead, "on": day, "title": told["step_title"]}
    soon = day + dt.timedelta(days=60)
    first = add_note(by=writer, group=group, kind="plan", words=told["step"], due_on=soon, **step)
    replace_note(by=writer, note=first, words=told["step_again"], why=told["step_why"], due_on=soon, **step)


def _work(told: Mapping[str, Any], asked: Mapping[str, Expectation]) -> None:
    overseer = actor(OVERSEER)
    made = record_work(
        by=overseer,
        organisation=_body(told["body"]),
        described=Described(
            told["title"],
            told["words"],
            starts_on=today(),
            open_to_others=True,
            contact=told["contact"],
        ),
        expectations=[asked[one] for one in told["on"]],
    )
    join_work(by=overseer, work=made, organisation=_body(told["joined_by"]))


def _one_ask(told: Mapping[str, Any], asked: Mapping[str, Expectation]) -> None:
    """Proposed, and answered by two of its publishers: one agrees, one does not."""
    expectation, editor = asked[told["of"]], actor(EDITOR)
    publishers = sorted(publishers_of([expectation.pk]))
    made = propose_consolidation(
        by=actor(OVERSEER),
        expectation=expectation,
        wording=told["wording"],
        reason=told["reason"],
        answer_by=today() + dt.timedelta(days=60),
    )
    for publisher, stand in zip(publishers, ("agrees", "dissents"), strict=False):
        record_position(
            by=editor,
            consolidation=made,
            publisher=publisher,
            stand=stand,
            said_on=today(),
            words=told[stand],
            source=told["source"],
        )
