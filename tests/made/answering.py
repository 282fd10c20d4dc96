"""A body with duties, its people, and what they answer: made by operations alone. All words are made up."""

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence

from answerable.accounts.models import Person
from answerable.accounts.operations import grant_role, invite_person
from answerable.accounts.queries import active_person
from answerable.accounts.roles import EVERYBODY, PERMISSIONS, Role
from answerable.core.actors import PEOPLE, Actor
from answerable.core.calendar import today
from answerable.duties.content import Content, Said, key_of
from answerable.duties.models import Answer, Draft, Duty
from answerable.duties.operations import asked_of, save_draft, start_draft, submit_answer
from answerable.organisations.models import Organisation
from tests import make

OVERSEER = Actor(
    "person:901",
    frozenset({"DUTY_TRANSFER", "DUTY_ASSIGN", "DISPUTE_SETTLE", "OVERSIGHT_READ"}),
)
_counter = itertools.count(1)


def none_closed(duties: Sequence[Duty]) -> set[int]:
    """Nothing is closed: what a test says that is not about closure."""
    _ = duties
    return set()


def all_closed(duties: Sequence[Duty]) -> set[int]:
    return {duty.pk for duty in duties}


def member(
    role: str, body: Organisation | None, *, email: str = "", name: str = "Some Body", publisher: str = ""
) -> Person:
    """Somebody with one role for a body or a publisher. Without an address of their own, a fresh one."""
    person = invite_person(by=PEOPLE, email=email or f"member{next(_counter)}@example.org", name=name)
    grant_role(
        by=PEOPLE,
        person=person,
        role=role,
        reason="A test needs it.",
        organisation=body,
        publisher=publisher,
    )
    found = active_person(person.pk)
    assert found is not None
    return found


def actor(role: str, body: Organisation, number: int = 0) -> Actor:
    """Somebody with one role for one body, with no account. Each role, and each number, is another person."""
    held = PERMISSIONS[Role(role)]
    place = list(Role).index(Role(role))
    return Actor(
        f"person:{800 + 10 * place + number}",
        EVERYBODY | held,
        bodies={permission: frozenset({body.pk}) for permission in held},
        belongs_to=frozenset({body.pk}),
    )


def duty(
    body: Organisation,
    text: str = "Staff did not know how to raise the alarm.",
    *,
    issued: dt.date | None = None,
    **details: object,
) -> Duty:
    """One duty of a body, on a report of last month unless a day is given. `details` as of a report."""
    day = issued or today() - dt.timedelta(days=30)
    report = make.report(texts=[text], to=[body], issued=day, **details)  # type: ignore[arg-type]
    return Duty.objects.get(entry__report=report, organisation=body, entry__parent__isnull=True)


def said(
    duties: Sequence[Duty],
    stance: str = "in_full",
    words: str = "We have changed the rule.",
    *,
    elevated_to: str = "",
) -> Content:
    """The same said of all that these duties ask."""
    one = Said(stance, words, elevated_to)
    parts: Mapping[str, Said] = {key_of(asked.duty.pk, asked.entry.pk): one for asked in asked_of(duties)}
    return Content("", Said(), parts)


def draft(by: Actor, body: Organisation, duties: Sequence[Duty], content: Content | None = None) -> Draft:
    """A draft that says something of all that the duties ask."""
    begun = start_draft(by=by, organisation=body, duties=duties)
    return save_draft(by=by, draft=begun, revision=begun.revision, content=content or said(duties))


def answer(
    body: Organisation,
    duties: Sequence[Duty],
    content: Content | None = None,
    *,
    officer: Actor | None = None,
    writer: Actor | None = None,
    is_closed: Callable[[Sequence[Duty]], set[int]] = none_closed,
) -> Answer:
    """An answer of the body, written by one member and sent by its accountable officer."""
    officer = officer or actor("accountable_officer", body)
    written = draft(writer or actor("responder", body), body, duties, content)
    return submit_answer(by=officer, draft=written, revision=written.revision, is_closed=is_closed)
