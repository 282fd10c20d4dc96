"""Tells somebody that a key was made in their name: if it was not them, they end it."""

from answerable.accounts.models.keys import ApiKey
from answerable.core.actors import POST
from answerable.notices.operations import tell
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/account/keys"


def tell_of(key: ApiKey) -> None:
    tell(
        by=POST,
        person=key.person,
        key=f"key-made:{key.pk}",
        kind="key",
        words=f"A key for your programs was made: {key.label}. If that was not you, end it.",
        address=HERE,
    )
