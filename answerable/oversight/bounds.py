"""Permissions held for one sector alone: what such a person writes has to be about that sector.

An operation says in its events what it is about, by references. Those of an actor who is bound are followed
to the reports they come from; each report has to be in one of the actor's sectors, and there has to be one
at least: what cannot be followed is refused. See docs/decisions/0025-sectors.md.
"""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from answerable.assurance.models import Challenge, Correction
from answerable.core.actors import Actor, NotPermittedError
from answerable.core.text.scope.sectors import sectors
from answerable.duties.models import Duty
from answerable.ledger.canonical import Payload
from answerable.lineage.models import Contradiction, Serving
from answerable.oversight.figures.touched import duties_led_to, named
from answerable.oversight.models import Assessment, Consolidation, Exercise, Item
from answerable.register.models import Entry, Report
from answerable.register.sectors import findings

Reports = QuerySet[Entry, int]


def within_sectors(actor: Actor, permission: str, events: list[tuple[str, str, Payload]]) -> None:
    """Raises NotPermittedError for what a bound actor may not write. Costs nothing for the others."""
    allowed = actor.sectors.get(permission)
    if allowed is None:
        return
    references = {one for _, subject, payload in events for part in (subject, payload) for one in named(part)}
    about = reports_of(references)
    names = " or ".join(sectors()[code].name for code in sorted(allowed) if code in sectors())
    if not about:
        raise NotPermittedError(f"{actor.identifier} may do this only for {names}, and this is not about it")
    inside = set(findings().filter(report__in=about, sector__in=allowed).values_list("report_id", flat=True))
    if about - inside:
        raise NotPermittedError(f"{actor.identifier} may do this only for {names}")


def reports_of(references: Collection[str]) -> set[int]:
    """The reports that these references come from, by primary key."""
    found: set[int] = set(
        Duty.objects.filter(pk__in=duties_led_to(references)).values_list("entry__report_id", flat=True)
    )
    for rows in _led_to(references):
        found.update(rows)
    return found


def _led_to(references: Collection[str]) -> Iterator[QuerySet[Entry, int] | QuerySet[Report, int]]:
    yield Report.objects.filter(reference__in=references).values_list("pk", flat=True)
    expectations = Serving.objects.filter(superseded_at__isnull=True)
    exercises = Exercise.objects.filter(reference__in=references)
    for entries in (
        Entry.objects.filter(reference__in=references),
        Entry.objects.filter(contradictions__in=Contradiction.objects.filter(reference__in=references)),
        Entry.objects.filter(
            contradictions_as_other__in=Contradiction.objects.filter(reference__in=references)
        ),
        Entry.objects.filter(challenges__in=Challenge.objects.filter(reference__in=references)),
        Entry.objects.filter(
            challenges__in=Correction.objects.filter(reference__in=references).values("challenge")
        ),
        Entry.objects.filter(servings__in=expectations.filter(expectation__reference__in=references)),
        Entry.objects.filter(
            servings__in=expectations.filter(
                expectation__in=Item.objects.filter(exercise__in=exercises).values("expectation")
            )
        ),
        Entry.objects.filter(
            servings__in=expectations.filter(
                expectation__in=Consolidation.objects.filter(reference__in=references).values("expectation")
            )
        ),
        Entry.objects.filter(
            servings__in=expectations.filter(
                expectation__in=Assessment.objects.filter(reference__in=references).values("expectation")
            )
        ),
    ):
        yield entries.order_by().values_list("report_id", flat=True)
