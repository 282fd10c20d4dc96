"""One run over one source: place by place, each kept before the next is asked for.

Killed at any point, the run goes on where it stood: what was looked at has its visit, and no place is looked
at twice in a run. Two runs of one source at once are not made: the second goes away.
"""

import contextlib
import datetime as dt
import fcntl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.meeting import again_if_met
from answerable.sources.definitions import HarvestRule, SourceDefinition
from answerable.sources.harvest_adapters import HarvestAdapter
from answerable.sources.harvesting.before import gave_before
from answerable.sources.harvesting.judging import judge
from answerable.sources.harvesting.rhythm import REFUSED, back_off, next_look
from answerable.sources.http import Answer, Door, TroubleError
from answerable.sources.models import Document, Harvest, Place, Visit
from answerable.sources.operations.keeping import keep_document
from answerable.sources.operations.visiting import (
    Look,
    begin_harvest,
    end_harvest,
    note_places,
    note_visit,
)
from answerable.sources.robots import EVERYTHING, MOST_BYTES, NOTHING, Robots, read_robots
from answerable.sources.storage import digest
from answerable.sources.where import Address, RefusedError

Progress = Callable[[str, int, int], None]

TRIES = 3
_PAUSES = (2.0, 8.0)  # seconds before the second and the third try
_WORTH_WAITING = dt.timedelta(seconds=60)
_HOST_GIVEN_UP = 5  # places of one host that failed in a row
_SHUT = (401, 403, 451)


class BusyError(Exception):
    """Another run visits this source now."""


class _HostShutError(Exception):
    """Nothing more of this host is to be asked for in this run."""


@dataclass(slots=True)
class Run:
    """What one run knows: how long each host is left in peace, what it allows, and which were given up."""

    definition: SourceDefinition
    adapter: HarvestAdapter
    by: Actor
    door: Door
    sleep: Callable[[float], None] = time.sleep
    limit: int | None = None  # places to look at
    progress: Progress = lambda _what, _done, _of: None
    robots: dict[str, Robots] = field(default_factory=dict)
    asked_at: dict[str, float] = field(default_factory=dict)
    in_a_row: dict[str, int] = field(default_factory=dict)
    shut: dict[str, str] = field(default_factory=dict)  # host: why it was given up

    @property
    def rule(self) -> HarvestRule:
        assert self.definition.harvest is not None
        return self.definition.harvest

    def go(self) -> Harvest:
        """Looks at every place that is due. Raises BusyError."""
        with _alone(self.definition.code):
            name = f"{self.adapter.code}/{self.adapter.version}"
            harvest = begin_harvest(by=self.by, source=self.definition.code, adapter=name)
            self._note_start()
            looked = 0
            while self.limit is None or looked < self.limit:
                place = self._next(harvest)
                if place is None:
                    break
                self._visit(harvest, place)
                looked += 1
                self.progress(f"visiting {self.definition.code}", looked, looked + self._due(harvest).count())
            why = "; ".join(f"{host}: {reason}" for host, reason in sorted(self.shut.items()))
            if self.limit is not None and looked >= self.limit and self._due(harvest).exists():
                why = "; ".join(filter(None, [why, f"stopped after {looked:,} places, as asked"]))
            return end_harvest(by=self.by, harvest=harvest, why=why)

    def _note_start(self) -> None:
        note_places(
            by=self.by,
            source=self.definition.code,
            hosts=self.rule.hosts,
            found=self.adapter.start(self.definition),
        )

    def _due(self, harvest: Harvest) -> QuerySet[Place]:
        due = due_places(self.definition.code).exclude(visits__harvest=harvest)
        for host in self.shut:
            due = due.exclude(url__startswith=f"https://{host}/")
        return due

    def _next(self, harvest: Harvest) -> Place | None:
        return self._due(harvest).order_by("next_at", "pk").first()

    def _visit(self, harvest: Harvest, place: Place) -> None:
        """Looks at a place and keeps what came of it, in one transaction. The copy goes to the disk first."""
        answer, look = self._look(place, harvest.adapter)
        again_if_met(lambda: self._keep(harvest, place, answer, look), [place])
        if answer is not None and answer.file is not None:
            answer.file.unlink(missing_ok=True)

    def _keep(self, harvest: Harvest, place: Place, answer: Answer | None, look: Look) -> None:
        with transaction.atomic():
            # Before the log, which keeping the copy writes to: so does whoever decides about the place.
            Place.objects.select_for_update().get(pk=place.pk)
            if answer is not None and answer.file is not None and _to_keep(place, look):
                locator = f"odd:{place.url}" if look.outcome == Visit.Outcome.ODD else place.url
                look.document = keep_document(by=self.by, path=answer.file, locator=locator[:1000])
            note_visit(by=self.by, harvest=harvest, place=place, look=look, hosts=self.rule.hosts)

    def _look(self, place: Place, adapter: str) -> tuple[Answer | None, Look]:
        same_reader = place.harvest is not None and place.harvest.adapter == adapter
        conditions = (place.etag, place.modified) if same_reader and place.seen else ("", "")
        host = urlsplit(place.url).netloc
        tries = 0
        while True:
            tries += 1
            try:
                answer = self.door.ask(
                    place.url, etag=conditions[0], modified=conditions[1], look=self._before
                )
            except RefusedError as error:
                return None, Look(Visit.Outcome.REFUSED, now() + REFUSED, why=str(error), tries=tries)
            except _HostShutError as error:
                self.shut[host] = str(error)
                return None, self._failed(place, str(error), None, tries, None)
            except TroubleError as error:
                if tries < TRIES and error.status not in _SHUT and self._worth(error, tries):
                    continue
                self._count_failure(host, error)
                return None, self._failed(place, str(error), error.status, tries, error.wait)
            self.in_a_row[host] = 0
            return answer, self._judged(place, answer, tries, same_reader)

    def _worth(self, error: TroubleError, tries: int) -> bool:
        """Whether to try again at once, after the pause that the server asks for where it asks for one."""
        if error.wait is not None and error.wait > _WORTH_WAITING:
            return False
        asked = error.wait.total_seconds() if error.wait else 0.0
        self.sleep(max(asked, _PAUSES[tries - 1]))
        return True

    def _count_failure(self, host: str, error: TroubleError) -> None:
        self.in_a_row[host] = self.in_a_row.get(host, 0) + 1
        if error.wait is not None and error.wait > _WORTH_WAITING:
            self.shut[host] = f"asks to be left alone for {int(error.wait.total_seconds()):,} seconds"
        elif self.in_a_row[host] >= _HOST_GIVEN_UP:
            self.shut[host] = f"{_HOST_GIVEN_UP} places in a row could not be had; the last: {error}"

    def _failed(
        self, place: Place, why: str, status: int | None, tries: int, wait: dt.timedelta | None
    ) -> Look:
        return Look(
            Visit.Outcome.FAILED,
            back_off(now(), place.failures + 1, wait),
            status=status,
            tries=tries,
            asked=tries,
            why=why,
        )

    def _judged(self, place: Place, answer: Answer, tries: int, same_reader: bool) -> Look:
        at, listing = now(), place.kind == Place.Kind.LISTING
        asked = answer.asked + tries - 1
        usual = next_look(at, self.rule.every, place.changed_at, listing=listing)
        if answer.status in (404, 410):
            later = next_look(at, self.rule.every, place.gone_at, listing=False)
            why = f"The server answered {answer.status}."
            return Look(Visit.Outcome.GONE, later, answer.status, asked, tries, why=why)
        if answer.status == 304:
            return Look(Visit.Outcome.UNCHANGED, usual, 304, asked, tries)
        judged = judge(
            self.adapter,
            place.kind,
            place.url,
            answer,
            seen=place.seen,
            before=lambda: gave_before(self.adapter, place, same_reader),
        )
        if judged.odd:
            soon = next_look(at, self.rule.every, None, listing=listing)
            return Look(
                Visit.Outcome.ODD, soon, 200, asked, tries, answer.size, why=judged.odd, found=judged.found
            )
        outcome = Visit.Outcome.UNCHANGED
        if not place.seen:
            outcome = Visit.Outcome.NEW
        elif place.seen != judged.seen and (same_reader or _other_bytes(place, answer)):
            outcome = Visit.Outcome.CHANGED
        if outcome != Visit.Outcome.UNCHANGED:
            usual = next_look(at, self.rule.every, at, listing=listing)
        return Look(
            outcome,
            usual,
            200,
            asked,
            tries,
            answer.size,
            why=judged.withdrawn,
            seen=judged.seen,
            etag=answer.etag,
            modified=answer.modified,
            found=judged.found,
            gave=[list(one) for one in judged.found] if listing else [],
        )

    def _before(self, to: Address) -> None:
        """Before each request: may robots look here, and has the host had its peace?"""
        robots = self._robots_of(to)
        if not robots.allows(to.target):
            raise RefusedError("The site asks robots to leave this address alone (robots.txt).")
        self._leave_in_peace(to.host, max(self.rule.delay, robots.delay))

    def _leave_in_peace(self, host: str, seconds: float) -> None:
        since = time.monotonic() - self.asked_at.get(host, -1e9)
        if since < seconds:
            self.sleep(seconds - since)
        self.asked_at[host] = time.monotonic()

    def _robots_of(self, to: Address) -> Robots:
        """What the host allows: all where it says nothing (RFC 9309, 2.3.1.3), nothing while it fails."""
        if not self.rule.robots:
            return EVERYTHING
        if to.host not in self.robots:
            self._leave_in_peace(to.host, self.rule.delay)
            try:
                answer = self.door.ask(f"https://{to.host}/robots.txt", most=MOST_BYTES, any_type=True)
            except RefusedError:
                self.robots[to.host] = NOTHING
            except TroubleError as error:
                if error.status is None or error.status == 429 or error.status >= 500:
                    raise _HostShutError(f"its robots.txt could not be had ({error})") from error
                self.robots[to.host] = EVERYTHING
            else:
                self.robots[to.host] = read_robots(answer.body()) if answer.status == 200 else EVERYTHING
        return self.robots[to.host]


def due_places(source: str) -> QuerySet[Place]:
    due = Place.objects.filter(source=source, next_at__lte=now())
    return due.select_related("harvest", "document", "agreed")


def _to_keep(place: Place, look: Look) -> bool:
    """A listing is only read: what it lists is kept, and a copy of it only where a person has to look."""
    if look.outcome == Visit.Outcome.ODD:
        return True
    new = look.outcome in (Visit.Outcome.NEW, Visit.Outcome.CHANGED)
    return new and place.kind != Place.Kind.LISTING


def _other_bytes(place: Place, answer: Answer) -> bool:
    held: Document | None = place.document
    return held is None or answer.file is None or held.sha256 != digest(answer.file)


@contextlib.contextmanager
def _alone(source: str) -> Iterator[None]:
    """Held for as long as this process lives, and let go even when it is killed."""
    folder = settings.HOME / "harvest"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{source}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(f"{source} is being visited already.") from error
        yield
