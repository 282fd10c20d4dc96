"""The kinds of work on the desk, with what is open of each."""

from dataclasses import dataclass

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.lineage.models import Kind, Relation, Standing
from answerable.lineage.queries import agreement, contradictions
from answerable.website.formats import counted, long_date
from answerable.workspace.presenters.progress import agreed_words, done_today, open_count
from answerable.workspace.security import ROOT


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work, as a row of a list."""

    title: str
    about: str
    href: str
    open: str
    done: str = ""
    agreed: str = ""


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


def needs_me(by: Actor) -> tuple[Work, ...]:
    """What waits for somebody with these permissions."""
    found: list[Work] = []
    if "SUGGESTION_DECIDE" in by.permissions:
        found += [work for work in review_work(by) if not work.open.startswith("0 ")]
    if "EXPECTATION_EDIT" in by.permissions:
        drafts = Standing.objects.filter(state=Standing.State.DRAFT, superseded_at__isnull=True).count()
        if drafts:
            found.append(
                Work(
                    "Expectations",
                    "Does a group of entries ask one thing?",
                    f"{ROOT}/expectations",
                    f"{counted(drafts, 'draft')} to adopt or refuse",
                )
            )
    if "CONTRADICTION_EDIT" in by.permissions:
        waiting = [one for one in contradictions(fictional=None) if one.state != "resolved"]
        late = [one for one in waiting if one.overdue]
        unnamed = [one for one in waiting if one.state == "open"]
        if unnamed or late:
            parts = []
            if unnamed:
                parts.append(f"{len(unnamed):,} with no body named")
            if late:
                parts.append(f"{len(late):,} past the day set, as at {long_date(today())}")
            found.append(
                Work(
                    "Register of contradictions",
                    "Who must resolve them, and by when?",
                    f"{ROOT}/contradictions",
                    ", ".join(parts),
                )
            )
    return tuple(found)
