"""Makers for coordination: adopted expectations, groups, work under way and consolidations."""

import datetime as dt
import itertools
from typing import Any

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.lineage.models import Expectation
from answerable.lineage.operations import make_expectation
from answerable.organisations.models import Organisation
from answerable.oversight.models import Consolidation, Group, Work
from answerable.oversight.operations.consolidating import propose_consolidation
from answerable.oversight.operations.grouping import start_group
from answerable.oversight.operations.working import Described, record_work
from tests import make
from tests.made import overseeing

_counter = itertools.count(1)
SOON = dt.timedelta(days=30)
ANNA = make.editor(1)


def overseer() -> Actor:
    return overseeing.actor("overseer")


def expectation(
    *areas: str, to: Organisation | None = None, text: str = "Every ward has a lamp that works."
) -> Expectation:
    """Adopted, of one entry from the coroner of each area."""
    entries = [
        make.entry(f"The lamp of ward {next(_counter)} was out.", area=area, to=[to] if to else [None])
        for area in (areas or ("North Vale",))
    ]
    return make_expectation(by=ANNA, text=f"{text} ({next(_counter)})", entries=entries)


def group(by: Actor, lead: Organisation, *expectations: Expectation, title: str = "Lamps that work") -> Group:
    return start_group(
        by=by,
        title=title,
        purpose="So that no ward is dark.",
        review_on=today() + SOON,
        expectations=expectations or (expectation(),),
        lead=lead,
    )


def described(title: str = "New lamps", **details: Any) -> Described:
    return Described(title, "We fit new lamps on four wards.", **details)


def work(by: Actor, body: Organisation, *expectations: Expectation, **details: Any) -> Work:
    return record_work(
        by=by, organisation=body, described=described(**details), expectations=list(expectations)
    )


def consolidation(
    by: Actor, one: Expectation, *others: Expectation, wording: str = "Every ward has two lamps that work."
) -> Consolidation:
    return propose_consolidation(
        by=by,
        expectation=one,
        others=others,
        wording=wording,
        reason="Bodies are asked the same in four wordings.",
        answer_by=today() + SOON,
    )
