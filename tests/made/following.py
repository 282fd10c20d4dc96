"""Makers of follows. They only call operations."""

import re

from answerable.core.actors import PUBLIC
from answerable.notices.follows import secret_of
from answerable.notices.models import Follow, Follower, Message
from answerable.notices.operations import ask_to_follow, confirm_follow
from answerable.pipeline.following import run_alerts

READER = "reader@example.org"


def asked(
    what: str, subject: str, *, mail: str = READER, rhythm: str = "at_once", client: str = ""
) -> Follow | None:
    return ask_to_follow(
        by=PUBLIC, mail=mail, what=what, subject=subject, rhythm=rhythm, label="a thing", client=client
    )


def follow(what: str, subject: str, *, mail: str = READER, rhythm: str = "at_once") -> Follow:
    """A follow that was asked for and confirmed by the link in the mail."""
    held = asked(what, subject, mail=mail, rhythm=rhythm)
    assert held is not None, "too many were asked for"
    return confirm_follow(by=PUBLIC, secret=secret_of(held.follower), follow=held.pk)


def run() -> int:
    return run_alerts(progress=lambda *_: None)


def alerts(mail: str = READER) -> list[Message]:
    """The mails that told this address of something, the first first."""
    return list(Message.objects.filter(address=mail, key__contains=":told:").order_by("pk"))


def link(mail: str = READER) -> str:
    """The path of the link in the last mail to this address."""
    body = Message.objects.filter(address=mail).order_by("-pk")[0].body
    found = re.search(r"https?://[^/]+(/following/\S+)", body)
    assert found is not None, body
    return found[1]


def follower() -> Follower:
    return Follower.objects.get()
