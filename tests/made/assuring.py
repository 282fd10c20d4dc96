"""Those who look at what bodies say they did, and the claims, verdicts and closures of tests."""

import datetime as dt
import itertools
from typing import Any

from answerable.accounts.roles import EVERYBODY, PERMISSIONS, Role
from answerable.assurance.models import Closure, Verification
from answerable.assurance.operations import close, verify_claim
from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.duties.models import Claim, Duty, Evidence
from answerable.duties.operations.claiming import make_claim
from answerable.duties.operations.evidencing import add_evidence
from answerable.organisations.models import Organisation
from tests import make

_counter = itertools.count(1)


def holder_of(role: Role, number: int = 1, *, of: Organisation | None = None) -> Actor:
    """Somebody with one role for the whole register, who may be of a body. Each number is another person."""
    belongs = frozenset({of.pk}) if of else frozenset()
    return Actor(f"person:{number}", EVERYBODY | PERMISSIONS[role], belongs_to=belongs)


def assurer(number: int = 1, *, of: Organisation | None = None) -> Actor:
    return holder_of(Role.ASSURER, number, of=of)


def issuer(publisher: str, number: int = 51) -> Actor:
    """Who speaks for one publisher."""
    held = PERMISSIONS[Role.ISSUER]
    return Actor(
        f"person:{number}",
        EVERYBODY | held,
        publishers={permission: frozenset({publisher}) for permission in held},
    )


def officer(body: Organisation, number: int = 71) -> Actor:
    """The accountable officer of one body."""
    held = PERMISSIONS[Role.ACCOUNTABLE_OFFICER]
    return Actor(
        f"person:{number}",
        EVERYBODY | held,
        bodies={permission: frozenset({body.pk}) for permission in held},
        belongs_to=frozenset({body.pk}),
    )


def duty(body: Organisation | None = None, **details: Any) -> Duty:
    """One body's duty on one entry made for it. `details` are those of `make.report`."""
    body = body or make.body(f"Wending {next(_counter)} NHS Foundation Trust")
    entry = make.entry(to=[body], **details)
    return Duty.objects.select_related("entry__report__publisher", "holder", "organisation").get(
        entry=entry, organisation=body
    )


def evidence(of: Duty, grade: str = "audit") -> Evidence:
    number = next(_counter)
    return add_evidence(
        by=officer(of.holder),
        organisation=of.holder,
        grade=grade,
        title=f"Papers of the quality committee, item {number}",
        url=f"https://papers.example.org/{number}",
    )


def claim(of: Duty, level: str = "done", grade: str = "audit", *, on: dt.date | None = None) -> Claim:
    """What the holder claims, resting on one new piece of evidence of that grade."""
    return make_claim(
        by=officer(of.holder),
        duty=of,
        level=level,
        words=f"The alarms are looked at each shift, as item {next(_counter)} says.",
        claimed_on=on or today(),
        evidence=[evidence(of, grade)],
    )


def verdict(
    on: Claim,
    result: str = "acceptable",
    found: str = "done",
    *,
    seen: str = "document",
    by: Actor | None = None,
    instead_of: Verification | None = None,
) -> Verification:
    """What an assurer found, who looked at all the evidence of the claim."""
    pieces = [use.evidence for use in on.evidence_used.all()] if seen != "nothing" else []
    return verify_claim(
        by=by or assurer(),
        claim=on,
        result=result,
        found=found,
        seen=seen,
        reason="The audit covers two of the four wards.",
        evidence=pieces,
        instead_of=instead_of,
    )


def closed_as_done(of: Duty, *, on: dt.date | None = None) -> Closure:
    """Claimed, verified and closed as done."""
    verdict(claim(of))
    return close(by=assurer(), duty=of, reason="done", words="It was done and seen.", closed_on=on)
