"""Duties and answers of one body."""

from answerable.core.actors import Actor
from answerable.website.formats import counted
from answerable.workspace.presenters.answering import at_body, draft_lines, rows_of
from answerable.workspace.presenters.work import Work
from answerable.workspace.views.answering import bodies_of


def needs(by: Actor) -> list[Work]:
    """One line a body that the person speaks for."""
    found = []
    for body in bodies_of(by):
        rows, drafts = rows_of(by, body, with_words=False), draft_lines(by, body)
        waits = (
            (sum(row.overdue for row in rows), "overdue"),
            (sum(row.soon for row in rows), "due soon"),
            (sum(row.open and not row.overdue and not row.soon for row in rows), "due later"),
            (sum(row.challenged for row in rows), "challenged"),
        )
        parts = [f"{count:,} {what}" for count, what in waits if count]
        if drafts:
            parts.append(counted(len(drafts), "draft"))
        if to_sign := sum(line.to_sign for line in drafts):
            parts.append(f"{to_sign:,} for you to sign")
        found.append(
            Work(
                body.name, "What does it have to answer?", at_body(body), ", ".join(parts) or "Nothing waits"
            )
        )
    return found
