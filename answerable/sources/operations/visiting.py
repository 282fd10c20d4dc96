"""Runs over the sites of publishers, and what each look at a place came to.

A look that found what was there before is no fact of the register. One that found something new, changed,
gone, back or not to be understood is, and stands in the log.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.sources.harvest_adapters import Found
from answerable.sources.harvesting.saying_less import SAYS_LESS
from answerable.sources.harvesting.withdrawn import SAYS_WITHDRAWN
from answerable.sources.models import Document, Harvest, Place, Visit
from answerable.sources.where import LONGEST, RefusedError, address


class PlaceError(ValueError):
    """What was asked about a place can't be done. The message says why, for a person."""


@dataclass(slots=True)
class Look:
    """What one look at one place came to."""

    outcome: str  # one of Visit.Outcome
    next_at: dt.datetime
    status: int | None = None
    asked: int = 1
    tries: int = 1
    size: int = 0
    why: str = ""
    seen: str = ""
    etag: str = ""
    modified: str = ""
    document: Document | None = None  # kept in this look
    found: Sequence[Found] = field(default_factory=tuple)
    gave: list[list[Any]] = field(default_factory=list)  # of a list that was read whole


@operation("HARVEST_RUN", no_fact=True)
def begin_harvest(log: Log, *, by: Actor, source: str, adapter: str) -> Harvest:
    """The run of this source that was cut short, or a new one."""
    harvest, _ = Harvest.objects.get_or_create(
        source=source, finished_at=None, defaults={"adapter": adapter, "began_at": now()}
    )
    if harvest.adapter != adapter:
        harvest.adapter = adapter
        harvest.save(update_fields=["adapter"])
    return harvest


@operation("HARVEST_RUN", no_fact=True)
def end_harvest(log: Log, *, by: Actor, harvest: Harvest, why: str = "") -> Harvest:
    """Closes a run. It failed where it asked and had nothing at all."""
    harvest.refresh_from_db()
    had = harvest.new + harvest.changed + harvest.unchanged + harvest.gone
    if (why or harvest.failed) and not had:
        harvest.state = Harvest.State.FAILED
    else:
        harvest.state = Harvest.State.PARTLY if why or harvest.failed else Harvest.State.DONE
    harvest.finished_at, harvest.why = now(), why
    harvest.save(update_fields=["state", "finished_at", "why"])
    return harvest


@operation("HARVEST_RUN", no_fact=True)
def note_places(
    log: Log,
    *,
    by: Actor,
    source: str,
    hosts: Sequence[str],
    found: Sequence[Found],
    parent: Place | None = None,
) -> int:
    """Keeps each address that was not known: how many. One that may not be asked for is kept as refused."""
    return _note_places(source, hosts, found, parent)


def _hold(place: Place) -> None:
    """Reads the place again as it stands, and nobody else changes it until the operation ends."""
    place.refresh_from_db(from_queryset=Place.objects.select_for_update())


def _note_places(source: str, hosts: Sequence[str], found: Sequence[Found], parent: Place | None) -> int:
    at = now()
    wanted: dict[str, Place] = {}
    for one in found:
        state, why, url = Place.State.WAITING, "", one.url[:LONGEST]
        try:
            url = address(one.url, hosts).url
        except RefusedError as error:
            state, why = Place.State.REFUSED, str(error)
        wanted.setdefault(
            url,
            Place(
                source=source,
                kind=one.kind,
                url=url,
                parent=parent,
                hint=one.hint,
                state=state,
                why=why[:500],
                first_seen_at=at,
                next_at=at,
            ),
        )
    known = {place.url: place for place in Place.objects.filter(url__in=list(wanted))}
    for url, place in known.items():
        hint = wanted[url].hint
        if place.source == source and hint and place.hint != hint:
            place.hint = hint
            place.save(update_fields=["hint"])
    fresh = [place for url, place in wanted.items() if url not in known]
    Place.objects.bulk_create(fresh, batch_size=200)
    return len(fresh)


@operation("HARVEST_RUN")
def note_visit(
    log: Log, *, by: Actor, harvest: Harvest, place: Place, look: Look, hosts: Sequence[str]
) -> None:
    """Keeps what a look came to, with the places it led to. The copy held before stays where it is odd.

    What a person decided of the place while it was asked for stands.
    """
    was = _decision(place)
    _hold(place)
    decided = _decision(place)
    Visit.objects.create(
        place=place,
        harvest=harvest,
        outcome=look.outcome,
        status=look.status,
        size=look.size,
        tries=look.tries,
        document=look.document,
        why=look.why[:500],
        at=now(),
    )
    before = place.state
    fact = _take_in(place, look)
    place.harvest, place.next_at, place.checked_at = harvest, look.next_at, now()
    if decided != was:
        _let_stand(place, decided)
    place.save()
    _note_places(harvest.source, hosts, look.found, place)
    counted = {
        Visit.Outcome.NEW: "new",
        Visit.Outcome.CHANGED: "changed",
        Visit.Outcome.UNCHANGED: "unchanged",
        Visit.Outcome.GONE: "gone",
    }.get(Visit.Outcome(look.outcome), "failed")
    Harvest.objects.filter(pk=harvest.pk).update(asked=F("asked") + look.asked, **{counted: F(counted) + 1})
    if not fact and before == Place.State.GONE and place.state == Place.State.HELD:
        fact = "place.returned"
    if not fact:
        log.unchanged()
        return
    log.event(
        fact,
        f"place:{place.pk}",
        {
            "source": harvest.source,
            "kind": place.kind,
            "version": place.versions,
            "document": look.document.sha256 if look.document else "",
        },
    )


def _decision(place: Place) -> tuple[str, str, dt.datetime, int | None]:
    return place.state, place.why, place.next_at, place.agreed_id


def _let_stand(place: Place, decided: tuple[str, str, dt.datetime, int | None]) -> None:
    state, why, place.next_at, agreed = decided
    place.etag = place.modified = ""
    if state == Place.State.REFUSED:
        place.state, place.why = Place.State.REFUSED, why
    if place.state == Place.State.ODD:
        place.agreed_id = agreed


def _take_in(place: Place, look: Look) -> str:
    """Puts into the place what was seen of it: the event that this makes, or ""."""
    before = place.state
    if look.status != 304 or not place.why.startswith(SAYS_WITHDRAWN):
        place.why = look.why[:500]
    if look.outcome in (Visit.Outcome.NEW, Visit.Outcome.CHANGED, Visit.Outcome.UNCHANGED):
        place.state, place.failures, place.gone_at = Place.State.HELD, 0, None
        place.seen = look.seen or place.seen
        if look.status == 200:
            place.etag, place.modified = look.etag, look.modified
            place.gave, place.agreed = look.gave, None
        if look.outcome == Visit.Outcome.UNCHANGED:
            return ""
        place.versions += 1
        place.changed_at = now()
        place.document = look.document or place.document
        return "place.read" if look.outcome == Visit.Outcome.NEW else "place.changed"
    if look.outcome == Visit.Outcome.GONE:
        place.state, place.failures = Place.State.GONE, 0
        place.etag = place.modified = ""
        place.gone_at = place.gone_at or now()
        return "" if before == Place.State.GONE else "place.gone"
    if look.outcome == Visit.Outcome.ODD:
        place.state, place.failures = Place.State.ODD, 0
        place.etag = place.modified = ""  # so that it comes whole the next time
        return "" if before == Place.State.ODD else "place.odd"
    if look.outcome == Visit.Outcome.REFUSED:
        place.state = Place.State.REFUSED
        return ""
    place.failures += 1
    return ""


@operation("HARVEST_RUN", no_fact=True)
def note_taken(log: Log, *, by: Actor, place: Place, mark: str) -> None:
    """The register has read this copy, with what its page says of it, by these steps."""
    place.taken = mark
    place.save(update_fields=["taken"])


@operation("PLACE_DECIDE")
def look_again(log: Log, *, by: Actor, place: Place) -> None:
    """A person wants the place to be asked for in the next run, whole and whatever was said of it before."""
    _hold(place)
    place.next_at, place.etag, place.modified = now(), "", ""
    if place.state == Place.State.REFUSED:
        place.state = Place.State.WAITING
    place.save(update_fields=["next_at", "etag", "modified", "state"])
    log.event("place.decided", f"place:{place.pk}", {"decision": "look again"})


@operation("PLACE_DECIDE")
def take_as_it_stands(log: Log, *, by: Actor, place: Place, looked_at: dt.datetime | None = None) -> None:
    """A person has seen that the page says less than before, and that its publisher means it so.

    The next run holds what it finds against the copy that the person saw: the one of the look at `looked_at`,
    where that is said. Raises PlaceError.
    """
    _hold(place)
    if looked_at is not None and place.checked_at != looked_at:
        raise PlaceError("The page was looked at again meanwhile. Compare it as it is now before you agree.")
    odd = place.visits.filter(outcome=Visit.Outcome.ODD, document__isnull=False).order_by("-pk").first()
    if place.state != Place.State.ODD or not place.why.startswith(SAYS_LESS) or odd is None:
        raise PlaceError("Only a page that says less than before can be taken as it stands.")
    place.agreed, place.next_at, place.etag, place.modified = odd.document, now(), "", ""
    place.save(update_fields=["agreed", "next_at", "etag", "modified"])
    log.event("place.decided", f"place:{place.pk}", {"decision": "take as it stands"})


@operation("PLACE_DECIDE")
def leave_alone(log: Log, *, by: Actor, place: Place, why: str) -> None:
    """A person says that the place is never asked for again. What is held of it stays. Raises PlaceError."""
    why = " ".join(why.split())
    if not why:
        raise PlaceError("Say why this place is to be left alone.")
    if len(why) > 300:
        raise PlaceError("The reason may have at most 300 characters.")
    _hold(place)
    place.state, place.why = Place.State.REFUSED, f"Left alone: {why}"
    place.next_at = now() + dt.timedelta(days=36_500)
    place.save(update_fields=["state", "why", "next_at"])
    log.event("place.decided", f"place:{place.pk}", {"decision": "leave alone"})
