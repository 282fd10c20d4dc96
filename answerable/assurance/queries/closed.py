"""Which duties are closed: what the duties room itself can't know."""

from collections.abc import Sequence

from answerable.assurance.models import Closure
from answerable.duties.models import Duty


def closed_among(duties: Sequence[Duty]) -> set[int]:
    """The ids of those that are closed now."""
    rows = Closure.objects.filter(duty__in=[duty.pk for duty in duties], reopened_at__isnull=True)
    return set(rows.values_list("duty_id", flat=True))
