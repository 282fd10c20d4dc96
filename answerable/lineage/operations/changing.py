"""The rows of an expectation, as one change makes and ends them.

Helpers of the operations on expectations; each is given the log of the one it serves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from answerable.core.calendar import LONDON, now
from answerable.core.references import make_reference
from answerable.ledger.operation import Log
from answerable.lineage.models import Expectation, ExpectationChange, Serving, Standing, Wording
from answerable.lineage.operations.errors import ExpectationError
from answerable.register.models import Entry

PERSON = "person"
MAX_ATTEMPTS = 20
_AT_ONCE = 1000
LONGEST_TEXT, LONGEST_NOTE, LONGEST_REASON = 400, 1000, 500
State = Standing.State
LIVE = (State.DRAFT, State.ADOPTED)


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is being written."""

    row: ExpectationChange

    def word(self, expectation: Expectation, text: str, note: str) -> None:
        """Puts the expectation in these words from now on."""
        _end(self.row, Wording.objects.filter(expectation=expectation))
        Wording.objects.create(expectation=expectation, text=text, note=note, **self._made())

    def stand(self, expectation: Expectation, state: str, *, into: Expectation | None = None) -> None:
        """Settles the expectation this far from now on."""
        _end(self.row, Standing.objects.filter(expectation=expectation))
        Standing.objects.create(expectation=expectation, state=state, into=into, **self._made())

    def join(
        self,
        expectation: Expectation,
        entries: Iterable[Entry],
        *,
        method: str = PERSON,
        scores: Mapping[int, float] | None = None,
    ) -> list[Entry]:
        """Lets the entries serve the expectation: those that did not yet."""
        current = Serving.objects.filter(expectation=expectation, superseded_at__isnull=True)
        held = set(current.values_list("entry_id", flat=True))
        fresh = [entry for entry in {entry.pk: entry for entry in entries}.values() if entry.pk not in held]
        Serving.objects.bulk_create(
            [
                Serving(
                    expectation=expectation,
                    entry=entry,
                    method=method[:60],
                    score=(scores or {}).get(entry.pk),
                    **self._made(),
                )
                for entry in fresh
            ],
            batch_size=500,
        )
        return fresh

    def leave(self, expectation: Expectation, entries: Iterable[Entry] | None = None) -> None:
        """Ends the servings of these entries, or of all."""
        rows = Serving.objects.filter(expectation=expectation)
        _end(self.row, rows if entries is None else rows.filter(entry__in=[entry.pk for entry in entries]))

    def _made(self) -> dict[str, Any]:
        return {"made_by": self.row, "recorded_at": self.row.recorded_at}


def _end(change: ExpectationChange, rows: QuerySet[Any]) -> None:
    rows.filter(superseded_at__isnull=True).update(superseded_at=change.recorded_at, ended_by=change)


def begin_change(
    log: Log,
    kind: str,
    expectations: Sequence[Expectation],
    *,
    reason: str = "",
    entries: Iterable[Entry] = (),
    undoes: ExpectationChange | None = None,
) -> Change:
    """Writes what is done, to which expectations and why, and says so in the log."""
    row = ExpectationChange.objects.create(
        kind=kind,
        reason=reason.strip()[:LONGEST_REASON],
        decided_by=log.actor.identifier,
        undoes=undoes,
        recorded_at=now(),
    )
    row.expectations.set(expectations)
    tell(log, row, expectations, entries)
    return Change(row)


def tell(
    log: Log, change: ExpectationChange, expectations: Sequence[Expectation], entries: Iterable[Entry]
) -> None:
    """Puts a change in the log."""
    log.event(
        f"expectation.{change.kind}",
        expectations[0].reference,
        {
            "change": change.pk,
            "expectations": [expectation.reference for expectation in expectations],
            "entries": sorted(entry.reference for entry in entries),
            "reason": change.reason,
            "undoes": change.undoes_id,
        },
    )


def new_expectation(log: Log, key: str, origin: str, *, fictional: bool) -> Expectation:
    """An expectation without rows yet; the change that makes it gives it some."""
    (reference,) = free_references([key])
    return Expectation.objects.create(
        reference=reference, origin=origin, fictional=fictional, recorded_at=now()
    )


def free_references(keys: Sequence[str]) -> list[str]:
    """One reference for each key, free in the register.

    Where the plain one is taken (by the same group, retired since), the moment goes into the key.
    """
    made = [make_reference("X", key) for key in keys]
    moment = now().isoformat()
    for attempt in range(1, MAX_ATTEMPTS):
        taken: set[str] = set()
        for start in range(0, len(made), _AT_ONCE):
            rows = Expectation.objects.filter(reference__in=made[start : start + _AT_ONCE])
            taken |= set(rows.values_list("reference", flat=True))
        seen: set[str] = set()
        clashes = []
        for place, reference in enumerate(made):
            if reference in taken or reference in seen:
                clashes.append(place)
            seen.add(reference)
        if not clashes:
            return made
        for place in clashes:
            made[place] = make_reference("X", f"{keys[place]}\n{moment}\n{place}", attempt)
    raise RuntimeError("no free reference for an expectation: this should not happen below a billion of them")


def lock(expectations: Iterable[Expectation]) -> None:
    """Changes to the same expectations come one after the other, always locked in the same order."""
    keys = {expectation.pk for expectation in expectations}
    list(Expectation.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def standing_of(expectation: Expectation) -> Standing | None:
    """How it stands now; None for one whose making was taken back."""
    return Standing.objects.filter(expectation=expectation, superseded_at__isnull=True).first()


def require(expectation: Expectation, *states: str) -> Standing:
    """How it stands now. Raises ExpectationError unless it is one of `states`."""
    standing = standing_of(expectation)
    if standing is None:
        raise ExpectationError(f"{expectation.reference} was taken back.")
    if standing.state not in states:
        said = {
            State.DRAFT: "is still a draft",
            State.ADOPTED: "has been adopted",
            State.MERGED: f"was merged into {standing.into.reference if standing.into else ''}",
            State.REFUSED: "was refused",
            State.RETIRED: "was retired",
        }[State(standing.state)]
        on = standing.recorded_at.astimezone(LONDON)
        raise ExpectationError(f"{expectation.reference} {said}, on {on:%-d %B %Y}: nothing was changed.")
    return standing


def words_of(text: str, note: str = "") -> tuple[str, str]:
    """The words, trimmed. Raises ExpectationError: none, or too long."""
    text, note = " ".join(text.split()), note.strip()
    if not text:
        raise ExpectationError("Say in plain words what is expected.")
    for what, words, longest in (("The wording", text, LONGEST_TEXT), ("The note", note, LONGEST_NOTE)):
        if len(words) > longest:
            raise ExpectationError(f"{what} is {len(words):,} characters long; {longest:,} is the most.")
    return text, note


def reason_for(reason: str) -> str:
    if not reason.strip():
        raise ExpectationError("Say why: this change needs a reason that the public can read.")
    return reason.strip()


def entries_for(entries: Iterable[Entry]) -> tuple[list[Entry], bool]:
    """The entries, each once, and whether they are fictional. Raises ExpectationError.

    Read anew: one may have been withdrawn since it was shown. Made-up entries do not mix with real ones.
    """
    keys = list(dict.fromkeys(entry.pk for entry in entries))
    held = {entry.pk: entry for entry in Entry.objects.filter(pk__in=keys).select_related("report")}
    found = [held[key] for key in keys if key in held]
    for entry in found:
        if entry.withdrawn_at:
            on = entry.withdrawn_at.astimezone(LONDON)
            raise ExpectationError(f"The entry {entry.reference} was withdrawn on {on:%-d %B %Y}.")
    if not found:
        raise ExpectationError("Name at least one entry that asks it.")
    fictional = {entry.report.fictional for entry in found}
    if len(fictional) > 1:
        raise ExpectationError("Entries of the demonstration do not mix with real ones.")
    return found, fictional.pop()
