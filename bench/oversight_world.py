"""A made-up register of any size for measuring figures: bodies in regions and boards, duties and what became
of them over ten years, and a log. Written as rows, since a million operations would take hours; all words are
made up.
"""

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection

from answerable.assurance.models import Closure, Recheck, Verification
from answerable.core.references import make_reference
from answerable.duties.models import (
    Action,
    ActionDuty,
    Answer,
    AnswerPart,
    Claim,
    DueDate,
    Duty,
    Milestone,
    Progress,
    PublishedReply,
    TargetDate,
)
from answerable.organisations.models import Citation, Organisation, OrganisationLink
from answerable.register.models import Entry, Report
from answerable.sources.models import Document, Publisher

FIRST = dt.datetime(2016, 1, 4, 10, tzinfo=dt.UTC)
DAYS = 3900  # about ten and a half years
REGIONS, BOARDS, TRUSTS, ELSEWHERE, PUBLISHERS = 7, 42, 350, 150, 60


class Making:
    """`scale` duties. The same seed gives the same register."""

    def __init__(self, duties: int, events: int, seed: int = 1, label: str = "") -> None:
        self.random = random.Random(seed)
        self.duties, self.events, self.label = duties, events, label

    def at(self, after: dt.datetime, least: int, most: int) -> dt.datetime:
        return after + dt.timedelta(
            days=self.random.randint(least, most), seconds=self.random.randint(0, 30000)
        )

    def all(self, tell: Callable[[str], None]) -> None:
        last = FIRST + dt.timedelta(days=DAYS)
        bodies = self._bodies()
        tell("bodies")
        duties = self._asked(bodies)
        tell("duties")
        self._replies(duties)
        self.became(duties, last)
        tell("what became of them")
        self._log(duties)
        tell("log")

    def became(self, duties: list[tuple[Duty, dt.datetime]], last: dt.datetime) -> None:
        """Answers, claims, plans, verdicts and closures, up to a moment."""
        answered = self._answers(duties, last)
        claims = self._claims(answered, last)
        self._plans(answered, last)
        self._found(claims, last)

    def _bodies(self) -> list[Organisation]:
        cited = Citation.objects.create(key="made-up", title="A list made for measuring", dated=None)
        kinds = (
            *("nhs_region" for _ in range(REGIONS)),
            *("icb" for _ in range(BOARDS)),
            *("nhs_trust" for _ in range(TRUSTS)),
            *("company" for _ in range(ELSEWHERE)),
        )
        rows = [
            Organisation(
                reference=make_reference("B", f"made:{number}"),
                key=f"made:{number}",
                name=f"Body {number:04d} of the bench",
                kind=kind,
            )
            for number, kind in enumerate(kinds)
        ]
        Organisation.objects.bulk_create(rows, batch_size=500)
        links = []
        trusts = range(REGIONS + BOARDS, REGIONS + BOARDS + TRUSTS)
        for number in trusts:
            board = number % BOARDS
            for relation, parent in (("icb", REGIONS + board), ("region", board % REGIONS)):
                links.append(
                    OrganisationLink(
                        child_key=f"made:{number}",
                        parent_key=f"made:{parent}",
                        relation=relation,
                        citation=cited,
                    )
                )
        OrganisationLink.objects.bulk_create(links, batch_size=500)
        return [row for row in Organisation.objects.order_by("pk") if row.kind in ("nhs_trust", "company")]

    def _asked(self, bodies: list[Organisation]) -> list[tuple[Duty, dt.datetime]]:
        publishers = [
            Publisher(
                code=f"made-{number}", name=f"Coroner for Area {number}", kind="coroner", source="bench"
            )
            for number in range(PUBLISHERS)
        ]
        Publisher.objects.bulk_create(publishers)
        many = max(1, self.duties // 8)
        reports, times = [], []
        for number in range(many):
            at = FIRST + dt.timedelta(days=number * DAYS / many)
            times.append(at)
            reports.append(
                Report(
                    reference=f"R-{number:09d}",
                    key=f"made:{number}",
                    instrument="reg28",
                    publisher=self.random.choice(publishers),
                    title=f"Report {number} of the bench",
                    issued_on=(at - dt.timedelta(days=self.random.randint(1, 30))).date(),
                    replies_checked_on=(at + dt.timedelta(days=200)).date() if number % 3 else None,
                    recorded_at=at,
                )
            )
        Report.objects.bulk_create(reports, batch_size=500)
        entries = [
            Entry(
                reference=f"E-{number:09d}",
                report=reports[number // 4 % many],
                position=str(number),
                order=number % 4,
                kind="concern",
                recorded_at=times[number // 4 % many],
            )
            for number in range(many * 4)
        ]
        Entry.objects.bulk_create(entries, batch_size=500)
        duties: list[Duty] = []
        asked: list[dt.datetime] = []
        weights = [1 / (1 + place % 90) for place in range(len(bodies))]
        for number in range(self.duties):
            entry = entries[number // 2]
            first = self.random.choices(bodies, weights)[0] if number % 2 == 0 else None
            body = first or bodies[(duties[-1].organisation_id * 7 + number) % len(bodies)]
            if first is None and body.pk == duties[-1].organisation_id:
                body = bodies[(number + 1) % len(bodies)]
            duties.append(
                Duty(
                    reference=f"D-{number:09d}",
                    entry=entry,
                    organisation=body,
                    holder=body,
                    kind="statutory",
                    recorded_at=entry.recorded_at,
                )
            )
            asked.append(entry.recorded_at)
        Duty.objects.bulk_create(duties, batch_size=1000)
        made(
            DueDate,
            (
                DueDate(
                    duty=duty,
                    due_on=(at + dt.timedelta(days=56)).date(),
                    basis="computed",
                    reason="56 days",
                    recorded_at=at,
                )
                for duty, at in zip(duties, asked, strict=True)
            ),
        )
        return list(zip(duties, asked, strict=True))

    def _replies(self, duties: list[tuple[Duty, dt.datetime]]) -> None:
        document = Document.objects.create(sha256="0" * 64, size=1, kept_at=FIRST)
        reports = {duty.entry.report_id: at for duty, at in duties[::40]}
        made(
            PublishedReply,
            (
                PublishedReply(
                    report_id=pk,
                    url=f"https://example.org/replies/{pk}",
                    document=document,
                    recorded_at=self.at(at, 20, 90),
                )
                for pk, at in reports.items()
            ),
        )

    def _answers(
        self, duties: list[tuple[Duty, dt.datetime]], last: dt.datetime
    ) -> list[tuple[Duty, dt.datetime]]:
        answered = [(duty, self.at(at, 10, 120)) for duty, at in duties if self.random.random() < 0.6]
        answered = [(duty, at) for duty, at in answered if at < last]
        answers = [
            Answer(
                reference=f"A-{number:09d}",
                organisation_id=duty.holder_id,
                origin="published",
                answered_on=at.date(),
                recorded_by="bench",
                recorded_at=at,
            )
            for number, (duty, at) in enumerate(answered)
        ]
        Answer.objects.bulk_create(answers, batch_size=1000)
        stances = ("in_full", "in_full", "in_part", "in_principle", "not_accepted")
        made(
            AnswerPart,
            (
                AnswerPart(
                    answer=answer,
                    duty=duty,
                    entry_id=duty.entry_id,
                    stance=self.random.choice(stances),
                    words=f"{self.label}We mended the lamp.",
                    words_original=f"{self.label}We mended the lamp.",
                )
                for answer, (duty, _) in zip(answers, answered, strict=True)
            ),
        )
        return answered

    def _claims(
        self, answered: list[tuple[Duty, dt.datetime]], last: dt.datetime
    ) -> list[tuple[Claim, dt.datetime]]:
        rows: list[Claim] = []
        for duty, at in answered:
            when = at
            for level in ("planned", "under_way", "done")[: self.random.choice((0, 1, 2, 3, 3))]:
                when = self.at(when, 20, 300)
                if when >= last:
                    break
                rows.append(
                    Claim(
                        duty=duty,
                        organisation_id=duty.holder_id,
                        level=level,
                        words=f"{self.label}The lamp is lit.",
                        words_original=f"{self.label}The lamp is lit.",
                        claimed_on=when.date(),
                        recorded_by="bench",
                        recorded_at=when,
                    )
                )
        Claim.objects.bulk_create(rows, batch_size=1000)
        return [(row, row.recorded_at) for row in rows if row.level == "done"]

    def _plans(self, answered: list[tuple[Duty, dt.datetime]], last: dt.datetime) -> None:
        chosen = answered[::3]
        actions = [
            Action(
                reference=f"K-{number:09d}",
                organisation_id=duty.holder_id,
                words=f"{self.label}Mend the lamp",
                words_original=f"{self.label}Mend the lamp",
                owner_role="Director of Estates",
                recorded_by="bench",
                recorded_at=at,
            )
            for number, (duty, at) in enumerate(chosen)
        ]
        Action.objects.bulk_create(actions, batch_size=1000)
        pairs = list(zip(actions, chosen, strict=True))
        made(ActionDuty, (ActionDuty(action=a, duty=d, recorded_at=at) for a, (d, at) in pairs))
        steps = [
            Milestone(action=action, order=1, words="Lit", is_end=True, recorded_at=at)
            for action, (_, at) in pairs
        ]
        Milestone.objects.bulk_create(steps, batch_size=1000)
        moves: list[TargetDate] = []
        for step in steps:
            moved = self.random.random() < 0.3
            later = self.at(step.recorded_at, 60, 400)
            moved = moved and later < last
            due = (step.recorded_at + dt.timedelta(days=200)).date()
            moves.append(
                TargetDate(
                    milestone=step,
                    due_on=due,
                    recorded_by="bench",
                    recorded_at=step.recorded_at,
                    superseded_at=later if moved else None,
                )
            )
            if moved:
                moves.append(
                    TargetDate(
                        milestone=step,
                        due_on=due + dt.timedelta(days=90),
                        reason="Late",
                        recorded_by="bench",
                        recorded_at=later,
                    )
                )
        TargetDate.objects.bulk_create(moves, batch_size=1000)
        made(
            Progress,
            (
                Progress(
                    action=action,
                    level="under_way",
                    on=when.date(),
                    recorded_by="bench",
                    recorded_at=when,
                )
                for action, (_, at) in pairs
                if (when := self.at(at, 10, 200)) < last
            ),
        )

    def _found(self, claims: list[tuple[Claim, dt.datetime]], last: dt.datetime) -> None:
        looked = [(claim, self.at(at, 5, 250)) for claim, at in claims if self.random.random() < 0.6]
        looked = [(claim, at) for claim, at in looked if at < last]
        rows = [
            Verification(
                duty_id=claim.duty_id,
                claim=claim,
                result=(done := self.random.choice(("acceptable", "acceptable", "not_yet"))),
                found="done" if done == "acceptable" else "under_way",
                seen="inspection",
                reason=f"{self.label}Seen on two of four wards.",
                given_by="bench",
                recorded_at=at,
            )
            for claim, at in looked
        ]
        Verification.objects.bulk_create(rows, batch_size=1000)
        closures = []
        for row in rows:
            at = self.at(row.recorded_at, 1, 60)
            if row.result != "acceptable" or at >= last or self.random.random() < 0.3:
                continue
            again = self.at(at, 300, 500)
            reopened = self.random.random() < 0.15 and again < last
            closures.append(
                Closure(
                    duty_id=row.duty_id,
                    reason="done",
                    words=f"{self.label}It was seen.",
                    verification=row,
                    closed_on=at.date(),
                    closed_by="bench",
                    recorded_at=at,
                    reopened_at=again if reopened else None,
                    reopened_by="bench" if reopened else "",
                    reopened_why=f"{self.label}A lamp is out again." if reopened else "",
                )
            )
        Closure.objects.bulk_create(closures, batch_size=1000)
        made(
            Recheck,
            (
                Recheck(
                    closure=closure,
                    months=12,
                    due_on=(closure.recorded_at + dt.timedelta(days=365)).date(),
                    outcome="not_lasted" if closure.reopened_at else "",
                    words=f"{self.label}Two lamps are out." if closure.reopened_at else "",
                    done_on=closure.reopened_at.date() if closure.reopened_at else None,
                    recorded_at=closure.recorded_at,
                )
                for closure in closures
            ),
        )

    def _log(self, duties: list[tuple[Duty, dt.datetime]]) -> None:
        """Events as rows of a plain form: figures ask the log only for its length and for what came last."""

        def rows() -> Iterator[tuple[Any, ...]]:
            for index in range(self.events):
                duty, at = duties[index * len(duties) // self.events]
                yield index, at, "person:1", "duty.told", duty.reference, "{}", b"{}", b"0" * 32

        columns = "recorded_at, actor, kind, subject, payload, canonical, leaf_hash"
        marks = ", ".join(["%s"] * 8)
        with connection.cursor() as cursor:
            for part in parts(rows(), 5000):
                cursor.executemany(
                    f'INSERT INTO ledger_event ("index", {columns}) VALUES ({marks})',
                    part,
                )


def made(model: Any, rows: Iterable[Any]) -> None:
    for part in parts(rows, 2000):
        model.objects.bulk_create(part, batch_size=1000)


def parts(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    held = iter(rows)
    while part := list(itertools.islice(held, size)):
        yield part
