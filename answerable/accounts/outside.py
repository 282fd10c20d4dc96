"""Signing in through an OpenID provider: the authorisation code flow with PKCE, state and nonce
(OpenID Connect Core 1.0, RFC 7636, RFC 9207).

One provider, named by the environment. Nobody is created by it: it links, once and by an e-mail address that
the provider has verified, to a person who was invited here; afterwards by issuer and subject alone.
"""

import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from answerable.accounts.models import OutsideIdentity, Person
from answerable.accounts.operations import AccountError, link_identity
from answerable.accounts.queries import active_person, person_by_email
from answerable.core.actors import SIGN_IN

ALGORITHMS = ("RS256", "PS256", "ES256")  # never "none", and none that signs with a shared secret
PATIENCE = (3, 10)  # seconds to connect, and to answer
LEEWAY = 60  # seconds that clocks may differ
OLDEST = 600  # seconds since the token was made
_DISCOVERY = "/.well-known/openid-configuration"
_KEPT = 600  # seconds that the provider's own description is kept
_LARGEST = 262_144  # bytes of a description or of keys
_LOCAL = {"localhost", "127.0.0.1", "::1"}


class OutsideError(Exception):
    """The provider could not be reached, or what it said can't be trusted. Not fit to be shown."""


@dataclass(frozen=True, slots=True)
class Provider:
    issuer: str
    authorise: str
    token: str
    keys: str
    basic: bool  # whether the client's secret goes in a header


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser goes, and what must be kept in its session until it comes back."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Claims:
    issuer: str
    subject: str
    email: str  # blank unless the provider has verified it


_described: dict[str, tuple[float, Provider]] = {}


def is_offered() -> bool:
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT)


def begin(back: str) -> Begun:
    """Raises OutsideError."""
    found, nonce, verifier = provider(), secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    with _session(found, back) as session:
        address, state = session.create_authorization_url(
            found.authorise, state=secrets.token_urlsafe(32), nonce=nonce, code_verifier=verifier
        )
    return Begun(address, state, nonce, verifier)


def finish(*, code: str, nonce: str, verifier: str, back: str) -> Claims:
    """What the provider says of whoever came back with this code. Raises OutsideError."""
    found = provider()
    try:
        with _session(found, back) as session:
            answer = session.fetch_token(
                found.token,
                code=code,
                code_verifier=verifier,
                grant_type="authorization_code",
                timeout=PATIENCE,
                allow_redirects=False,
            )
    except (AuthlibBaseError, requests.RequestException, ValueError, TypeError) as error:
        raise OutsideError(f"The code was not taken: {type(error).__name__}") from error
    return read_token(found, str(answer.get("id_token", "")), nonce)


def read_token(found: Provider, token: str, nonce: str) -> Claims:
    """The claims of an ID token. Raises OutsideError: not signed by the provider, not for us, not now, not
    for this visit.
    """
    registry = jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": found.issuer},
        aud={"essential": True, "value": settings.OIDC_CLIENT},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        read = jwt.decode(token, KeySet.import_key_set(_fetch(found.keys)), algorithms=list(ALGORITHMS))
        registry.validate(read.claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise OutsideError(f"The token can't be trusted: {type(error).__name__}") from error
    claims = read.claims
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != settings.OIDC_CLIENT:
        raise OutsideError("The token was given to somebody else")
    if claims["iat"] < time.time() - OLDEST - LEEWAY:
        raise OutsideError("The token is too old")
    subject = str(claims["sub"])
    if not subject or len(subject) > 255:
        raise OutsideError("The token names nobody")
    verified = claims.get("email_verified") is True
    return Claims(found.issuer, subject, str(claims.get("email", "")) if verified else "")


def who_comes(claims: Claims) -> Person | None:
    """The person that this account is linked to, or is linked to now; None where there is none to link."""
    link = OutsideIdentity.objects.filter(
        issuer=claims.issuer, subject=claims.subject, ended_at__isnull=True
    ).first()
    if link:
        return active_person(link.person_id)
    person = person_by_email(claims.email) if claims.email else None
    if person is None:
        return None
    try:
        link_identity(by=SIGN_IN, person=person, issuer=claims.issuer, subject=claims.subject)
    except AccountError:
        return None
    return person


def provider() -> Provider:
    """What the provider says of itself, which may send the browser to no other host than its own.

    Raises OutsideError.
    """
    issuer = settings.OIDC_ISSUER
    kept = _described.get(issuer)
    if kept and kept[0] > time.monotonic():
        return kept[1]
    _safe(issuer)
    said = _fetch(issuer.rstrip("/") + _DISCOVERY)
    try:
        found = Provider(
            str(said["issuer"]),
            str(said["authorization_endpoint"]),
            str(said["token_endpoint"]),
            str(said["jwks_uri"]),
            "client_secret_basic"
            in said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]),
        )
    except (KeyError, TypeError) as error:
        raise OutsideError("The provider's description lacks an address") from error
    if found.issuer != issuer:
        raise OutsideError("The provider calls itself something else")
    for address in (found.authorise, found.token, found.keys):
        _safe(address)
    if urlsplit(found.authorise).netloc != urlsplit(issuer).netloc:
        raise OutsideError("The provider sends browsers to another host")
    _described[issuer] = (time.monotonic() + _KEPT, found)
    return found


def _safe(address: str) -> None:
    """Raises OutsideError for an address that is neither https nor on this machine."""
    split = urlsplit(address)
    local = split.scheme == "http" and split.hostname in _LOCAL
    if not (split.scheme == "https" or local) or split.username or not split.hostname:
        raise OutsideError("The provider must be reached by https")


def _fetch(address: str) -> Any:
    try:
        with requests.get(address, timeout=PATIENCE, allow_redirects=False, stream=True) as answer:
            body = answer.raw.read(_LARGEST + 1, decode_content=True)
            if answer.status_code != 200 or len(body) > _LARGEST:
                raise OutsideError(f"The provider answered {answer.status_code}, {len(body)} bytes")
            return json.loads(body)
    except (requests.RequestException, ValueError) as error:
        raise OutsideError(f"The provider can't be read: {type(error).__name__}") from error


def _session(found: Provider, back: str) -> OAuth2Session:
    return OAuth2Session(
        client_id=settings.OIDC_CLIENT,
        client_secret=settings.OIDC_SECRET,
        scope="openid email",
        redirect_uri=back,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic" if found.basic else "client_secret_post",
    )
