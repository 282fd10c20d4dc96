"""A real server on a real port, with the world in a home of its own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.pages.world import World

PATIENCE = 60  # seconds to wait for a server to answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    environ |= {"ANSWERABLE_HOME": str(home), "DATABASE_URL": ""}
    environ.setdefault("ANSWERABLE_SECOND_FACTOR", "optional")
    return environ | {"DJANGO_SETTINGS_MODULE": "answerable.settings"}


def filled(home: Path, module: str) -> Any:
    """What `main` of a module of tests printed as JSON, having filled `home` in a process of its own."""
    made = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); from {module} import main; main()"],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout.splitlines()[-1])


def fill(home: Path) -> World:
    return World(**filled(home, "tests.pages.world"))


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Runs `answerable serve` on `home` and gives its address. Ends it afterwards."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = "from answerable.cli import main; main()"
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", command, "serve", "--port", str(port), "--workers", "1"],
            env=environment(home),
            stdout=log,
            stderr=log,
        )
        try:
            _wait(address, server, home / "server.log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)
            assert "SIGABRT" not in (home / "server.log").read_text(), "a worker did not end as it should"


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The server did not answer:\n{log.read_text()}")
