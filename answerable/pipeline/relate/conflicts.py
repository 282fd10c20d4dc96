"""Candidate contradictions: entries on opposite sides of a known tension, proposed to an editor.

Which sides an entry takes is read once and kept beside the index with the version of its words; only what is
new is read again.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from answerable.core.actors import Actor
from answerable.lineage.models import Kind, Relation, Run
from answerable.lineage.operations import Proposed, record_suggestions
from answerable.lineage.repeats.neighbours import unit
from answerable.lineage.tensions import METHOD, VERSION, Candidate, SideFound, TensionEntry, candidates, sides
from answerable.pipeline.relate.reading import Row
from answerable.pipeline.relate.vectors import vectors_of
from answerable.register.models import Report
from answerable.register.queries import resolutions_of
from answerable.search.model.encoder import Encoder

MOST = 300  # proposed after a full run: an editor can read them in an afternoon
MOST_OF_ONE = 10  # that new entries bring
_FILE = "sides.json"
Sides = dict[str, tuple[int, list[SideFound]]]  # {entry reference: (version of its words, sides)}


def propose_conflicts(
    *,
    by: Actor,
    run: Run,
    rows: Sequence[Row],
    fresh: Iterable[str],
    encoder: Encoder,
    directory: Path,
    anew: bool,
) -> int:
    """Proposes the likeliest pairs; unless `anew`, only those that the fresh entries (references) bring."""
    only = set(fresh)
    read = _read(rows, directory)
    row_of = {row.reference: row for row in rows}
    taken = {row.reference: read[row.reference][1] for row in rows if read[row.reference][1]}
    if not taken or not (anew or only & taken.keys()):
        return 0
    entries = _entries(taken, row_of, encoder)
    if anew:
        found = candidates(entries, MOST)
    else:
        new = sorted(only & taken.keys())
        found = candidates(entries, MOST_OF_ONE * len(new), only=new)
    proposed = [
        _proposed(one, row_of) for one in found if row_of[one.first].fictional == row_of[one.second].fictional
    ]
    return record_suggestions(by=by, run=run, method=METHOD, version=VERSION, proposed=proposed)


def _read(rows: Sequence[Row], directory: Path) -> Sides:
    """The sides of every entry: those kept, and those of new words."""
    kept = _kept(directory / _FILE)
    found: Sides = {}
    for row in rows:
        known = kept.get(row.reference)
        found[row.reference] = known if known and known[0] == row.version else (row.version, sides(row.text))
    if found != kept:
        _keep(directory / _FILE, found)
    return found


def _kept(path: Path) -> Sides:
    try:
        content = json.loads(path.read_text())
        if content["version"] != VERSION:
            return {}
        return {
            reference: (version, [SideFound(**{**one, "words": tuple(one["words"])}) for one in found])
            for reference, (version, found) in content["sides"].items()
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _keep(path: Path, found: Sides) -> None:
    content = {
        "version": VERSION,
        "sides": {
            name: (version, [asdict(one) for one in taken]) for name, (version, taken) in found.items()
        },
    }
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(content, ensure_ascii=False))
    draft.replace(path)


def _entries(
    taken: Mapping[str, list[SideFound]], row_of: Mapping[str, Row], encoder: Encoder
) -> list[TensionEntry]:
    sentences = sorted({one.sentence for found in taken.values() for one in found})
    vectors = unit(vectors_of(sentences, encoder))
    place = {sentence: number for number, sentence in enumerate(sentences)}
    reports = {row_of[reference].report for reference in taken}
    settings = {
        report: frozenset(setting for setting, _ in found)
        for report, found in Report.objects.filter(pk__in=reports).values_list("pk", "settings")
    }
    kinds: dict[int, set[str]] = defaultdict(set)
    for resolution in resolutions_of(reports).filter(addressing__role="addressee"):
        if resolution.organisation is not None:
            kinds[resolution.addressing.report_id].add(resolution.organisation.kind)
    return [
        TensionEntry(
            reference=reference,
            report=str(row_of[reference].report),
            sides=tuple(found),
            vectors=vectors[[place[one.sentence] for one in found]],
            settings=settings.get(row_of[reference].report, frozenset()),
            kinds=frozenset(kinds[row_of[reference].report]),
        )
        for reference, found in sorted(taken.items())
    ]


def _proposed(one: Candidate, row_of: Mapping[str, Row]) -> Proposed:
    first, second = row_of[one.first], row_of[one.second]
    return Proposed(
        kind=Kind.LINK,
        value=Relation.CONTRADICTS,
        score=round(one.score, 4),
        words={
            "sentence": one.first_side.sentence,
            "other_sentence": one.second_side.sentence,
            "tension": one.tension,
            "side": one.first_side.side,
            "other_side": one.second_side.side,
            "subject": one.subject,
            "setting": one.settings[0] if one.settings else "",
            "shared": sorted({*one.first_side.words, *one.second_side.words})[:8],
        },
        entry=first.entry,
        other=second.entry,
        seen={first.reference: first.version, second.reference: second.version},
    )
