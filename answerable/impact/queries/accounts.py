"""What is held, and how well it is known whom it is about."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q, Sum

from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import Holding, Line


@dataclass(frozen=True, slots=True)
class Account:
    """An indicator and how much of it is held. The dates are of the first and the last period."""

    indicator: Indicator
    values: int
    bodies: int
    first: str
    last: str


def held_indicators() -> list[Account]:
    """Every definition, with what is held of it."""
    bodies = dict(
        Line.objects.exclude(organisation=None)
        .values("indicator")
        .annotate(number=Count("organisation", distinct=True))
        .values_list("indicator", "number")
    )
    held = {
        code: (number, str(first), str(last))
        for code, number, first, last in Holding.objects.filter(file__superseded_at=None)
        .values("indicator")
        .annotate(number=Sum("rows"), since=Min("first"), until=Max("last"))
        .values_list("indicator", "number", "since", "until")
    }
    return [
        Account(one, *_three(held.get(code), bodies.get(code, 0)))
        for code, one in sorted(shipped().items())
    ]  # fmt: skip


def _three(held: tuple[int, str, str] | None, bodies: int) -> tuple[int, int, str, str]:
    return (held[0], bodies, held[1], held[2]) if held else (0, bodies, "", "")


def holdings(indicator: str) -> list[Holding]:
    """What every file that stands gives of an indicator, with the file: the latest published first."""
    whole = shipped()[indicator].part_of or indicator
    held = Holding.objects.filter(indicator=whole, file__superseded_at=None).select_related("file")
    return list(held.order_by(F("file__published").desc(nulls_last=True), "-last", "file__name", "level"))


def attribution(*levels: str, figures_only: bool = False) -> Counter[str]:
    """{how a body is known: rows}, of rows about places of these levels; "not a body" for what means none."""
    wanted = Q(values__file__superseded_at=None)
    if figures_only:
        wanted &= Q(values__why="")
    found: Counter[str] = Counter()
    lines = Line.objects.filter(place__level__in=levels).annotate(number=Count("values", filter=wanted))
    for how, why, number in lines.values_list("how", "why", "number"):
        found["not a body" if how == Line.How.NONE and why.endswith("is no body") else how] += number
    return found


def lines_left(*levels: str) -> list[tuple[str, str, str, int]]:
    """(code, name, why, rows) of what is not told, most rows first."""
    left: Counter[tuple[str, str, str]] = Counter()
    lines = Line.objects.filter(place__level__in=levels, how=Line.How.NONE).annotate(number=Count("values"))
    for code, name, why, number in lines.values_list("place__code", "place__name", "why", "number"):
        left[code, name, why] += number
    return [(*key, number) for key, number in sorted(left.items(), key=lambda item: (-item[1], item[0]))]
