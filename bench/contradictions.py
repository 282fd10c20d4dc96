"""How well sides are found and candidate contradictions ranked, over any register.

    python bench/contradictions.py             the register of ANSWERABLE_HOME, as the program uses it
    python bench/contradictions.py --fit       and the weights that the judged pairs would give now

Prints entries read in a second, how many take each side, the 20 likeliest pairs by reference with the
verdict of whoever read them (data/tensions/judged.jsonl), how many of the first 20, 40 and 60 were found
real, and how well the score would have told pairs whose entries it had not seen. No text is printed.
"""

import argparse
import os
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from answerable.lineage.tensions import Candidate, SideFound, TensionEntry, candidates, shipped, sides
from answerable.lineage.tensions.judged import JUDGED, Judged, read_judged, tallied
from answerable.search.model.encoder import Encoder

FIRST = (20, 40, 60)
Verdicts = dict[tuple[str, str, str], bool]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """An entry as it stands in the register."""

    reference: str
    report: str
    text: str
    settings: frozenset[str]
    kinds: frozenset[str]


def read_register() -> list[Read]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    import django

    django.setup()
    from answerable.register.models import Report
    from answerable.register.queries import current_versions, resolutions_of

    kinds: dict[int, set[str]] = defaultdict(set)
    asked = resolutions_of(Report.objects.values_list("pk", flat=True)).filter(addressing__role="addressee")
    for resolution in asked:
        if resolution.organisation is not None:
            kinds[resolution.addressing.report_id].add(resolution.organisation.kind)
    versions = current_versions().order_by("entry__report_id", "entry__order")
    return [
        Read(
            version.entry.reference,
            version.entry.report.reference,
            version.text,
            frozenset(setting for setting, _ in version.entry.report.settings),
            frozenset(kinds[version.entry.report_id]),
        )
        for version in versions
    ]


def standing(entries: Sequence[Read]) -> list[TensionEntry]:
    """Those that take a side, with the vectors of their sentences."""
    began, busy = time.perf_counter(), time.process_time()
    taken: list[tuple[Read, list[SideFound]]] = [(entry, sides(entry.text)) for entry in entries]
    spent, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"{len(entries)} entries read for sides in {spent:.1f} s, of which {busy:.1f} s on a core")
    encoder = Encoder()
    return [
        TensionEntry(
            entry.reference,
            entry.report,
            tuple(found),
            encoder.encode([one.sentence for one in found]),
            entry.settings,
            entry.kinds,
        )
        for entry, found in taken
        if found
    ]


def print_sides(entries: Sequence[TensionEntry]) -> None:
    counts = Counter({(one.tension, one.side, entry.reference) for entry in entries for one in entry.sides})
    by_side = Counter((tension, side) for tension, side, _ in counts)
    print(f"{len(entries)} entries take a side:")
    for tension in shipped():
        print(
            "  "
            + tension.key
            + ": "
            + ", ".join(f"{s.key} {by_side[tension.key, s.key]}" for s in tension.sides)
        )


def print_ranked(entries: Sequence[TensionEntry], verdicts: Verdicts) -> None:
    began = time.perf_counter()
    listed = candidates(entries, FIRST[0])
    print(f"{len(listed)} pairs ranked in {time.perf_counter() - began:.2f} s")
    for number, pair in enumerate(listed, 1):
        verdict = {True: "real", False: "not real", None: "not read"}[verdicts.get(_key(pair))]
        chosen = f"{pair.first} {pair.first_side.side} | {pair.second} {pair.second_side.side}"
        print(f"  {number:>2} {pair.score:.2f} {pair.tension}: {chosen}: {verdict}")
    for first in FIRST:
        found = [verdicts.get(_key(pair)) for pair in candidates(entries, first)]
        real, unreal, unread = (found.count(verdict) for verdict in (True, False, None))
        print(f"of the first {first}: {real} real, {unreal} not, {unread} not read")


def print_unseen(entries: Sequence[TensionEntry], judged: Sequence[Judged]) -> None:
    """Each judged pair scored with the tallies of pairs that share no entry with it."""
    known = {entry.reference: entry for entry in entries}
    scored: list[tuple[float, bool]] = []
    for pair in judged:
        if pair.first not in known or pair.second not in known:
            continue
        mine = {pair.first, pair.second}
        others = tallied(one for one in judged if not mine & {one.first, one.second})
        two = [known[pair.first], known[pair.second]]
        scores = [
            one.score
            for one in candidates(two, 50, tallies=others, spread=False)
            if (one.tension, one.first, one.second) == (pair.tension, pair.first, pair.second)
        ]
        if scores:
            scored.append((max(scores), pair.real))
    scored.sort(reverse=True)
    score, real = np.array([one for one, _ in scored]), np.array([one for _, one in scored], float)
    print(f"{len(scored)} judged pairs, {int(real.sum())} real, scored without those that share an entry:")
    print(f"  area under the curve {area(score, real):.2f}; Brier score {((score - real) ** 2).mean():.3f}")
    for first in FIRST:
        print(f"  of the first {first}: {real[:first].mean():.2f} real, said {score[:first].mean():.2f}")
    for low, high in ((0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.01)):
        here = (score >= low) & (score < high)
        if here.any():
            print(f"  said {low:.2f} to {min(high, 1):.2f}: {here.sum()} pairs, {real[here].mean():.2f} real")


def area(score: Numbers, real: Numbers) -> float:
    """The chance that a real pair scores above an unreal one."""
    ahead = score[real == 1][:, None] - score[real == 0][None, :]
    return float(((ahead > 0) + 0.5 * (ahead == 0)).mean())


def print_fit(entries: Sequence[TensionEntry], judged: Sequence[Judged]) -> None:
    """The weights of a logistic curve with a little ridge, for pairing.py to be rounded from."""
    known = {entry.reference: entry for entry in entries}
    verdicts, tallies = _verdicts(judged), tallied(judged)
    pairs = [pair for pair in candidates(entries, 100_000, spread=False) if _key(pair) in verdicts]
    real = np.array([verdicts[_key(pair)] for pair in pairs], float)
    table = np.array(
        [
            [
                1.0,
                tallies[pair.tension].odds,
                pair.first_side.strength * pair.second_side.strength,
                pair.likeness,
                _shared(known[pair.first].settings, known[pair.second].settings),
                _shared(known[pair.first].kinds, known[pair.second].kinds),
            ]
            for pair in pairs
        ]
    )
    weights, ridge = np.zeros(table.shape[1]), np.array([0.01, 0.1, 0.3, 0.3, 0.3, 0.3])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (real - chance) - ridge * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(ridge)
        weights += np.linalg.solve(curve, slope)
    names = ("base", "known", "strong", "like", "place", "asked")
    print(
        f"weights from {len(pairs)} pairs: "
        + ", ".join(f"{n} {w:.2f}" for n, w in zip(names, weights, strict=True))
    )


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    one, other = one - {"other"}, other - {"other"}
    return float(bool(one & other)) if one and other else 0.5


def _key(pair: Candidate) -> tuple[str, str, str]:
    return pair.tension, pair.first, pair.second


def _verdicts(judged: Sequence[Judged]) -> Verdicts:
    return {(one.tension, one.first, one.second): one.real for one in judged}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true", help="fit the weights of the score anew")
    arguments = parser.parse_args()
    judged = read_judged(JUDGED)
    entries = standing(read_register())
    print_sides(entries)
    print_ranked(entries, _verdicts(judged))
    print_unseen(entries, judged)
    if arguments.fit:
        print_fit(entries, judged)


if __name__ == "__main__":
    main()
