"""The whole of it: what is new is read, compared, proposed and gathered. May be stopped and run again."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import transaction

from answerable.core.actors import Actor
from answerable.ledger.meeting import again_if_met
from answerable.lineage.about import POPULATIONS_METHOD, SETTINGS_METHOD
from answerable.lineage.models import Run, Suggestion
from answerable.lineage.operations import (
    begin_run,
    finish_run,
    forget_looks,
    note_looks,
    record_suggestions,
    withdraw_suggestions,
)
from answerable.lineage.repeats import judge as judging
from answerable.lineage.repeats.grouping import METHOD as GROUP_METHOD
from answerable.lineage.repeats.grouping import VERSION as GROUP_VERSION
from answerable.lineage.repeats.neighbours import Near, Rows
from answerable.lineage.repeats.passages import Rarity
from answerable.lineage.tensions import VERSION as TENSIONS
from answerable.lineage.themes import classifier as theming
from answerable.pipeline.alone import BusyError, alone
from answerable.pipeline.relate.conflicts import propose_conflicts
from answerable.pipeline.relate.gathering import Gathered, gather, join
from answerable.pipeline.relate.pairing import near_pieces
from answerable.pipeline.relate.proposals import MOST, Readers, changed_rows, links, surroundings, themes
from answerable.pipeline.relate.rarity import rarity_of
from answerable.pipeline.relate.reading import Row, looked_at, people_of_reports, rows
from answerable.pipeline.relate.scopes import propose_scopes
from answerable.pipeline.relate.vectors import vectors_of
from answerable.pipeline.relate.workers import Here, Workers
from answerable.search.generations import IndexBusyError
from answerable.search.model.encoder import Encoder

Progress = Callable[[str, int, int], None]
CHANGED, GONE = "its words have changed", "the entry was withdrawn"
_MANY = 0.05  # share of entries that are new, from which the groups are made anew
_RELATING = "relate/1"


@dataclass(frozen=True, slots=True)
class Related:
    """What a run did."""

    entries: int  # looked at anew
    suggestions: int
    withdrawn: int
    joined: int  # entries added to drafts as they came
    drafts: int  # proposed by a grouping
    extended: int
    retired: int
    seconds: float

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def relate(
    *,
    by: Actor,
    progress: Progress | None = None,
    workers: Workers | None = None,
    again: bool = False,
    regroup: bool | None = None,
) -> Related:
    """Looks at every entry that is new or changed. `again`: at all of them. `regroup`: whether to make the
    groups anew; by default where much is new.

    Each piece of some two thousand entries is one transaction with the note that it was looked at, so a run
    that was killed goes on after the last piece. Two runs at once are not made: they would gather the same
    groups twice. Raises ModelMissingError, IndexBusyError for the second, BadArtefactError.
    """
    try:
        with alone("relate"):
            return _relate(by, progress, workers, again, regroup)
    except BusyError as error:
        raise IndexBusyError("Another process relates entries now. Try again when it is done.") from error


def _relate(
    by: Actor, progress: Progress | None, workers: Workers | None, again: bool, regroup: bool | None
) -> Related:
    started = time.monotonic()
    if again:
        forget_looks(by=by)
    encoder, readers = Encoder(), Readers(judging.shipped(), theming.shipped())
    methods = _methods(encoder, readers)
    method = hashlib.sha256(json.dumps(methods, sort_keys=True).encode()).hexdigest()[:32]
    every, looked = rows(), looked_at()
    fresh = changed_rows(every, looked, method)
    withdrawn = _withdraw(by, every, looked)
    cut_short = _cut_short()
    if not fresh.any() and not cut_short:
        gathered = _gather(by, every, progress) if regroup else Gathered()
        return _told(0, 0, withdrawn, 0, gathered, started)
    run = begin_run(by=by, method=methods)
    codes = vectors_of([row.text for row in every], encoder, progress=progress, workers=workers)
    many = cut_short or float(fresh.mean()) >= _MANY
    rarity = rarity_of(every, Path(settings.INDEX), anew=many)
    people = people_of_reports()
    added, done, total = 0, 0, int(fresh.sum())
    near = near_pieces(
        codes, fresh, workers or Here(), least=readers.judge.nearest, most=MOST, progress=progress
    )
    for piece, pairs in near:
        versions = {every[row].entry: every[row].version for row in piece}

        def record(piece: Rows = piece, pairs: Near = pairs, versions: dict[int, int] = versions) -> int:
            with transaction.atomic():
                new = _record_piece(by, run, readers, every, codes, piece, pairs, rarity, people)
                note_looks(by=by, run=run, method=method, versions=versions)
            return new

        added += again_if_met(record)
        done += len(piece)
        if progress:
            progress("suggesting", done, total)
    added += propose_scopes(by=by, run=run, reports={every[row].report for row in np.flatnonzero(fresh)})
    added += propose_conflicts(
        by=by,
        run=run,
        rows=every,
        fresh=[every[row].reference for row in np.flatnonzero(fresh)],
        encoder=encoder,
        directory=Path(settings.INDEX),
        anew=many,
    )
    if regroup or (regroup is None and many):
        joined, gathered = 0, gather(by, every, rarity, progress)
    else:
        joined, gathered = join(by, [every[row].entry for row in np.flatnonzero(fresh)]), Gathered()
    finish_run(by=by, run=run, entries=total)
    return _told(total, added, withdrawn, joined, gathered, started)


def _methods(encoder: Encoder, readers: Readers) -> dict[str, str]:
    return {
        "relating": _RELATING,
        "sentence model": encoder.recipe,
        "repeats": f"{judging.METHOD}/{readers.judge.version}",
        "themes": f"{theming.METHOD}/{readers.themes.version}",
        "settings": SETTINGS_METHOD,
        "populations": POPULATIONS_METHOD,
        "tensions": TENSIONS,
        "grouping": f"{GROUP_METHOD}/{GROUP_VERSION}",
    }


def _cut_short() -> bool:
    """Whether the last run ended before its end: its entries were read, but perhaps not gathered."""
    last = Run.objects.order_by("-pk").first()
    return last is not None and last.finished_at is None


def _withdraw(by: Actor, every: Sequence[Row], looked: dict[int, tuple[int, str]]) -> int:
    """Takes back what was proposed of words that are no longer held."""
    version_of = {row.entry: row.version for row in every}
    changed = [entry for entry, (version, _) in looked.items() if version_of.get(entry, version) != version]
    known = Suggestion.objects.filter(superseded_at__isnull=True, entry__withdrawn_at__isnull=False)
    also = Suggestion.objects.filter(superseded_at__isnull=True, other__withdrawn_at__isnull=False)
    gone = {
        *known.values_list("entry_id", flat=True),
        *also.values_list("other_id", flat=True),
    }
    # Should one come back with its report, it is looked at again, beside all that came meanwhile.
    if left := [entry for entry in looked if entry not in version_of]:
        forget_looks(by=by, entries=left)
    taken = withdraw_suggestions(by=by, entries=changed, why=CHANGED, forget=True) if changed else 0
    return taken + (withdraw_suggestions(by=by, entries=gone, why=GONE) if gone else 0)


def _record_piece(
    by: Actor,
    run: Run,
    readers: Readers,
    every: Sequence[Row],
    codes: np.ndarray,
    piece: Rows,
    pairs: Near,
    rarity: Rarity,
    people: dict[int, frozenset[str]],
) -> int:
    mine = [every[row] for row in piece]
    linked = list(links(every, pairs, codes, readers.judge, rarity, people))
    themed = list(themes(mine, codes[piece], readers.themes))
    around = list(surroundings(mine))
    return sum(
        record_suggestions(by=by, run=run, method=method, version=version, proposed=proposed)
        for method, version, proposed in (
            (judging.METHOD, readers.judge.version, linked),
            (theming.METHOD, readers.themes.version, themed),
            (SETTINGS_METHOD, POPULATIONS_METHOD, around),
        )
    )


def _gather(by: Actor, every: Sequence[Row], progress: Progress | None) -> Gathered:
    return gather(by, every, rarity_of(every, Path(settings.INDEX), anew=False), progress)


def _told(
    entries: int, added: int, withdrawn: int, joined: int, gathered: Gathered, started: float
) -> Related:
    return Related(
        entries=entries,
        suggestions=added,
        withdrawn=withdrawn,
        joined=joined,
        drafts=gathered.proposed,
        extended=gathered.extended,
        retired=gathered.retired,
        seconds=round(time.monotonic() - started, 2),
    )


__all__ = ["Related", "relate"]
