"""How priority exercises are spoken of, on public pages and in the workspace."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from answerable.oversight.models import Exercise

STATES = {
    Exercise.State.DRAFT: "Being prepared",
    Exercise.State.OPEN: "Being scored",
    Exercise.State.CLOSED: "Scored, not decided yet",
    Exercise.State.DECIDED: "Decided",
    Exercise.State.ABANDONED: "Given up",
}
METHODS = {"weighted/1": "a weighted sum, version 1"}


def number(value: Decimal | str) -> str:
    """Without needless noughts: "3", "2.5", "71.25"."""
    plain = f"{Decimal(value).normalize():f}"
    return "0" if plain == "-0" else plain


def points(low: str, middle: str, high: str) -> str:
    """A score of 100, with its bounds where cells are missing."""
    said = f"{Decimal(middle):.1f}"
    return said if low == high else f"{said} ({Decimal(low):.1f} to {Decimal(high):.1f})"


def share(value: str) -> str:
    """As in "97 of 100"; never "100 of 100" or "0 of 100" for what is only nearly so."""
    part = Decimal(value)
    hundred = int((part * 100).to_integral_value())
    if hundred == 100 and part < 1:
        return "more than 99 of 100"
    if hundred == 0 and part > 0:
        return "fewer than 1 of 100"
    return f"{hundred} of 100"


def places(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first} to {last}"


def agreement(value: str | None) -> str:
    """Spearman's correlation in words, with the figure."""
    if value is None:
        return "can't be told, since all are equal in one of the lists"
    part = Decimal(value)
    for least, words in ((Decimal("0.95"), "almost the same order"), (Decimal("0.8"), "much the same order")):
        if part >= least:
            return f"{words} (rank correlation {_signed(part)})"
    if part >= Decimal("0.5"):
        return f"partly the same order (rank correlation {_signed(part)})"
    return f"another order (rank correlation {_signed(part)})"


def turn(row: Mapping[str, Any]) -> str:
    """What a criterion's weight would have to become for another to come first."""
    said = []
    if row["below"]:
        said.append(f"falls below {number(row['below']['weight'])}")
    if row["above"]:
        said.append(f"rises above {number(row['above']['weight'])}")
    return " or ".join(said)


def _signed(value: Decimal) -> str:
    return f"{value:.2f}".replace("-", "\u2212")
