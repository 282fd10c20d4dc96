"""What both sides know, and tokens that are not what they should be."""

import json
import time
from typing import Any

CLIENT, SECRET = "answerable", "a secret that both of them know, and no other"
BACK = "http://localhost/workspace/sign-in/organisation/back"


def altered(token: str, name: str, *, ours: Any) -> str:
    """The token with what its owner's name says of it, signed again."""
    from jwcrypto import jwk, jws

    read = jws.JWS()
    read.deserialize(token, ours)
    header, claims = json.loads(read.objects["protected"]), json.loads(read.payload)
    changes = {
        "expired": {"iat": time.time() - 7200, "exp": time.time() - 3600},
        "old": {"iat": time.time() - 7200},
        "audience": {"aud": "another"},
        "two-audiences": {"aud": [CLIENT, "another"], "azp": "another"},
        "issuer": {"iss": "http://localhost:1/o"},
        "nonce": {"nonce": "another"},
        "nobody": {"sub": ""},
    }
    claims |= changes.get(name, {})
    if name == "unsigned":
        return ".".join((_plain({"alg": "none"}), _plain(claims), ""))
    key = ours
    if name == "stranger":
        key = jwk.JWK.generate(kty="RSA", size=2048)
    if name == "shared-secret":
        key, header = jwk.JWK.from_password(SECRET), {"alg": "HS256", "typ": "JWT"}
    signed = jws.JWS(json.dumps(claims))
    signed.add_signature(key, header["alg"], json.dumps(header), None)
    return str(signed.serialize(compact=True))


def _plain(value: dict[str, Any]) -> str:
    from jwcrypto.common import base64url_encode

    return str(base64url_encode(json.dumps(value)))
