"""The wording of mail about notices: no names, no words of reports; a line, and a page to sign in to."""

from collections.abc import Sequence

from django.conf import settings

from answerable.notices.models import Notice

PREFERENCES = "/workspace/notices/preferences"


def mail_of(notices: Sequence[Notice]) -> tuple[str, str]:
    """(subject, body) of one mail about these notices, at least one."""
    name = settings.SERVICE_NAME
    if len(notices) == 1:
        subject = f"{name}: {notices[0].words}"
    else:
        subject = f"{name}: {len(notices):,} things to look at"
    lines = [f"- {notice.words}\n  {link(notice.address)}" for notice in notices]
    return subject, "\n\n".join(
        [
            f"{name} has {'this' if len(notices) == 1 else 'these'} for you.",
            "\n\n".join(lines),
            f"How often you get such mail, or whether you do, is for you to say: {link(PREFERENCES)}",
        ]
    )


def link(address: str) -> str:
    """The whole address of a page of the workspace."""
    return f"{settings.PUBLIC_ADDRESS}{address}"
