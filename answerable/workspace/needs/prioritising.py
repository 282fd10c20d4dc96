"""Exercises to score, and those that wait for their overseer."""

from answerable.core.actors import Actor
from answerable.oversight.models import Exercise
from answerable.oversight.queries.exercises import to_score
from answerable.website.formats import counted
from answerable.workspace.presenters.prioritising import HERE, SCORING
from answerable.workspace.presenters.work import Work


def needs(by: Actor) -> list[Work]:
    found = []
    if waiting := to_score(by.identifier).count():
        said = f"{counted(waiting, 'exercise')} open for scoring"
        found.append(Work("Scoring", "What should go first, and why?", SCORING, said))
    if "EXERCISE_RUN" in by.permissions:
        state = Exercise.State
        counts = {
            "being prepared": Exercise.objects.filter(state=state.DRAFT).count(),
            "being scored": Exercise.objects.filter(state=state.OPEN).count(),
            "to be decided": Exercise.objects.filter(state=state.CLOSED).count(),
        }
        if any(counts.values()):
            said = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
            found.append(Work("Priorities", "What goes first?", HERE, said))
    return found
