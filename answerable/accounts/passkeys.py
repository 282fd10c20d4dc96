"""Passkeys (WebAuthn level 2): what a browser is asked, and whether what it answers is true.

User verification is required, so that a passkey stands for two factors: the device, and the finger or number
that unlocks it. Nothing is read or written here.
"""

import json
from dataclasses import dataclass

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

LONGEST = 20_000  # characters of an answer


class PasskeyError(ValueError):
    """The answer can't be trusted. The message is fit to be shown."""


@dataclass(frozen=True, slots=True)
class Site:
    """Whom a passkey is for: the host without its port, and the origin with it."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser is asked, as JSON, and the challenge that its answer must hold."""

    options: str
    challenge: str


@dataclass(frozen=True, slots=True)
class NewKey:
    credential: str
    public_key: str
    sign_count: int


def ask_for_new(site: Site, *, service: str, handle: str, email: str, name: str, known: list[str]) -> Asked:
    """Of a passkey that can be found without an e-mail address, and is none of `known`."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=service,
        user_id=handle.encode(),
        user_name=email,
        user_display_name=name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_named(known),
    )
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


def check_new(site: Site, answer: str, challenge: str) -> NewKey:
    """Raises PasskeyError: another site, another challenge, not verified, or no sense."""
    try:
        found = verify_registration_response(
            credential=_read(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyError("That passkey could not be set up. Try again, or use another device.") from error
    return NewKey(
        bytes_to_base64url(found.credential_id),
        bytes_to_base64url(found.credential_public_key),
        found.sign_count,
    )


def ask_for_proof(site: Site, known: list[str] | None = None) -> Asked:
    """Of any passkey for this site that the device holds, or of one of `known`."""
    options = generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_named(known or []),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


def credential_named(answer: str) -> str:
    """Which passkey the answer says it is of; blank where it makes no sense."""
    try:
        return str(_read(answer)["id"]).replace("\0", "")[:1400]  # which PostgreSQL can't look for
    except (PasskeyError, KeyError):
        return ""


def check_proof(site: Site, answer: str, challenge: str, *, public_key: str, sign_count: int) -> int:
    """What the device has counted now. Raises PasskeyError, of a count that went back too."""
    try:
        found = verify_authentication_response(
            credential=_read(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyError("That passkey was not accepted.") from error
    return found.new_sign_count


def _read(answer: str) -> dict[str, object]:
    if len(answer) > LONGEST:
        raise PasskeyError("That is no passkey's answer.")
    try:
        read = json.loads(answer)
    except (json.JSONDecodeError, RecursionError) as error:
        raise PasskeyError("That is no passkey's answer.") from error
    if not isinstance(read, dict):
        raise PasskeyError("That is no passkey's answer.")
    return read


def _named(credentials: list[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in credentials]
