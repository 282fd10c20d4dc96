"""A register of any size for bench/search_pages.py: a real one, with its rows copied as often as it takes.

Every copy keeps whom it asks, its duties, dates, replies, themes and expectations, so that a page of results
asks the database for as much as one of real results does. Its words are two sentences drawn from all.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from answerable.search.documents import SearchDocument

# Tables that are copied, those pointed at first, with what of them is left out.
TABLES: dict[str, str] = {
    "register_report": "",
    "register_entry": "",
    "register_entryversion": "superseded_at is null",
    "register_addressing": "",
    "register_resolution": "superseded_at is null",
    "duties_duty": "",
    "duties_duedate": "superseded_at is null",
    "duties_publishedreply": "",
    "lineage_suggestion": "kind != 'link'",
    "lineage_serving": "ended_by_id is null",
}
FAR = 10_000_000  # between the keys of one copy and the next
Mix = Callable[[int, int], str]


def sentences_of(database: sqlite3.Connection) -> list[str]:
    rows = database.execute("select text from register_entryversion where superseded_at is null order by id")
    return [part for (text,) in rows for part in text.split(". ") if len(part) > 20]


def mixer(sentences: list[str]) -> Mix:
    def mix(row: int, copy: int) -> str:
        return ". ".join(random.Random(row * 1000 + copy).sample(sentences, 2))

    return mix


def copies_needed(database: sqlite3.Connection, total: int) -> int:
    """Copies besides the original, so that there are at least `total` entries."""
    (held,) = database.execute("select count(*) from register_entry").fetchone()
    return -(-total // int(held)) - 1


def grow(path: Path, total: int, sentences: list[str]) -> int:
    """Copies the rows of a register's database until it has at least `total` entries. Gives the copies."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma foreign_keys = off")
    database.execute("pragma synchronous = off")
    database.execute("pragma cache_size = -500000")
    copies = copies_needed(database, total)
    database.create_function("mix", 2, mixer(sentences), deterministic=True)
    database.execute("begin")
    for table, only in TABLES.items():
        names, values = _columns(database, table)
        where = f"where id < {FAR}" + (f" and {only}" if only else "")
        for copy in range(1, copies + 1):
            picked = ", ".join(value.replace("{copy}", str(copy)) for value in values)
            database.execute(f"insert into {table} ({', '.join(names)}) select {picked} from {table} {where}")
    database.execute("commit")
    database.execute("analyze")
    database.close()
    return copies


def _columns(database: sqlite3.Connection, table: str) -> tuple[list[str], list[str]]:
    """The columns of a table, and what each is in a copy: keys moved, what must be unique marked."""
    moved = {row[3] for row in database.execute(f"pragma foreign_key_list({table})") if row[2] in TABLES} | {
        "id"
    }
    marked = {"reference", "key", "subject"}
    names, values = [], []
    for row in database.execute(f"pragma table_info({table})"):
        name = f'"{row[1]}"'
        names.append(name)
        if row[1] in moved:
            values.append(f"{name} + {{copy}} * {FAR}")
        elif row[1] in marked:
            values.append(f"{name} || '-' || {{copy}}")
        elif table == "register_entryversion" and row[1] == "text":
            values.append("mix(id, {copy})")
        else:
            values.append(name)
    return names, values


def grown_documents(
    base: list[SearchDocument], rows: dict[str, int], mix: Mix, copies: int
) -> Iterator[SearchDocument]:
    """What the pipeline would make of the grown register: `base` is what it made of the original.

    `rows` are the keys of the words held, by the reference of their entry.
    """
    yield from base
    for copy in range(1, copies + 1):
        for one in base:
            if one.key in rows:
                yield replace(one, key=f"{one.key}-{copy}", text=mix(rows[one.key], copy))
