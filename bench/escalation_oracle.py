"""What escalation ought to have done, worked out anew: from the rules in docs/decisions/0016-escalation.md.

Shares no code with the register: the ladders are typed again here, duties are plain rows, and every day is
walked from the first.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

NHS = {"nhs_trust", "ambulance_trust", "icb", "gp_practice", "nhs_partnership", "independent_provider"}
NHS |= {"health_board"}
HEALTH = {"nhs_trust", "ambulance_trust", "icb", "nhs_partnership", "gp_practice", "independent_provider"}
HEALTH |= {"care_home", "national_body", "royal_college"}
DEPARTMENTS = dict.fromkeys(HEALTH, "gov:dhsc") | {
    "police": "gov:home_office",
    "fire_service": "gov:home_office",
    "prison": "gov:moj",
    "council": "gov:mhclg",
    "school": "gov:dfe",
    "university": "gov:dfe",
}
REGULATORS = {
    "nhs_trust": "reg:cqc",
    "ambulance_trust": "reg:cqc",
    "gp_practice": "reg:cqc",
    "independent_provider": "reg:cqc",
    "care_home": "reg:cqc",
    "health_board": "reg:hiw",
    "police": "reg:hmicfrs",
    "fire_service": "reg:hmicfrs",
    "prison": "reg:hmip",
    "school": "reg:ofsted",
}
# (rung, days, to whom letters go)
PFD = [
    ("pfd-reminder", -14, ["officer"]),
    ("pfd-overdue", 1, ["officer"]),
    ("pfd-board", 14, ["board"]),
    ("pfd-regional", 28, []),  # no list of the replayed register names a regional body
    ("pfd-national", 42, ["department", "regulator"]),
    ("pfd-public", 56, ["officer"]),
]
INQUIRY = [
    ("inquiry-reminder", -14, ["officer"]),
    ("inquiry-first", 1, ["officer"]),
    ("inquiry-second", 92, ["officer"]),
    ("inquiry-third", 122, ["board", "department"]),
    ("inquiry-public", 152, ["officer"]),
]
HSSIB = [
    ("hssib-reminder", -14, ["officer"]),
    ("hssib-overdue", 1, ["officer"]),
    ("hssib-board", 28, ["board"]),
    ("hssib-national", 56, ["department", "regulator"]),
    ("hssib-public", 84, ["officer"]),
]
LADDERS = {"reg28": PFD, "rule43": PFD, "inquiry": INQUIRY, "hssib": HSSIB}
GAP, GRACE, LAPSE = 7, 28, 180
Date = dt.date


@dataclass
class One:
    """A duty as it stands on the day that is being walked."""

    pk: int
    holder: int
    instrument: str
    due: Date
    latest: Date
    issued: Date | None
    bodies: set[int]
    extended: bool = False
    passed: Date | None = None
    answered: bool = False
    disputed: bool = False
    released: bool = False
    held: bool = False
    steps: list[tuple[str, Date, Date]] = field(default_factory=list)
    reached: set[tuple[Date, int]] = field(default_factory=set)

    @property
    def counted(self) -> Date:
        return max(self.due, self.passed + dt.timedelta(days=GRACE)) if self.passed else self.due

    @property
    def open(self) -> bool:
        return not (self.answered or self.disputed or self.released or self.held)


class Oracle:
    def __init__(self, plan: dict[str, Any], keys: dict[str, int], kinds: dict[int, str]) -> None:
        self.plan, self.keys, self.kinds = plan, keys, kinds
        self.joined: dict[int, Date] = {}
        self.left: set[int] = set()
        self.duties = {
            row["duty"]: One(
                row["duty"],
                row["holder"],
                row["instrument"],
                Date.fromisoformat(row["due"]),
                Date.fromisoformat(row["latest"]),
                Date.fromisoformat(row["issued"]) if row["issued"] else None,
                {row["holder"]},
            )
            for row in plan["duties"]
        }
        self.days = {rung: days for ladder in (PFD, INQUIRY, HSSIB) for rung, days, _ in ladder}
        self.steps: list[tuple[int, str, Date, Date, bool]] = []
        self.letters: list[tuple[str, int, Date, str, bool]] = []

    def run(self) -> None:
        day, last = Date.fromisoformat(self.plan["first"]), Date.fromisoformat(self.plan["last"])
        outages = set(self.plan["outages"])
        while day <= last:
            for event in self.plan["events"].get(day.isoformat(), ()):
                self.happen(event, day)
            if day.isoformat() not in outages:
                self.escalate(day)
            day += dt.timedelta(days=1)

    def happen(self, event: list[Any], day: Date) -> None:
        what, subject, *more = event
        if what == "join":
            self.joined[subject] = day
        elif what == "leave":
            self.left.add(subject)
        else:
            self.to_duty(what, self.duties[subject], more, day)

    def to_duty(self, what: str, one: One, more: list[Any], day: Date) -> None:
        if what == "answer":
            one.answered = True
        elif what == "extend":
            later = one.due + dt.timedelta(days=more[0])
            if later > one.latest:
                one.due = one.latest = later
        elif what == "transfer":
            if more[0] != one.holder and (one.issued is None or day >= one.issued):
                one.bodies |= {more[0]}
                one.holder, one.passed, one.disputed = more[0], day, False
        elif what == "dispute":
            one.disputed = True
        elif what == "settle":
            one.released = one.released or (one.disputed and more[0] == "released")
            one.disputed = False
        elif what in ("hold", "resume"):
            one.held = what == "hold"
        elif what == "step":
            self.by_hand(one, more[0], day)

    def by_hand(self, one: One, place: int, day: Date) -> None:
        ladder = LADDERS[one.instrument]
        if place >= len(ladder) or not one.open:
            return
        rung, days, to = ladder[place]
        if (days > 0) == (day <= one.counted):
            return
        if any(place <= self.place(ladder, step) for step, counted, _ in one.steps if counted == one.counted):
            return
        self.take(rung, to, one.holder, [one], day, by_rule=False)

    @staticmethod
    def place(ladder: list[tuple[str, int, list[str]]], rung: str) -> int:
        return next(at for at, (name, _, _) in enumerate(ladder) if name == rung)

    def escalate(self, day: Date) -> None:
        by_body: dict[int, list[tuple[int, str, list[str], One, bool]]] = {}
        for one in self.duties.values():
            if not one.open or one.holder not in self.joined:
                continue
            if one.due < min(self.joined[body] for body in one.bodies if body in self.joined):
                continue
            if (step := self.next(one, day)) is not None:
                by_body.setdefault(one.holder, []).append(step)
        for body, found in by_body.items():
            on_time = {rung for _, rung, _, _, late in found if not late}
            if not on_time:
                on_time = {min((days, rung) for days, rung, _, _, _ in found)[1]}
            for rung in sorted(on_time):
                rows = [row for row in found if row[1] == rung]
                self.take(rung, rows[0][2], body, [row[3] for row in rows], day, by_rule=True)

    def next(self, one: One, day: Date) -> tuple[int, str, list[str], One, bool] | None:
        ladder, counted = LADDERS[one.instrument], one.counted
        own = [(self.place(ladder, rung), on) for rung, date, on in one.steps if date == counted]
        for at, (rung, days, to) in enumerate(ladder):
            if own and at <= max(place for place, _ in own):
                continue
            if rung == "pfd-regional" and self.kinds[one.holder] not in NHS:
                continue
            its_day = counted + dt.timedelta(days=days)
            if (days < 0 and (counted - day).days < GAP) or (days > 0 and (day - its_day).days > LAPSE):
                continue
            if day < its_day or (own and (day - max(on for _, on in own)).days < GAP):
                return None
            if rung.endswith("-public") and (counted, one.holder) not in one.reached:
                return None
            return days, rung, to, one, day > its_day
        return None

    def take(
        self, rung: str, to: list[str], body: int, duties: list[One], day: Date, *, by_rule: bool
    ) -> None:
        first = True
        for whom in to:
            reader = self.reader(whom, body)
            if reader is None:
                continue
            addressed = reader in self.joined and reader not in self.left
            self.letters.append((rung, body, day, whom, addressed))
            if first and addressed and reader == body:
                for one in duties:
                    # Mail goes out after the day's steps; a step by hand comes before them, and its mail too.
                    one.reached.add((one.counted, body))
            first = False
        for one in duties:
            one.steps.append((rung, one.counted, day))
            self.steps.append((one.pk, rung, one.counted, day, by_rule))

    def reader(self, whom: str, body: int) -> int | None:
        if whom in ("officer", "board"):
            return body
        table = DEPARTMENTS if whom == "department" else REGULATORS
        above = self.keys.get(table.get(self.kinds[body], ""))
        return above if above is not None and above != body else None
