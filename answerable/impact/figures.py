"""What a cell comes to under an indicator's definition: a figure, why there is none, or a fault."""

from dataclasses import dataclass
from decimal import Decimal

from answerable.impact.definitions import Indicator
from answerable.impact.series.numbers import read_cell

PLACES = Decimal("0.000001")  # of models.Value.value
MOST = Decimal(10) ** 12

# Words of models.Value.flags, with what they say to a reader.
FLAGS = {
    "ended": "the body is named for a period after its end",
    "not yet": "the body is named for a period before its beginning",
    "six digits": "the file writes the figure with a power of ten, so that only its first digits are exact",
    "not rounded": "the figure is not rounded as the publisher's rule says",
}


@dataclass(frozen=True, slots=True)
class Figure:
    value: Decimal | None = None
    why: str = ""  # of models.Value.Why
    fault: str = ""
    flag: str = ""  # of FLAGS


def figure(text: str, indicator: Indicator) -> Figure:
    cell = read_cell(text)
    if cell.fault:
        return Figure(fault=cell.fault)
    if cell.value is None:
        return Figure(why=cell.why)
    value = Decimal(str(cell.value))
    if abs(value) >= MOST:
        return Figure(fault=f"{text!r} is larger than any measure here")
    if indicator.least is not None and value < Decimal(str(indicator.least)):
        return Figure(fault=f"{text!r} is below {indicator.least:g}, the least that {indicator.code} can be")
    if indicator.most is not None and value > Decimal(str(indicator.most)):
        return Figure(fault=f"{text!r} is above {indicator.most:g}, the most that {indicator.code} can be")
    if indicator.whole and value != value.to_integral_value():
        return Figure(fault=f"{text!r} is no whole number, and {indicator.code} counts {indicator.unit}")
    flag = ""
    if "e" in text.casefold():
        flag = "six digits"
    elif indicator.suppression.rounding and value % indicator.suppression.rounding:
        flag = "not rounded"
    return Figure(value.quantize(PLACES), flag=flag)
