"""The kinds of work on the desk, with what is open of each."""

from answerable.core.actors import Actor
from answerable.lineage.models import Kind, Relation
from answerable.lineage.queries import agreement
from answerable.website.formats import counted
from answerable.workspace.presenters.progress import agreed_words, done_today, open_count
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def review_work(by: Actor) -> tuple[Work, ...]:
    """The review desk, kind by kind."""

    def row(title: str, about: str, address: str, kind: Kind, noun: str, plural: str = "") -> Work:
        return Work(
            title,
            about,
            f"{ROOT}/review/{address}",
            f"{counted(open_count(kind), noun, plural)} open",
            f"{done_today(kind, by.identifier):,} decided by you today",
            agreed_words(agreement(kind), "Editors agree"),
        )

    return (
        row("Links", "Do two entries ask the same?", "links", Kind.LINK, "pair"),
        row("Themes", "What is an entry about?", "themes", Kind.THEME, "entry", "entries"),
        row("Scope", "Is a report about mental health care in hospital?", "scope", Kind.SCOPE, "report"),
        row("Settings", "Where does it take place?", "settings", Kind.SETTING, "suggestion"),
        row("Populations", "Whom is it about?", "populations", Kind.POPULATION, "suggestion"),
        Work(
            "Contradictions",
            "Do two entries pull in different directions?",
            f"{ROOT}/review/contradictions",
            f"{counted(candidates_open(), 'candidate')} open",
        ),
    )


def candidates_open() -> int:
    return open_count(Kind.LINK, (Relation.CONTRADICTS,))
