"""Plays the reports of a register in the order of their dates, with closures that are made up, and rings.

    python -m bench.recurrence                      how much rings, and how sure
    python -m bench.recurrence --draw 50 --to FILE  pairs to read (never in the repository)
    python -m bench.recurrence --operations 200     the same by the register's operations: it writes
    python -m bench.recurrence --labels data/labels/recurrence_own.jsonl      precision of what was read

Over the register of ANSWERABLE_HOME: a copy of one.

SIMULATION: no body has claimed anything in this register of published reports. Each duty is taken to be
closed as done between 3 and 18 months after its report, drawn with a fixed seed. What is real is which later
reports ask the same, and so what precision is measured of. Labels hold references and a verdict, and no text.
"""

import argparse
import datetime as dt
import json
import math
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SEED = 20_261_129
BANDS = (0.0, 0.95, 0.97, 0.99)
SAME = ("same",)


@dataclass(frozen=True, slots=True)
class Rung:
    """One simulated alarm."""

    duty: int
    entry: int
    other: int
    done_on: dt.date
    days: int
    reach: str
    score: float | None
    maybe_before: bool


def play(least: float) -> list[Rung]:
    """Every alarm that the rule raises, whatever the probability that it asks for."""
    from answerable.duties.models import Duty
    from answerable.impact.queries import tied
    from answerable.impact.recurrence import rule

    rule.LEAST = least
    vars(tied)["LEAST"] = least
    ties = tied.ties_of(None)
    ends = {*ties.of, *ties.others}
    whole = tied.with_parts(tied.with_parts(ends).values())
    duties = list(
        Duty.objects.filter(entry__in=set(whole.values()), entry__report__issued_on__isnull=False)
        .select_related("organisation", "holder", "entry__report")
        .defer("entry__report__sections")
        .order_by("entry__report__issued_on", "pk")
    )
    every = tied.ties_of({*whole})
    asked = tied.asked_of({*whole, *every.others})
    bodies = tied.after_them(duties)
    found = []
    for duty in duties:
        issued = duty.entry.report.issued_on
        assert issued is not None
        closed = issued + dt.timedelta(days=months_after(duty.reference) * 30)
        mine, refused = tied.tied_with(whole, every, duty.entry_id)
        own = asked[duty.entry_id]
        own = rule.Asked(own.entry, own.report, own.event, own.issued_on, bodies[duty.pk])
        for one in rule.alarms_of(rule.Done(closure=rule.Step(closed, 0)), own, mine, asked, refused=refused):
            found.append(
                Rung(
                    duty.pk,
                    duty.entry_id,
                    one.other.entry,
                    closed,
                    one.days,
                    one.reach,
                    one.tie.score,
                    one.maybe_before,
                )
            )
    return found


def months_after(reference: str) -> int:
    """The simulated months until closure, the same for the same duty whenever it is asked."""
    return random.Random(f"{SEED}:{reference}").randint(3, 18)


def tell(found: Sequence[Rung]) -> None:
    pairs = {(one.entry, one.other) for one in found}
    print(
        f"{len(found):,} alarms on {len({one.duty for one in found}):,} duties; "
        f"{len(pairs):,} pairs of entries"
    )
    print(f"  of the same body {sum(one.reach == 'same_body' for one in found):,}")
    print(f"  the death is known to have come before the work {sum(one.maybe_before for one in found):,}")
    for low, high in zip(BANDS, (*BANDS[1:], 1.01), strict=True):
        band = [one for one in found if one.score is not None and low <= one.score < high]
        print(f"  probability {low:.2f} and more: {len(band):,} alarms, "
              f"{len({(one.entry, one.other) for one in band}):,} pairs")  # fmt: skip
    days = sorted(one.days for one in found)
    if days:
        print(f"  days from closure: median {days[len(days) // 2]:,}, from {days[0]:,} to {days[-1]:,}")


def draw(found: Sequence[Rung], most: int, to: Path, read: frozenset[tuple[str, str]]) -> None:
    """Pairs at random, each once and none that was read before, with the words of both for one reader."""
    from answerable.register.models import Entry, EntryVersion

    by_pair = {(one.entry, one.other): one for one in found}
    name = dict(
        Entry.objects.filter(pk__in={key for pair in by_pair for key in pair}).values_list("pk", "reference")
    )
    pairs = sorted(pair for pair in by_pair if (name[pair[0]], name[pair[1]]) not in read)
    random.Random(SEED).shuffle(pairs)
    chosen = pairs[:most]
    versions = EntryVersion.objects.filter(
        entry__in={key for pair in chosen for key in pair}, superseded_at__isnull=True
    ).select_related("entry__report")
    words = {row.entry_id: row for row in versions}
    with to.open("w", encoding="utf-8") as file:
        for number, pair in enumerate(chosen, start=1):
            one = by_pair[pair]
            early, late = words[pair[0]], words[pair[1]]
            row = {
                "number": number,
                "entry": early.entry.reference,
                "again": late.entry.reference,
                "score": one.score,
                "reach": one.reach,
                "maybe_before": one.maybe_before,
                "issued": [str(early.entry.report.issued_on), str(late.entry.report.issued_on)],
                "texts": [early.text, late.text],
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(chosen)} of {len(pairs):,} pairs written for reading")


def precision(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    for name, held in (
        ("all", rows),
        *((name, [row for row in rows if row["set"] == name]) for name in ("tuned", "held out")),
        *((f"{low:.2f} to {high:.2f}", [row for row in rows if low <= row["score"] < high])
          for low, high in zip(BANDS, (*BANDS[1:], 1.01), strict=True)),
        *((reach, [row for row in rows if row["reach"] == reach]) for reach in ("same_body", "elsewhere")),
    ):  # fmt: skip
        right = sum(row["label"] in SAME for row in held)
        if held:
            low, high = wilson(right, len(held))
            print(f"{name}: {right} of {len(held)} = {right / len(held):.2f} ({low:.2f}-{high:.2f})")
    print(dict(Counter(row["label"] for row in rows)))


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927)."""
    z, share = 1.959964, right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return middle - half, middle + half


def operations(most: int) -> None:
    """Claims, verifies and closes through the register's operations, then rings; compares with the play."""
    from answerable.accounts.roles import EVERYBODY, PERMISSIONS, Role
    from answerable.assurance.operations import close, verify_claim
    from answerable.core.actors import RECURRENCE, Actor
    from answerable.core.calendar import today
    from answerable.duties.models import Duty
    from answerable.duties.operations.claiming import make_claim
    from answerable.duties.operations.evidencing import add_evidence
    from answerable.impact.models import Alarm
    from answerable.impact.operations.alarming import raise_alarms
    from answerable.impact.recurrence import rule

    played = play(rule.LEAST)
    keys = sorted({one.duty for one in played if one.done_on < today()})
    chosen = random.Random(SEED).sample(keys, min(most, len(keys)))
    by = Actor("person:1", EVERYBODY | PERMISSIONS[Role.ASSURER])
    started = time.monotonic()
    days = {one.duty: one.done_on for one in played}
    for duty in Duty.objects.filter(pk__in=chosen).select_related("holder", "entry__report__publisher"):
        officer = Actor(
            "person:2",
            EVERYBODY | PERMISSIONS[Role.ACCOUNTABLE_OFFICER],
            bodies={"CLAIM_MAKE": frozenset({duty.holder_id}), "EVIDENCE_ADD": frozenset({duty.holder_id})},
        )
        piece = add_evidence(
            by=officer,
            organisation=duty.holder,
            grade="audit",
            title="Simulated",
            url="https://example.org/s",
        )
        claim = make_claim(
            by=officer,
            duty=duty,
            level="done",
            words="Simulated.",
            claimed_on=days[duty.pk],
            evidence=[piece],
        )
        verify_claim(
            by=by, claim=claim, result="acceptable", found="done", seen="document", reason="Simulated.",
            evidence=[piece],
        )  # fmt: skip
        close(by=by, duty=duty, reason="done", words="Simulated.", closed_on=days[duty.pk])
    print(f"{len(chosen)} duties closed in {time.monotonic() - started:.1f} s")
    started = time.monotonic()
    raised = raise_alarms(by=RECURRENCE)
    seconds = time.monotonic() - started
    again = raise_alarms(by=RECURRENCE)
    rung = set(Alarm.objects.filter(withdrawn_at=None, duty__in=chosen).values_list("duty_id", "entry_id"))
    expected = {(one.duty, one.other) for one in played if one.duty in set(chosen)}
    print(f"{raised} alarms in {seconds:.1f} s; run again: {again}; as played: {rung == expected}")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--least", type=float, default=0.0, help="the least probability; 0: every suggestion")
    words.add_argument("--draw", type=int, default=0)
    words.add_argument("--to", type=Path)
    words.add_argument("--read", type=Path, help="labels of pairs that were read before")
    words.add_argument("--labels", type=Path)
    words.add_argument("--operations", type=int, default=0)
    asked = words.parse_args()
    if asked.labels:
        precision(asked.labels)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    import django

    django.setup()
    if asked.operations:
        operations(asked.operations)
        return
    found = play(asked.least)
    tell(found)
    if asked.draw:
        if not asked.to:
            sys.exit("Say where the pairs go: --to FILE, outside the repository.")
        rows = asked.read.read_text(encoding="utf-8").splitlines() if asked.read else []
        read = frozenset((row["entry"], row["again"]) for row in map(json.loads, rows))
        draw(found, asked.draw, asked.to, read)


if __name__ == "__main__":
    main()
