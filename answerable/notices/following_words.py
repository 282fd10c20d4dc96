"""The wording of mail to those who follow something. Nothing that anybody typed stands in it.

It is written in the language that is active (`language_of`).
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from answerable.notices.models import Follow


def language_of(follows: Iterable[Follow]) -> str:
    """In which one who follows all these is written to: in Welsh where each was asked for in Welsh."""
    chosen = {follow.language for follow in follows}
    return Follow.Language.WELSH.value if chosen == {Follow.Language.WELSH.value} else settings.LANGUAGE_CODE


def asking_mail(label: str, page: str, follow: int, days: int) -> tuple[str, str]:
    """(subject, body) of the mail by which an address says that it wants what was asked for."""
    said = {"name": settings.SERVICE_NAME, "label": label, "days": days}
    return _("%(name)s: confirm that you want to follow %(label)s") % said, "\n\n".join(
        [
            _("Somebody asked %(name)s to tell this address when something happens with %(label)s.") % said,
            f"{_('If that was you, open this page and press the button:')}\n{page}/confirm/{follow}",
            _(
                "If it was not, do nothing. Nothing more will come, and the address is forgotten after "
                "%(days)s days."
            )
            % said,
        ]
    )


def known_mail(label: str, page: str, follow: int, days: int) -> tuple[str, str]:  # noqa: ARG001
    """(subject, body) for one who asks for what they follow already. Parameters as of `asking_mail`."""
    said = {"name": settings.SERVICE_NAME, "label": label}
    asked = _("Somebody asked %(name)s to tell this address when something happens with %(label)s.") % said
    return _("%(name)s: you follow %(label)s already") % said, "\n\n".join(
        [
            f"{asked} {_('It follows that already, so nothing was changed.')}",
            f"{_('What it follows, and how to end it:')}\n{page}",
        ]
    )


def last_words(page: str) -> str:
    """The end of every mail that tells of something."""
    return (
        f"{_('What you follow, how often you hear of it, and how to end it:')}\n{page}\n\n"
        f"{_('To end all of it at once:')}\n{page}/end"
    )
