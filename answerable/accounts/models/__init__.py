"""People, their roles and for how long, how they prove who they are, and who was turned away."""

from answerable.accounts.models.factors import CodeApp, OutsideIdentity, Passkey, RecoveryCode
from answerable.accounts.models.keys import ApiKey, AskedBefore
from answerable.accounts.models.people import PasswordLink, Person, RoleGrant, Tries
from answerable.accounts.models.visits import Refusal, Visit

__all__ = [
    "ApiKey",
    "AskedBefore",
    "CodeApp",
    "OutsideIdentity",
    "Passkey",
    "PasswordLink",
    "Person",
    "RecoveryCode",
    "Refusal",
    "RoleGrant",
    "Tries",
    "Visit",
]
