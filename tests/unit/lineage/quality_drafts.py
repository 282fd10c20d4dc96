"""What the tests of the quality rules share: one ask, made up, and one rule's verdict on it."""

import datetime as dt

from answerable.lineage.quality import Ask, Asked, Check, Kind, check

DAY = dt.date(2026, 11, 23)


def verdict(
    rule: str, text: str, *, kind: Kind = "recommendation", asked: tuple[Asked, ...] | None = None
) -> Check:
    phrases = tuple(one.as_written for one in asked or ())
    ask = Ask(text=text, kind=kind, on=DAY, phrases=phrases, asked=asked)
    return next(one for one in check(ask) if one.key == rule)
