"""Work under way, as it stands or stood on a day: whose, on what, and who joined it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.lineage.models import Serving
from answerable.lineage.queries.expectations import ExpectationShown, expectations_shown
from answerable.organisations.models import Organisation
from answerable.oversight.models import Work, WorkExpectation
from answerable.oversight.queries.groups import recorded, standing

GOING = (Work.State.PLANNED.value, Work.State.UNDER_WAY.value)


@dataclass(frozen=True, slots=True)
class WorkShown:
    """A piece of work in its current version, what it is on, and the bodies that joined it."""

    row: Work
    expectations: tuple[ExpectationShown, ...]
    joined: tuple[Organisation, ...]
    on: dt.date

    @property
    def going(self) -> bool:
        return self.row.state in GOING

    @property
    def past_its_end(self) -> bool:
        """It was to end by then, and nobody has said that it did."""
        return self.going and self.row.ends_on is not None and self.row.ends_on < self.on


def work(
    on: dt.date | None = None,
    *,
    state: str = "",
    references: Iterable[str] | None = None,
    organisation: int | None = None,
) -> list[WorkShown]:
    """The newest first. `organisation`: of this body, or joined by it. Five queries."""
    rows = Work.objects.filter(standing(on, "superseded_at"))
    if references is not None:
        rows = rows.filter(reference__in=list(references))
    if state:
        rows = rows.filter(state=state)
    if organisation is not None:
        mine = WorkExpectation.objects.filter(standing(on), organisation=organisation)
        rows = rows.filter(organisation=organisation) | rows.filter(reference__in=mine.values("reference"))
    return _shown(list(rows.select_related("organisation", "group").order_by("-pk")), on)


def work_by_reference(reference: str, on: dt.date | None = None) -> WorkShown | None:
    found = work(on, references=[reference])
    return found[0] if found else None


def versions_of(reference: str, on: dt.date | None = None) -> list[Work]:
    """How it was described over time, the first first."""
    return list(Work.objects.filter(recorded(on), reference=reference).order_by("pk"))


def others_at_work(expectation_ids: Iterable[int], *, but: int | None = None) -> list[WorkShown]:
    """Work planned or under way on any of these, by others than the body `but` and not joined by it."""
    rows = WorkExpectation.objects.filter(ended_at__isnull=True, expectation__in=list(expectation_ids))
    found = work(references=set(rows.values_list("reference", flat=True)))
    return [
        one
        for one in found
        if one.going and one.row.organisation_id != but and but not in {body.pk for body in one.joined}
    ]


def others_on_what_is_asked(organisation_id: int, *, entry: int | None = None) -> list[WorkShown]:
    """Work by others on what a body is asked, or on what one entry asks. One query where there is none."""
    held = Duty.objects.filter(holder=organisation_id, entry__withdrawn_at__isnull=True)
    if entry is not None:
        held = held.filter(entry=entry)
    serving = Serving.objects.filter(superseded_at__isnull=True, entry__in=held.values("entry"))
    rows = WorkExpectation.objects.filter(
        ended_at__isnull=True, expectation__in=serving.values("expectation")
    )
    asked = set(rows.values_list("expectation_id", flat=True))
    return others_at_work([key for key in asked if key], but=organisation_id) if asked else []


def work_on(expectation_ids: Iterable[int], on: dt.date | None = None) -> dict[int, list[WorkShown]]:
    """{expectation id: work on it, that which goes on first}."""
    wanted = set(expectation_ids)
    rows = WorkExpectation.objects.filter(standing(on), expectation__in=wanted)
    found: dict[int, list[WorkShown]] = defaultdict(list)
    references = set(rows.values_list("reference", flat=True))
    if not references:
        return {}
    for one in work(on, references=references):
        for expectation in one.expectations:
            if expectation.id in wanted:
                found[expectation.id].append(one)
    for held in found.values():
        held.sort(key=lambda one: not one.going)
    return dict(found)


def _shown(rows: list[Work], on: dt.date | None) -> list[WorkShown]:
    asked: dict[str, list[int]] = defaultdict(list)
    joined: dict[str, list[Organisation]] = defaultdict(list)
    for link in (
        WorkExpectation.objects.filter(standing(on), reference__in=[row.reference for row in rows])
        .select_related("organisation")
        .order_by("pk")
    ):
        if link.expectation_id is not None:
            asked[link.reference].append(link.expectation_id)
        elif link.organisation is not None:
            joined[link.reference].append(link.organisation)
    shown = expectations_shown({one for held in asked.values() for one in held}, on)
    return [
        WorkShown(
            row,
            tuple(shown[one] for one in asked[row.reference] if one in shown),
            tuple(sorted(joined[row.reference], key=lambda body: body.name)),
            on or today(),
        )
        for row in rows
    ]
