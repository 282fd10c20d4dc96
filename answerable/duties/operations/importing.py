"""A plan that a body keeps as a spreadsheet: taken in whole, or not at all.

The same sheet sent twice changes nothing: a row is known again by the body's own key.
"""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from answerable.core.actors import Actor
from answerable.duties.models import Action, Duty, Milestone, TargetDate
from answerable.duties.operations.errors import DutyError
from answerable.duties.operations.planning import add_action, cover_duty, describe_action, move_date
from answerable.duties.operations.progressing import report_progress
from answerable.duties.plans.columns import PlanRow, RowError
from answerable.ledger.meeting import again_if_met
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation


class PlanRefusedError(DutyError):
    """Rows of the sheet can't be taken; `errors` says which and why. Nothing was written."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        rows = "One row" if len(errors) == 1 else f"{len(errors)} rows"
        super().__init__(
            f"{rows} can't be taken, so that nothing was: put them right, and send the sheet again."
        )
        self.errors = list(errors)


class _PreviewedError(Exception):
    """Carries what a sheet would change out of the transaction that is given up."""

    def __init__(self, changes: Counter[str]) -> None:
        super().__init__("previewed")
        self.changes = changes


@operation("PLAN_EDIT")
def import_plan(
    log: Log, *, by: Actor, organisation: Organisation, rows: Sequence[PlanRow], sha256: str
) -> Counter[str]:
    """Brings the rows of a sheet in: {"planned", "moved", "reported", "described", "covered", "same": count}.

    `sha256` is that of the sheet. Raises PlanRefusedError with every row that can't be taken.
    """
    by.require_for("PLAN_EDIT", organisation.pk)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    _hold(organisation, rows)
    changes: Counter[str] = Counter()
    errors: list[RowError] = []
    for row in rows:
        try:
            with transaction.atomic():
                changes.update(_take(by, organisation, row))
        except DutyError as error:
            errors.append(RowError(row.row, str(error)))
    if errors:
        raise PlanRefusedError(errors)
    if set(changes) <= {"same"}:
        log.unchanged()
    else:
        log.event(
            "plan.imported",
            organisation.reference,
            {"sheet": sha256, "rows": len(rows), "changes": dict(sorted(changes.items()))},
        )
    return changes


def preview_plan(*, by: Actor, organisation: Organisation, rows: Sequence[PlanRow]) -> Counter[str]:
    """What the sheet would change, by trying it and giving it up. Raises as `import_plan` does."""

    def tried() -> Counter[str]:
        try:
            with transaction.atomic():
                raise _PreviewedError(import_plan(by=by, organisation=organisation, rows=rows, sha256=""))
        except _PreviewedError as previewed:
            return previewed.changes

    return again_if_met(tried)


def _hold(organisation: Organisation, rows: Sequence[PlanRow]) -> None:
    """All that the sheet is about, before its first row holds the log, for which others may wait."""
    keys = {row.key for row in rows}
    known = Q(own_key__in=keys) | Q(reference__in={key.upper() for key in keys})
    actions = Action.objects.filter(known, organisation=organisation)
    list(actions.select_for_update().order_by("pk").values_list("pk"))
    wanted = {reference for row in rows for reference in row.duties}
    duties = Duty.objects.filter(
        Q(reference__in=wanted) | Q(actions__action__in=actions), holder=organisation
    ).values("pk")
    list(Duty.objects.select_for_update().filter(pk__in=duties).order_by("pk").values_list("pk"))


def _take(by: Actor, organisation: Organisation, row: PlanRow) -> list[str]:
    """Does what one row asks. Raises DutyError."""
    if row.body and row.body != organisation.reference:
        raise DutyError(f"The row is of another body ({row.body}): this is the plan of {organisation.name}.")
    if not row.key:
        raise DutyError("Your key is missing: give the action one, so that it is known again.")
    if not row.duties:
        raise DutyError("Duties: name what the action is for, such as D-7KQ2M9XA4.")
    duties = list(Duty.objects.filter(reference__in=row.duties, holder=organisation))
    if len(duties) < len(row.duties):
        unknown = sorted(set(row.duties) - {duty.reference for duty in duties})
        raise DutyError(f"Duties: {organisation.name} has no duty {', '.join(unknown)}.")
    action = _known(organisation, row.key)
    if action is None:
        action = add_action(
            by=by,
            organisation=organisation,
            duties=duties,
            words=row.words,
            owner_role=row.owner_role,
            end=row.end,
            measure=row.measure,
            own_key=row.key,
        )
        done = ["planned"]
    else:
        done = _update(by, action, row, duties)
    done += _report(by, action, row)
    return done or ["same"]


def _known(organisation: Organisation, key: str) -> Action | None:
    """By the body's own key, or by our reference, which the template gives where there is no other."""
    actions = Action.objects.filter(organisation=organisation)
    return actions.filter(own_key=key).first() or actions.filter(reference=key.upper()).first()


def _update(by: Actor, action: Action, row: PlanRow, duties: Sequence[Duty]) -> list[str]:
    done: list[str] = []
    if row.words and row.words != " ".join(action.words_original.split()):
        raise DutyError(
            "What will be done differs from what is kept under this key. An action keeps its words: drop it "
            "on its page, and plan the new one under another key."
        )
    end = Milestone.objects.get(action=action, is_end=True)
    standing = TargetDate.objects.get(milestone=end, superseded_at__isnull=True)
    if row.end and row.end != standing.due_on:
        if not row.reason:
            raise DutyError(
                f"The day differs from the one kept, {standing.due_on:%-d %B %Y}: say why the date moved."
            )
        move_date(by=by, milestone=end, due_on=row.end, reason=row.reason)
        done.append("moved")
    owner, measure = row.owner_role or action.owner_role, row.measure or action.measure
    differs = (owner, measure) != (action.owner_role, action.measure)
    if differs and describe_action(by=by, action=action, owner_role=owner, measure=measure):
        done.append("described")
    served = set(action.serves.values_list("duty_id", flat=True))
    for duty in duties:
        if duty.pk not in served:
            cover_duty(by=by, action=action, duty=duty)
            done.append("covered")
    return done


def _report(by: Actor, action: Action, row: PlanRow) -> list[str]:
    if not row.level:
        if row.said or row.on:
            raise DutyError(
                "Progress is blank, and what was done or its day is not: say how far it has come."
            )
        return []
    last = action.progress.filter(milestone=None).order_by("-pk").first()
    if last and row.on and row.on < last.on:
        raise DutyError(
            f"A later report of progress is kept, of {last.on:%-d %B %Y}: leave the older one out."
        )
    if last and (last.level, " ".join(last.words_original.split()), last.on) == (row.level, row.said, row.on):
        return []
    made = report_progress(by=by, action=action, level=row.level, words=row.said, on=row.on)
    return [] if last and made.pk == last.pk else ["reported"]
