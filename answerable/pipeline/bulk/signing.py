"""Signs the manifest with a key of this register (Ed25519), so that a copy found elsewhere can be checked.

The private key lies in the register's own folder and is made on first use. The public one is given with every
set of files, and is the same until somebody takes the private one away.
"""

import base64
import binascii
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from answerable.pipeline.alone import alone

NAME = "bulk-key.pem"


def sign(content: bytes) -> tuple[str, str]:
    """(signature as base64, public key as PEM)."""
    key = _key(Path(settings.HOME) / NAME)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(key.sign(content)).decode(), public.decode()


def holds(content: bytes, signature: str, public: str) -> bool:
    """Whether the signature is of this content, by this key. What is no key or no signature is not."""
    try:
        key = serialization.load_pem_public_key(public.encode())
        if not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(base64.b64decode(signature.strip(), validate=True), content)
    except (InvalidSignature, ValueError, binascii.Error, UnsupportedAlgorithm):
        return False
    return True


def _key(path: Path) -> Ed25519PrivateKey:
    """The key that lies there, made by whoever comes first and put in its place whole."""
    with alone(NAME, wait=True):
        if not path.exists():
            pem = Ed25519PrivateKey.generate().private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".key-", delete=False) as draft:
                draft.write(pem)  # only its owner can read it
            Path(draft.name).replace(path)
    held = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(held, Ed25519PrivateKey)
    return held
