"""Which sectors a report is in: recorded by rule, or said by an editor, whose word the rule leaves alone."""

from collections.abc import Collection, Mapping, Sequence

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.core.text.scope.sectors import METHOD, InSector, sectors
from answerable.ledger.operation import Log, operation
from answerable.register.models import Report, SectorFinding


class SectorChoiceError(ValueError):
    """The message is fit to be shown as it is. Nothing was written."""


@operation("SECTOR_RECORD")
def record_sectors(log: Log, *, by: Actor, found: Mapping[int, Sequence[InSector]]) -> int:
    """Brings the findings of these reports (by primary key) to what the rule found. Returns how many changed.

    Reports of which a person said the sectors are left as they are. One event for all.
    """
    # The reports are held, not their findings: of a report that is sorted for the first time there are none.
    reports = Report.objects.select_for_update(of=("self",)).filter(pk__in=found).order_by("pk")
    held: dict[int, list[SectorFinding]] = {pk: [] for pk in reports.values_list("pk", flat=True)}
    at = now()  # once nobody is waited for: what this replaces was recorded before
    for row in SectorFinding.objects.filter(report__in=held, superseded_at__isnull=True):
        held[row.report_id].append(row)
    old: list[int] = []
    new: list[SectorFinding] = []
    changed: list[int] = []
    for pk, wanted in found.items():
        rows = held[pk]
        if any(row.by_person for row in rows) or _same(rows, wanted):
            continue
        changed.append(pk)
        old += [row.pk for row in rows]
        new += [
            SectorFinding(
                report_id=pk,
                sector=one.code,
                standing=one.standing,
                words=list(one.words),
                method=METHOD,
                recorded_by=by.identifier,
                recorded_at=at,
            )
            for one in wanted
        ]
    if not changed:
        log.unchanged()
        return 0
    SectorFinding.objects.filter(pk__in=old).update(superseded_at=at)
    SectorFinding.objects.bulk_create(new, batch_size=500)
    log.event("sectors.found", "sectors", {"method": METHOD, "reports": len(changed)})
    return len(changed)


@operation("SECTOR_DECIDE")
def decide_sectors(
    log: Log, *, by: Actor, report: Report, codes: Collection[str], reason: str
) -> list[SectorFinding]:
    """An editor says which sectors a report is in. Raises SectorChoiceError: none, unknown, no reason."""
    known = sectors()
    unknown = [code for code in codes if code not in known]
    if unknown or not codes:
        names = ", ".join(sector.name for sector in known.values())
        raise SectorChoiceError(f"Choose at least one of: {names}.")
    why = " ".join(reason.split())[:500]
    if not why:
        raise SectorChoiceError("Say why: readers see it.")
    Report.objects.select_for_update().get(pk=report.pk)
    at = now()
    SectorFinding.objects.filter(report=report, superseded_at__isnull=True).update(superseded_at=at)
    made = [
        SectorFinding.objects.create(
            report=report,
            sector=code,
            standing=SectorFinding.Standing.YES,
            method="person",
            by_person=True,
            reason=why,
            recorded_by=by.identifier,
            recorded_at=at,
        )
        for code in known
        if code in codes
    ]
    log.event("sectors.decided", report.reference, {"sectors": [row.sector for row in made], "reason": why})
    return made


def _same(rows: Sequence[SectorFinding], wanted: Sequence[InSector]) -> bool:
    return {(row.sector, row.standing, tuple(row.words)) for row in rows} == {
        (one.code, one.standing, one.words) for one in wanted
    }
