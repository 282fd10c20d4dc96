"""Many asks retired into one clear expectation: proposed, each publisher asked, made, and taken back.

Each publisher's position is kept, whatever it is. The entries of one that does not agree go into an
expectation of their own, in the former words, which stands beside. Silence is neither: it is shown.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.core.references import free_reference
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation, ExpectationChange, Serving, Standing, Wording
from answerable.lineage.operations.changing import begin_change, lock, new_expectation, require
from answerable.lineage.operations.errors import ExpectationError
from answerable.lineage.operations.expecting import gather
from answerable.lineage.operations.undoing import restore
from answerable.oversight.models import Consolidation, Gathered, Position
from answerable.oversight.operations.errors import CoordinationError
from answerable.oversight.queries.consolidations import publishers_of
from answerable.register.models import Entry

State = Consolidation.State
Stand = Position.Stand


@operation("CONSOLIDATION_EDIT")
def propose_consolidation(
    log: Log,
    *,
    by: Actor,
    expectation: Expectation,
    wording: str,
    reason: str,
    answer_by: dt.date,
    others: Sequence[Expectation] = (),
) -> Consolidation:
    """Asks each publisher of the entries whether one expectation, in these words, may stand for theirs.

    Raises CoordinationError: no words or reason, a day that has come, an expectation that does not stand, one
    proposed already, or a single entry, which there is nothing to gather with.
    """
    words, why = " ".join(wording.split()), reason.strip()
    if not words or not why:
        raise CoordinationError(
            "Give the one ask in plain words, and say why the others are retired into it."
        )
    if len(words) > 400:
        raise CoordinationError("Put the one ask in at most 400 characters: who should do what.")
    if answer_by <= today():
        raise CoordinationError("Give publishers time: the day by which they answer lies in the past.")
    merged = [one for one in {one.pk: one for one in others}.values() if one.pk != expectation.pk]
    lock([expectation, *merged])
    for one in (expectation, *merged):
        _adopted(one)
        if one.fictional != expectation.fictional:
            raise CoordinationError("Expectations of the demonstration do not mix with real ones.")
    publishers = publishers_of([expectation.pk, *(one.pk for one in merged)])
    if sum(publishers.values()) < 2:
        raise CoordinationError("One entry alone asks this: there is nothing to bring together.")
    try:
        with transaction.atomic():
            made = Consolidation.objects.create(
                reference=free_reference(
                    "Y",
                    f"{expectation.reference}\n{now().isoformat()}\n{words}",
                    lambda one: Consolidation.objects.filter(reference=one).exists(),
                ),
                expectation=expectation,
                wording=published_words(words),
                reason=published_words(why),
                state=State.PROPOSED,
                answer_by=answer_by,
                proposed_by=by.identifier,
                recorded_at=now(),
            )
    except IntegrityError as error:
        raise CoordinationError(
            f"Publishers are being asked about {expectation.reference} already: that comes to an end first."
        ) from error
    Gathered.objects.bulk_create(Gathered(consolidation=made, expectation=one) for one in merged)
    Position.objects.bulk_create(
        Position(
            consolidation=made,
            publisher=code,
            stand=Stand.ASKED,
            recorded_by=by.identifier,
            recorded_at=made.recorded_at,
        )
        for code in sorted(publishers)
    )
    log.event(
        "consolidation.proposed",
        made.reference,
        {
            "expectation": expectation.reference,
            "gathers": [one.reference for one in merged],
            "wording": made.wording,
            "reason": made.reason,
            "answer_by": answer_by.isoformat(),
            "asked": sorted(publishers),
        },
    )
    return made


@operation("POSITION_RECORD")
def record_position(
    log: Log,
    *,
    by: Actor,
    consolidation: Consolidation,
    publisher: str,
    stand: str,
    said_on: dt.date,
    words: str = "",
    source: str = "",
) -> Position:
    """What a publisher says: by its issuer, or by an editor who names the source. The earlier one stays.

    Raises CoordinationError: not asked, a day to come, a dissent without words, no source, or an end that has
    come. NotPermittedError.
    """
    by.require_publisher("POSITION_RECORD", publisher)
    held = _lock(consolidation)
    if held.state not in (State.PROPOSED, State.MADE):
        raise CoordinationError(f"{held.reference} is no longer asked about.")
    before = Position.objects.filter(
        consolidation=held, publisher=publisher, superseded_at__isnull=True
    ).first()
    if before is None:
        raise CoordinationError("No entry of that publisher is in it.")
    if stand not in (Stand.AGREES, Stand.DISSENTS):
        raise CoordinationError("Say whether the publisher agrees, or does not.")
    if said_on > today():
        raise CoordinationError("It cannot have said so on a day to come.")
    if stand == Stand.DISSENTS and not words.strip():
        raise CoordinationError("A dissent is kept in the publisher's words: give them.")
    if "POSITION_RECORD" not in by.publishers and not source.strip():
        raise CoordinationError("Say where the publisher said so: a page, or a letter and its date.")
    Position.objects.filter(pk=before.pk).update(superseded_at=now())
    made = Position.objects.create(
        consolidation=held,
        publisher=publisher,
        stand=stand,
        words=published_words(words.strip()),
        said_on=said_on,
        source=published_words(source.strip())[:500],
        recorded_by=by.identifier,
        recorded_at=now(),
    )
    log.event(
        "position.recorded",
        held.reference,
        {
            "publisher": publisher,
            "stand": stand,
            "words": made.words,
            "said_on": said_on.isoformat(),
            "source": made.source,
        },
    )
    return made


@operation("CONSOLIDATION_EDIT")
def make_consolidation(log: Log, *, by: Actor, consolidation: Consolidation) -> Consolidation:
    """Retires the entries of all but those that dissent into the one expectation.

    Raises CoordinationError: publishers that have yet to answer and time to, nobody but dissenters, or an
    expectation that changed meanwhile so that it no longer stands.
    """
    held = _lock(consolidation)
    if held.state != State.PROPOSED:
        raise CoordinationError(f"{held.reference} is {held.get_state_display().lower()}.")
    positions = Position.objects.filter(consolidation=held, superseded_at__isnull=True)
    silent = [one.publisher for one in positions if one.stand == Stand.ASKED]
    if silent and today() <= held.answer_by:
        raise CoordinationError(
            f"{len(silent)} of {len(positions)} publishers have yet to answer, and have until"
            f" {held.answer_by:%-d %B %Y}."
        )
    into = held.expectation
    merged = [one.expectation for one in held.gathered.select_related("expectation")]
    lock([into, *merged])
    for one in (into, *merged):
        _adopted(one)
    rows = Serving.objects.filter(expectation__in=[into, *merged], superseded_at__isnull=True)
    dissent = {one.publisher for one in positions if one.stand == Stand.DISSENTS}
    entries = {row.entry_id: row.entry for row in rows.select_related("entry__report__publisher")}
    beside = {key: one for key, one in entries.items() if one.report.publisher.code in dissent}
    if len(beside) == len(entries):
        raise CoordinationError(
            "Every publisher dissents: drop the proposal, since nothing would be gathered."
        )
    change = _make(log, held, into, merged, list(beside.values()))
    Consolidation.objects.filter(pk=held.pk).update(
        state=State.MADE, ended_by=by.identifier, ended_at=now(), change=change
    )
    log.event(
        "consolidation.made",
        held.reference,
        {
            "expectation": into.reference,
            "entries": len(entries) - len(beside),
            "beside": sorted(one.reference for one in beside.values()),
            "dissent": sorted(dissent),
            "silent": sorted(silent),
            "change": change.pk,
        },
    )
    return Consolidation.objects.get(pk=held.pk)


@operation("CONSOLIDATION_EDIT")
def drop_consolidation(log: Log, *, by: Actor, consolidation: Consolidation, why: str) -> Consolidation:
    """Ends a proposal without making it. What publishers said stays on record."""
    held = _lock(consolidation)
    if held.state != State.PROPOSED:
        raise CoordinationError(f"{held.reference} is {held.get_state_display().lower()}.")
    return _ended(log, by, held, State.DROPPED, "consolidation.dropped", why)


@operation("CONSOLIDATION_EDIT")
def take_back_consolidation(log: Log, *, by: Actor, consolidation: Consolidation, why: str) -> Consolidation:
    """Every expectation stands again as it did before.

    Raises CoordinationError: not made, no reason, or a later change that has to be taken back first.
    """
    held = _lock(consolidation)
    if held.state != State.MADE or held.change is None:
        raise CoordinationError(f"{held.reference} was not made: there is nothing to take back.")
    ended = _ended(log, by, held, State.TAKEN_BACK, "consolidation.taken_back", why)
    try:
        restore(log, held.change, why)
    except ExpectationError as error:
        raise CoordinationError(str(error)) from error
    return ended


def _make(
    log: Log,
    held: Consolidation,
    into: Expectation,
    merged: list[Expectation],
    beside: list[Entry],
) -> ExpectationChange:
    """One change, so that it is taken back as one."""
    former = Wording.objects.get(expectation=into, superseded_at__isnull=True)
    apart = None
    if beside:
        key = f"{held.reference}\nbeside\n{now().isoformat()}"
        apart = new_expectation(log, key, Expectation.Origin.PERSON, fictional=into.fictional)
    change = begin_change(
        log,
        ExpectationChange.Kind.MERGED if merged else ExpectationChange.Kind.REWORDED,
        [into, *merged, *([apart] if apart else [])],
        reason=f"Consolidated as {held.reference}: {held.reason}",
    )
    gather(change, merged, into)
    if apart:
        change.leave(into, beside)
        change.word(apart, former.text, f"Stands beside {into.reference}: its publisher does not agree.")
        change.stand(apart, Standing.State.ADOPTED)
        change.join(apart, beside)
    if former.text != held.wording:
        change.word(into, held.wording, former.note)
    return change.row


def _ended(log: Log, by: Actor, held: Consolidation, state: str, event: str, why: str) -> Consolidation:
    if not why.strip():
        raise CoordinationError("Say why: publishers and the public read it.")
    said = published_words(why.strip())[:500]
    Consolidation.objects.filter(pk=held.pk).update(
        state=state, ended_by=by.identifier, ended_at=now(), ended_why=said
    )
    log.event(event, held.reference, {"why": said})
    return Consolidation.objects.get(pk=held.pk)


def _lock(consolidation: Consolidation) -> Consolidation:
    Consolidation.objects.select_for_update().get(pk=consolidation.pk)
    return Consolidation.objects.select_related("expectation", "change").get(pk=consolidation.pk)


def _adopted(expectation: Expectation) -> None:
    try:
        require(expectation, Standing.State.ADOPTED)
    except ExpectationError as error:
        raise CoordinationError(str(error)) from error
