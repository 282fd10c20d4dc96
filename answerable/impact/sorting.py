"""The rows of one file: what can be stored, what says the same again, what can't be used and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from answerable.impact.bodies import Bodies, Meant
from answerable.impact.definitions import Indicator, labels_of, name_of_measure
from answerable.impact.figures import Figure, figure
from answerable.impact.files.model import ICB, PROVIDER, RECEIVING, REGION, SUB_ICB, Cell, FileRead
from answerable.impact.files.periods import kind_of, period_words
from answerable.impact.protecting import Row, protect

BODY_LEVELS = frozenset({PROVIDER, RECEIVING, ICB, SUB_ICB, REGION})
_AREA = Meant(None, "area")


@dataclass(slots=True)
class Sorted:
    """Every row of a file is in `rows`, in `repeated` or in `rejected`."""

    rows: list[Row] = field(default_factory=list)
    protected: int = 0
    repeated: int = 0
    rejected: dict[str, tuple[int, int]] = field(default_factory=dict)  # why: (first row, number)

    def reject(self, row: int, why: str, count: int = 1) -> None:
        first, held = self.rejected.get(why, (row, 0))
        self.rejected[why] = (min(first, row), held + count)


def sort_rows(read: FileRead, bodies: Bodies, indicators: Mapping[str, Indicator]) -> Sorted:
    """What the file's rows come to. The same file gives the same, whatever was loaded before it."""
    found = Sorted()
    for unread in read.unread:
        found.reject(unread.row, unread.why, unread.count)
    labels = labels_of(indicators)
    kinds: dict[tuple[str, str, object, object], tuple[Indicator, str] | str] = {}
    figures: dict[tuple[str, str], Figure] = {}
    seen: dict[tuple[object, ...], Row] = {}
    conflicts: dict[tuple[object, ...], str] = {}
    for cell in read.cells:
        kind = (cell.measure, cell.level, cell.start, cell.end)
        usable = kinds.get(kind)
        if usable is None:
            usable = kinds[kind] = _usable(cell, labels, indicators)
        if isinstance(usable, str):
            found.reject(cell.row, usable)
            continue
        indicator, named_split = usable
        told = figures.get((cell.text, indicator.code))
        if told is None:
            told = figures[cell.text, indicator.code] = figure(cell.text, indicator)
        if told.fault:
            found.reject(cell.row, told.fault)
            continue
        meant = bodies.meant(cell.code, cell.name, cell.start) if cell.level in BODY_LEVELS else _AREA
        split = f"{cell.split}; {named_split}" if cell.split and named_split else cell.split or named_split
        place: object = meant.body.pk if meant.body else (cell.code, cell.name)
        key: tuple[object, ...] = (indicator.code, cell.level, place, split, cell.start, cell.end)
        earlier = seen.get(key)
        if earlier is None:
            flags = ",".join(filter(None, (meant.flag, told.flag)))
            seen[key] = Row(cell, indicator, split, meant, told.value, told.why, flags)
        elif key not in conflicts and (earlier.value, earlier.why) == (told.value, told.why):
            found.repeated += 1
        else:
            conflicts[key] = conflicts.get(key) or _conflict(earlier.cell, cell)
            found.reject(cell.row, conflicts[key])
    for key, why in conflicts.items():
        found.reject(seen.pop(key).cell.row, why)
    found.rows = list(seen.values())
    found.protected = len({id(row) for row in protect(found.rows)})
    return found


def _usable(
    cell: Cell, labels: Mapping[str, tuple[str, str]], indicators: Mapping[str, Indicator]
) -> tuple[Indicator, str] | str:
    """The indicator that a measure's name means, and the split that the name states; or why there is none."""
    known = labels.get(name_of_measure(cell.measure))
    if known is None:
        return f"no indicator is known by the name {cell.measure!r}: its definition has to list that"
    indicator = indicators[known[0]]
    if cell.level not in indicator.levels:
        return f"{indicator.code} is not given by {cell.level}, as its definition has it"
    kind = kind_of(cell.start, cell.end)
    if kind not in indicator.periods:
        period = period_words(cell.start, cell.end)
        said = f"a {kind}" if kind else "no month, quarter or year"
        return f"{period} is {said}, and {indicator.code} is given by {' or '.join(indicator.periods)}"
    return indicator, known[1]


def _conflict(one: Cell, other: Cell) -> str:
    period = period_words(one.start, one.end)
    if (one.code, one.name) != (other.code, other.name):
        period = f"{period}, one body under two names"
    return f"rows {one.row} and {other.row} give {one.text!r} and {other.text!r} for {period}: none is used"


def counts(found: Sorted) -> dict[str, int]:
    """How many rows are what; they sum to the rows of the file."""
    whys = [row.why for row in found.rows]
    return {
        "loaded": whys.count(""),
        "suppressed": whys.count("suppressed"),
        "protected": whys.count("protected"),
        "empty": whys.count("no value"),
        "repeated": found.repeated,
        "rejected": sum(number for _, number in found.rejected.values()),
    }
