"""What was weighed of an entry or an expectation, and what bodies do about it together."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from answerable.api.asking import ERRORS, WITHDRAWN, AsAt, Day, Reference, canonical, day_asked
from answerable.api.problems import ProblemError
from answerable.api.routes.entries import standing_entry
from answerable.lineage.queries import expectation_by_reference
from answerable.publication.weighed import of_entry, of_expectation

router = Router()


class Beside(Schema):
    """Rows with the columns of the public files of these names; the dictionary says what each means."""

    groups: list[dict[str, Any]]
    work: list[dict[str, Any]]
    consolidations: list[dict[str, Any]]
    assessments: list[dict[str, Any]]
    priorities: list[dict[str, Any]]


@router.get(
    "/expectations/{reference}/together",
    response={200: Beside, **ERRORS},
    operation_id="expectation_together",
    tags=["expectations"],
)
def expectation_together(
    request: HttpRequest, reference: str = Reference, as_at: Day | None = AsAt
) -> dict[str, Any]:
    """Groups, work under way, consolidated asks, its impact assessment, and where it was weighed."""
    found = expectation_by_reference(canonical(reference, "X"), day_asked(as_at))
    if found is None:
        raise ProblemError(404, "No expectation has that reference.")
    return dict(of_expectation(found.id, day_asked(as_at)))


@router.get(
    "/entries/{reference}/assessments",
    response={200: list[dict[str, Any]], **WITHDRAWN},
    operation_id="entry_assessments",
    tags=["entries"],
)
def entry_assessments(
    request: HttpRequest, reference: str = Reference, as_at: Day | None = AsAt
) -> list[dict[str, Any]]:
    """Impact assessments of one entry and of the expectations that it serves."""
    on = day_asked(as_at)
    return of_entry(standing_entry(reference, on).reference, on)
