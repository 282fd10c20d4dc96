"""Makers for escalation: bodies with somebody to write to, duties with a date, days of the daily job."""

import datetime as dt
import itertools
import time
from collections.abc import Sequence

from django.test import Client, RequestFactory

from answerable.accounts.models import Person
from answerable.accounts.operations import begin_visit, grant_role, invite_person
from answerable.accounts.queries import active_person, actor_of, grants_now, officer_of
from answerable.core.actors import PEOPLE, SIGN_IN, Actor
from answerable.duties.content import Content, Said
from answerable.duties.models import Answer, Duty
from answerable.duties.operations import start_draft, submit_answer
from answerable.organisations.models import Organisation
from answerable.oversight.models import Step
from answerable.pipeline.daily import Done, run_daily
from answerable.workspace.browsers import kind_of_browser
from answerable.workspace.visit import BROWSER, GRANTS, PROVED, SEEN, SINCE, VISIT
from tests import make
from tests.made.clock import clock

_counter = itertools.count(1)
BROUGHT_ON = dt.date(2024, 1, 2)
ISSUED = dt.date(2024, 3, 1)
DUE = dt.date(2024, 4, 26)  # 56 days later


def person(role: str, body: Organisation | None = None, *, since: dt.date = BROUGHT_ON) -> Person:
    """Somebody with a role, from a day on."""
    number = next(_counter)
    with clock(since):
        made = invite_person(by=PEOPLE, email=f"colleague{number}@example.org", name=f"Colleague {number}")
        grant_role(by=PEOPLE, person=made, role=role, organisation=body, reason="A test needs it.")
    found = active_person(made.pk)
    assert found is not None
    return found


def actor(role: str, body: Organisation | None = None) -> Actor:
    return actor_of(person(role, body))


def officer(body: Organisation, *, since: dt.date = BROUGHT_ON) -> Person:
    """The accountable officer of a body, which is brought on by that."""
    return person("accountable_officer", body, since=since)


def signed_in(who: Person) -> Client:
    """A browser in which somebody has signed in and just proved who they are."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(who)
    session, at = client.session, time.time()
    browser = kind_of_browser(RequestFactory().get("/"))
    session.update({SINCE: at, SEEN: at, PROVED: at, GRANTS: grants_now(who), BROWSER: browser})
    session[VISIT] = begin_visit(by=SIGN_IN, person=who, browser=browser).pk
    session.save()
    return client


def duties(
    to: Organisation,
    *,
    texts: Sequence[str] = ("The lamp on the stairs was broken.",),
    issued: dt.date = ISSUED,
    instrument: str = "reg28",
    area: str = "North Vale",
) -> list[Duty]:
    """The duties of one body on a report of a day."""
    kind = "coroner" if instrument == "reg28" else "inquiry"
    report = make.report(
        to=[to], texts=texts, issued=issued, instrument=instrument, area=area, publisher_kind=kind
    )
    return list(Duty.objects.filter(entry__report=report, organisation=to).order_by("pk"))


def duty(to: Organisation, **details: object) -> Duty:
    return duties(to, **details)[0]  # type: ignore[arg-type]


def daily(on: dt.date) -> list[Done]:
    """The daily job, on the day."""
    with clock(on):
        return run_daily(on, dry_run=False, progress=lambda *_: None)


def on_days(due: dt.date, *days: int) -> None:
    """The daily job on these days, counted from a date: for when nothing can happen on the others."""
    for number in days:
        daily(due + dt.timedelta(days=number))


def every_day(first: dt.date, last: dt.date) -> None:
    for number in range((last - first).days + 1):
        daily(first + dt.timedelta(days=number))


def climbed(of: Duty) -> list[tuple[str, dt.date]]:
    """(rung, day) of each step, in order."""
    return list(Step.objects.filter(duty=of).order_by("on", "pk").values_list("rung", "on"))


def answered(of: Duty, on: dt.date) -> Answer:
    """The body answers a duty: a responder writes, the accountable officer submits."""
    holder = of.holder
    with clock(on):
        content = Content(all=Said(stance="in_full", words="We mended it."))
        draft = start_draft(by=actor("responder", holder), organisation=holder, duties=[of], content=content)
        submitter = officer_of(holder.pk)
        assert submitter is not None, "somebody has to submit it"
        return submit_answer(
            by=actor_of(submitter),
            draft=draft,
            revision=draft.revision,
            is_closed=lambda _: set(),
        )
