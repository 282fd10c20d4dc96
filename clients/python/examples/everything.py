"""The whole register as one SQLite file, kept up to date: brought again only when there is a newer one.

    python everything.py https://register.example folder

A download that broke off goes on where it stopped. The file is held against the register's signed list.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from answerable_client import Register

MOST_REPEATED = """
    SELECT expectation, reports, text FROM expectations
    WHERE state = 'adopted' ORDER BY reports DESC LIMIT 10
"""


def main(address: str, folder: Path) -> None:
    bulk = Register(address).bulk()
    place = bulk.fetch("answerable.sqlite3", folder, among=bulk.verified())
    print(f"{place} holds {place.stat().st_size:,} bytes, as signed.")
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as register:
        for reference, reports, text in register.execute(MOST_REPEATED):
            print(f"{reference}, asked by {reports} reports: {text}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
