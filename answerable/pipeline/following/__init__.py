"""Whoever follows something is told what happens with it (docs/decisions/0030-following.md)."""

from answerable.core.actors import ALERTS
from answerable.notices.operations import forget_unconfirmed
from answerable.pipeline.following.looking import Progress, look
from answerable.pipeline.following.telling import tell_followers

__all__ = ["run_alerts"]


def run_alerts(*, progress: Progress) -> int:
    """Looks at what happened, writes the mails that are due, forgets who never confirmed: how many mails.

    It may be killed at any point and run again, and run twice at once: nothing is told twice or missed.
    """
    look(by=ALERTS, progress=progress)
    written = tell_followers(by=ALERTS, progress=progress)
    forget_unconfirmed(by=ALERTS)
    return written
