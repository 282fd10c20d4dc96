"""The values of a column, all in one unit."""

from answerable.impact.series.faults import raise_faults
from answerable.impact.series.numbers import Cell, may_be_decimal_comma, read_cell


def read_values(
    column: list[tuple[int, str]], *, semicolons: bool, least: float | None, most: float | None
) -> tuple[list[Cell], str, list[str]]:
    """The cell of each (row, text), the unit and notes. Raises BadSeriesError.

    `semicolons` says that they separate the cells of the file: then a comma may be a decimal point.
    """
    commas = {number: may_be_decimal_comma(cell) for number, cell in column} if semicolons else {}
    decimal = any(answer is True for answer in commas.values())
    faults: list[str] = []
    if not decimal:
        faults += [f"row {number}: the comma may be a decimal point or mark thousands: write it without"
                   for number, answer in commas.items() if answer is None]  # fmt: skip
    cells = [read_cell(cell, decimal_comma=decimal) for _, cell in column]
    units = {cell.unit: number for (number, _), cell in reversed(list(zip(column, cells, strict=True)))
             if cell.value is not None}  # fmt: skip
    if len(units) > 1:
        (one, row), (other, other_row) = sorted(units.items(), key=lambda item: item[1])[:2]
        faults.append(f"row {other_row}: written {_with(other)}, but row {row} {_with(one)}: write all alike")
    for (number, _), cell in zip(column, cells, strict=True):
        if cell.fault:
            faults.append(f"row {number}: {cell.fault}")
        elif cell.value is not None and least is not None and cell.value < least:
            faults.append(f"row {number}: {cell.value:g} is below {least:g}, the least you said can be")
        elif cell.value is not None and most is not None and cell.value > most:
            faults.append(f"row {number}: {cell.value:g} is above {most:g}, the most you said can be")
    raise_faults(faults, "value")
    notes = ["Commas were read as decimal points."] if decimal else []
    return cells, next(iter(units), ""), notes


def _with(unit: str) -> str:
    return f"with {unit}" if unit else "without a sign"
