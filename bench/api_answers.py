"""Asks the API whatever its own description allows, and whatever it does not: schemathesis on a live server.

    .venv/bin/python bench/api_answers.py [--examples 500] [--home DIRECTORY] [--only read|work] [--seed 1]
        [--orders 300] [--phases coverage,fuzzing,stateful] [--port 8793]

DIRECTORY is an ANSWERABLE_HOME with the demonstration; without it one is made. A copy of it is asked and
written to, by the keys of three of its people, and thrown away. Checked of each answer: no server error,
status, kind, headers and body as described, unsupported methods refused with Allow, what breaks the
description refused, and what keeps to it answered. Last come questions in an order, each of what the one
before gave: `--orders` of them, of six steps at most, since they are drawn from all addresses together and no
other bound would end them. Ends with 1 where anything was found.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = 8793
PROGRAM = (sys.executable, "-c", "from answerable.cli import main; main()")
# A cursor is opaque: made up, it is refused with 400. What people write is refused for what it says (422),
# and what stands otherwise by now with 409.
CONFIG = """
[phases.stateful]
max-steps = 6

[phases.stateful.generation]
max-examples = {orders}

[checks.positive_data_acceptance]
expected-statuses = {statuses}

[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 428, 429]
"""
STATUSES = {
    "read": ["2xx", "3xx", 400, 401, 403, 404, 406, 409, 410],
    "work": ["2xx", "3xx", 400, 401, 403, 404, 406, 409, 410, 422],
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--examples", type=int, default=500)
    options.add_argument("--home", type=Path)
    options.add_argument("--only", choices=("read", "work"))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--orders", type=int, default=300)
    options.add_argument("--phases", default="examples,coverage,fuzzing,stateful")
    options.add_argument("--port", type=int, default=PORT)
    options.add_argument("--workers", type=int, default=2)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="api-answers-") as name:
        folder = Path(name)
        environ = environment(folder / "home")
        if asked.home:
            shutil.copytree(asked.home, folder / "home")
        subprocess.run([*PROGRAM, "reindex" if asked.home else "demo"], env=environ, check=True, cwd=ROOT)
        held = subprocess.run(
            [sys.executable, "-m", "bench.api_answers_world"],
            env=environ,
            check=True,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        (folder / "held.json").write_text(held.stdout.splitlines()[-1])
        found = [
            run(which, folder, environ, asked) for which in ("read", "work") if asked.only in (None, which)
        ]
    sys.exit(1 if any(found) else 0)


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "ANSWERABLE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "answerable.settings",
        "ANSWERABLE_SECOND_FACTOR": "optional",
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT),
    }


def run(which: str, folder: Path, environ: dict[str, str], asked: argparse.Namespace) -> int:
    config = folder / f"{which}.toml"
    config.write_text(CONFIG.format(statuses=json.dumps(STATUSES[which]), orders=asked.orders))
    here = f"http://127.0.0.1:{asked.port}"
    chosen = "--include-path-regex" if which == "work" else "--exclude-path-regex"
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run"),
        *(f"{here}/api/v1/openapi.json", "--url", here, chosen, "/api/v1/work"),
        *("--max-examples", str(asked.examples), "--seed", str(asked.seed), "--workers", str(asked.workers)),
        *("--phases", asked.phases),
        *("--request-retries", "2"),  # a line that both ends left idle may be closed
        *("--continue-on-failure", "--suppress-health-check", "all", "--output-truncate", "true"),
    ]
    with served(folder, environ, asked.port):
        return subprocess.run(
            command,
            check=False,
            cwd=ROOT,
            env={
                **environ,
                "SCHEMATHESIS_HOOKS": "bench.api_hooks",
                "ANSWERABLE_FUZZED": str(folder / "held.json"),
                "PYTHONWARNINGS": "ignore",
            },
        ).returncode


class served:  # noqa: N801
    """The server, until the block ends. What it says of errors is printed then."""

    def __init__(self, folder: Path, environ: dict[str, str], port: int) -> None:
        self.log, self.environ, self.port = folder / "server.log", environ, port

    def __enter__(self) -> None:
        subprocess.run(
            [sys.executable, "-m", "django", "collectstatic", "--no-input", "-v", "0"],
            env=self.environ,
            check=True,
            cwd=ROOT,
        )
        arguments = [
            "bench.api_served:application",
            f"--bind=127.0.0.1:{self.port}",
            "--workers=2",
            "--threads=4",
        ]
        arguments += ["--preload", "--timeout=60", "--log-level=warning", "--limit-request-line=8190"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *arguments],
                env=self.environ,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/themes", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        raise RuntimeError(self.log.read_text())

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)
        if said := self.log.read_text().strip():
            print(f"The server said:\n{said[-5000:]}")


if __name__ == "__main__":
    main()
