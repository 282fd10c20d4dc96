"""Telling a body what others found of its work, within the operation that records it."""

from answerable.accounts.queries import people_of
from answerable.accounts.roles import Role
from answerable.duties.models import Duty
from answerable.ledger.operation import Log
from answerable.notices.operations import tell_within

_TOLD = (Role.ACCOUNTABLE_OFFICER, Role.RESPONDER)


def tell_holder(log: Log, duty: Duty, kind: str, key: str, words: str) -> None:
    """A line for the accountable officer and the responders of whoever holds the duty, once each."""
    address = f"/workspace/bodies/{duty.holder.reference}/duties/{duty.reference}"
    for person in people_of(duty.holder_id, *_TOLD):
        tell_within(
            log,
            person=person,
            key=f"{kind}:{duty.reference}:{key}",
            kind=kind,
            words=f"{words} Duty {duty.reference}.",
            address=address,
        )
