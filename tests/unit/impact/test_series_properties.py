"""What holds of every file: it is read, or refused with a message; and what is read was there."""

import contextlib
import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.impact.series.reading import read_series
from answerable.impact.series.table import BadSeriesError
from answerable.impact.spc.chart import xmr_chart
from answerable.impact.spc.limits import BadValuesError
from answerable.impact.spc.record import as_record

CELLS = st.sampled_from(
    [
        *(
            "2024-01-01",
            "2024-02",
            "01/03/2024",
            "31/12/23",
            "2024/25",
            "2024 Q1",
            "Apr-24",
            "2011-12",
            "45292",
        ),
        *(
            "5",
            "7.5",
            "1,234",
            "12,5",
            "-3",
            "85%",
            "£3",
            "*",
            "<5",
            "[x]",
            "",
            "-",
            "n/a",
            "9999999",
            "1e99",
            "inf",
        ),
        *(
            "Total",
            "Source: made up",
            "month",
            "value",
            "rolling_12m",
            "end",
            "start",
            '"',
            '"5"',
            "=1+1",
            "é",
            "\0",
        ),
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=0, max_size=4), min_size=0, max_size=12)


@settings(max_examples=400, deadline=None)
@given(ROWS, st.sampled_from([",", ";", "\t"]))
def test_any_table_is_read_or_refused_in_words(rows: list[list[str]], mark: str) -> None:
    content = "\n".join(mark.join(row) for row in rows).encode()
    try:
        found = read_series(content)
    except BadSeriesError as error:
        assert str(error).endswith(".")
        return
    dates = [one.date for one in found.readings]
    assert dates == sorted(set(dates))
    assert all((one.value is None) == bool(one.why) for one in found.readings)
    with contextlib.suppress(BadValuesError):
        assert as_record(xmr_chart(found.readings))["points"]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(BadSeriesError):
        read_series(content)


@settings(deadline=None)
@given(
    st.lists(st.none() | st.integers(-(10**6), 10**6), min_size=2, max_size=40),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%Y-%m", "%B %Y", "%b-%y", "%Y%m%d"]),
    st.booleans(),
)
def test_a_monthly_series_comes_back_as_it_was(values: list[int | None], form: str, turned: bool) -> None:
    rows = [
        f"{dt.date(2020 + at // 12, at % 12 + 1, 1).strftime(form)},{'' if value is None else value}"
        for at, value in enumerate(values)
    ]
    content = "\n".join(["month,value", *(rows[::-1] if turned else rows)]).encode()
    found = read_series(content)
    assert [one.value for one in found.readings] == values
    assert not any("no row for" in note for note in found.notes)
