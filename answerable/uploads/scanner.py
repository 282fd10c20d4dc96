"""ClamAV, where its daemon runs on this machine: clamd's INSTREAM over its socket.

Without it nothing is made up: the file is kept in quarantine, and pages say so.
"""

import enum
import os
import socket
import struct
from pathlib import Path

_USUAL = ("/run/clamav/clamd.ctl", "/var/run/clamav/clamd.ctl", "/run/clamd.scan/clamd.sock")
_CHUNK = 1 << 16
_SECONDS = 10.0
_LONGEST = 4096  # of clamd's answer


class Found(enum.Enum):
    NOTHING = "nothing"
    SOMETHING = "something"
    NOT_SCANNED = "not scanned"


def daemon() -> str:
    """The socket of clamd: ANSWERABLE_CLAMD, or where it usually is; blank where it is not."""
    named = os.environ.get("ANSWERABLE_CLAMD")
    if named is not None:
        return named
    return next((place for place in _USUAL if Path(place).is_socket()), "")


def scan(path: Path) -> Found:
    """What clamd says of a file. An answer that is not plainly good or bad leaves the file unscanned."""
    address = daemon()
    if not address:
        return Found.NOT_SCANNED
    try:
        with socket.socket(socket.AF_UNIX) as clamd, path.open("rb") as file:
            clamd.settimeout(_SECONDS)
            clamd.connect(address)
            clamd.sendall(b"zINSTREAM\0")
            while chunk := file.read(_CHUNK):
                clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
            clamd.sendall(struct.pack("!L", 0))
            answer = b""
            while len(answer) < _LONGEST and (part := clamd.recv(_LONGEST)):
                answer += part
    except OSError:
        return Found.NOT_SCANNED
    said = answer.rstrip(b"\0\r\n ")
    if said.endswith(b"FOUND"):
        return Found.SOMETHING
    return Found.NOTHING if said.endswith(b": OK") else Found.NOT_SCANNED
