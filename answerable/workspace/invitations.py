"""The mail that says that somebody was invited, with a link that only its owner sees."""

from django.http import HttpRequest

from answerable.accounts.models import Person
from answerable.accounts.operations import LINK_HOURS, make_password_link
from answerable.core.actors import PEOPLE, POST
from answerable.notices.operations import queue_message
from answerable.organisations.models import Organisation
from answerable.workspace.policy import actor
from answerable.workspace.security import ROOT


def send_invitation(request: HttpRequest, who: Person, body: Organisation | None, *, opened: bool) -> None:
    """Puts the mail in the post: with a link for a new account, and without for one that is there."""
    of = f" for {body.name}" if body else ""
    if opened:
        by = actor(request)
        token = make_password_link(by=by if "PERSON_INVITE" in by.permissions else PEOPLE, person=who)
        link = request.build_absolute_uri(f"{ROOT}/set-password/{token}")
        text = f"You were invited to act{of}. Choose a password here within {LINK_HOURS} hours:\n\n{link}\n"
    else:
        text = f"You were given a role{of}. Sign in as before:\n\n{request.build_absolute_uri(ROOT)}\n"
    key = f"invitation:{who.pk}:{who.grants.count()}:{who.password_links.count()}"
    queue_message(by=POST, key=key, address=who.email, subject="You were invited", body=text)
