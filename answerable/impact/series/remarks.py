"""What must be said beside a series: rows that are absent, values hidden, figures that look impossible."""

import datetime as dt
from collections.abc import Sequence

from answerable.impact.series.dates import Written, day_words
from answerable.impact.series.model import Reading
from answerable.impact.series.numbers import EMPTY, SUPPRESSED
from answerable.impact.series.steps import Step, gaps_of


def order_remarks(rows: Sequence[int], dates: Sequence[Written]) -> list[str]:
    back = [at for at in range(1, len(dates)) if dates[at].date < dates[at - 1].date]
    if not back:
        return []
    if len(back) == len(dates) - 1 > 1:
        return ["The file gives the newest value first; the series runs from the oldest."]
    return [f"Rows are not in order of date (first at row {rows[back[0]]}); the series was put in order."]


def missing_remarks(found: tuple[Reading, ...], dates: list[Written], step: Step) -> list[str]:
    if step == Step() and len(found) > 2:
        return [
            "The dates are unevenly spaced, so missing ones can't be told, and neighbours may be far apart."
        ]
    gaps = gaps_of([one.date for one in found], step)
    notes = []
    if gaps.missing:
        precision, form = dates[0].precision, dates[0].form
        said = [_period_words(date, precision, form, step) for date in gaps.missing]
        notes.append(
            f"There is no row for {_list(said)}. The value after a gap is compared with the one before it; "
            "trends and runs reach across."
        )
    if gaps.uneven:
        notes.append(f"Some dates are off the usual step: {_list([day_words(one) for one in gaps.uneven])}.")
    return notes


def _period_words(date: dt.date, precision: str, form: str, step: Step) -> str:
    label = date.isoformat()
    if precision == "year":
        label = f"{date.year}/{(date.year + 1) % 100:02}" if form == "financial year" else str(date.year)
    elif precision == "quarter":
        financial = form.startswith("financial")
        year, quarter = date.year, (date.month + 2) // 3
        if financial:
            year, quarter = (year - 1, 4) if quarter == 1 else (year, quarter - 1)
        label = f"{year}/{(year + 1) % 100:02} Q{quarter}" if financial else f"{year} Q{quarter}"
    return step.words(Written(date, precision, form, label))


def no_value_remarks(found: tuple[Reading, ...]) -> list[str]:
    hidden = [one for one in found if one.why == SUPPRESSED]
    empty = [one for one in found if one.why == EMPTY]
    notes = []
    if hidden:
        notes.append(
            f"{_count(len(hidden), 'value is', 'values are')} suppressed, for "
            f"{_list([_place(one) for one in hidden])}, and stay so. As small numbers are hidden, the mean "
            "and the limits shown lie too high."
        )
    if empty:
        notes.append(f"There is no value for {_list([_place(one) for one in empty])}.")
    return notes


def doubtful_remarks(
    measure: str, unit: str, found: tuple[Reading, ...], least: float | None, most: float | None
) -> list[str]:
    """What looks impossible where the caller set no bounds."""
    notes = []
    negative = [one for one in found if one.value is not None and one.value < 0]
    if negative and least is None:
        notes.append(
            f"{_count(len(negative), 'value is', 'values are')} below nought, for "
            f"{_list([_place(one) for one in negative])}: if that can't be, mend it, or give --min 0."
        )
    share = unit == "%" or any(word in measure.lower() for word in ("%", "percent", "per cent", "proportion"))
    above = [one for one in found if one.value is not None and one.value > 100]
    if share and above and most is None:
        notes.append(
            f"{_count(len(above), 'percentage is', 'percentages are')} over 100, for "
            f"{_list([_place(one) for one in above])}: if that can't be, mend it, or give --max 100."
        )
    return notes


def _place(one: Reading) -> str:
    return f"{one.words} (row {one.row})"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _list(items: Sequence[str]) -> str:
    shown = list(items[:6])
    if len(items) > 6:
        return ", ".join(shown) + f" and {len(items) - 6} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
