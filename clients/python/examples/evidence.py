"""Adds every file of a folder to the evidence of a body, each once, whichever run sends it.

    ANSWERABLE_KEY=ans_... python evidence.py https://register.example B-7KQ2M9XA4 audit audits/

The key needs EVIDENCE_ADD. What the register may not keep is said, with the reason, and the others go on.
"""

import hashlib
import os
import sys
import uuid
from pathlib import Path

from answerable_client import Register
from answerable_client.errors import InvalidError

SPACE = uuid.UUID("0b7d4f0c-6c55-4c8e-9d56-0a3f5f0d9e77")  # names of this program's requests


def main(address: str, key: str, body: str, grade: str, folder: Path) -> None:
    work = Register(address, key=key).work
    for place in sorted(folder.iterdir()):
        if not place.is_file():
            continue
        known = hashlib.sha256(place.read_bytes()).hexdigest()
        try:
            sent = work.file_send(body, place, request=named("send", place.name, known))
        except InvalidError as error:
            print(f"{place.name}: {error.detail}")
            continue
        shown = work.evidence_add(
            body,
            grade=grade,
            title=place.stem,
            file=sent.file,
            request=named("show", place.name, known),
        )
        print(f"{place.name}: {shown.evidence}, {sent.state}")


def named(*what: str) -> str:
    """The same name for the same request."""
    return str(uuid.uuid5(SPACE, " ".join(what)))


if __name__ == "__main__":
    main(sys.argv[1], os.environ["ANSWERABLE_KEY"], sys.argv[2], sys.argv[3], Path(sys.argv[4]))
