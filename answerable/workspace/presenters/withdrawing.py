"""A report that may leave the register, for who decides it: what would leave with it, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from answerable.core.calendar import LONDON, today
from answerable.duties.models import AnswerPart, Duty
from answerable.register.identity import address_key
from answerable.register.models import Edition, Identifier, Report, Withdrawal
from answerable.register.queries import current_versions, withdrawal_of
from answerable.sources.harvesting.withdrawn import day_and_words, for_people
from answerable.sources.models import Place
from answerable.website.formats import shortened

LATEST = 50
GONE = "Its publisher’s page is no longer there."


@dataclass(frozen=True, slots=True)
class WithdrawingPage:
    report: Report
    gone: Withdrawal | None
    before: tuple[Withdrawal, ...]  # taken back
    entries: int  # that stand
    bodies: int  # that have to answer them
    answers: int
    editions: int
    grounds: tuple[tuple[str, str], ...]
    may_restore: bool
    today: str


def withdrawing_page(report: Report, *, by_author: bool) -> WithdrawingPage:
    gone = withdrawal_of(report)
    duties = Duty.objects.filter(entry__report=report, entry__withdrawn_at__isnull=True)
    parts = AnswerPart.objects.filter(duty__in=duties, answer__withdrawn_at__isnull=True)
    editors_own = Withdrawal.Ground.SCOPE
    return WithdrawingPage(
        report=report,
        gone=gone,
        before=tuple(report.withdrawals.filter(restored_at__isnull=False).order_by("-pk")),
        entries=report.entries.filter(withdrawn_at__isnull=True).count(),
        bodies=duties.order_by().values("holder").distinct().count(),
        answers=parts.order_by().values("answer").distinct().count(),
        editions=Edition.objects.filter(report=report, withdrawn_at__isnull=True).count(),
        grounds=tuple(
            (str(value), str(label))
            for value, label in Withdrawal.Ground.choices
            if not (by_author and value == editors_own)
        ),
        may_restore=gone is not None and gone.by_author == by_author,
        today=today().isoformat(),
    )


def entries_standing(report: Report) -> list[tuple[str, str]]:
    """(reference, what it is called and begins with) of each, in reading order."""
    rows = current_versions().filter(entry__report=report).order_by("entry__order")
    return [
        (
            row.entry.reference,
            f"{row.entry.get_kind_display()} {row.entry.number}".strip() + f": {shortened(row.text, 90)}",
        )
        for row in rows
    ]


def latest_withdrawals() -> list[Withdrawal]:
    rows = Withdrawal.objects.select_related("report__publisher", "replaced_by")
    return list(rows.order_by("-withdrawn_at", "-pk")[:LATEST])


def said_there(place: Place) -> dict[str, str]:
    """What a publisher's page says of its withdrawal, as the form takes it. Blank is what is not said."""
    day, words = day_and_words(place)
    filled = {"ground": str(Withdrawal.Ground.PUBLISHER), "why": words[:300]}
    if place.state == Place.State.GONE:
        since = place.gone_at.astimezone(LONDON).date().isoformat() if place.gone_at else ""
        return {**filled, "why": GONE, "on": since}
    return {**filled, "on": "" if day == "yes" else day, "notice": for_people(place.url)}


def reports_at(places: Iterable[Place]) -> dict[int, list[Report]]:
    """{place: the reports that are known by its address}. One query."""
    keys = {place.pk: address_key(place.url) for place in places}
    rows = Identifier.objects.filter(
        scheme__in=(Identifier.Scheme.PAGE, Identifier.Scheme.FILE), value__in=set(keys.values()) - {""}
    ).select_related("report")
    found: dict[str, dict[int, Report]] = {}
    for row in rows.order_by("report_id"):
        found.setdefault(row.value, {})[row.report_id] = row.report
    return {pk: list(found.get(key, {}).values()) for pk, key in keys.items()}
