"""A body's plan as rows of a spreadsheet: what it has, and what it was asked and has not planned for yet."""

from collections.abc import Iterator

from answerable.duties.models import Action, ClaimLevel, Duty, Milestone
from answerable.duties.plans.columns import COLUMNS
from answerable.duties.queries.holding import duties_held, with_entry
from answerable.duties.queries.plans import plan_of
from answerable.organisations.models import Organisation
from answerable.register.models import EntryVersion

HEADER = tuple(column.label for column in COLUMNS)
_MOST_DUTIES = 400
_SHORT = 300  # characters of what was asked


def template_rows(organisation: Organisation) -> Iterator[tuple[str, ...]]:
    """A row for each action, and one with its first cells filled for each duty that has none."""
    actions = [action for action in plan_of(organisation.pk) if action.dropped_at is None]
    unplanned = list(with_entry(duties_held(organisation.pk).filter(actions__isnull=True))[:_MOST_DUTIES])
    asked = _asked([*(row.duty for action in actions for row in action.serves.all()), *unplanned])
    for action in actions:
        duties = [row.duty for row in action.serves.all()]
        yield _row(organisation, action, duties, " / ".join(asked[duty.pk] for duty in duties))
    for duty in unplanned:
        yield (organisation.reference, "", duty.reference, asked[duty.pk], *[""] * 8)


def _asked(duties: list[Duty]) -> dict[int, str]:
    texts = dict(
        EntryVersion.objects.filter(
            entry__in=[duty.entry_id for duty in duties], superseded_at__isnull=True
        ).values_list("entry_id", "text")
    )
    return {duty.pk: " ".join(texts.get(duty.entry_id, "").split())[:_SHORT] for duty in duties}


def _row(organisation: Organisation, action: Action, duties: list[Duty], asked: str) -> tuple[str, ...]:
    whole = [report for report in action.progress.all() if report.milestone_id is None]
    last = whole[-1] if whole else None
    end: Milestone = next(one for one in action.milestones.all() if one.is_end)
    dates = sorted(end.dates.all(), key=lambda date: date.pk)
    return (
        organisation.reference,
        action.own_key or action.reference,
        "; ".join(duty.reference for duty in duties),
        asked,
        action.words_original,
        action.owner_role,
        action.measure,
        dates[-1].due_on.isoformat(),
        "",
        str(ClaimLevel(last.level).label) if last else "",
        last.words_original if last else "",
        last.on.isoformat() if last else "",
    )
