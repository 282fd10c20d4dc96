"""Things that several processes do at one moment, on an empty database of their own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
_NAME = f"answerable_at_once_{os.getpid()}"  # files of this kind run beside each other


@contextmanager
def database(home: Path) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on; gone afterwards."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield f"sqlite:///{home / 'two.sqlite3'}"
        return
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {_NAME}")
        template = os.environ.get("ANSWERABLE_TEST_TEMPLATE")
        connection.execute(f"CREATE DATABASE {_NAME}" + (f" TEMPLATE {template}" if template else ""))
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{_NAME}"))
        finally:
            connection.execute(f"DROP DATABASE {_NAME} WITH (FORCE)")


def start_module(module: str, role: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", module, role],
        cwd=ROOT,
        env={**environment, "PYTHONFAULTHANDLER": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]", seconds: int = 300) -> dict[str, int]:
    """What a process printed. Fails with what it said where it failed, or where it did not end."""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)  # upon which it says where it stood (PYTHONFAULTHANDLER)
        out, err = process.communicate()
        raise AssertionError(f"it had not ended after {seconds} s: {err[-8000:]}") from None
    assert process.returncode == 0, err
    told: dict[str, int] = json.loads(out) if out else {}
    return told


def finish_all(processes: Sequence["subprocess.Popen[str]"]) -> list[dict[str, int]]:
    """What each printed. Fails with what every one that failed said: the first may have waited in vain."""
    told, wrong = [], []
    for process in processes:
        try:
            told.append(finish(process))
        except AssertionError as error:
            wrong.append(str(error))
    assert not wrong, "\n".join(wrong)
    return told
