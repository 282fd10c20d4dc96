"""Which row of a table is its header, and a name for each column."""

from collections.abc import Sequence

from answerable.sources.readers.document import Problem, Table

LOOK_AHEAD = 20  # rows
_LEAST_HEADER = 3  # filled cells that make a row a header when there are titles above it


def header_at(rows: Sequence[Sequence[str]]) -> int:
    """The index of the header among the first rows: the first that is filled, or, where titles of one cell
    stand above the table, the first with at least three filled cells."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    first = next((index for index, count in enumerate(filled) if count), 0)
    if filled and filled[first] == 1:
        for index in range(first, len(filled)):
            if filled[index] >= _LEAST_HEADER:
                return index
            if filled[index] > 1:
                break
    return first


def named(header: Sequence[str], where: str, problems: list[Problem]) -> tuple[str, ...]:
    """A distinct name for each column; says in `problems` what had to be named."""
    names: list[str] = []
    nameless: list[str] = []
    taken: set[str] = set()
    for position, cell in enumerate(header, start=1):
        name = " ".join(cell.split())
        if not name:
            name = f"column {position}"
            nameless.append(str(position))
        if name in taken:
            again = next(n for n in range(2, len(header) + 2) if f"{name} ({n})" not in taken)
            why = f"Two columns are called “{name[:60]}”; the later one is called “{name[:60]} ({again})”."
            problems.append(Problem(where, why, lost=False))
            name = f"{name} ({again})"
        taken.add(name)
        names.append(name)
    if nameless:
        why = f"Columns without a name are called by their number: {', '.join(nameless)}."
        problems.append(Problem(where, why, lost=False))
    return tuple(names)


def keep_numbers(table: Table, numbers: list[int]) -> None:
    """Keeps the row numbers with the table, unless they run on from `first_row` without gaps."""
    if numbers != list(range(table.first_row, table.first_row + len(numbers))):
        table.numbers.extend(numbers)
