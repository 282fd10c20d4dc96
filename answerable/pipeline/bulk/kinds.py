"""Of what kind each column of the public files is: the same in every form, and in the dictionary."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum

Plain = str | int | float | bool | None
Reader = Callable[[Sequence[object]], tuple[Plain, ...]]


class Kind(StrEnum):
    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    YES_NO = "yes or no"
    DAY = "day"
    MOMENT = "moment"


class WrongKindError(ValueError):
    """A cell is not of the kind that its column says. The message names both."""


_WHOLE = frozenset(
    [
        "agree",
        "best_rank",
        "days",
        "dissent",
        "hidden_below",
        "no_answer_held",
        "occasions",
        "page",
        "passages_withheld",
        "publishers",
        "rank",
        "rank_from_of_nine_in_ten_draws",
        "rank_to_of_nine_in_ten_draws",
        "reports",
        "rounded_to",
        "row",
        "worst_rank",
    ]
)
_NUMBER = frozenset(
    [
        "cost_high",
        "cost_low",
        "hours_high",
        "hours_low",
        "probability",
        "score",
        "score_high",
        "score_low",
        "share_among_first",
        "share_among_first_wide",
        "share_first",
        "value",
    ]
)
_YES_NO = frozenset(
    [
        "by_publisher",
        "challenged",
        "claimed_and_found_less",
        "claimed_not_looked_at",
        "confirmed",
        "date_moved",
        "death_may_be_of_before",
        "evidence_withdrawn_since",
        "fictional",
        "licence_confirmed",
        "made_before_it_was_asked",
        "name_shared",
        "open_to_others",
        "opened_or_before",
        "own",
        "put_first",
        "robust",
        "stalled",
        "sure",
    ]
)
_DAY = frozenset(["answer_by", "closed", "facts_of", "on", "opened", "since", "until"])
# Where a name means something else in one table than in others.
_HERE = {
    ("entries", "version"): Kind.WHOLE,
    ("expectations", "entries"): Kind.WHOLE,
    ("positions", "entries"): Kind.WHOLE,
    ("priorities", "expectations"): Kind.WHOLE,
}


def kind_of(table: str, column: str) -> Kind:
    """Text, where nothing else is known of it."""
    if found := _HERE.get((table, column)):
        return found
    for names, kind in ((_WHOLE, Kind.WHOLE), (_NUMBER, Kind.NUMBER), (_YES_NO, Kind.YES_NO)):
        if column in names:
            return kind
    if column.endswith("_at"):
        return Kind.MOMENT
    dated = column in _DAY or column.endswith(("_on", "_due", "_since"))
    return Kind.DAY if dated else Kind.TEXT


def reader(table: str, columns: Sequence[str], keys: frozenset[str] = frozenset()) -> Reader:
    """What makes plain values of a row: days and moments in ISO form, nothing where nothing is known.

    Columns among `keys` lead to another row, and hold nothing rather than an empty text. The reader raises
    WrongKindError.
    """
    reads = tuple(_key if column in keys else _READS[kind_of(table, column)] for column in columns)

    def read(row: Sequence[object]) -> tuple[Plain, ...]:
        try:
            return tuple(one(cell) for one, cell in zip(reads, row, strict=True))
        except (TypeError, ValueError) as error:
            for column, one, cell in zip(columns, reads, row, strict=False):
                try:
                    one(cell)
                except (TypeError, ValueError):
                    said = kind_of(table, column)
                    raise WrongKindError(f"{table}.{column} is no {said}: {type(cell).__name__}") from error
            raise WrongKindError(f"{table}: a row has {len(row)} cells, not {len(columns)}") from error

    return read


def _text(cell: object) -> Plain:
    if cell is None or isinstance(cell, str):
        return cell
    raise TypeError


def _key(cell: object) -> Plain:
    return _text(cell) or None


def _whole(cell: object) -> Plain:
    if cell is None or cell == "":
        return None
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    raise TypeError


def _number(cell: object) -> Plain:
    if cell is None or cell == "":
        return None
    if isinstance(cell, int | float | Decimal | str) and not isinstance(cell, bool):
        number = float(cell)
        return int(number) if number.is_integer() else number
    raise TypeError


def _yes_no(cell: object) -> Plain:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return cell
    raise TypeError


def _day(cell: object) -> Plain:
    if cell is None or cell == "":
        return None
    if isinstance(cell, dt.datetime):
        raise TypeError
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return dt.date.fromisoformat(str(cell)).isoformat()


def _moment(cell: object) -> Plain:
    if cell is None or cell == "":
        return None
    moment = cell if isinstance(cell, dt.datetime) else dt.datetime.fromisoformat(str(cell))
    if moment.tzinfo is None:
        raise ValueError
    return moment.isoformat()


_READS: dict[Kind, Callable[[object], Plain]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
}
