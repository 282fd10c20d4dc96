"""What waits for assurers, issuers, the panel, and those who answer challenges.

Each is a query that leaves out what is closed, what was withdrawn, and the work of the person's own bodies.
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from answerable.assurance import axes
from answerable.assurance.models import Adequacy, Challenge, Closure, PanelView, Recheck, Verification
from answerable.assurance.queries.challenges import challenges_waiting
from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.duties.models import AnswerPart, Claim, ClaimLevel, Duty


def claims_to_look_at(by: Actor) -> QuerySet[Duty]:
    """Duties said to be done whose latest claim nobody has looked at, the oldest claim first."""
    looked = Verification.objects.filter(claim=OuterRef("last_claim"), superseded_at__isnull=True)
    return (
        _with_last_claim(_open(by))
        .filter(Q(last_level=ClaimLevel.DONE))
        .exclude(Exists(looked))
        .order_by(F("last_claimed_on").asc(), "pk")
    )


def verdicts_shaken(by: Actor) -> QuerySet[Duty]:
    """Duties with a standing verdict that rests on evidence which was withdrawn since."""
    gone = Verification.objects.filter(
        duty=OuterRef("pk"), superseded_at__isnull=True, evidence__withdrawn_at__isnull=False
    )
    newer = Verification.objects.filter(
        duty=OuterRef("pk"), superseded_at__isnull=True, claim=OuterRef("last_claim")
    )
    return _with_last_claim(_open(by)).filter(Exists(gone), Exists(newer)).order_by("pk")


def to_close(by: Actor) -> QuerySet[Duty]:
    """Open duties whose latest claim was found done: they can be closed."""
    done = Verification.objects.filter(
        claim=OuterRef("last_claim"), superseded_at__isnull=True, result__in=axes.DONE
    )
    return _with_last_claim(_mine(_open(by), by, "CLOSURE_MAKE")).filter(Exists(done)).order_by("pk")


def rechecks_due(by: Actor, *, on: dt.date | None = None) -> QuerySet[Recheck]:
    """Looks at closed work whose day has come, the longest due first."""
    own = by.belongs_to
    return (
        Recheck.objects.filter(
            done_on__isnull=True,
            closure__reopened_at__isnull=True,
            closure__duty__entry__withdrawn_at__isnull=True,
            due_on__lte=on or today(),
        )
        .exclude(Q(closure__duty__holder__in=own) | Q(closure__duty__organisation__in=own))
        .select_related("closure__duty__holder", "closure__duty__entry__report__publisher")
        .order_by("due_on", "pk")
    )


def replies_to_judge(by: Actor) -> QuerySet[Duty]:
    """Duties, of what the issuer's publishers asked, whose latest answer was not judged; the oldest first."""
    last = (
        AnswerPart.objects.filter(duty=OuterRef("pk"), answer__withdrawn_at__isnull=True)
        .order_by("-answer__answered_on", "-answer_id")
        .values("answer_id")[:1]
    )
    judged = Adequacy.objects.filter(
        duty=OuterRef("pk"), answer=OuterRef("last_answer"), superseded_at__isnull=True
    )
    return (
        _mine(_open(by), by, "ADEQUACY_JUDGE")
        .annotate(last_answer=Subquery(last))
        .filter(last_answer__isnull=False)
        .exclude(Exists(judged))
        .order_by("last_answer", "pk")
    )


def awaiting_view() -> QuerySet[Duty]:
    """Duties said to be done, or looked at, of which the panel has not said how it is."""
    said = PanelView.objects.filter(duty=OuterRef("pk"), superseded_at__isnull=True)
    looked = Verification.objects.filter(duty=OuterRef("pk"), superseded_at__isnull=True)
    rows = _with_last_claim(_standing()).filter(Q(last_level=ClaimLevel.DONE) | Exists(looked))
    return rows.exclude(Exists(said)).order_by("pk")


def challenges_for(by: Actor) -> QuerySet[Challenge]:
    """Challenges without an answer that somebody may answer, as far as lists can tell, the oldest first."""
    own = by.belongs_to
    return (
        challenges_waiting()
        .exclude(from_person=by.identifier)
        .exclude(Q(duty__holder__in=own) | Q(duty__organisation__in=own) | Q(from_body__in=own))
    )


def _standing() -> QuerySet[Duty]:
    return Duty.objects.filter(entry__withdrawn_at__isnull=True).select_related(
        "entry__report__publisher", "holder", "organisation"
    )


def _open(by: Actor) -> QuerySet[Duty]:
    """Duties that are not closed, but for those of the person's own bodies."""
    closed = Closure.objects.filter(duty=OuterRef("pk"), reopened_at__isnull=True)
    own: Iterable[int] = by.belongs_to
    return _standing().exclude(Exists(closed)).exclude(Q(holder__in=own) | Q(organisation__in=own))


def _mine(rows: QuerySet[Duty], by: Actor, permission: str) -> QuerySet[Duty]:
    """Only those of the publishers that the permission is held for, where it names some."""
    codes = by.publishers.get(permission)
    return rows if codes is None else rows.filter(entry__report__publisher__code__in=codes)


def _with_last_claim(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    last = Claim.objects.filter(duty=OuterRef("pk")).order_by("-pk")
    return rows.filter(Exists(last)).annotate(
        last_claim=Subquery(last.values("pk")[:1]),
        last_level=Subquery(last.values("level")[:1]),
        last_claimed_on=Subquery(last.values("claimed_on")[:1]),
    )
