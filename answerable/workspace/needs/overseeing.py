"""Escalation, disputes and transfers."""

from answerable.core.actors import Actor
from answerable.duties.models import Dispute
from answerable.oversight.queries import count_without_officer, letters
from answerable.website.formats import counted
from answerable.workspace.presenters.overseeing import HERE
from answerable.workspace.presenters.work import Work
from answerable.workspace.views.overseeing_duties import orphans


def needs(by: Actor) -> list[Work]:
    if "OVERSIGHT_READ" not in by.permissions:
        return []
    disputes = Dispute.objects.filter(settled_at__isnull=True).count()
    closed = orphans().count()
    lost = letters(undelivered=True).count()
    unreachable = count_without_officer()
    found = [
        ("Disputes", "Whose is the duty?", "disputes", disputes, counted(disputes, "dispute") + " to settle"),
        (
            "Duties of bodies that closed",
            "Who answers now?",
            "closed-bodies",
            closed,
            f"{closed:,} without a sure successor",
        ),
        (
            "Letters that did not arrive",
            "Who can be written to?",
            "letters?undelivered=1",
            lost,
            f"{lost:,} not delivered",
        ),
        (
            "Bodies without an accountable officer",
            "Who answers for them?",
            "bodies",
            unreachable,
            f"{unreachable:,} with duties that wait",
        ),
    ]
    return [
        Work(title, about, f"{HERE}/{where}", said) for title, about, where, count, said in found if count
    ]
