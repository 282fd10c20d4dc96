"""Reports that somebody offers where the register lacks one, and what is found out about such numbers."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.oversight.missing.sequences import sequences
from answerable.oversight.models import DayDone, GapNote, Supply
from answerable.oversight.queries.missing import is_held
from answerable.register.models import Report

CLIENT_MOST = 20  # offers from one place, in `CLIENT_HOURS`
CLIENT_HOURS = 24
LONGEST = 1000
_ADDRESS = URLValidator(schemes=["http", "https"])


class SupplyError(ValueError):
    """The message is fit to be shown as it is. Nothing was written."""


class TooManySuppliesError(SupplyError):
    """One place has sent many."""


@operation("SUPPLY_MAKE")
def supply(
    log: Log, *, by: Actor, source: str, number: str, url: str, words: str = "", client: str = ""
) -> Supply:
    """Somebody says where a report is that the register lacks. Nothing is fetched: a person looks first.

    Raises SupplyError: no such source or number, held already, no address; TooManySuppliesError.
    """
    sequence = next((one for one in sequences() if one.source == source), None)
    if sequence is None:
        raise SupplyError("The reports of that source have no numbers to be missing.")
    parsed = sequence.parse(number)
    if parsed is None:
        example = sequence.write(sequence.from_year + 5, 123)
        raise SupplyError(f"Give the number as its publisher writes it, such as {example}.")
    number = sequence.write(*parsed)
    if is_held(source, number):
        raise SupplyError(f"The register holds {number} already.")
    address = url.strip()
    try:
        _ADDRESS(address)
    except ValidationError as error:
        raise SupplyError("Say where it is: an address that begins with https://.") from error
    if len(address) > LONGEST or len(words) > LONGEST:
        raise SupplyError(f"At most {LONGEST:,} characters fit in the address, and as many in what you add.")
    log.one_by_one("supply", client or f"{source}\n{number}\n{address}")
    if client:
        since = now() - dt.timedelta(hours=CLIENT_HOURS)
        if Supply.objects.filter(client=client, recorded_at__gt=since).count() >= CLIENT_MOST:
            raise TooManySuppliesError(
                f"{CLIENT_MOST} reports came from where you are within a day. Please go on tomorrow."
            )
    same = Supply.objects.filter(source=source, number=number, url=address, answered_at__isnull=True)
    if held := same.first():
        log.unchanged()
        return held
    made = Supply.objects.create(
        source=source,
        number=number,
        url=address,
        words=words.strip(),
        client=client,
        recorded_by=by.identifier,
        recorded_at=now(),
    )
    log.event("supply.made", f"{source}:{number}", {"supply": made.pk})
    return made


@operation("SUPPLY_ANSWER")
def answer_supply(
    log: Log, *, by: Actor, supply: Supply, outcome: str, reply: str = "", report: str = ""
) -> Supply:
    """Says what became of an offer; `report` is the reference of the report that the register holds now.

    Raises SupplyError: answered before, no outcome, no report where it is said to be held.
    """
    if outcome not in Supply.Outcome.values or not outcome:
        raise SupplyError("Say what became of it.")
    found = Supply.objects.select_for_update().get(pk=supply.pk)
    if found.answered_at is not None:
        raise SupplyError("This offer was answered already.")
    held = _report(report) if outcome in (Supply.Outcome.TAKEN, Supply.Outcome.HELD) else None
    words = published_words(reply.strip())[:LONGEST]
    if outcome in (Supply.Outcome.NOT_FOUND, Supply.Outcome.NOT_ONE) and not words:
        raise SupplyError("Say why, so that whoever offered it can follow.")
    found.outcome, found.reply, found.report = outcome, words, held
    found.answered_by, found.answered_at = by.identifier, now()
    found.save(update_fields=["outcome", "reply", "report", "answered_by", "answered_at"])
    data: dict[str, Any] = {"supply": found.pk, "outcome": outcome, "report": held.reference if held else ""}
    log.event("supply.answered", f"{found.source}:{found.number}", data)
    return found


@operation("SUPPLY_ANSWER")
def note_gap(
    log: Log,
    *,
    by: Actor,
    source: str,
    number: str,
    kind: str,
    words: str,
    on: dt.date,
    url: str = "",
) -> GapNote:
    """Records what is known of a number that is not held, in the place of what was known before.

    Raises SupplyError: no number of the source, held, no kind, no words, a day to come.
    """
    sequence = next((one for one in sequences() if one.source == source), None)
    parsed = sequence.parse(number) if sequence else None
    if sequence is None or parsed is None:
        raise SupplyError("That is no number of this source.")
    number = sequence.write(*parsed)
    if is_held(source, number):
        raise SupplyError(f"The register holds {number}: there is no gap to explain.")
    if kind not in GapNote.Kind.values:
        raise SupplyError("Say what is known of it.")
    shown = published_words(words.strip())[:500]
    if not shown:
        raise SupplyError("Say how that is known.")
    if on > today():
        raise SupplyError("The day on which that was found out may not be one to come.")
    if url.strip():
        try:
            _ADDRESS(url.strip())
        except ValidationError as error:
            raise SupplyError("The address must begin with https://.") from error
    at = now()
    standing = GapNote.objects.select_for_update().filter(
        Q(source=source, number=number), superseded_at__isnull=True
    )
    standing.update(superseded_at=at)
    made = GapNote.objects.create(
        source=source,
        number=number,
        kind=kind,
        words=shown,
        url=url.strip(),
        on=on,
        recorded_by=by.identifier,
        recorded_at=at,
    )
    log.event("gap.noted", f"{source}:{number}", {"kind": kind, "on": on.isoformat()})
    return made


@operation("DAY_CLOSE")
def close_day(log: Log, *, by: Actor, on: dt.date, counts: dict[str, int]) -> DayDone:
    """Notes that the daily job came to its end. A second run of a day changes nothing."""
    made, new = DayDone.objects.get_or_create(on=on, defaults={"counts": counts, "finished_at": now()})
    if new:
        log.event("day.done", on.isoformat(), {"counts": counts})
    else:
        log.unchanged()
    return made


def _report(written: str) -> Report:
    try:
        found = Report.objects.filter(reference=parse_reference(written, "R")).first()
    except BadReferenceError as error:
        raise SupplyError(str(error)) from error
    if found is None:
        raise SupplyError(f"The register holds no report {written}.")
    return found
