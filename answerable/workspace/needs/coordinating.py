"""Groups without a lead or past their review, steps past their day, positions, and what can be settled."""

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.lineage.queries import overdue_contradictions
from answerable.oversight.models import GroupNote, Position
from answerable.oversight.queries.consolidations import consolidations
from answerable.oversight.queries.groups import GroupShown, groups, led_by
from answerable.website.formats import counted
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def needs(by: Actor) -> list[Work]:
    found: list[tuple[str, str, str, int, str]] = []
    if "GROUP_NOTE" in by.permissions:
        ours = by.bodies.get("GROUP_NOTE")
        found += _groups(
            groups(ended=False) if ours is None else led_by(ours), run="GROUP_RUN" in by.permissions
        )
    if "CONSOLIDATION_EDIT" in by.permissions:
        proposed = consolidations(state="proposed")
        ready = sum(not one.silent or one.answer_due for one in proposed)
        found.append(
            (
                "Asks to bring into one",
                "Publishers have answered",
                "consolidations",
                ready,
                f"{ready:,} to make",
            )
        )
    if "OVERSIGHT_READ" in by.permissions:
        late = len(overdue_contradictions())
        found.append(
            (
                "Contradictions past their day",
                "The body named has not settled them",
                "contradictions",
                late,
                f"{late:,} overdue",
            )
        )
    held_for = by.publishers.get("POSITION_RECORD")
    if "POSITION_RECORD" in by.permissions and held_for is not None:
        asked = Position.objects.filter(
            superseded_at__isnull=True,
            stand=Position.Stand.ASKED,
            publisher__in=held_for,
            consolidation__state="proposed",
        ).count()
        found.append(("One ask for many", "Do you agree?", "positions", asked, f"{asked:,} to answer"))
    return [
        Work(title, about, f"{ROOT}/{where}", said) for title, about, where, count, said in found if count
    ]


def _groups(rows: list[GroupShown], *, run: bool) -> list[tuple[str, str, str, int, str]]:
    """Those flagged are the overseer's; steps past their day, of whoever writes the record."""
    keys = [one.group.pk for one in rows]
    late = GroupNote.objects.filter(
        group__in=keys,
        kind=GroupNote.Kind.PLAN,
        progress=GroupNote.Progress.OPEN,
        superseded_at__isnull=True,
        due_on__lt=today(),
    ).count()
    without = sum(one.flagged for one in rows) if run else 0
    review = sum(one.review_due for one in rows) if run else 0
    return [
        ("Groups without a lead", "Who leads now?", "groups", without, counted(without, "group")),
        ("Groups to review", "Still needed?", "groups", review, counted(review, "group")),
        ("Steps of shared plans", "Past their day", "groups", late, f"{late:,} past their day"),
    ]
