"""Dashboards of those who sign in: what everybody sees, what waits for them, and what only they see."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.assurance.queries import work
from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.duties.models import Delegation, Dispute, Draft
from answerable.duties.queries import sees_all
from answerable.organisations.models import Organisation
from answerable.oversight.figures import EVERYTHING, Scope, of_body, of_publisher
from answerable.oversight.models import Letter, Step, Stop
from answerable.oversight.queries import count_without_officer, held_by_closed, letters
from answerable.register.models import Manuscript
from answerable.sources.models import Publisher
from answerable.website.presenters.oversight import OversightPage, oversight_page
from answerable.workspace.needs.all import needs_me
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/watching"
RECENT = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Inside:
    """A count that is not public."""

    label: str
    count: int
    href: str  # blank where no page lists them
    how: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    title: str
    needs: tuple[Work, ...]
    inside: tuple[Inside, ...]
    shown: OversightPage
    here: str
    others: tuple[tuple[str, str], ...]  # (name, address) of the person's other dashboards


def dashboards_of(by: Actor) -> Iterator[tuple[str, str]]:
    """(name, address) of each dashboard that the person may see."""
    if "OVERSIGHT_READ" in by.permissions:
        yield "The whole register, for the overseer", f"{HERE}/register"
    if "ASSURANCE_READ" in by.permissions:
        yield "What others found, for assurers and regulators", f"{HERE}/found"
    if "ADEQUACY_JUDGE" in by.permissions:
        for publisher in publishers_of(by)[:50]:
            yield f"{publisher.name}, for its issuers", f"{HERE}/publishers/{publisher.code}"
    for body in Organisation.objects.filter(pk__in=by.bodies.get("BODY_READ", ())).order_by("name"):
        yield f"{body.name}, for its board", at_body(body)


def at_body(body: Organisation) -> str:
    return f"{ROOT}/bodies/{body.reference}/watching"


def publishers_of(by: Actor) -> list[Publisher]:
    """Those that the person judges replies for; none where it is every one (the register has a page)."""
    codes = by.publishers.get("ADEQUACY_JUDGE")
    return [] if codes is None else list(Publisher.objects.filter(code__in=codes).order_by("name"))


def of_register(by: Actor, on: dt.date | None) -> Dashboard:
    here = f"{HERE}/register"
    mine = tuple(one for one in needs_me(by) if one.href.startswith((f"{ROOT}/oversight", f"{ROOT}/contra")))
    return _dashboard(by, "Oversight of the whole register", here, EVERYTHING, on, mine, _of_overseer())


def of_assurer(by: Actor, on: dt.date | None) -> Dashboard:
    here = f"{HERE}/found"
    inside = (
        Inside(
            "Claims that nobody has looked at",
            work.claims_to_look_at(by).count(),
            f"{ROOT}/verify",
            "Said to be done; but for those of your own bodies.",
        ),
        Inside(
            "Looks at closed work that are due",
            work.rechecks_due(by).count(),
            f"{ROOT}/verify",
            "12 or 24 months after it was closed as done.",
        ),
        Inside(
            "Verdicts on evidence that was withdrawn",
            work.verdicts_shaken(by).count(),
            f"{ROOT}/verify",
            "They stand until somebody looks again.",
        ),
    )
    mine = tuple(one for one in needs_me(by) if one.href.startswith(f"{ROOT}/verify"))
    return _dashboard(by, "What others found", here, EVERYTHING, on, mine, inside)


def of_issuer(by: Actor, publisher: Publisher, on: dt.date | None) -> Dashboard:
    code = publisher.code
    inside = (
        Inside(
            "Replies to judge",
            work.replies_to_judge(by).filter(entry__report__publisher=publisher).count(),
            f"{ROOT}/judge",
            "The latest answer was not judged by whoever asked.",
        ),
        Inside(
            "Duties found done, to close",
            work.to_close(by).filter(entry__report__publisher=publisher).count(),
            f"{ROOT}/judge",
            "Somebody independent found them done, and they are open.",
        ),
        Inside(
            "Reports being written",
            Manuscript.objects.filter(
                publisher=publisher, published_at__isnull=True, discarded_at__isnull=True
            ).count(),
            f"{ROOT}/publishing",
            "Seen by nobody else yet.",
        ),
    )
    mine = tuple(one for one in needs_me(by) if one.href.startswith((f"{ROOT}/judge", f"{ROOT}/publishing")))
    here = f"{HERE}/publishers/{code}"
    return _dashboard(by, publisher.name, here, of_publisher(publisher), on, mine, inside)


def of_board(by: Actor, body: Organisation, on: dt.date | None) -> Dashboard:
    """Of a region and a board: with what lies in it; but what is inside is of the body alone."""
    base = f"{ROOT}/bodies/{body.reference}"
    mine = tuple(one for one in needs_me(by) if one.href == base or one.href.startswith(f"{base}/"))
    inside = _of_body(body, base) if sees_all(by, body.pk) else ()
    return _dashboard(by, body.name, at_body(body), of_body(body), on, mine, inside)


def _dashboard(
    by: Actor,
    title: str,
    here: str,
    scope: Scope,
    on: dt.date | None,
    mine: tuple[Work, ...],
    inside: tuple[Inside, ...],
) -> Dashboard:
    others = tuple(one for one in dashboards_of(by) if one[1] != here)
    return Dashboard(title, mine, inside, oversight_page(scope, on, "month", None), here, others)


def _of_overseer() -> tuple[Inside, ...]:
    at = f"{ROOT}/oversight"
    return (
        Inside(
            "Disputes to settle",
            Dispute.objects.filter(settled_at__isnull=True).count(),
            f"{at}/disputes",
            "A body says that a duty is not its own.",
        ),
        Inside(
            "Duties of bodies that closed",
            held_by_closed(today()),
            f"{at}/closed-bodies",
            "Held by a body that is no more, closed duties with them.",
        ),
        Inside(
            "Letters that did not arrive",
            letters(undelivered=True).count(),
            f"{at}/letters?undelivered=1",
            "Sent back, or never sent for want of an address.",
        ),
        Inside(
            "Bodies without an accountable officer",
            count_without_officer(),
            f"{at}/bodies",
            "With duties that wait for an answer.",
        ),
        Inside(
            "Steps of escalation in 30 days",
            Step.objects.filter(on__gt=today() - RECENT).count(),
            f"{at}/rungs",
            "Duties that climbed a rung.",
        ),
        Inside(
            "Escalation held",
            Stop.objects.filter(ended_at__isnull=True).count(),
            "",
            "Somebody stopped it, with a reason.",
        ),
    )


def _of_body(body: Organisation, base: str) -> tuple[Inside, ...]:
    return (
        Inside(
            "Answers being written",
            Draft.objects.filter(organisation=body, discarded_at__isnull=True, answer__isnull=True).count(),
            base,
            "Seen by nobody outside.",
        ),
        Inside(
            "Duties handed to a colleague",
            Delegation.objects.filter(duty__holder=body, superseded_at__isnull=True)
            .values("duty")
            .distinct()
            .count(),
            f"{base}/duties",
            "Whoever has them is named on each.",
        ),
        Inside(
            "Disputes not settled",
            Dispute.objects.filter(duty__holder=body, settled_at__isnull=True).count(),
            f"{base}/duties",
            "The clock runs on until the overseer settles them.",
        ),
        Inside(
            "Letters about its duties",
            Letter.objects.filter(about=body, copy_of__isnull=True).count(),
            f"{base}/letters",
            "Written when an answer was due or overdue.",
        ),
    )
