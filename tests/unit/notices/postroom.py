"""A mail server that takes one mail after another on this machine, and answers as a test tells it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Room:
    """`refuse` maps a verb (RCPT, DATA) to the line that is answered in place of going on."""

    address: str = ""
    refuse: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)


@contextmanager
def postroom() -> Iterator[Room]:
    room = Room()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here")
            while line := self.rfile.readline().decode().strip():
                verb = line.split()[0].upper()
                if verb in room.refuse:
                    self._say(room.refuse[verb])
                elif verb == "DATA":
                    self._say("354 go on")
                    lines = []
                    while (one := self.rfile.readline().decode()) not in (".\r\n", ""):
                        lines.append(one)
                    room.taken.append("".join(lines))
                    self._say("250 taken")
                elif verb == "QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say("250 well")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        room.address = f"smtp://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield room
        finally:
            server.shutdown()
