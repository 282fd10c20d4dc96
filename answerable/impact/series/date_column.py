"""The dates of a column, all in one form."""

from answerable.impact.series.dates import ImpossibleDateError, Written, readings
from answerable.impact.series.faults import raise_faults
from answerable.impact.series.table import BadSeriesError


def read_dates(column: list[tuple[int, str]]) -> tuple[list[Written], list[str]]:
    """The date of each (row, cell), and notes. Raises BadSeriesError for forms mixed or unknown."""
    faults: list[str] = []
    found: list[tuple[int, str, dict[str, Written]]] = []
    for number, cell in column:
        try:
            forms = {written.form: written for written in readings(cell)}
        except ImpossibleDateError as error:
            faults.append(f"row {number}: {error}")
            continue
        if not forms:
            faults.append(f"row {number}: {_no_date(cell)}")
        else:
            found.append((number, cell, forms))
    raise_faults(faults, "date")
    common = set.intersection(*(set(forms) for _, _, forms in found))
    if not common:
        raise BadSeriesError(_mixed(found))
    form = next(name for name in found[0][2] if name in common)
    if len(found) > 1 and "financial year" in common:
        form = "financial year"  # 2010-11, 2011-12: months would be thirteen apart
    dates = [forms[form] for _, _, forms in found]
    notes = [f"Dates were read as {form}."] if form.startswith("DD") else []
    months, years = {one.date.month for one in dates}, {one.date.year for one in dates}
    if form.startswith("DD") and len(months) == 1 and len(dates) > len(years) > 1:
        raise BadSeriesError(
            f"Read with the day first, every date lies in {dates[0].date:%B}: the file seems to write the "
            "month first. Write dates as YYYY-MM-DD."
        )
    return dates, notes


def _no_date(cell: str) -> str:
    if not cell:
        return "the date is missing: give it, or remove the row"
    if cell.isdigit() and len(cell) == 5:
        return f"{cell} is a spreadsheet's number for a day: format the column as dates and save it again"
    return f"{cell!r} is no date that can be read: write YYYY-MM-DD, or remove the row if it is a total"


def _mixed(found: list[tuple[int, str, dict[str, Written]]]) -> str:
    number, cell, forms = found[0]
    common = set(forms)
    for other_number, other, other_forms in found[1:]:
        if not common & set(other_forms):
            return (
                f"Dates are written in more than one form: {cell!r} in row {number}, {other!r} in row "
                f"{other_number}. Write all in one, best YYYY-MM-DD: a mixture can be read two ways."
            )
        common &= set(other_forms)
    return "Dates are written in more than one form. Write all as YYYY-MM-DD."
