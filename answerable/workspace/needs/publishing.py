"""Reports that an issuer has begun and not published."""

from answerable.core.actors import Actor
from answerable.register.queries import manuscripts_of
from answerable.website.formats import counted
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def needs(by: Actor) -> list[Work]:
    if "REPORT_PUBLISH" not in by.permissions:
        return []
    waiting = manuscripts_of(by.publishers.get("REPORT_PUBLISH")).count()
    if not waiting:
        return []
    return [
        Work(
            "Publishing",
            "Reports that you or a colleague began, and that are not public yet.",
            f"{ROOT}/publishing",
            counted(waiting, "draft"),
        )
    ]
