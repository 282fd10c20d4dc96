"""What waits for the register's own team."""

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.lineage.models import Standing
from answerable.lineage.queries import contradictions
from answerable.website.formats import counted, long_date
from answerable.workspace.presenters.review import review_work
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def needs(by: Actor) -> list[Work]:
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
    return found
