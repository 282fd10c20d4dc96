"""The public files: which there are, and how they come here whole, even over a line that breaks.

A file that was cut short goes on where it stopped. Each is held against the hash in the register's list, and
the list against its signature.
"""

import base64
import binascii
import hashlib
import http.client
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable_client.errors import FileError, NotReadyError, TooManyError, UnreachableError
from answerable_client.transport import Transport, seconds_asked

FOLDER = "data/files/"
LIST, SIGNATURE, KEY = "manifest.json", "manifest.json.sig", "public-key.pem"
PIECE = 256 * 1024
LARGEST_LIST = 4 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class BulkFile:
    """One of the files, as the register's list says it is."""

    name: str
    sha256: str
    size: int
    rows: int | None


class Bulk:
    """The files of one register. `public_key`: the key that you trust, as PEM; none: any."""

    def __init__(self, transport: Transport, public_key: str = "") -> None:
        self._transport, self._trusted = transport, public_key

    def files(self) -> tuple[BulkFile, ...]:
        """All that there are. Raises NotHereError where the register makes none."""
        return tuple(_listed(json.loads(self._small(LIST))))

    def verified(self) -> tuple[BulkFile, ...]:
        """The same, once the signature of the list was found good. Needs the extra `signature`.

        Raises FileError where it is not, or is by another key than the one that you trust.
        """
        content = self._small(LIST)
        public = self._small(KEY).decode()
        if self._trusted and public.split() != self._trusted.split():
            raise FileError("The files are signed by another key than the one that you trust.")
        if not _signed(content, self._small(SIGNATURE).decode(), public):
            raise FileError("The list of files is not signed by the register's key.")
        return tuple(_listed(json.loads(content)))

    def fetch(self, name: str, folder: Path | str, *, among: Iterable[BulkFile] | None = None) -> Path:
        """Brings one file to `folder`, and says where it lies. One that is there is not brought again.

        Raises FileError for a name that is not in the list, or where what came is not what was listed.
        """
        found = next((one for one in (self.files() if among is None else among) if one.name == name), None)
        if found is None:
            raise FileError(f"The register lists no file {name}.")
        place = Path(folder) / found.name
        if place.is_file() and _hash(place) == found.sha256:
            return place
        place.parent.mkdir(parents=True, exist_ok=True)
        coming = place.with_name(f"{found.name}.{found.sha256[:12]}.part")
        for _ in range(2):  # a part that was spoilt is thrown away once
            self._bring(found, coming)
            if _hash(coming) == found.sha256:
                coming.replace(place)
                return place
            coming.unlink()
        raise FileError(f"{found.name} is not as the register's list says. The list may be newer: ask again.")

    def _bring(self, found: BulkFile, coming: Path) -> None:
        """Until it is as long as it should be, or patience ends."""
        patience, tried, waited = self._transport.patience, 0, 0.0
        while not coming.is_file() or coming.stat().st_size < found.size:
            before = coming.stat().st_size if coming.is_file() else 0
            asked: float | None = None
            try:
                self._pieces(found, coming, before)
                failed: Exception = FileError(f"{found.name} ends before it should.")
            except (TooManyError, NotReadyError) as error:
                failed, asked = error, seconds_asked(error.retry_after)
            except (OSError, http.client.HTTPException) as error:
                failed = UnreachableError(f"{found.name} stopped coming: {error}")
            except UnreachableError as error:
                failed = error
            after = coming.stat().st_size if coming.is_file() else 0
            if after >= found.size:
                return
            if after > before:
                tried = 0  # it goes on, if slowly
            seconds = patience.wait(tried, asked, waited)
            if seconds is None:
                raise failed
            patience.sleep(seconds)
            tried, waited = tried + 1, waited + seconds

    def _pieces(self, found: BulkFile, coming: Path, have: int) -> None:
        headers = {"Accept-Encoding": "identity"}
        if have:
            headers |= {"Range": f"bytes={have}-", "If-Range": f'"{found.sha256}"'}
        with self._transport.stream(FOLDER + found.name, headers) as answer:
            goes_on = have and answer.status == 206
            with coming.open("ab" if goes_on else "wb") as file:
                while piece := answer.read(PIECE):
                    file.write(piece)
                    if file.tell() > found.size:
                        raise FileError(f"{found.name} is longer than the register's list says.")

    def _small(self, name: str) -> bytes:
        with self._transport.stream(FOLDER + name, {"Accept-Encoding": "identity"}) as answer:
            content = answer.read(LARGEST_LIST + 1)
        if len(content) > LARGEST_LIST:
            raise FileError(f"{name} is far too long.")
        return content


def _listed(told: Mapping[str, Any]) -> Iterable[BulkFile]:
    for name, one in told["files"].items():
        if not _NAME.fullmatch(name):
            raise FileError(f"The list names a file as no file should be named: {name[:60]!r}")
        yield BulkFile(name, one["sha256"], one["bytes"], one.get("rows"))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _signed(content: bytes, signature: str, public: str) -> bool:
    try:
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        raise FileError("To check signatures: pip install answerable-client[signature]") from None
    try:
        key = load_pem_public_key(public.encode())
        if not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(base64.b64decode(signature.strip(), validate=True), content)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, binascii.Error):
        return False
    return True
